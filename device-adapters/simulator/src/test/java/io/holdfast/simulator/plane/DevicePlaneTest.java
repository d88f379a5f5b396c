package io.holdfast.simulator.plane;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.simulator.xml.MalformedXml;
import io.holdfast.simulator.xml.XmlReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class DevicePlaneTest {

    private static final String ROUTER =
            "<interfaces><interface><name>a</name><type>ethernetCsmacd</type><ipv4><forwarding>true</forwarding>"
                    + "<address><ip>10.0.1.1</ip><prefix-length>24</prefix-length></address></ipv4></interface>"
                    + "<interface><name>b</name><type>ethernetCsmacd</type><enabled>%s</enabled><ipv4><forwarding>true</forwarding>"
                    + "<address><ip>10.0.2.1</ip><prefix-length>24</prefix-length></address></ipv4></interface></interfaces>";

    private static DevicePlane plane(String config) {
        try {
            return DevicePlane.read(
                    XmlReader.read("<config>" + config + "</config>"), List.of("a", "b"));
        } catch (MalformedXml e) {
            throw new AssertionError(e);
        }
    }

    private static Packet tcp(String from, String to, int sourcePort, int port) {
        return new Packet(IpAddress.of(from), IpAddress.of(to), 6, sourcePort, port);
    }

    private static String acl(String matches, String action) {
        return "<acls><acl><name>l</name><type>x:ipv4-acl-type</type><aces><ace><name>r</name><matches>"
                + matches
                + "</matches><actions><forwarding>x:"
                + action
                + "</forwarding></actions></ace></aces></acl>"
                + "<attachment-points><interface><interface-id>a</interface-id><ingress><acl-sets><acl-set>"
                + "<name>l</name></acl-set></acl-sets></ingress></interface></attachment-points></acls>";
    }

    private static boolean passes(String config, Packet packet) {
        return plane(config).forward("a", packet) instanceof Fate.Passed;
    }

    @Test
    void a_router_forwards_between_its_connected_subnets_while_both_are_up() {
        var packet = tcp("10.0.1.9", "10.0.2.9", 1, 2);
        assertThat(passes(ROUTER.formatted("true"), packet)).isTrue();
        assertThat(passes(ROUTER.formatted("false"), packet)).isFalse();
        assertThat(
                        passes(
                                ROUTER.formatted("true")
                                        .replace("<forwarding>true", "<forwarding>false"),
                                packet))
                .isFalse();
        assertThat(passes(ROUTER.formatted("true"), tcp("10.0.1.9", "10.0.3.9", 1, 2))).isFalse();
        assertThat(passes(ROUTER.formatted("true"), tcp("10.0.1.9", "10.0.2.1", 1, 2))).isTrue();
    }

    @Test
    void the_longest_route_decides_and_a_blackhole_swallows() {
        var routes =
                "<routing><control-plane-protocols><control-plane-protocol><static-routes><ipv4>"
                        + "<route><destination-prefix>0.0.0.0/0</destination-prefix><next-hop><next-hop-address>10.0.2.254</next-hop-address></next-hop></route>"
                        + "<route><destination-prefix>10.9.0.0/16</destination-prefix><next-hop><special-next-hop>blackhole</special-next-hop></next-hop></route>"
                        + "</ipv4></static-routes></control-plane-protocol></control-plane-protocols></routing>";
        assertThat(passes(ROUTER.formatted("true") + routes, tcp("10.0.1.9", "203.0.113.1", 1, 2)))
                .isTrue();
        assertThat(passes(ROUTER.formatted("true") + routes, tcp("10.0.1.9", "10.9.1.1", 1, 2)))
                .isFalse();
    }

    @Test
    void a_rule_matches_prefixes_protocol_and_ports_and_all_else_is_dropped() {
        var ports = "<tcp><destination-port>%s</destination-port></tcp>";
        var eq =
                ROUTER.formatted("true")
                        + acl(ports.formatted("<operator>eq</operator><port>80</port>"), "accept");
        assertThat(passes(eq, tcp("10.0.1.9", "10.0.2.9", 1, 80))).isTrue();
        assertThat(passes(eq, tcp("10.0.1.9", "10.0.2.9", 80, 81))).isFalse();
        var range =
                ROUTER.formatted("true")
                        + acl(
                                ports.formatted(
                                        "<lower-port>80</lower-port><upper-port>90</upper-port>"),
                                "accept");
        assertThat(passes(range, tcp("10.0.1.9", "10.0.2.9", 1, 90))).isTrue();
        assertThat(passes(range, tcp("10.0.1.9", "10.0.2.9", 1, 91))).isFalse();
        var not =
                ROUTER.formatted("true")
                        + acl(ports.formatted("<operator>neq</operator><port>80</port>"), "accept");
        assertThat(passes(not, tcp("10.0.1.9", "10.0.2.9", 1, 80))).isFalse();
        assertThat(passes(not, tcp("10.0.1.9", "10.0.2.9", 1, 81))).isTrue();
        var from =
                ROUTER.formatted("true")
                        + acl(
                                "<ipv4><source-ipv4-network>10.0.1.8/31</source-ipv4-network></ipv4>",
                                "accept");
        assertThat(passes(from, tcp("10.0.1.9", "10.0.2.9", 1, 2))).isTrue();
        assertThat(passes(from, tcp("10.0.1.10", "10.0.2.9", 1, 2))).isFalse();
        var icmp = ROUTER.formatted("true") + acl("<icmp><type>8</type></icmp>", "accept");
        assertThat(
                        passes(
                                icmp,
                                new Packet(
                                        IpAddress.of("10.0.1.9"),
                                        IpAddress.of("10.0.2.9"),
                                        1,
                                        0,
                                        8)))
                .isTrue();
        assertThat(
                        passes(
                                icmp,
                                new Packet(
                                        IpAddress.of("10.0.1.9"),
                                        IpAddress.of("10.0.2.9"),
                                        1,
                                        0,
                                        0)))
                .isFalse();
    }

    @Test
    void the_first_rule_that_matches_decides() {
        var two =
                acl("", "drop")
                        .replace(
                                "<ace>",
                                "<ace><name>first</name><matches><tcp><destination-port><operator>eq</operator><port>80</port>"
                                        + "</destination-port></tcp></matches><actions><forwarding>accept</forwarding></actions></ace><ace>");
        assertThat(passes(ROUTER.formatted("true") + two, tcp("10.0.1.9", "10.0.2.9", 1, 80)))
                .isTrue();
        assertThat(passes(ROUTER.formatted("true") + two, tcp("10.0.1.9", "10.0.2.9", 1, 81)))
                .isFalse();
    }

    @Test
    void a_bound_list_that_is_missing_drops_everything() {
        var broken = acl("", "accept").replace("<acl><name>l<", "<acl><name>other<");
        assertThat(
                        plane(ROUTER.formatted("true") + broken)
                                .forward("a", tcp("10.0.1.9", "10.0.2.9", 1, 2))
                                .why())
                .contains("missing");
    }
}
