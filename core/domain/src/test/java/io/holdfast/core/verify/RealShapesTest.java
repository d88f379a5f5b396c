package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.verify.CounterExample.Claim;
import io.holdfast.core.verify.Surroundings.Failure;
import io.holdfast.core.verify.Surroundings.Neighbour;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two perimeters in series, a ring, cables in the wrong port, things that break. */
class RealShapesTest {

    private static Proof prove(Map<DeviceSlot, DeviceConfig> configs) {
        return SiteProof.prove(SeriesPlant.model(), SeriesPlant.plan(), configs);
    }

    private static Proof prove(Surroundings around) {
        return SiteProof.prove(
                PacketSpace.create(),
                Situation.of(SeriesPlant.model(), SeriesPlant.plan(), SeriesPlant.configs())
                        .with(around),
                RuleOrigins.UNKNOWN);
    }

    private static CounterExample first(Proof proof, Claim claim) {
        return proof.counterExamples().stream()
                .filter(e -> e.claim() == claim)
                .findFirst()
                .orElseThrow(() -> new AssertionError(proof.counterExamples().toString()));
    }

    private static FilterRule rogue() {
        return Plant.permit("rogue", "10.1.10.0/24", "10.1.40.7", "tcp/502");
    }

    @Test
    void R70_two_perimeters_in_series_are_proved_together() {
        var proof = prove(SeriesPlant.configs());
        assertThat(proof.counterExamples()).isEmpty();
        assertThat(proof.findings()).noneMatch(Finding::blocks);
        assertThat(proof.certificate().pairs())
                .extracting(p -> p.from() + " " + p.to())
                .containsExactly("it ot-dmz", "ot-dmz it");
    }

    @Test
    void R70_a_rule_dropped_on_either_perimeter_blocks_the_flow() {
        for (var slot : List.of(SeriesPlant.FW_W, SeriesPlant.FW_O)) {
            var list = slot.equals(SeriesPlant.FW_W) ? "in-it" : "in-core";
            var proof =
                    prove(
                            Plant.changed(
                                    SeriesPlant.configs(),
                                    slot,
                                    Plant.rules(list, rules -> rules.subList(1, 2))));
            var example = first(proof, Claim.NOTHING_APPROVED_IS_BLOCKED);
            assertThat(example.decidedBy().device()).isEqualTo(slot);
        }
    }

    @Test
    void R70_a_rogue_rule_on_one_perimeter_opens_nothing_while_the_other_holds() {
        var one =
                Plant.changed(
                        SeriesPlant.configs(), SeriesPlant.FW_W, Plant.ruleFirst("in-it", rogue()));
        assertThat(prove(one).counterExamples()).isEmpty();
        var both = Plant.changed(one, SeriesPlant.FW_O, Plant.ruleFirst("in-core", rogue()));
        var example = first(prove(both), Claim.NO_UNDOCUMENTED_PATH);
        assertThat(example.hops()).extracting(Hop::device).contains(SeriesPlant.FW_W);
        assertThat(example.hops()).extracting(Hop::device).contains(SeriesPlant.FW_O);
        assertThat(example.sentence()).contains("gets from zone it to zone ot").contains("rogue");
    }

    @Test
    void R26_a_static_route_around_the_inner_firewall_is_found_with_its_hops() {
        // The switch behind fw-o answers for the plant in the management VLAN, which fw-w is in.
        var around =
                Plant.changed(
                        Plant.changed(
                                Plant.changed(
                                        SeriesPlant.configs(),
                                        SeriesPlant.FW_W,
                                        config ->
                                                Plant.rules(
                                                                "in-it",
                                                                rules -> {
                                                                    rules.addFirst(rogue());
                                                                    return rules;
                                                                })
                                                        .andThen(
                                                                Plant.route(
                                                                        "10.1.40.0/25",
                                                                        "10.1.99.8"))
                                                        .apply(config)),
                                SeriesPlant.SW_3,
                                config ->
                                        Plant.rules(
                                                        "in-mgmt",
                                                        rules -> {
                                                            rules.addFirst(rogue());
                                                            return rules;
                                                        })
                                                .apply(config)),
                        SeriesPlant.SW_3,
                        SeriesPlant::routedInPlant);
        var example = first(prove(around), Claim.NO_UNDOCUMENTED_PATH);
        assertThat(example.hops()).extracting(Hop::device).contains(SeriesPlant.SW_3);
        assertThat(example.hops()).extracting(Hop::device).doesNotContain(SeriesPlant.FW_O);
    }

    @Test
    void a_vlan_leaked_on_a_trunk_is_a_way_around_both() {
        var leaked =
                Plant.changed(
                        Plant.changed(
                                SeriesPlant.configs(),
                                SeriesPlant.SW_IT,
                                config ->
                                        Plant.mode(
                                                        "side",
                                                        new InterfaceMode.TrunkPort(
                                                                List.of(40, 99)))
                                                .andThen(
                                                        Plant.mode(
                                                                "p1",
                                                                new InterfaceMode.AccessPort(40)))
                                                .apply(config)),
                        SeriesPlant.SW_1,
                        Plant.mode("p7", new InterfaceMode.TrunkPort(List.of(40, 99))));
        var example = first(prove(leaked), Claim.GUARDRAILS_HOLD);
        assertThat(example.sentence()).contains("sw-it port p1 of zone it is in one network");
    }

    @Test
    void a_switch_plugged_into_the_wrong_port_is_a_path_of_its_own() {
        // The trunk that should lead to the management VLAN of sw-1 stands in a port of the ring,
        // and sw-it carries the plant's VLAN on it.
        var around =
                new Surroundings(
                        List.of(new Neighbour(SeriesPlant.SW_IT, "up", "sw-3", "p5")),
                        List.of(),
                        List.of());
        var proof = prove(around);
        assertThat(proof.holds()).isFalse();
        assertThat(proof.counterExamples())
                .anyMatch(e -> e.claim() == Claim.NOTHING_APPROVED_IS_BLOCKED);
        assertThat(proof.findings()).extracting(Finding::code).contains("CABLE_DIFFERS");
    }

    @Test
    void R29_a_controller_plugged_into_an_office_port_is_found_with_its_packet() {
        var around =
                new Surroundings(
                        List.of(),
                        List.of(
                                new Surroundings.Host(
                                        IpAddress.of("10.1.40.33"), SeriesPlant.SW_IT, "p1")),
                        List.of());
        var proof = prove(around);
        var example = first(proof, Claim.NO_UNDOCUMENTED_PATH);
        assertThat(example.sentence()).contains("is in one network with zone");
        assertThat(proof.findings()).extracting(Finding::code).contains("HOST_IN_WRONG_ZONE");
    }

    @Test
    void R29_a_stranger_at_a_port_is_named() {
        var around =
                new Surroundings(
                        List.of(new Neighbour(SeriesPlant.SW_2, "p5", "toy-switch", "1")),
                        List.of(),
                        List.of());
        assertThat(prove(around).findings())
                .extracting(Finding::code)
                .contains("NEIGHBOUR_UNKNOWN");
    }

    @Test
    void a_ring_survives_any_of_its_cables_and_opens_nothing() {
        var site = Situation.of(SeriesPlant.model(), SeriesPlant.plan(), SeriesPlant.configs());
        var outcomes = SingleFailures.judge(PacketSpace.create(), site, RuleOrigins.UNKNOWN);
        assertThat(outcomes)
                .filteredOn(o ->
                        o.failure() instanceof Failure.CableDown(var device, var port)
                                && List.of("sw-1 p2", "sw-1 p3", "sw-2 p3")
                                        .contains(device + " " + port))
                .hasSize(3)
                .allMatch(o -> o.staysShut() && o.cutOff().isEmpty());
        assertThat(outcomes)
                .filteredOn(o -> o.failure().equals(new Failure.DeviceDown(SeriesPlant.FW_O)))
                .allMatch(o -> !o.cutOff().isEmpty());
    }

    @Test
    void R26_what_fw_w_does_when_the_inner_firewall_is_gone_is_told() {
        // Its default route takes over: reports then leave for the WAN, which no conduit allows.
        var site = Situation.of(SeriesPlant.model(), SeriesPlant.plan(), SeriesPlant.configs());
        assertThat(SingleFailures.judge(PacketSpace.create(), site, RuleOrigins.UNKNOWN))
                .filteredOn(o -> o.failure().equals(new Failure.CableDown(SeriesPlant.FW_O, "out")))
                .flatExtracting(SingleFailures.Outcome::opened)
                .extracting(CounterExample::sentence)
                .contains(
                        "while the cable at fw-o port out is cut: tcp 10.1.10.10:40000 ->"
                                + " 10.1.30.20:443 gets from zone it to zone wan, which no conduit"
                                + " allows: it is permitted by fw-w, list in-it, rule reports-1");
    }

    @Test
    void a_standby_route_that_shows_only_when_a_cable_is_cut_is_found() {
        // As long as the link to fw-o stands its longer route wins; without it the packets for the
        // historian are handed to whoever has 10.1.99.66 in the management VLAN.
        var standby =
                Plant.changed(
                        SeriesPlant.configs(),
                        SeriesPlant.FW_W,
                        Plant.route("10.1.30.0/23", "10.1.99.66"));
        assertThat(prove(standby).counterExamples()).isEmpty();
        var outcomes =
                SingleFailures.judge(
                        PacketSpace.create(),
                        Situation.of(SeriesPlant.model(), SeriesPlant.plan(), standby),
                        RuleOrigins.UNKNOWN);
        assertThat(outcomes)
                .filteredOn(o ->
                        o.opened().stream()
                                .anyMatch(
                                        e -> e.from().equals("it") && e.to().equals("management")))
                .extracting(SingleFailures.Outcome::failure)
                .containsExactly(
                        new Failure.DeviceDown(SeriesPlant.FW_O),
                        new Failure.CableDown(SeriesPlant.FW_O, "out"));
    }
}
