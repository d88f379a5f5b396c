package io.holdfast.core.zone;

import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Service;
import java.util.List;

/**
 * Which services protect what they carry: confidentiality, integrity and the identity of the other
 * side (R34). Judged by the registered port, because a filter sees nothing else; what is really
 * spoken there is for the owner of the conduit.
 */
final class ProtectedServices {

    /**
     * SSH, HTTPS, LDAPS, NETCONF over SSH, MQTT, IPFIX and syslog over TLS, FTPS, IMAPS, AMQPS,
     * RADIUS over TLS, DNS over TLS, OPC UA with a security policy, Modbus and EtherNet/IP over
     * TLS.
     */
    private static final List<Integer> TCP =
            List.of(
                    22, 443, 636, 802, 830, 853, 989, 990, 993, 995, 2083, 2221, 4740, 4843, 5671,
                    6514, 6513, 8443, 8883, 10161);

    /** HTTP/3, DTLS: syslog, CoAP, DNS, SNMP, RADIUS; IKE and IPsec in UDP. */
    private static final List<Integer> UDP =
            List.of(443, 500, 853, 2083, 4500, 5684, 6514, 10161, 10162);

    private ProtectedServices() {}

    static void check(Conduit conduit, FoundProblems found) {
        if (conduit.scope() instanceof Scope.BetweenSites) {
            // The tunnel protects; but without the mark nobody promised that there is one.
            if (!conduit.encrypted()) {
                found.at("encrypted")
                        .add(
                                "BETWEEN_SITES_NOT_ENCRYPTED",
                                "What goes from site to site crosses the WAN and is encrypted.");
            }
            return;
        }
        if (!conduit.encrypted()) {
            return;
        }
        for (int i = 0; i < conduit.services().size(); i++) {
            var service = conduit.services().get(i);
            if (!isProtected(service)) {
                found.at("services")
                        .at(i)
                        .add(
                                "ENCRYPTED_WITHOUT_PROTECTED_PROTOCOL",
                                service
                                        + " is not known to protect what it carries, so the conduit"
                                        + " is not encrypted.");
            }
        }
    }

    private static boolean isProtected(Service service) {
        return switch (service) {
            case Service.Tcp(_, var ports) -> each(ports, TCP);
            case Service.Udp(_, var ports) -> each(ports, UDP);
            // ESP (RFC 4303); AH does not hide anything.
            case Service.Other(int number) -> number == 50;
            case Service.EveryProtocol _, Service.Icmp _ -> false;
        };
    }

    private static boolean each(PortRange ports, List<Integer> known) {
        for (int port = ports.first(); port <= ports.last(); port++) {
            if (!known.contains(port)) {
                return false;
            }
        }
        return true;
    }
}
