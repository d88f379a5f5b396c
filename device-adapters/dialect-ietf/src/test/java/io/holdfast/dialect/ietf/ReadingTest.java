package io.holdfast.dialect.ietf;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.spi.ReadResult;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices write the same meaning in other words, and other meanings in much the same words. */
final class ReadingTest {

    private final IetfDialect dialect = new IetfDialect();

    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    acl:accept                           | acl:count
                    acl:drop                             | acl:log-syslog
                    <forwarding>true</forwarding>        | <forwarding>false</forwarding>
                    <protocol>6</protocol>               | <protocol>17</protocol>
                    <operator>eq</operator>              | <operator>neq</operator>
                    <port>502</port>                     | <port>065</port>
                    <port>502</port>                     | <port>65536</port>
                    <port>502</port>                     | <port>502<x/></port>
                    <lower-port>8530</lower-port>        | <lower-port>8532</lower-port>
                    <upper-port>8531</upper-port>        | ''
                    10.1.40.0/24                         | 10.1.40.1/24
                    10.1.40.0/24                         | 010.1.40.0/24
                    10.1.40.0/24                         | ::ffff:10.1.40.0/120
                    2001:db8:1:40::/64                   | 10.1.40.0/24
                    <enabled>true</enabled>              | <enabled>yes</enabled>
                    <enabled>true</enabled>              | <enabled>true</enabled><mtu>9000</mtu>
                    ianaift:ethernetCsmacd               | ianaift:tunnel
                    ianaift:ethernetCsmacd               | ethernetCsmacd
                    <name>lan0.40</name>                 | <name>lan0-40</name>
                    <name>lan0.40</name>                 | <name>lan0.4095</name>
                    <name>lan0.40</name>                 | <name>lan0.99</name>
                    <interface-id>wan0</interface-id>    | <interface-id>wan1</interface-id>
                    <ingress>                            | <ingress/><ingress>
                    rt:static                            | rt:ospf
                    <static-routes>                      | stray words <static-routes>
                    nc:operation="replace"               | nc:operation="delete"
                    nc:operation="replace"               | inactive="inactive"
                    urn:ietf:params:xml:ns:yang:ietf-ip" | urn:example:other"
                    <next-hop>                           | <next-hop><outgoing-interface>wan0</outgoing-interface>
                    """)
    void what_there_is_no_model_for_is_unreadable(String said, String instead) {
        unreadable(told(Plants.firewall(), true), said, instead);
    }

    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <pvid>40</pvid>                                            | <pvid>99</pvid>
                    <pvid>40</pvid>                                            | ''
                    untagged</vlan-transmitted>                                | tagged</vlan-transmitted>
                    <port-ref>2</port-ref>                                     | <port-ref>9</port-ref>
                    <port-ref>2</port-ref>                                     | <port-ref>1</port-ref>
                    <vids>40</vids>                                            | <vids>40,99</vids>
                    <vids>40</vids>                                            | <vids>99-40</vids>
                    <vids>40</vids>                                            | <vids>all</vids>
                    admit-only-VLAN-tagged-frames                              | admit-all-frames
                    <enable-ingress-filtering>true</enable-ingress-filtering>  | ''
                    <bridge-name>br0</bridge-name>                             | <bridge-name>br1</bridge-name>
                    fixed-new-ignored                                          | normal
                    <name>vlan99</name>                                        | <name>irb.99</name>
                    <vid>40</vid>                                              | <vid>99</vid>
                    <entry-type>static</entry-type>                            | <entry-type>dynamic</entry-type>
                    <bridge-vlan                                               | <bridge-mst><mstid>1</mstid></bridge-mst><bridge-vlan
                    """)
    void a_switch_that_forwards_otherwise_is_unreadable(String said, String instead) {
        unreadable(told(Plants.switchConfig(), false), said, instead);
    }

    private void unreadable(String text, String said, String instead) {
        assertThat(text).contains(said);
        int at = text.indexOf(said);
        var changed = text.substring(0, at) + instead + text.substring(at + said.length());
        assertThat(dialect.read(changed)).isInstanceOf(ReadResult.Unreadable.class);
    }

    @Test
    void a_device_may_use_other_prefixes_orders_and_white_space() {
        same(
                true,
                text ->
                        text.replace("xmlns:ianaift", "xmlns:t")
                                .replace("ianaift:", "t:")
                                .replaceAll(">\\s+<", "><"));
    }

    @Test
    void a_device_may_show_its_defaults_and_its_own_facts() {
        same(
                false,
                text ->
                        text.replace(
                                        "<bridge-type",
                                        "<address>02-00-00-00-00-01</address><bridge-type")
                                .replace(
                                        "<acceptable-frame>",
                                        "<use-dei>false</use-dei><acceptable-frame>")
                                .replace(
                                        "<filtering-database nc:operation=\"replace\">",
                                        "<filtering-database><aging-time>300</aging-time>"));
    }

    @Test
    void a_thousand_polls_of_what_changes_by_itself_are_one_configuration() {
        var text = told(Plants.switchConfig(), false);
        var expected = new ReadResult.Read(Plants.switchConfig());
        var random = new Random(20_261_126L);
        for (int poll = 0; poll < 1_000; poll++) {
            var address = "02-00-00-00-00-%02x".formatted(random.nextInt(256));
            var said =
                    text.replace("<bridge-type", "<address>" + address + "</address><bridge-type")
                            .replace(
                                    "<filtering-database nc:operation=\"replace\">",
                                    poll % 3 == 0
                                            ? "<filtering-database><aging-time>300</aging-time>"
                                            : "<filtering-database>")
                            .replace(
                                    "<acceptable-frame>",
                                    "<!-- poll " + poll + " --><acceptable-frame>")
                            .replaceAll(
                                    ">\\s+<",
                                    ">"
                                            + " ".repeat(random.nextInt(3))
                                            + "\n".repeat(poll % 2)
                                            + "<");
            assertThat(dialect.read(said)).as("poll " + poll).isEqualTo(expected);
        }
    }

    @Test
    void a_device_that_shows_its_port_numbers_is_believed() {
        var text = told(Plants.switchConfig(), false);
        var swapped = number(number(text, "ge-0/0/2", 3), "ge-0/0/3", 2);
        assertThat(dialect.read(swapped)).isInstanceOf(ReadResult.Unreadable.class);
        var confirmed = number(number(text, "ge-0/0/2", 2), "ge-0/0/3", 3);
        assertThat(dialect.read(confirmed)).isEqualTo(new ReadResult.Read(Plants.switchConfig()));
        assertThat(dialect.read(number(text, "ge-0/0/2", 3)))
                .isInstanceOf(ReadResult.Unreadable.class);
    }

    private static String number(String text, String port, int number) {
        int at = text.indexOf("<acceptable-frame>", text.indexOf("<name>" + port));
        return text.substring(0, at)
                + "<port-number>"
                + number
                + "</port-number>"
                + text.substring(at);
    }

    @Test
    void comparisons_with_one_port_are_ranges() {
        var text = told(Plants.firewall(), true);
        var atMost = text.replace("<operator>eq</operator>\n", "<operator>lte</operator>\n");
        assertThat(config(atMost).accessLists().toString()).contains("tcp/0-502");
        var atLeast = text.replace("<operator>eq</operator>\n", "<operator>gte</operator>\n");
        assertThat(config(atLeast).accessLists().toString()).contains("tcp/502-65535");
    }

    @Test
    void a_reason_names_the_place() {
        var text = told(Plants.firewall(), true).replace("acl:accept", "acl:count");
        assertThat(dialect.read(text))
                .isEqualTo(
                        new ReadResult.Unreadable(
                                "/fragment/acls/acl/aces/ace/actions: no model for this forwarding"));
    }

    @Test
    void a_refusal_that_is_answered_is_told_apart_from_a_silent_one() {
        var text = told(Plants.firewall(), true).replace("acl:accept", "acl:reject");
        assertThat(config(text).accessLists().toString())
                .contains("verdict=REJECT")
                .contains("verdict=DENY")
                .doesNotContain("verdict=PERMIT");
        assertThat(told(config(text), true)).isEqualTo(text);
    }

    private void same(boolean firewall, UnaryOperator<String> otherWords) {
        var config = firewall ? Plants.firewall() : Plants.switchConfig();
        var text = otherWords.apply(told(config, firewall));
        assertThat(dialect.read(text)).isEqualTo(new ReadResult.Read(config));
    }

    private DeviceConfig config(String text) {
        return dialect.read(text) instanceof ReadResult.Read(var config)
                ? config
                : DeviceConfig.EMPTY;
    }

    private String told(DeviceConfig config, boolean firewall) {
        var modules = firewall ? Plants.FIREWALL_MODULES : Plants.SWITCH_MODULES;
        return dialect.render(config, Plants.device(modules)).text();
    }
}
