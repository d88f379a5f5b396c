package io.holdfast.dialect.ietf;

import io.holdfast.core.Names;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads ietf-interfaces with its augments; which VLANs a port is in stands elsewhere. */
final class InterfaceReading {

    private static final Pattern SUBINTERFACE_NAME = Pattern.compile("(.+)\\.([1-9][0-9]{0,3})");
    private static final Pattern VLAN_NAME = Pattern.compile("vlan([1-9][0-9]{0,3})");

    private InterfaceReading() {}

    /** What an interface is, before its VLANs are known. */
    sealed interface Kind {
        record Settled(InterfaceMode mode) implements Kind {}

        /** A bridge port. */
        record Switched(boolean taggedOnly, Optional<Integer> pvid, Optional<Integer> number)
                implements Kind {}
    }

    /** One interface as the tree shows it. */
    record SeenInterface(
            String name,
            String description,
            boolean enabled,
            Kind kind,
            List<InterfaceAddress> addresses) {}

    static List<SeenInterface> read(Node interfaces) {
        var seen = new ArrayList<SeenInterface>();
        var names = new HashSet<String>();
        interfaces.each(
                "interface",
                node -> {
                    var one = one(node);
                    if (!names.add(one.name())) {
                        throw node.noModel(one.name() + " stands twice");
                    }
                    seen.add(one);
                });
        interfaces.done();
        return seen;
    }

    private static SeenInterface one(Node node) {
        var name = node.needString("name");
        node.value(() -> Names.text("an interface name", name, 64));
        var description = node.string("description").orElse("");
        var type = node.needIdentity("type", Yang.IF_TYPE);
        boolean enabled = node.truth("enabled").orElse(true);
        var port = node.child(Yang.BRIDGE, "bridge-port").map(InterfaceReading::bridgePort);
        var kind = kind(node, name, type, port);
        boolean routes = kind instanceof Kind.Settled(var mode) && InterfaceWriting.routes(mode);
        var addresses = new ArrayList<InterfaceAddress>();
        node.child(Yang.IP, "ipv4").ifPresent(ip -> addresses(ip, Family.IPV4, routes, addresses));
        node.child(Yang.IP, "ipv6").ifPresent(ip -> addresses(ip, Family.IPV6, routes, addresses));
        node.done("link-up-down-trap-enable=enabled");
        return new SeenInterface(name, description, enabled, kind, addresses);
    }

    private static Kind kind(Node node, String name, String type, Optional<Kind.Switched> port) {
        if (port.isPresent()) {
            if (!type.equals(Yang.PHYSICAL)) {
                throw node.noModel("a bridge port of type " + type);
            }
            return port.get();
        }
        return new Kind.Settled(
                switch (type) {
                    case Yang.PHYSICAL -> new InterfaceMode.Routed();
                    case Yang.SUBINTERFACE -> {
                        var parts = SUBINTERFACE_NAME.matcher(name);
                        if (!parts.matches()) {
                            throw node.noModel("a subinterface is named PARENT.VID, not " + name);
                        }
                        yield new InterfaceMode.Subinterface(
                                parts.group(1), vlan(node, parts.group(2)));
                    }
                    case Yang.VLAN_INTERFACE -> {
                        var parts = VLAN_NAME.matcher(name);
                        if (!parts.matches()) {
                            throw node.noModel("a VLAN interface is named vlanVID, not " + name);
                        }
                        yield new InterfaceMode.VlanInterface(vlan(node, parts.group(1)));
                    }
                    default -> throw node.noModel("no model for an interface of type " + type);
                });
    }

    private static int vlan(Node node, String digits) {
        int vlan = Integer.parseInt(digits);
        if (vlan > 4094) {
            throw node.noModel("a VLAN id is 1 to 4094, not " + vlan);
        }
        return vlan;
    }

    private static Kind.Switched bridgePort(Node port) {
        expect(port, "bridge-name", Yang.BRIDGE_NAME);
        expect(port, "component-name", Yang.BRIDGE_NAME);
        var type = port.identity("port-type", Yang.BRIDGE).orElse("c-vlan-bridge-port");
        if (!type.equals("c-vlan-bridge-port")) {
            throw port.noModel("no model for a port of type " + type);
        }
        var pvid = port.maybeNumber("pvid", 1, 4094);
        var frames = port.leaf("acceptable-frame").orElse("admit-all-frames");
        boolean tagged =
                switch (frames) {
                    case Yang.TAGGED_ONLY -> true;
                    case Yang.UNTAGGED_ONLY -> false;
                    default ->
                            throw port.noModel(
                                    "no model for a port that takes both tagged and untagged");
                };
        if (!port.truth("enable-ingress-filtering").orElse(false)) {
            throw port.noModel("a port without ingress filtering takes frames of every VLAN");
        }
        var number = port.maybeNumber("port-number", 1, 4095);
        port.done(
                "default-priority=0",
                "pcp-selection=8P0D",
                "use-dei=false",
                "drop-encoding=false",
                "service-access-priority-selection=false",
                "enable-restricted-vlan-registration=false",
                "enable-vid-translation-table=false",
                "enable-egress-vid-translation-table=false");
        return new Kind.Switched(tagged, pvid, number);
    }

    private static void expect(Node node, String leaf, String value) {
        var found = node.needString(leaf);
        if (!found.equals(value)) {
            throw node.noModel(leaf + " is " + found + ", not " + value);
        }
    }

    private static void addresses(
            Node ip, Family family, boolean routes, List<InterfaceAddress> into) {
        if (!ip.truth("enabled").orElse(true)) {
            throw ip.noModel("no model for addresses that are switched off");
        }
        var forwarding = ip.truth("forwarding");
        if (forwarding.isPresent() && forwarding.get() != routes) {
            throw ip.noModel("forwarding is " + forwarding.get());
        }
        var before = into.size();
        var seen = new HashSet<IpAddress>();
        ip.each(
                "address",
                node -> {
                    var address = node.value(() -> IpAddress.of(node.need("ip")));
                    int length = node.number("prefix-length", 0, family.bits());
                    if (address.family() != family || !seen.add(address)) {
                        throw node.noModel("address " + address + " does not belong here");
                    }
                    node.done();
                    into.add(new InterfaceAddress(address, length));
                });
        if (into.size() == before) {
            throw ip.noModel("no model for an address family without an address");
        }
        ip.done("dup-addr-detect-transmits=1");
    }
}
