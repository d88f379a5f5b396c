package io.holdfast.dialect.junos;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.spi.xml.XmlDocument;
import io.holdfast.spi.xml.XmlElement;
import io.holdfast.spi.xml.XmlLimits;
import io.holdfast.spi.xml.XmlResult;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a Junos configuration: the owned parts, and what changes their meaning. */
final class ConfigReading {

    /** They decide nothing about addresses, VLANs, filters and zones. */
    private static final String[] FOREIGN = {
        "version", "system", "snmp", "chassis", "event-options", "class-of-service"
    };

    /** Layer 2 housekeeping; every other protocol may make routes. */
    private static final String[] HARMLESS_PROTOCOLS = {
        "lldp", "lldp-med", "rstp", "mstp", "vstp", "igmp-snooping", "l2-learning"
    };

    private ConfigReading() {}

    static Survey survey(String text) {
        return switch (XmlDocument.readFragment(text, XmlLimits.DEVICE)) {
            case XmlResult.Rejected(var reason) -> new Survey(DeviceConfig.EMPTY, List.of(reason));
            case XmlResult.Parsed(var root) -> {
                var remarks = new Remarks();
                var config =
                        remarks.attempt(() -> configuration(root, remarks))
                                .orElse(DeviceConfig.EMPTY);
                yield new Survey(config, remarks.all());
            }
        };
    }

    private static DeviceConfig configuration(XmlElement root, Remarks remarks) {
        for (var child : root.children()) {
            if (!child.name().equals(Junos.CONFIGURATION)) {
                remarks.add("text", "is no Junos configuration but <" + child.name() + ">");
            }
        }
        if (!root.text().isBlank()) {
            remarks.add("text", "words outside the configuration");
        }
        var all =
                root.children().stream().filter(c -> c.name().equals(Junos.CONFIGURATION)).toList();
        if (all.size() != 1) {
            remarks.add("text", "one configuration is expected, not " + all.size());
            return DeviceConfig.EMPTY;
        }
        return read(new Part(all.getFirst(), "", remarks));
    }

    private static DeviceConfig read(Part top) {
        var remarks = top.remarks();
        top.ignore(FOREIGN);
        var tunnels = remarks.attempt(() -> TunnelReading.read(top)).orElse(new TreeMap<>());
        top.child("protocols")
                .ifPresent(protocols -> {
                    protocols.ignore(HARMLESS_PROTOCOLS);
                    protocols.done();
                });
        var vlans =
                top.child("vlans")
                        .flatMap(p -> remarks.attempt(() -> VlanReading.read(p)))
                        .orElse(VlanReading.NONE);
        List<AccessList> lists =
                top.child("firewall")
                        .flatMap(p -> remarks.attempt(() -> FilterReading.read(p)))
                        .orElse(List.of());
        var interfaces =
                top.child("interfaces")
                        .flatMap(p ->
                                remarks.attempt(() -> InterfaceReading.read(p, vlans, tunnels)))
                        .orElse(List.of());
        var routes =
                top.child("routing-options")
                        .flatMap(p -> remarks.attempt(() -> RouteReading.read(p)))
                        .orElse(List.of());
        var applications = new Applications(top.child("applications"), remarks);
        var security =
                top.child("security")
                        .flatMap(p ->
                                remarks.attempt(
                                        () -> SecurityReading.read(p, applications, interfaces)))
                        .orElse(SecurityReading.NONE);
        for (var each : interfaces) {
            for (var name : each.ingress()) {
                if (lists.stream().noneMatch(l -> l.name().equals(name))) {
                    remarks.add("interfaces " + each.name(), "no model for the filter " + name);
                }
            }
        }
        tunnels(tunnels, interfaces, remarks);
        top.done();
        return new DeviceConfig(
                interfaces,
                vlans.vlans(),
                lists,
                routes,
                security.zones(),
                security.policies(),
                List.of());
    }

    /** A tunnel without a unit, or from an interface that has not its address, carries nothing. */
    private static void tunnels(
            SortedMap<Integer, TunnelReading.Bound> tunnels,
            List<InterfaceConfig> interfaces,
            Remarks remarks) {
        var all = new DeviceConfig(interfaces, List.of(), List.of(), List.of());
        tunnels.forEach((unit, bound) -> {
            var where = "tunnel " + Junos.TUNNELS + "." + unit;
            if (all.interfaceNamed(Units.TUNNEL + unit).isEmpty()) {
                remarks.add(where, "there is no such unit");
            }
            if (!TunnelWriting.external(all, bound.tunnel().local()).equals(bound.external())) {
                remarks.add(where, bound.external() + " has not " + bound.tunnel().local());
            }
        });
    }

    static Optional<Integer> maybe(Part part, String name, int first, int last) {
        return part.text(name).map(text -> part.number(text.strip(), first, last));
    }
}
