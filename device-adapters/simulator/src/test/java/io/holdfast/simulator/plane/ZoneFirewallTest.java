package io.holdfast.simulator.plane;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.simulator.xml.MalformedXml;
import io.holdfast.simulator.xml.XmlReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stateful firewall that reads Junos' configuration model by itself. */
class ZoneFirewallTest {

    private static final String ZONES =
            """
            <zones>
              <security-zone><name>it</name><interfaces><name>ge-0/0/1.10</name></interfaces>
                <interfaces><name>ge-0/0/1.11</name></interfaces></security-zone>
              <security-zone><name>ot</name><interfaces><name>ge-0/0/1.40</name></interfaces>
              </security-zone>
              <security-zone><name>management</name>
                <host-inbound-traffic>
                  <system-services><name>netconf</name></system-services>
                  <system-services><name>ping</name></system-services>
                </host-inbound-traffic>
                <interfaces><name>ge-0/0/1.99</name></interfaces></security-zone>
            </zones>
            """;

    private final DevicePlane plane = read("");

    private static DevicePlane read(String more) {
        return read(more, "");
    }

    private static DevicePlane read(String policies, String filter) {
        var xml =
                "<config><configuration xmlns=\"http://xml.juniper.net/xnm/1.1/xnm\"><interfaces>"
                        + "<interface><name>ge-0/0/1</name><vlan-tagging/>"
                        + unit(10, "10.1.10.1/24", "2001:db8:1:10::1/64", "")
                        + unit(11, "10.1.11.1/24", "2001:db8:1:11::1/64", "")
                        + unit(40, "10.1.40.1/24", "2001:db8:1:40::1/64", filter)
                        + unit(50, "10.1.50.1/24", "2001:db8:1:50::1/64", "")
                        + unit(99, "10.1.99.1/24", "2001:db8:1:99::1/64", "")
                        + "</interface></interfaces>"
                        + (filter.isEmpty()
                                ? ""
                                : "<firewall><family><inet><filter><name>quiet</name><term><name>t"
                                        + "</name><then><discard/></then></term></filter></inet>"
                                        + "</family></firewall>")
                        + "<applications><application><name>modbus</name><protocol>tcp</protocol>"
                        + "<destination-port>502</destination-port></application><application>"
                        + "<name>echo</name><protocol>icmp</protocol><icmp-type>8</icmp-type>"
                        + "</application></applications><security><address-book><name>global"
                        + "</name><address><name>scada</name><ip-prefix>10.1.10.20/32</ip-prefix>"
                        + "</address><address><name>scada6</name><ip-prefix>2001:db8:1:10::20/128"
                        + "</ip-prefix></address></address-book><policies>"
                        + pair("it", "ot", policy("first", "scada", "modbus", "permit"))
                        + pair("ot", "it", policy("ask", "any-ipv4", "echo", "permit"))
                        + policies
                        + "</policies>"
                        + ZONES
                        + "</security></configuration></config>";
        try {
            return DevicePlane.read(XmlReader.read(xml), List.of("ge-0/0/1"));
        } catch (MalformedXml e) {
            throw new AssertionError(e);
        }
    }

    private static String unit(int vlan, String fourth, String sixth, String filter) {
        return "<unit><name>"
                + vlan
                + "</name><vlan-id>"
                + vlan
                + "</vlan-id><family><inet>"
                + filter
                + "<address><name>"
                + fourth
                + "</name></address></inet><inet6><address><name>"
                + sixth
                + "</name></address></inet6></family></unit>";
    }

    private static String pair(String from, String to, String policies) {
        return "<policy><from-zone-name>"
                + from
                + "</from-zone-name><to-zone-name>"
                + to
                + "</to-zone-name>"
                + policies
                + "</policy>";
    }

    private static String policy(String name, String source, String application, String then) {
        return "<policy><name>"
                + name
                + "</name><match><source-address>"
                + source
                + "</source-address><destination-address>any</destination-address><application>"
                + application
                + "</application></match><then><"
                + then
                + "/></then></policy>";
    }

    private static Packet tcp(String from, String to, int source, int destination) {
        return new Packet(IpAddress.of(from), IpAddress.of(to), 6, source, destination);
    }

    private static boolean passes(DevicePlane plane, int vlan, Packet packet) {
        return plane.forward("ge-0/0/1." + vlan, packet) instanceof Fate.Passed;
    }

    @Test
    void a_conversation_that_a_rule_permits_may_begin_and_no_other() {
        assertThat(passes(plane, 10, tcp("10.1.10.20", "10.1.40.7", 50000, 502))).isTrue();
        assertThat(passes(plane, 10, tcp("10.1.10.21", "10.1.40.7", 50000, 502))).isFalse();
        assertThat(passes(plane, 10, tcp("10.1.10.20", "10.1.40.7", 50000, 503))).isFalse();
        assertThat(passes(plane, 40, tcp("10.1.40.7", "10.1.10.20", 50000, 502))).isFalse();
    }

    @Test
    void a_reply_passes_only_after_the_packet_it_answers() {
        var reply = tcp("10.1.40.7", "10.1.10.20", 502, 50000);
        assertThat(passes(plane, 40, reply)).isFalse();
        assertThat(passes(plane, 10, tcp("10.1.10.20", "10.1.40.7", 50000, 502))).isTrue();
        assertThat(passes(plane, 40, reply)).isTrue();
        assertThat(passes(plane, 40, tcp("10.1.40.7", "10.1.10.20", 502, 50001))).isFalse();
    }

    @Test
    void an_echo_is_answered_and_not_asked_back() {
        var asked = new Packet(IpAddress.of("10.1.40.7"), IpAddress.of("10.1.10.9"), 1, 0, 8);
        var answer = new Packet(IpAddress.of("10.1.10.9"), IpAddress.of("10.1.40.7"), 1, 0, 0);
        var back = new Packet(IpAddress.of("10.1.10.9"), IpAddress.of("10.1.40.7"), 1, 0, 8);
        assertThat(passes(plane, 10, answer)).isFalse();
        assertThat(passes(plane, 40, asked)).isTrue();
        assertThat(passes(plane, 10, answer)).isTrue();
        assertThat(passes(plane, 10, back)).isFalse();
    }

    @Test
    void between_two_interfaces_of_one_zone_nothing_passes_by_itself() {
        var inside = tcp("10.1.10.20", "10.1.11.5", 50000, 502);
        assertThat(passes(plane, 10, inside)).isFalse();
        var permitted = read(pair("it", "it", policy("own", "any", "modbus", "permit")));
        assertThat(passes(permitted, 10, inside)).isTrue();
    }

    @Test
    void an_interface_in_no_zone_passes_nothing() {
        assertThat(passes(plane, 50, tcp("10.1.50.2", "10.1.40.7", 50000, 502))).isFalse();
        assertThat(passes(plane, 50, tcp("10.1.50.2", "10.1.50.1", 50000, 830))).isFalse();
        assertThat(passes(plane, 10, tcp("10.1.10.20", "10.1.50.2", 50000, 502))).isFalse();
    }

    @Test
    void the_device_itself_answers_by_the_zone_one_comes_from() {
        assertThat(passes(plane, 99, tcp("10.1.99.10", "10.1.99.1", 50000, 830))).isTrue();
        assertThat(passes(plane, 99, tcp("10.1.99.10", "10.1.99.1", 50000, 22))).isFalse();
        assertThat(passes(plane, 10, tcp("10.1.10.20", "10.1.99.1", 50000, 830))).isFalse();
    }

    @Test
    void a_policy_to_the_device_says_who_may_use_a_service() {
        var who =
                read(
                        pair(
                                "management",
                                "junos-host",
                                policy("node", "scada", "any", "permit")
                                        + policy("end", "any", "any", "deny")));
        assertThat(passes(who, 99, tcp("10.1.99.10", "10.1.99.1", 50000, 830))).isFalse();
        assertThat(passes(who, 99, tcp("10.1.10.20", "10.1.99.1", 50000, 830))).isTrue();
        assertThat(passes(who, 99, tcp("10.1.10.20", "10.1.99.1", 50000, 22))).isFalse();
    }

    @Test
    void the_first_rule_that_matches_decides_and_global_ones_come_last() {
        var denied =
                read(
                        pair(
                                        "it",
                                        "management",
                                        policy("no", "any", "modbus", "deny")
                                                + policy("yes", "any", "modbus", "permit"))
                                + "<global>"
                                + policy("everywhere", "any", "modbus", "permit")
                                + "</global>");
        assertThat(passes(denied, 10, tcp("10.1.10.9", "10.1.99.9", 50000, 502))).isFalse();
        assertThat(passes(denied, 40, tcp("10.1.40.9", "10.1.99.9", 50000, 502))).isTrue();
        assertThat(passes(denied, 40, tcp("10.1.40.9", "10.1.99.9", 50000, 503))).isFalse();
    }

    @Test
    void a_filter_at_the_entrance_judges_replies_too() {
        var filtered = "<filter><input><filter-name>quiet</filter-name></input></filter>";
        var quiet = read("", filtered);
        assertThat(passes(quiet, 10, tcp("10.1.10.20", "10.1.40.7", 50000, 502))).isTrue();
        assertThat(passes(quiet, 40, tcp("10.1.40.7", "10.1.10.20", 502, 50000))).isFalse();
    }

    @Test
    void ipv6_has_rules_and_conversations_of_its_own() {
        var sixth = read("<global>" + policy("six", "scada6", "modbus", "permit") + "</global>");
        var opening = tcp("2001:db8:1:10::20", "2001:db8:1:40::7", 50000, 502);
        var reply = tcp("2001:db8:1:40::7", "2001:db8:1:10::20", 502, 50000);
        assertThat(passes(plane, 10, opening)).isFalse();
        assertThat(passes(sixth, 40, reply)).isFalse();
        assertThat(passes(sixth, 10, opening)).isTrue();
        assertThat(passes(sixth, 40, reply)).isTrue();
    }
}
