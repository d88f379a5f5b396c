package io.holdfast.dialect.ietf;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Service;
import io.holdfast.spi.xml.XmlText;

/** Writes ietf-access-control-list: the lists, and the interfaces they judge. */
final class FilterWriting {

    private FilterWriting() {}

    static void write(XmlText out, DeviceConfig config) {
        var attached = config.interfaces().stream().filter(i -> !i.ingress().isEmpty()).toList();
        if (config.accessLists().isEmpty() && attached.isEmpty()) {
            out.empty("acls", InterfaceWriting.replacing(Yang.ACL));
            return;
        }
        out.open(
                "acls",
                "xmlns",
                Yang.ACL,
                "xmlns:acl",
                Yang.ACL,
                "xmlns:nc",
                Yang.NETCONF,
                "nc:operation",
                "replace");
        config.accessLists().forEach(list -> accessList(out, list));
        if (!attached.isEmpty()) {
            out.open("attachment-points");
            for (var each : attached) {
                out.open("interface");
                out.leaf("interface-id", each.name());
                out.open("ingress").open("acl-sets");
                for (var name : each.ingress()) {
                    out.open("acl-set").leaf("name", name.value()).close();
                }
                out.close().close().close();
            }
            out.close();
        }
        out.close();
    }

    private static void accessList(XmlText out, AccessList list) {
        out.open("acl");
        out.leaf("name", list.name().value());
        out.leaf("type", list.family() == Family.IPV4 ? "acl:ipv4-acl-type" : "acl:ipv6-acl-type");
        if (list.rules().isEmpty()) {
            out.empty("aces");
        } else {
            out.open("aces");
            list.rules().forEach(rule -> rule(out, rule));
            out.close();
        }
        out.close();
    }

    private static void rule(XmlText out, FilterRule rule) {
        out.open("ace");
        out.leaf("name", rule.name());
        out.open("matches");
        packets(out, rule.match());
        service(out, rule.match().service());
        out.close();
        out.open("actions");
        out.leaf(
                "forwarding",
                switch (rule.verdict()) {
                    case PERMIT -> "acl:accept";
                    case DENY -> "acl:drop";
                    case REJECT -> "acl:reject";
                });
        if (rule.log()) {
            out.leaf("logging", "acl:log-syslog");
        }
        out.close().close();
    }

    private static void packets(XmlText out, PacketMatch match) {
        var family = match.family() == Family.IPV4 ? "ipv4" : "ipv6";
        out.open(family);
        var protocol = protocol(match.service(), match.family());
        if (protocol >= 0) {
            out.leaf("protocol", Integer.toString(protocol));
        }
        out.leaf("destination-" + family + "-network", match.destination().toString());
        out.leaf("source-" + family + "-network", match.source().toString());
        out.close();
    }

    /** The IANA protocol number, or -1 for every protocol. */
    private static int protocol(Service service, Family family) {
        return switch (service) {
            case Service.EveryProtocol _ -> -1;
            case Service.Tcp _ -> 6;
            case Service.Udp _ -> 17;
            case Service.Icmp _ -> family == Family.IPV4 ? 1 : 58;
            case Service.Other(int number) -> number;
        };
    }

    private static void service(XmlText out, Service service) {
        switch (service) {
            case Service.Tcp(var source, var destination) -> ports(out, "tcp", source, destination);
            case Service.Udp(var source, var destination) -> ports(out, "udp", source, destination);
            case Service.Icmp(int first, int last) when first == last ->
                    out.open("icmp").leaf("type", Integer.toString(first)).close();
            case Service.Icmp _, Service.EveryProtocol _, Service.Other _ -> {}
        }
    }

    private static void ports(
            XmlText out, String protocol, PortRange source, PortRange destination) {
        if (source.equals(PortRange.EVERY) && destination.equals(PortRange.EVERY)) {
            return;
        }
        out.open(protocol);
        port(out, "source-port", source);
        port(out, "destination-port", destination);
        out.close();
    }

    private static void port(XmlText out, String name, PortRange range) {
        if (range.equals(PortRange.EVERY)) {
            return;
        }
        out.open(name);
        if (range.first() == range.last()) {
            out.leaf("operator", "eq");
            out.leaf("port", Integer.toString(range.first()));
        } else {
            out.leaf("lower-port", Integer.toString(range.first()));
            out.leaf("upper-port", Integer.toString(range.last()));
        }
        out.close();
    }
}
