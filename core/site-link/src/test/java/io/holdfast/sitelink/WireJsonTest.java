package io.holdfast.sitelink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.core.Bytes;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.SecretReference;
import io.holdfast.core.config.SecurityZone;
import io.holdfast.core.config.SecurityZoneName;
import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.config.WirelessNetwork;
import io.holdfast.core.config.WirelessSecurity;
import io.holdfast.core.config.ZonePolicy;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.network.Tunnel;
import io.holdfast.core.network.TunnelProposal;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Scope;
import io.holdfast.sitelink.site.Pace;
import io.holdfast.sitelink.site.SiteState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireJsonTest {

    private static final Tunnel TUNNEL =
            new Tunnel(
                    IpAddress.of("198.51.100.1"),
                    IpAddress.of("198.51.100.4"),
                    List.of(Prefix.of("10.1.10.0/24")),
                    List.of(Prefix.of("10.4.20.10/32")),
                    TunnelProposal.AES_256_GCM_SHA_384_ECP_384);

    private static <T extends Record> T read(Class<T> type, byte[] bytes) {
        return WireJson.read(type, Bytes.of(bytes));
    }

    private static <T extends Record> T read(Class<T> type, Bytes bytes) {
        return WireJson.read(type, bytes);
    }

    private static final SiteIdentity WW_01 = new SiteIdentity("org", new SiteId("ww-01"), 1);

    private static final DeviceConfig CONFIG =
            new DeviceConfig(
                    List.of(
                            port("a", new InterfaceMode.Routed()),
                            port("b", new InterfaceMode.Subinterface("lan0", 40)),
                            port("c", new InterfaceMode.VlanInterface(99)),
                            port("d", new InterfaceMode.AccessPort(10)),
                            port("e", new InterfaceMode.TrunkPort(List.of(10, 99))),
                            port("f", new InterfaceMode.NoVlan()),
                            port("g", new InterfaceMode.TunnelInterface(TUNNEL))),
                    List.of(new Vlan(40, "ot")),
                    List.of(
                            new AccessList(
                                    new AclName("in-ot-v6"),
                                    Family.IPV6,
                                    List.of(
                                            rule("r1", new Service.EveryProtocol()),
                                            rule("r2", Service.tcp(502)),
                                            rule(
                                                    "r3",
                                                    new Service.Udp(
                                                            new PortRange(1024, 65535),
                                                            PortRange.one(53))),
                                            rule("r4", new Service.Icmp(128, 129)),
                                            rule("r5", new Service.Icmp(0, 255)),
                                            rule("r6", new Service.Other(50))))),
                    List.of(
                            new StaticRoute(Prefix.EVERY_IPV6, IpAddress.of("2001:db8::1")),
                            new StaticRoute(Prefix.EVERY_IPV4, IpAddress.of("198.51.100.1"))));

    private static InterfaceConfig port(String name, InterfaceMode mode) {
        return new InterfaceConfig(
                name,
                "größer \"&\" 🙂",
                true,
                mode,
                List.of(InterfaceAddress.of("10.1.40.1/24")),
                List.of(new AclName("in-ot-v4")));
    }

    private static FilterRule rule(String name, Service service) {
        return new FilterRule(
                name,
                new PacketMatch(Prefix.of("2001:db8:1::/64"), Prefix.EVERY_IPV6, service),
                Verdict.PERMIT,
                true);
    }

    @Test
    void a_device_configuration_with_every_mode_and_service_comes_back_equal() {
        var bytes = WireJson.write(CONFIG);

        assertThat(read(DeviceConfig.class, bytes)).isEqualTo(CONFIG);
        assertThat(WireJson.write(read(DeviceConfig.class, bytes))).isEqualTo(bytes);
    }

    @Test
    void a_configuration_without_zones_and_wireless_networks_has_the_bytes_it_always_had() {
        var text = WireJson.text(DeviceConfig.EMPTY);

        assertThat(text)
                .isEqualTo("{\"interfaces\":[],\"vlans\":[],\"accessLists\":[],\"routes\":[]}");
        assertThat(read(DeviceConfig.class, text.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(DeviceConfig.EMPTY);
    }

    @Test
    void zones_policies_and_wireless_networks_come_back_equal() {
        var config = zoned();
        var bytes = WireJson.write(config);

        assertThat(read(DeviceConfig.class, bytes)).isEqualTo(config);
        assertThat(WireJson.text(config))
                .contains("\"securityZones\":[{\"name\":\"it\",\"interfaces\":[\"lan0.40\"]")
                .contains("\"passphrase\":\"{{secret:wifi-office@3}}\"");
    }

    @Test
    void a_list_that_came_later_is_not_spelled_empty() {
        var text =
                WireJson.text(DeviceConfig.EMPTY)
                        .replace("\"routes\":[]", "\"routes\":[],\"securityZones\":[]");

        assertThatThrownBy(() -> read(DeviceConfig.class, text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("says nothing and is left out");
    }

    private static DeviceConfig zoned() {
        var it = new SecurityZoneName("it");
        var ot = new SecurityZoneName("ot");
        return new DeviceConfig(
                CONFIG.interfaces(),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new SecurityZone(ot, List.of(), List.of()),
                        new SecurityZone(
                                it, List.of("lan0.40"), List.of(rule("ssh", Service.tcp(22))))),
                List.of(new ZonePolicy(it, ot, List.of(rule("modbus", Service.tcp(502))))),
                List.of(
                        new WirelessNetwork("Büro", 10, true, new WirelessSecurity.Open()),
                        new WirelessNetwork(
                                "office",
                                20,
                                false,
                                new WirelessSecurity.Wpa2Personal(
                                        new SecretReference("wifi-office", 3))),
                        new WirelessNetwork(
                                "staff", 30, true, new WirelessSecurity.Wpa2Enterprise("radius"))));
    }

    @Test
    void fields_stand_in_the_order_of_the_record_and_variants_say_their_type_first() {
        assertThat(WireJson.text(port("d", new InterfaceMode.AccessPort(10))))
                .isEqualTo(
                        "{\"name\":\"d\",\"description\":\"größer \\\"&\\\" 🙂\",\"enabled\":true,"
                                + "\"mode\":{\"type\":\"access-port\",\"vlan\":10},"
                                + "\"addresses\":[\"10.1.40.1/24\"],\"ingress\":[\"in-ot-v4\"]}");
    }

    @Test
    void the_names_of_variants_do_not_change() {
        assertThat(
                        List.of(
                                WireVariants.kebab("NeverDirect"),
                                WireVariants.kebab("OnlyThrough"),
                                WireVariants.kebab("ManagementOnlyFromSiteNode"),
                                WireVariants.kebab("PutConduit"),
                                WireVariants.kebab("EverySite")))
                .containsExactly(
                        "never-direct",
                        "only-through",
                        "management-only-from-site-node",
                        "put-conduit",
                        "every-site");
    }

    @Test
    void an_edit_with_a_conduit_comes_back_equal() {
        record Edits(List<PolicyEdit> edits) {}
        var conduit =
                new Conduit(
                        new ConduitId("telemetry"),
                        "Telemetry",
                        Endpoint.of("ot/scada"),
                        Endpoint.of("ot-dmz"),
                        List.of(Service.tcp(8443)),
                        "needed",
                        "shift-lead",
                        LocalDate.of(2027, 3, 1),
                        new Scope.OnlySites(List.of(new SiteId("ww-01"))));
        var edits =
                new Edits(
                        List.of(
                                new PolicyEdit.PutConduit(conduit),
                                new PolicyEdit.RemoveConduit(conduit.id())));

        assertThat(read(Edits.class, WireJson.write(edits))).isEqualTo(edits);
    }

    @Test
    void what_may_be_absent_is_absent_and_comes_back_as_absent() {
        var answer = new LinkAnswer(Instant.EPOCH, 1, JournalHead.EMPTY, null, null, null, 0);

        assertThat(WireJson.text(answer)).doesNotContain("null").doesNotContain("bundle");
        assertThat(read(LinkAnswer.class, WireJson.write(answer))).isEqualTo(answer);
    }

    @Test
    void a_site_state_comes_back_equal() {
        var state = SiteState.fresh(WW_01, Pace.PLANT);

        assertThat(read(SiteState.class, WireJson.write(state))).isEqualTo(state);
    }

    @Test
    void bytes_travel_as_base64() {
        var bundle = new Envelope("t", Bytes.of(new byte[] {0, 1, (byte) 255}), List.of());

        assertThat(WireJson.text(bundle)).contains("\"payload\":\"AAH/\"");
        assertThat(read(Envelope.class, WireJson.write(bundle)).payload().toArray())
                .containsExactly(0, 1, 255);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "{",
                "{\"sequence\":1,\"hash\":\"a\"} x",
                "{\"sequence\":1,\"hash\":\"a\"}{}",
                "{\"sequence\":1,\"sequence\":1,\"hash\":\"a\"}",
                "{\"sequence\":1,\"hash\":\"a\",\"more\":1}",
                "{\"sequence\":1}",
                "{\"sequence\":1,\"hash\":null}",
                "{\"sequence\":\"1\",\"hash\":\"a\"}",
                "{\"sequence\":1.0,\"hash\":\"a\"}",
                "{\"sequence\":1e2,\"hash\":\"a\"}",
                "{\"sequence\":1e400,\"hash\":\"a\"}",
                "{\"sequence\":NaN,\"hash\":\"a\"}",
                "{\"sequence\":Infinity,\"hash\":\"a\"}",
                "{\"sequence\":01,\"hash\":\"a\"}",
                "{\"sequence\":+1,\"hash\":\"a\"}",
                "{\"sequence\":9223372036854775808,\"hash\":\"a\"}",
                "{\"sequence\":99999999999999999999999,\"hash\":\"a\"}",
                "{\"sequence\":true,\"hash\":\"a\"}",
                "{\"sequence\":1,\"hash\":\"\\ud800\"}",
                "{\"sequence\":1,\"hash\":\"\\udc00\\ud800\"}",
                "{\"sequence\":1,\"hash\":\"tab\there\"}",
                "{\"sequence\":1,\"hash\":'a'}",
                "{sequence:1,\"hash\":\"a\"}",
                "{\"sequence\":1,\"hash\":\"a\",}",
                "{\"sequence\":1,/* */\"hash\":\"a\"}",
                "\uFEFF{\"sequence\":1,\"hash\":\"a\"}"
            })
    void hostile_text_is_refused(String text) {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> read(JournalHead.class, text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void bytes_that_are_not_utf_8_are_refused() {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() ->
                        read(
                                JournalHead.class,
                                "{\"sequence\":1,\"hash\":\"a\"}"
                                        .getBytes(StandardCharsets.UTF_16)));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() ->
                        read(
                                JournalHead.class,
                                "{\"sequence\":1,\"hash\":\"\u00e9\"}"
                                        .getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void a_second_spelling_of_a_value_is_refused_with_the_place() {
        var text = WireJson.text(CONFIG).replace("\"2001:db8:1::/64\"", "\"2001:DB8:1::/64\"");

        assertThatThrownBy(() -> read(DeviceConfig.class, text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("/accessLists/0/rules/0/match/source")
                .hasMessageContaining("second spelling");
    }

    @Test
    void a_number_too_large_for_its_field_is_refused() {
        var text = WireJson.text(new InterfaceMode.AccessPort(10)).replace("10", "4294967306");

        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() ->
                        read(
                                InterfaceMode.AccessPort.class,
                                text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_bomb_of_brackets_and_a_message_over_the_limit_are_refused() {
        var deep = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> read(JournalHead.class, deep));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> WireJson.read(JournalHead.class, new byte[1025], 1024));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> read(JournalHead.class, new byte[WireJson.LIMIT + 1]));
    }

    @Test
    void a_value_its_own_record_refuses_is_refused_with_that_sentence() {
        var text = "{\"id\":5000,\"name\":\"ot\"}";

        assertThatThrownBy(() -> read(Vlan.class, text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining("a VLAN id is 1 to 4094");
    }

    @Test
    void a_slot_name_that_is_no_label_is_refused() {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() ->
                        read(
                                Delivery.TakeOver.class,
                                "{\"slot\":\"../fw\",\"runningDigest\":\"\"}"
                                        .getBytes(StandardCharsets.UTF_8)));
        assertThat(
                        read(
                                        Delivery.TakeOver.class,
                                        "{\"slot\":\"fw-1\",\"runningDigest\":\"\"}"
                                                .getBytes(StandardCharsets.UTF_8))
                                .slot())
                .isEqualTo(new DeviceSlot("fw-1"));
    }
}
