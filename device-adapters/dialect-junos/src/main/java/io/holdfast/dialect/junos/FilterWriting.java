package io.holdfast.dialect.junos;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Service;
import io.holdfast.spi.xml.XmlText;

/** Writes {@code firewall}: stateless filters, the terms in order, the last one said aloud. */
final class FilterWriting {

    private FilterWriting() {}

    static void write(XmlText out, DeviceConfig config) {
        if (config.accessLists().isEmpty()) {
            out.empty("firewall", "nc:operation", InterfaceWriting.REPLACE);
            return;
        }
        out.open("firewall", "nc:operation", InterfaceWriting.REPLACE).open("family");
        for (var family : Family.values()) {
            var lists = config.accessLists().stream().filter(l -> l.family() == family).toList();
            if (!lists.isEmpty()) {
                out.open(Junos.family(family));
                lists.forEach(list -> filter(out, list));
                out.close();
            }
        }
        out.close().close();
    }

    private static void filter(XmlText out, AccessList list) {
        out.open("filter").leaf("name", list.name().value());
        list.rules().forEach(rule -> term(out, rule));
        out.open("term").leaf("name", Junos.END);
        out.open("then").empty("discard").close();
        out.close().close();
    }

    private static void term(XmlText out, FilterRule rule) {
        out.open("term").leaf("name", rule.name());
        from(out, rule.match());
        out.open("then");
        if (rule.log()) {
            out.empty("syslog");
        }
        switch (rule.verdict()) {
            case PERMIT -> out.empty("accept");
            case DENY -> out.empty("discard");
            case REJECT -> out.empty("reject");
        }
        out.close().close();
    }

    private static void from(XmlText out, PacketMatch match) {
        if (match.equals(PacketMatch.every(match.family()))) {
            return;
        }
        out.open("from");
        if (match.source().length() > 0) {
            out.open("source-address").leaf("name", match.source().toString()).close();
        }
        if (match.destination().length() > 0) {
            out.open("destination-address").leaf("name", match.destination().toString()).close();
        }
        service(out, match.service(), match.family());
        out.close();
    }

    private static void service(XmlText out, Service service, Family family) {
        var protocol = family == Family.IPV4 ? "protocol" : "next-header";
        switch (service) {
            case Service.EveryProtocol _ -> {}
            case Service.Tcp(var source, var destination) -> {
                out.leaf(protocol, "tcp");
                ports(out, source, destination);
            }
            case Service.Udp(var source, var destination) -> {
                out.leaf(protocol, "udp");
                ports(out, source, destination);
            }
            case Service.Icmp(int first, int last) -> {
                out.leaf(protocol, family == Family.IPV4 ? "icmp" : "icmp6");
                if (first == last) {
                    out.leaf("icmp-type", Integer.toString(first));
                }
            }
            case Service.Other(int number) -> out.leaf(protocol, Integer.toString(number));
        }
    }

    private static void ports(XmlText out, PortRange source, PortRange destination) {
        if (!source.equals(PortRange.EVERY)) {
            out.leaf("source-port", Objects.range(source));
        }
        if (!destination.equals(PortRange.EVERY)) {
            out.leaf("destination-port", Objects.range(destination));
        }
    }
}
