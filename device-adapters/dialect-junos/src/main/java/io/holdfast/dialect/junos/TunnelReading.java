package io.holdfast.dialect.junos;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Tunnel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the group of Holdfast's tunnels. One word that is another than {@link TunnelWords} has it,
 * and the tunnel is none: a weaker cipher is no drift that somebody may overlook.
 */
final class TunnelReading {

    /**
     * A tunnel as the device runs it.
     *
     * @param external the unit it says it begins at
     */
    record Bound(Tunnel tunnel, String external) {}

    private record Gateway(IpAddress local, IpAddress remote, String external) {}

    private final Remarks remarks;
    private final Map<String, Gateway> gateways = new TreeMap<>();
    private final TreeSet<String> understood = new TreeSet<>();
    private final SortedMap<Integer, Bound> found = new TreeMap<>();

    private TunnelReading(Remarks remarks) {
        this.remarks = remarks;
    }

    /** The tunnels by the number of their unit; none if the group is not there. */
    static SortedMap<Integer, Bound> read(Part top) {
        var reading = new TunnelReading(top.remarks());
        top.entry("groups", Junos.GROUP).ifPresent(reading::group);
        if (!reading.found.isEmpty() && !top.applies(Junos.GROUP)) {
            throw top.noModel("the group " + Junos.GROUP + " is there and not applied");
        }
        return reading.found;
    }

    private void group(Part group) {
        group.name();
        group.child("security")
                .ifPresent(security -> {
                    security.child("ike").ifPresent(this::exchange);
                    security.child("ipsec").ifPresent(this::protection);
                    security.done();
                });
        group.done();
    }

    private void exchange(Part ike) {
        for (var proposal : ike.each("proposal")) {
            remarks.carryOut(() -> understood(proposal, "", TunnelWords.EXCHANGE_WORDS));
        }
        for (var policy : ike.each("policy")) {
            remarks.carryOut(() -> policy(policy));
        }
        for (var gateway : ike.each("gateway")) {
            remarks.carryOut(() -> gateway(gateway));
        }
        ike.done();
    }

    /** Under another name it would be beside what a person may have there, and be hidden by it. */
    private static String ours(Part part) {
        var name = part.name();
        if (!name.startsWith(TunnelWords.OURS)) {
            throw part.noModel("is no name of ours");
        }
        return name;
    }

    private void understood(Part part, String kind, Map<String, String> words) {
        var name = ours(part);
        words.forEach((word, value) -> exactly(part, word, value));
        part.doneOrNoModel();
        understood.add(kind + name);
    }

    private static void exactly(Part part, String word, String value) {
        var said = part.text(word).map(String::strip).orElse("missing");
        if (!said.equals(value)) {
            throw part.noModel(word + " is " + said + ", not " + value);
        }
    }

    private void policy(Part policy) {
        var name = ours(policy);
        named(policy, "proposals", "");
        var certificate =
                policy.child("certificate").orElseThrow(() -> policy.noModel("has no certificate"));
        exactly(certificate, "local-certificate", TunnelWords.CERTIFICATE);
        exactly(certificate, "peer-certificate-type", TunnelWords.CERTIFICATE_TYPE);
        var trusted =
                certificate.child("trusted-ca").orElseThrow(() -> policy.noModel("trusts anybody"));
        exactly(trusted, "ca-profile", TunnelWords.CERTIFICATE);
        trusted.doneOrNoModel();
        certificate.doneOrNoModel();
        policy.doneOrNoModel();
        understood.add("policy " + name);
    }

    /** Names something that was read and understood. */
    private void named(Part part, String word, String kind) {
        var name = part.text(word).map(String::strip).orElse("");
        if (!understood.contains(kind + name)) {
            throw part.noModel(word + " " + name + " is not understood");
        }
    }

    private void gateway(Part gateway) {
        var name = ours(gateway);
        named(gateway, "ike-policy", "policy ");
        exactly(gateway, "version", TunnelWords.VERSION);
        var watched =
                gateway.child("dead-peer-detection")
                        .orElseThrow(() -> gateway.noModel("does not notice a dead peer"));
        if (!watched.has("always-send")) {
            throw gateway.noModel("does not always notice a dead peer");
        }
        TunnelWords.LIVELINESS.forEach((word, value) -> exactly(watched, word, value));
        watched.doneOrNoModel();
        var remote = address(gateway, "address");
        var local = address(gateway, "local-address");
        var external = gateway.text("external-interface").map(String::strip).orElse("");
        gateway.doneOrNoModel();
        gateways.put(name, new Gateway(local, remote, external));
    }

    private static IpAddress address(Part part, String word) {
        return part.value(() -> IpAddress.of(part.text(word).map(String::strip).orElse("")));
    }

    private void protection(Part ipsec) {
        for (var proposal : ipsec.each("proposal")) {
            remarks.carryOut(() -> understood(proposal, "esp ", TunnelWords.PROTECTION_WORDS));
        }
        for (var policy : ipsec.each("policy")) {
            remarks.carryOut(() -> {
                var name = ours(policy);
                named(policy, "proposals", "esp ");
                var secrecy =
                        policy.child("perfect-forward-secrecy")
                                .orElseThrow(() -> policy.noModel("makes no fresh keys"));
                exactly(secrecy, "keys", TunnelWords.SECRECY);
                secrecy.doneOrNoModel();
                policy.doneOrNoModel();
                understood.add("esp policy " + name);
            });
        }
        for (var vpn : ipsec.each("vpn")) {
            remarks.carryOut(() -> vpn(vpn));
        }
        ipsec.done();
    }

    private void vpn(Part vpn) {
        ours(vpn);
        var unit = vpn.text("bind-interface").map(String::strip).orElse("");
        if (!unit.startsWith(Junos.TUNNELS + ".")) {
            throw vpn.noModel("is bound to no unit of " + Junos.TUNNELS);
        }
        int number = vpn.number(unit.substring(Junos.TUNNELS.length() + 1), 1, 16385);
        var ike = vpn.child("ike").orElseThrow(() -> vpn.noModel("has no gateway"));
        named(ike, "ipsec-policy", "esp policy ");
        var name = ike.text("gateway").map(String::strip).orElse("");
        var gateway =
                Optional.ofNullable(gateways.get(name))
                        .orElseThrow(() -> vpn.noModel("gateway " + name + " is not understood"));
        ike.doneOrNoModel();
        exactly(vpn, "establish-tunnels", TunnelWords.ESTABLISHED);
        var here = new TreeSet<Prefix>();
        var there = new TreeSet<Prefix>();
        var pairs = new TreeSet<String>();
        for (var selector : vpn.each("traffic-selector")) {
            selector.name();
            var from = prefix(selector, "local-ip");
            var to = prefix(selector, "remote-ip");
            selector.doneOrNoModel();
            here.add(from);
            there.add(to);
            pairs.add(from + " " + to);
        }
        vpn.doneOrNoModel();
        if (pairs.size() != here.size() * there.size()) {
            throw vpn.noModel("does not carry everything from each side to the other");
        }
        var tunnel =
                vpn.value(() ->
                        new Tunnel(
                                gateway.local(),
                                gateway.remote(),
                                List.copyOf(here),
                                List.copyOf(there),
                                TunnelWords.MEANT));
        if (found.putIfAbsent(number, new Bound(tunnel, gateway.external())) != null) {
            throw vpn.noModel(unit + " has two tunnels");
        }
    }

    private static Prefix prefix(Part part, String word) {
        return part.value(() -> Prefix.of(part.text(word).map(String::strip).orElse("")));
    }
}
