package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.SecurityZone;
import io.holdfast.core.config.SecurityZoneName;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.config.ZonePolicy;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.verify.CounterExample.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Firewalls that judge conversations, alone and in series with filters that judge packets. */
class StatefulTest {

    private static final FilterRule TELEMETRY =
            Plant.permit("telemetry-1", "10.1.30.20", "10.1.40.0/24", "tcp/502");
    private static final FilterRule TELEMETRY6 =
            Plant.permit("telemetry-2", "2001:db8:1:30::20", "2001:db8:1:40::/64", "tcp/502");

    private static SecurityZoneName name(String zone) {
        return new SecurityZoneName(zone);
    }

    private static SecurityZone zone(String zone, String part, FilterRule... hostInbound) {
        return new SecurityZone(name(zone), List.of(part), List.of(hostInbound));
    }

    private static ZonePolicy policy(String from, String to, FilterRule... rules) {
        return new ZonePolicy(name(from), name(to), List.of(rules));
    }

    private static List<SecurityZone> zones(FilterRule... more) {
        var welcome = new ArrayList<>(List.of(more));
        return List.of(
                zone("wan", "wan0"),
                new SecurityZone(name("it"), List.of("lan0.10"), welcome),
                zone("ot-dmz", "lan0.30"),
                zone("ot", "lan0.40"),
                zone(
                        "management",
                        "lan0.99",
                        Plant.permit("netconf", "10.1.99.10", "10.1.99.1", "tcp/830"),
                        Plant.permit("snmp", "10.1.99.10", "10.1.99.1", "udp/161")));
    }

    private static DeviceConfig stateful(
            DeviceConfig config, List<SecurityZone> zones, ZonePolicy... policies) {
        return new DeviceConfig(
                config.interfaces().stream()
                        .map(i ->
                                new InterfaceConfig(
                                        i.name(),
                                        i.description(),
                                        i.enabled(),
                                        i.mode(),
                                        i.addresses(),
                                        List.of()))
                        .toList(),
                List.of(),
                List.of(),
                config.routes(),
                zones,
                List.of(policies),
                List.of());
    }

    private static Proof prove(List<SecurityZone> zones, ZonePolicy... policies) {
        return SiteProof.prove(
                Plant.model(),
                Plant.plan(),
                Plant.changed(Plant.FW, config -> stateful(config, zones, policies)));
    }

    private static CounterExample first(Proof proof, Claim claim) {
        return proof.counterExamples().stream()
                .filter(e -> e.claim() == claim)
                .findFirst()
                .orElseThrow(() -> new AssertionError(proof.counterExamples().toString()));
    }

    @Test
    void a_stateful_firewall_needs_no_reply_rule_and_lets_no_unasked_answer_through() {
        var proof = prove(zones(), policy("ot-dmz", "ot", TELEMETRY, TELEMETRY6));
        assertThat(proof.counterExamples()).isEmpty();
        assertThat(proof.holds()).isTrue();
        assertThat(proof.certificate().replies()).isEmpty();
        assertThat(proof.certificate().pairs())
                .extracting(p -> p.from() + " " + p.to())
                .containsExactly("ot-dmz ot");
    }

    @Test
    void a_reply_rule_on_a_stateful_firewall_is_an_undocumented_path() {
        var left = Plant.permit("left-over", "10.1.40.0/24", "10.1.30.20", "tcp/502>0-65535");
        var proof =
                prove(
                        zones(),
                        policy("ot-dmz", "ot", TELEMETRY, TELEMETRY6),
                        policy("ot", "ot-dmz", left));
        assertThat(first(proof, Claim.NO_UNDOCUMENTED_PATH).sentence())
                .endsWith("it is permitted by fw-1, policy ot to ot-dmz, rule left-over");
    }

    @Test
    void R33_a_policy_that_is_missing_blocks_and_says_so() {
        var proof = prove(zones(), policy("ot-dmz", "ot", TELEMETRY));
        assertThat(proof.counterExamples())
                .filteredOn(e -> e.claim() == Claim.NOTHING_APPROVED_IS_BLOCKED)
                .extracting(CounterExample::sentence)
                .contains(
                        "tcp 2001:db8:1:30::20:40000 -> 2001:db8:1:40::2:502 from zone ot-dmz to"
                                + " zone ot is approved by conduit telemetry, but is dropped by fw-1,"
                                + " which permits nothing of the kind from security zone ot-dmz to ot");
    }

    @Test
    void a_device_that_welcomes_others_than_the_site_node_is_found() {
        var proof =
                prove(
                        zones(Plant.permit("ssh", "10.1.10.0/24", "10.1.10.1", "tcp/22")),
                        policy("ot-dmz", "ot", TELEMETRY, TELEMETRY6));
        assertThat(first(proof, Claim.DEVICES_ARE_CLOSED).sentence())
                .contains("security zone it, rule ssh");
    }

    @Test
    void an_interface_in_no_security_zone_passes_nothing() {
        var without = new ArrayList<>(zones());
        without.removeIf(z -> z.name().equals(name("ot")));
        var proof = prove(without, policy("ot-dmz", "ot", TELEMETRY, TELEMETRY6));
        assertThat(first(proof, Claim.NOTHING_APPROVED_IS_BLOCKED).sentence())
                .contains("in no security zone");
        assertThat(proof.findings())
                .extracting(Finding::code)
                .contains("INTERFACE_IN_NO_SECURITY_ZONE");
    }

    /** The inner perimeter stateful, the outer one with plain lists. */
    private static Map<DeviceSlot, DeviceConfig> mixed(FilterRule... inner) {
        return Plant.changed(
                SeriesPlant.configs(),
                SeriesPlant.FW_O,
                config ->
                        stateful(
                                config,
                                List.of(
                                        zone("core", "out"),
                                        zone("ot-dmz", "in.30"),
                                        zone("ot", "in.40"),
                                        zone(
                                                "management",
                                                "in.99",
                                                Plant.permit(
                                                        "netconf",
                                                        "10.1.99.10",
                                                        "10.1.99.4",
                                                        "tcp/830"),
                                                Plant.permit(
                                                        "snmp",
                                                        "10.1.99.10",
                                                        "10.1.99.4",
                                                        "udp/161"))),
                                policy("core", "ot-dmz", inner)));
    }

    @Test
    void a_stateful_and_a_stateless_perimeter_on_one_path_are_judged_each_by_its_own() {
        var reports = Plant.permit("reports-1", "10.1.10.0/24", "10.1.30.20", "tcp/443");
        var proof = SiteProof.prove(SeriesPlant.model(), SeriesPlant.plan(), mixed(reports));
        assertThat(proof.counterExamples()).isEmpty();
        // Answers pass fw-w by their rule, but only those that fw-o has seen asked for.
        assertThat(proof.certificate().replies()).isEmpty();
        assertThat(proof.certificate().pairs())
                .extracting(p -> p.from() + " " + p.to())
                .containsExactly("it ot-dmz");
        var dropped =
                Plant.changed(
                        mixed(reports),
                        SeriesPlant.FW_W,
                        Plant.rules("in-core", rules -> rules.subList(1, 2)));
        assertThat(
                        first(
                                        SiteProof.prove(
                                                SeriesPlant.model(), SeriesPlant.plan(), dropped),
                                        Claim.NOTHING_APPROVED_IS_BLOCKED)
                                .sentence())
                .contains("is approved as reply of conduit reports")
                .contains("dropped by fw-w, list in-core, rule deny-all");
    }

    @Test
    void diagrams_and_the_plain_reading_of_policies_agree_on_every_packet() {
        Seeded.cases(
                120,
                random -> {
                    var there = rules(random);
                    var back = rules(random);
                    var config =
                            new DeviceConfig(
                                    List.of(part("a", 1), part("b", 2)),
                                    List.of(),
                                    List.of(),
                                    List.of(),
                                    List.of(zone("za", "a"), zone("zb", "b")),
                                    List.of(policy("za", "zb", there), policy("zb", "za", back)),
                                    List.of());
                    var space = PacketSpace.create();
                    var parts =
                            config.interfaces().stream()
                                    .map(i -> new RoutedInterface(Plant.FW, i, 0))
                                    .toList();
                    var router = new Router(space, space.every(), Plant.FW, config, parts);
                    for (var talk : List.of(Talk.OPENING, Talk.ANSWERING)) {
                        var set = router.between(parts.get(0), parts.get(1), talk, space.every());
                        for (var packet : HeaderSpace.packets()) {
                            assertThat(set.contains(packet))
                                    .as(talk + " " + packet)
                                    .isEqualTo(
                                            Conversation.between(
                                                            router,
                                                            parts.get(0),
                                                            parts.get(1),
                                                            packet,
                                                            talk)
                                                    .passes());
                        }
                    }
                });
    }

    private static InterfaceConfig part(String name, int host) {
        return new InterfaceConfig(
                name,
                "",
                true,
                new InterfaceMode.Routed(),
                List.of(InterfaceAddress.of("10." + host + ".0.1/24")),
                List.of());
    }

    private static FilterRule[] rules(Random random) {
        var rules = new ArrayList<FilterRule>();
        for (int i = 0; i <= random.nextInt(6); i++) {
            rules.add(
                    new FilterRule(
                            "rule-" + i,
                            HeaderSpace.match(random, HeaderSpace.family(random)),
                            List.of(Verdict.values()).get(random.nextInt(3)),
                            false));
        }
        return rules.toArray(new FilterRule[0]);
    }
}
