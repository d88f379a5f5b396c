package io.holdfast.controller.sitelinks;

import io.holdfast.controller.scope.Refused;
import io.holdfast.sitelink.DeviceAccess.NetconfWay;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the site node finds one device. Addresses of the site's network, or names it knows.
 *
 * @param netconfPort 0 only for a device that SNMP configures
 * @param way of one that calls home the host is a hint for whoever confirms its key, no more
 * @param managementVlan where a person permits that the device is configured by SNMP: the VLAN it
 *     is managed in, which is never touched; 0 to write nothing over SNMP
 */
public record DeviceReach(
        String netconfHost,
        int netconfPort,
        String snmpHost,
        int snmpPort,
        NetconfWay way,
        int managementVlan) {

    public DeviceReach {
        host("/netconfHost", netconfHost);
        if (managementVlan < 0 || managementVlan > 4094) {
            throw Refused.invalid(
                    "/managementVlan",
                    "NOT_A_VLAN",
                    "A VLAN id is 1 to 4094, or 0 to write nothing over SNMP.");
        }
        if (managementVlan == 0 || netconfPort != 0) {
            port("/netconfPort", netconfPort);
        }
        if (managementVlan > 0 && netconfPort != 0) {
            throw Refused.invalid(
                    "/managementVlan",
                    "ONE_PROTOCOL_CONFIGURES",
                    "A device is configured over NETCONF or over SNMP; set netconfPort to 0 for SNMP.");
        }
        host("/snmpHost", snmpHost);
        port("/snmpPort", snmpPort);
    }

    /** A device that is called over SSH, to which nothing is written over SNMP. */
    public DeviceReach(String netconfHost, int netconfPort, String snmpHost, int snmpPort) {
        this(netconfHost, netconfPort, snmpHost, snmpPort, NetconfWay.SSH, 0);
    }

    /** The names of the ways there are, the usual one first. */
    public static List<String> ways() {
        return Stream.of(NetconfWay.values()).map(Enum::name).toList();
    }

    /** A device that is met on a way by its name, and to which nothing is written over SNMP. */
    public static DeviceReach on(
            String way, String netconfHost, int netconfPort, String snmpHost, int snmpPort) {
        return new DeviceReach(
                netconfHost, netconfPort, snmpHost, snmpPort, NetconfWay.valueOf(way), 0);
    }

    /** Whether who is met there is the same, so that its key need not be confirmed again. */
    boolean isWhere(DeviceReach other) {
        return way == other.way
                && (managementVlan > 0
                        ? other.managementVlan > 0
                                && snmpHost.equals(other.snmpHost)
                                && snmpPort == other.snmpPort
                        : netconfHost.equals(other.netconfHost)
                                && netconfPort == other.netconfPort);
    }

    private static void host(String pointer, String host) {
        if (!host.matches("[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?|::[0-9A-Fa-f:.]*")) {
            throw Refused.invalid(pointer, "NOT_A_HOST", "This is neither an address nor a name.");
        }
    }

    private static void port(String pointer, int port) {
        if (port < 1 || port > 65_535) {
            throw Refused.invalid(pointer, "NOT_A_PORT", "A port is a number from 1 to 65535.");
        }
    }
}
