package io.holdfast.dialect.junos;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.spi.ReadResult;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingTest {

    private final JunosDialect dialect = new JunosDialect();

    private String firewall() {
        return told(Waterworks.firewall());
    }

    private String told(DeviceConfig config) {
        return dialect.render(config, Waterworks.device(Waterworks.FIREWALL_MODULES)).text();
    }

    private void unreadable(String text, String said, String instead) {
        assertThat(text).contains(said);
        int at = text.indexOf(said);
        var changed = text.substring(0, at) + instead + text.substring(at + said.length());
        assertThat(dialect.read(changed)).isInstanceOf(ReadResult.Unreadable.class);
    }

    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <deny-all/>                      | <permit-all/>
                    <permit/>                        | <permit><tunnel/></permit>
                    <permit/>                        | <next/>
                    <application>hf-tcp-502          | <application>hf-tcp-503
                    <source-address>v4-10.1.10.20_32 | <source-address>v4-10.9.10.20_32
                    <from-zone-name>it               | <from-zone-name>nowhere
                    <name>ge-0/0/1.10</name>         | <name>ge-0/0/1.11</name>
                    <name>snmp</name>                | <name>ntp</name>
                    <name>snmp</name>                | <name>snmp</name><except/>
                    <vlan-id>10</vlan-id>            | <vlan-id>4095</vlan-id>
                    <vlan-id>10</vlan-id>            | ''
                    <vlan-tagging/>                  | ''
                    <vlan-tagging/>                  | <flexible-vlan-tagging/>
                    <description>it</description>    | <description>it</description><mtu>9000</mtu>
                    198.51.100.2/30                  | 198.51.100.2/33
                    <next-hop>198.51.100.1           | <next-hop>198.51.100.1</next-hop><next-hop>198.51.100.3
                    inet6.0                          | voice.inet.0
                    no-spoofing                      | other-list
                    <discard/>                       | <next>term</next>
                    <syslog/>                        | <policer>slow</policer>
                    <interfaces nc                   | <apply-groups>base</apply-groups><interfaces nc
                    <interfaces nc                   | <routing-instances/><interfaces nc
                    <interfaces nc                   | <protocols><ospf/></protocols><interfaces nc
                    <security>                       | <security><nat><source/></nat>
                    <unit>                           | <unit inactive="inactive">
                    <unit>                           | <unit><apply-groups>x</apply-groups>
                    <address>                        | words <address>
                    </configuration>                 | </configuration><configuration/>
                    """)
    void what_there_is_no_model_for_is_unreadable(String said, String instead) {
        unreadable(firewall(), said, instead);
    }

    @Test
    void what_a_device_adds_of_its_own_changes_nothing() {
        var text =
                firewall()
                        .replace(
                                "<configuration xmlns",
                                "<configuration"
                                        + " xmlns:junos=\"http://xml.juniper.net/junos/21/junos\""
                                        + " junos:commit-seconds=\"1\" xmlns")
                        .replace(
                                "<interfaces nc:operation=\"replace\">",
                                "<version>21.4R3</version><system><host-name>x</host-name></system>"
                                        + "<protocols><lldp/></protocols><interfaces>")
                        .replaceAll(">\\s+<", "><");
        assertThat(dialect.read(text)).isEqualTo(new ReadResult.Read(Waterworks.firewall()));
    }

    @Test
    void a_thousand_polls_of_what_changes_by_itself_are_one_configuration() {
        var text = firewall();
        var random = new Random(20_261_126L);
        for (int poll = 0; poll < 1_000; poll++) {
            var said =
                    text.replace(
                                    "<configuration xmlns",
                                    "<configuration xmlns:junos=\"http://xml.juniper.net/junos/"
                                            + (19 + poll % 6)
                                            + "/junos\" junos:changed-seconds=\""
                                            + random.nextInt(Integer.MAX_VALUE)
                                            + "\" junos:commit-user=\"user-"
                                            + random.nextInt(9)
                                            + "\" xmlns")
                            .replace(
                                    "<interfaces nc:operation=\"replace\">",
                                    "<version>21.4R"
                                            + random.nextInt(9)
                                            + "</version><!-- last changed --><interfaces>")
                            .replaceAll(">\\s+<", ">" + " ".repeat(random.nextInt(3)) + "<");
            assertThat(dialect.read(said))
                    .as("poll " + poll)
                    .isEqualTo(new ReadResult.Read(Waterworks.firewall()));
        }
    }

    @Test
    void the_order_of_policies_is_their_meaning() {
        var text = firewall();
        var first = text.indexOf("<name>telemetry</name>");
        var second = text.indexOf("<name>telemetry-v6</name>");
        assertThat(first).isPositive().isLessThan(second);
        var swapped =
                text.replace("<name>telemetry</name>", "<name>#</name>")
                        .replace("<name>telemetry-v6</name>", "<name>telemetry</name>")
                        .replace("<name>#</name>", "<name>telemetry-v6</name>");
        assertThat(dialect.read(swapped))
                .isInstanceOf(ReadResult.Read.class)
                .isNotEqualTo(new ReadResult.Read(Waterworks.firewall()));
    }

    @Test
    void sets_that_hold_themselves_are_named_and_end() {
        var loop =
                "<address-set><name>a</name><address-set><name>b</name></address-set></address-set>"
                        + "<address-set><name>b</name><address-set><name>a</name></address-set>"
                        + "</address-set>";
        var text =
                firewall()
                        .replace("<name>global</name>", "<name>global</name>" + loop)
                        .replaceFirst(
                                "<source-address>v4-10.1.10.20_32</source-address>",
                                "<source-address>a</source-address>");
        assertThat(dialect.read(text).toString()).contains("holds itself");
    }

    @Test
    void a_reason_names_the_place() {
        var text = firewall().replaceFirst("<permit/>", "<permit><tunnel/></permit>");
        assertThat(dialect.read(text))
                .isEqualTo(
                        new ReadResult.Unreadable(
                                "configuration security policies policy policy netconf then permit:"
                                        + " no model for tunnel"));
    }

    @Test
    void groups_that_stand_aside_do_no_harm_but_what_comes_from_one_is_named() {
        var aside = firewall().replace("<interfaces nc", "<groups/><interfaces nc");
        assertThat(dialect.read(aside)).isEqualTo(new ReadResult.Read(Waterworks.firewall()));
        var inherited =
                firewall()
                        .replaceFirst("<permit/>", "<permit junos:group=\"g\" xmlns:junos=\"j\"/>");
        assertThat(dialect.read(inherited).toString()).contains("comes from group g");
    }
}
