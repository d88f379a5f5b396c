package io.holdfast.dialect.ietf;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads ietf-access-control-list. */
final class FilterReading {

    private FilterReading() {}

    /** The lists, and per interface the names of those that judge what arrives there. */
    record Filters(List<AccessList> lists, Map<String, List<AclName>> ingress) {
        static final Filters NONE = new Filters(List.of(), Map.of());
    }

    static Filters read(Node acls) {
        var lists = new ArrayList<AccessList>();
        acls.each("acl", node -> lists.add(accessList(node)));
        if (lists.stream().map(AccessList::name).distinct().count() != lists.size()) {
            throw acls.noModel("an access list stands twice");
        }
        var ingress = new LinkedHashMap<String, List<AclName>>();
        acls.child("attachment-points")
                .ifPresent(points -> {
                    points.each("interface", node -> attachment(node, ingress));
                    points.done();
                });
        acls.done();
        return new Filters(lists, ingress);
    }

    private static void attachment(Node node, Map<String, List<AclName>> ingress) {
        var name = node.needString("interface-id");
        var arriving = node.child("ingress").map(FilterReading::names).orElseGet(List::of);
        var leaving = node.child("egress").map(FilterReading::names).orElseGet(List::of);
        node.done();
        if (!leaving.isEmpty()) {
            throw node.noModel("no model for filters on packets that leave");
        }
        if (!arriving.isEmpty() && ingress.putIfAbsent(name, arriving) != null) {
            throw node.noModel(name + " stands twice");
        }
    }

    private static List<AclName> names(Node direction) {
        var found = new ArrayList<AclName>();
        direction
                .child("acl-sets")
                .ifPresent(sets -> {
                    sets.each(
                            "acl-set",
                            set -> {
                                found.add(aclName(set));
                                set.done();
                            });
                    sets.done();
                });
        direction.done();
        return found;
    }

    private static AclName aclName(Node node) {
        var name = node.needString("name");
        return node.value(() -> new AclName(name));
    }

    private static AccessList accessList(Node node) {
        var name = aclName(node);
        var family =
                switch (node.needIdentity("type", Yang.ACL)) {
                    case "ipv4-acl-type" -> Family.IPV4;
                    case "ipv6-acl-type" -> Family.IPV6;
                    default -> throw node.noModel("no model for lists of this type");
                };
        var rules = new ArrayList<FilterRule>();
        node.child("aces")
                .ifPresent(aces -> {
                    aces.each("ace", ace -> rules.add(rule(ace, family)));
                    aces.done();
                });
        if (rules.stream().map(FilterRule::name).distinct().count() != rules.size()) {
            throw node.noModel("a rule of " + name + " stands twice");
        }
        node.done();
        return new AccessList(name, family, rules);
    }

    private static FilterRule rule(Node ace, Family family) {
        var name = ace.needString("name");
        var match =
                ace.child("matches")
                        .map(matches -> match(matches, family))
                        .orElseGet(() -> PacketMatch.every(family));
        var actions = ace.child("actions").orElseThrow(() -> ace.noModel("no actions"));
        var verdict =
                switch (actions.needIdentity("forwarding", Yang.ACL)) {
                    case "accept" -> Verdict.PERMIT;
                    case "drop" -> Verdict.DENY;
                    case "reject" -> Verdict.REJECT;
                    default -> throw actions.noModel("no model for this forwarding");
                };
        boolean log =
                switch (actions.identity("logging", Yang.ACL).orElse("log-none")) {
                    case "log-syslog" -> true;
                    case "log-none" -> false;
                    default -> throw actions.noModel("no model for this logging");
                };
        actions.done();
        ace.done();
        return ace.value(() -> new FilterRule(name, match, verdict, log));
    }

    private static PacketMatch match(Node matches, Family family) {
        var own = family == Family.IPV4 ? "ipv4" : "ipv6";
        var packet = matches.child(own);
        var protocol = packet.flatMap(node -> node.maybeNumber("protocol", 0, 255));
        var source = prefix(packet, "source-" + own + "-network", family);
        var destination = prefix(packet, "destination-" + own + "-network", family);
        packet.ifPresent(Node::done);
        var tcp = matches.child("tcp");
        var udp = matches.child("udp");
        var icmp = matches.child("icmp");
        matches.done();
        if (Stream.of(tcp, udp, icmp).filter(Optional::isPresent).count() > 1) {
            throw matches.noModel("two transport protocols at once");
        }
        int icmpNumber = family == Family.IPV4 ? 1 : 58;
        int number =
                protocol.orElse(
                        tcp.isPresent()
                                ? 6
                                : udp.isPresent() ? 17 : icmp.isPresent() ? icmpNumber : -1);
        if ((tcp.isPresent() && number != 6)
                || (udp.isPresent() && number != 17)
                || (icmp.isPresent() && number != icmpNumber)) {
            throw matches.noModel("protocol " + number + " with the fields of another");
        }
        var service =
                switch (number) {
                    case -1 -> new Service.EveryProtocol();
                    case 6 -> new Service.Tcp(port(tcp, "source"), port(tcp, "destination"));
                    case 17 -> new Service.Udp(port(udp, "source"), port(udp, "destination"));
                    default ->
                            number == icmpNumber
                                    ? icmp(icmp)
                                    : matches.value(() -> new Service.Other(number));
                };
        tcp.ifPresent(Node::done);
        udp.ifPresent(Node::done);
        icmp.ifPresent(Node::done);
        return new PacketMatch(source, destination, service);
    }

    private static Prefix prefix(Optional<Node> packet, String name, Family family) {
        return packet.flatMap(node ->
                        node.leaf(name)
                                .map(text -> {
                                    var found = node.value(() -> Prefix.of(text));
                                    if (found.family() != family) {
                                        throw node.noModel(found + " is of the other family");
                                    }
                                    return found;
                                }))
                .orElse(Prefix.every(family));
    }

    private static Service icmp(Optional<Node> icmp) {
        return icmp.flatMap(node -> node.maybeNumber("type", 0, 255))
                .map(type -> new Service.Icmp(type, type))
                .orElse(new Service.Icmp(0, 255));
    }

    private static PortRange port(Optional<Node> transport, String end) {
        return transport
                .flatMap(node -> node.child(end + "-port"))
                .map(FilterReading::range)
                .orElse(PortRange.EVERY);
    }

    private static PortRange range(Node node) {
        var lower = node.maybeNumber("lower-port", 0, 65535);
        var upper = node.maybeNumber("upper-port", 0, 65535);
        var operator = node.leaf("operator");
        var port = node.maybeNumber("port", 0, 65535);
        node.done();
        if (lower.isPresent() && upper.isPresent() && operator.isEmpty() && port.isEmpty()) {
            return node.value(() -> new PortRange(lower.get(), upper.get()));
        }
        if (lower.isPresent() || upper.isPresent()) {
            throw node.noModel("half a range of ports");
        }
        if (port.isEmpty()) {
            if (operator.isPresent()) {
                throw node.noModel("an operator without a port");
            }
            return PortRange.EVERY;
        }
        return switch (operator.orElse("eq")) {
            case "eq" -> PortRange.one(port.get());
            case "lte" -> new PortRange(0, port.get());
            case "gte" -> new PortRange(port.get(), 65535);
            default -> throw node.noModel("no model for every port but one");
        };
    }
}
