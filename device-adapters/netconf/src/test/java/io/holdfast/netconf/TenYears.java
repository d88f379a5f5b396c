package io.holdfast.netconf;

import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * A perimeter that has grown over ten years, and how two kinds of devices would tell of it. Written
 * without the dialects that are to read it.
 */
final class TenYears {

    /** One line of the list, in the words of whoever typed it. */
    private record Line(
            String name, boolean permit, String from, String to, String service, boolean log) {}

    private final Map<String, String> objects = new LinkedHashMap<>();
    private final List<Line> lines = new ArrayList<>();

    TenYears() throws IOException {
        objects.put("any", "0.0.0.0/0");
        try (var in = TenYears.class.getResourceAsStream("/brownfield/ten-years.txt")) {
            var text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            text.lines().map(l -> l.split(" ", -1)).forEach(this::line);
        }
    }

    private void line(String[] words) {
        switch (words[0]) {
            case "object" -> objects.put(words[1], words[2]);
            case "rule" ->
                    lines.add(
                            new Line(
                                    words[1],
                                    words[2].equals("permit"),
                                    words[3],
                                    words[4],
                                    words[5],
                                    words.length > 6));
            default -> {}
        }
    }

    private String prefix(String object) {
        return Objects.requireNonNull(objects.get(object), object);
    }

    private static Service service(String word) {
        return word.equals("any") ? new Service.EveryProtocol() : Service.of(word);
    }

    /** What the lines say, read here and by no dialect. */
    List<FilterRule> rules() {
        return lines.stream()
                .map(l ->
                        new FilterRule(
                                l.name(),
                                new PacketMatch(
                                        Prefix.of(prefix(l.from())),
                                        Prefix.of(prefix(l.to())),
                                        service(l.service())),
                                l.permit() ? Verdict.PERMIT : Verdict.DENY,
                                l.log()))
                .toList();
    }

    /** As RFC 8519 has it, in the list {@code grown} of one interface. */
    String ietf(String port) {
        var xml = new StringBuilder("<acls xmlns=\"urn:ietf:params:xml:ns:yang:");
        xml.append("ietf-access-control-list\"><acl><name>grown</name>");
        xml.append("<type>ipv4-acl-type</type><aces>");
        for (var line : lines) {
            xml.append("<ace><name>").append(line.name()).append("</name><matches><ipv4>");
            int slash = line.service().indexOf('/');
            var kind = slash < 0 ? line.service() : line.service().substring(0, slash);
            var rest = slash < 0 ? "" : line.service().substring(slash + 1);
            switch (kind) {
                case "tcp" -> leaf(xml, "protocol", "6");
                case "udp" -> leaf(xml, "protocol", "17");
                case "icmp" -> leaf(xml, "protocol", "1");
                case "protocol" -> leaf(xml, "protocol", rest);
                default -> {}
            }
            leaf(xml, "destination-ipv4-network", prefix(line.to()));
            leaf(xml, "source-ipv4-network", prefix(line.from()));
            xml.append("</ipv4>");
            if (kind.equals("icmp")) {
                xml.append("<icmp><type>").append(rest).append("</type></icmp>");
            } else if (kind.equals("tcp") || kind.equals("udp")) {
                xml.append('<').append(kind).append("><destination-port>");
                var ends = rest.split("-", -1);
                if (ends.length == 1) {
                    leaf(xml, "operator", "eq");
                    leaf(xml, "port", rest);
                } else {
                    leaf(xml, "lower-port", ends[0]);
                    leaf(xml, "upper-port", ends[1]);
                }
                xml.append("</destination-port></").append(kind).append('>');
            }
            xml.append("</matches><actions>");
            leaf(xml, "forwarding", line.permit() ? "accept" : "drop");
            if (line.log()) {
                leaf(xml, "logging", "log-syslog");
            }
            xml.append("</actions></ace>");
        }
        xml.append("</aces></acl><attachment-points><interface>");
        leaf(xml, "interface-id", port);
        xml.append("<ingress><acl-sets><acl-set><name>grown</name></acl-set></acl-sets></ingress>");
        return xml.append("</interface></attachment-points></acls>").toString();
    }

    private static void leaf(StringBuilder xml, String name, String value) {
        xml.append('<').append(name).append('>').append(value);
        xml.append("</").append(name).append('>');
    }

    /** As a Junos firewall has it: objects in its address book, policies from inside to outside. */
    String junos() {
        var xml = new StringBuilder("<configuration xmlns=\"http://xml.juniper.net/xnm/1.1/xnm\">");
        xml.append("<version>20.4R3</version><interfaces>");
        for (var port : List.of("ge-0/0/0 10.1.10.1/24", "ge-0/0/1 203.0.113.2/24")) {
            var words = port.split(" ", -1);
            xml.append("<interface><name>").append(words[0]).append("</name><unit><name>0</name>");
            xml.append("<family><inet><address><name>").append(words[1]);
            xml.append("</name></address></inet></family></unit></interface>");
        }
        xml.append("</interfaces><applications>");
        for (var word : new TreeSet<>(lines.stream().map(Line::service).toList())) {
            application(xml, word);
        }
        xml.append("</applications><security><address-book><name>global</name>");
        objects.forEach((name, prefix) -> {
            if (!name.equals("any")) {
                xml.append("<address><name>").append(name).append("</name><ip-prefix>");
                xml.append(prefix).append("</ip-prefix></address>");
            }
        });
        xml.append("</address-book><policies><policy><from-zone-name>trust</from-zone-name>");
        xml.append("<to-zone-name>untrust</to-zone-name>");
        lines.forEach(line -> policy(xml, line));
        xml.append("</policy><default-policy><deny-all/></default-policy></policies><zones>");
        zone(xml, "trust", "ge-0/0/0.0");
        zone(xml, "untrust", "ge-0/0/1.0");
        return xml.append("</zones></security></configuration>").toString();
    }

    private static void application(StringBuilder xml, String word) {
        int slash = word.indexOf('/');
        if (slash < 0) {
            return;
        }
        var rest = word.substring(slash + 1);
        xml.append("<application>");
        leaf(xml, "name", app(word));
        switch (word.substring(0, slash)) {
            case "protocol" -> leaf(xml, "protocol", rest);
            case "icmp" -> {
                leaf(xml, "protocol", "icmp");
                leaf(xml, "icmp-type", rest);
            }
            default -> {
                leaf(xml, "protocol", word.substring(0, slash));
                leaf(xml, "destination-port", rest);
            }
        }
        xml.append("</application>");
    }

    private static String app(String word) {
        return word.equals("any") ? "any" : "alt-" + word.replace('/', '-');
    }

    private static void policy(StringBuilder xml, Line line) {
        xml.append("<policy><name>").append(line.name()).append("</name><match>");
        leaf(xml, "source-address", line.from());
        leaf(xml, "destination-address", line.to());
        leaf(xml, "application", app(line.service()));
        xml.append("</match><then>").append(line.permit() ? "<permit/>" : "<deny/>");
        if (line.log()) {
            xml.append("<log><session-init/></log>");
        }
        xml.append("</then></policy>");
    }

    private static void zone(StringBuilder xml, String name, String unit) {
        xml.append("<security-zone><name>").append(name).append("</name><interfaces><name>");
        xml.append(unit).append("</name></interfaces></security-zone>");
    }
}
