package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.verify.CounterExample.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TransitionTest {

    private static final Map<DeviceSlot, Integer> TOGETHER = Map.of(Plant.FW, 0, Plant.SW, 0);
    private static final Map<DeviceSlot, Integer> SWITCH_FIRST = Map.of(Plant.SW, 0, Plant.FW, 1);
    private static final Map<DeviceSlot, Integer> FIREWALL_FIRST = Map.of(Plant.FW, 0, Plant.SW, 1);

    private static Proof prove(
            Map<DeviceSlot, DeviceConfig> before,
            Map<DeviceSlot, DeviceConfig> after,
            Map<DeviceSlot, Integer> groups) {
        return SiteProof.proveTransition(
                Plant.model(), Plant.plan(), before, Plant.model(), Plant.plan(), after, groups);
    }

    private static Map<DeviceSlot, DeviceConfig> changed(
            UnaryOperator<DeviceConfig> firewall, UnaryOperator<DeviceConfig> onSwitch) {
        return Plant.changed(Plant.changed(Plant.FW, firewall), Plant.SW, onSwitch);
    }

    /** The plant's VLAN gets a new number on the switch and on the firewall. */
    private static Map<DeviceSlot, DeviceConfig> renumbered() {
        return changed(
                Plant.mode("lan0.40", new InterfaceMode.Subinterface("lan0", 41)),
                config ->
                        Plant.mode("ge-0/0/4", new InterfaceMode.AccessPort(41))
                                .andThen(
                                        Plant.mode(
                                                "ge-0/0/1",
                                                new InterfaceMode.TrunkPort(
                                                        List.of(10, 30, 41, 99))))
                                .apply(
                                        new DeviceConfig(
                                                config.interfaces(),
                                                List.of(
                                                        new Vlan(10, "it"),
                                                        new Vlan(30, "ot-dmz"),
                                                        new Vlan(41, "ot"),
                                                        new Vlan(99, "management")),
                                                config.accessLists(),
                                                config.routes())));
    }

    @Test
    void nothing_changes_and_no_state_has_to_be_judged() {
        var proof = prove(Plant.configs(), Plant.configs(), TOGETHER);
        assertThat(proof.holds()).isTrue();
        assertThat(proof.certificate().statesProved()).isZero();
    }

    @Test
    void one_changed_device_means_two_states() {
        var after =
                Plant.changed(
                        Plant.FW,
                        Plant.ruleFirst(
                                "in-it-v4",
                                Plant.deny("noisy", "10.1.10.0/24", "10.1.30.0/24", "udp/137")));
        var proof = prove(Plant.configs(), after, TOGETHER);
        assertThat(proof.holds()).isTrue();
        assertThat(proof.certificate().statesProved()).isEqualTo(2);
    }

    @Test
    void two_devices_together_mean_four_states_and_one_after_the_other_three() {
        assertThat(prove(Plant.configs(), renumbered(), TOGETHER).certificate().statesProved())
                .isEqualTo(4);
        assertThat(prove(Plant.configs(), renumbered(), SWITCH_FIRST).certificate().statesProved())
                .isEqualTo(3);
    }

    @Test
    void a_change_that_is_right_at_both_ends_but_cuts_the_plant_off_on_the_way_is_refused() {
        var proof = prove(Plant.configs(), renumbered(), SWITCH_FIRST);
        assertThat(proof.holds()).isFalse();
        assertThat(proof.counterExamples())
                .anySatisfy(e -> {
                    assertThat(e.claim()).isEqualTo(Claim.NOTHING_APPROVED_IS_BLOCKED);
                    assertThat(e.state())
                            .isEqualTo(
                                    "fw-1 runs the old configuration and sw-1 runs the new"
                                            + " configuration");
                    assertThat(e.sentence()).startsWith("while fw-1 runs the old");
                });
    }

    /** IT and the plant change places: no end state leaks, a state between does. */
    @Test
    void a_change_that_opens_a_path_only_on_the_way_is_refused() {
        var after =
                changed(
                        config ->
                                Plant.part("lan0.10", i -> swapped(i, 40, "lan0.10"))
                                        .andThen(
                                                Plant.part(
                                                        "lan0.40", i -> swapped(i, 10, "lan0.40")))
                                        .apply(config),
                        config ->
                                Plant.mode("ge-0/0/2", new InterfaceMode.AccessPort(40))
                                        .andThen(
                                                Plant.mode(
                                                        "ge-0/0/4",
                                                        new InterfaceMode.AccessPort(10)))
                                        .apply(config));
        assertThat(SiteProof.prove(Plant.model(), Plant.plan(), after).counterExamples()).isEmpty();
        var proof = prove(Plant.configs(), after, FIREWALL_FIRST);
        assertThat(proof.counterExamples())
                .extracting(CounterExample::claim)
                .contains(Claim.NO_UNDOCUMENTED_PATH);
        assertThat(proof.counterExamples().getFirst().sentence())
                .contains("which neither the old nor the new policy allows");
    }

    private static InterfaceConfig swapped(InterfaceConfig part, int vlan, String name) {
        return new InterfaceConfig(
                name,
                part.description(),
                true,
                new InterfaceMode.Subinterface("lan0", vlan),
                part.addresses(),
                part.ingress());
    }

    @Test
    void a_management_path_that_is_cut_only_on_the_way_is_refused() {
        var after =
                changed(
                        Plant.mode("lan0.99", new InterfaceMode.Subinterface("lan0", 98)),
                        config ->
                                Plant.mode("ge-0/0/5", new InterfaceMode.AccessPort(98))
                                        .andThen(
                                                Plant.mode(
                                                        "ge-0/0/6",
                                                        new InterfaceMode.AccessPort(98)))
                                        .andThen(
                                                Plant.mode(
                                                        "vlan99",
                                                        new InterfaceMode.VlanInterface(98)))
                                        .andThen(
                                                Plant.mode(
                                                        "ge-0/0/1",
                                                        new InterfaceMode.TrunkPort(
                                                                List.of(10, 30, 40, 98))))
                                        .andThen(TransitionTest::vlan98)
                                        .apply(config));
        assertThat(SiteProof.prove(Plant.model(), Plant.plan(), after).counterExamples()).isEmpty();
        var proof = prove(Plant.configs(), after, SWITCH_FIRST);
        assertThat(proof.counterExamples())
                .extracting(CounterExample::sentence)
                .anyMatch(s -> s.contains("the management path of fw-1 is cut"));
    }

    private static DeviceConfig vlan98(DeviceConfig config) {
        var vlans = new ArrayList<>(config.vlans());
        vlans.add(new Vlan(98, "management"));
        return new DeviceConfig(config.interfaces(), vlans, config.accessLists(), config.routes());
    }

    @Test
    void a_new_conduit_may_come_bit_by_bit() {
        var model =
                Plant.with(
                        Plant.model(), Plant.conduit("web", "it", "ot-dmz/historian", "tcp/443"));
        var there = Plant.permit("web", "10.1.10.0/24", "10.1.30.20", "tcp/443");
        var after = Plant.changed(Plant.FW, Plant.ruleFirst("in-it-v4", there));
        var proof =
                SiteProof.proveTransition(
                        Plant.model(),
                        Plant.plan(),
                        Plant.configs(),
                        model,
                        Plant.plan(),
                        after,
                        TOGETHER);
        assertThat(proof.counterExamples()).isEmpty();
    }

    @Test
    void a_zone_may_get_another_gateway_address() {
        var plan = Plant.plan();
        var moved =
                new SitePlan(
                        plan.site(),
                        plan.name(),
                        plan.timeZone(),
                        plan.zones().stream().map(TransitionTest::otherGateway).toList(),
                        plan.devices(),
                        plan.siteNode(),
                        plan.defaultRoutes());
        var after =
                Plant.changed(
                        Plant.FW,
                        Plant.part(
                                "lan0.40",
                                i ->
                                        new InterfaceConfig(
                                                i.name(),
                                                i.description(),
                                                true,
                                                i.mode(),
                                                otherGateways(),
                                                i.ingress())));
        assertThat(SiteProof.prove(Plant.model(), moved, after).counterExamples()).isEmpty();
        var proof =
                SiteProof.proveTransition(
                        Plant.model(),
                        plan,
                        Plant.configs(),
                        Plant.model(),
                        moved,
                        after,
                        TOGETHER);
        assertThat(proof.counterExamples()).isEmpty();
    }

    private static SiteZone otherGateway(SiteZone zone) {
        return zone.zone().equals(Plant.OT)
                ? new SiteZone(
                        zone.zone(), zone.vlan(), zone.prefixes(), otherGateways(), zone.groups())
                : zone;
    }

    private static List<InterfaceAddress> otherGateways() {
        return List.of(
                InterfaceAddress.of("10.1.40.254/24"), InterfaceAddress.of("2001:db8:1:40::fe/64"));
    }

    @Test
    void a_first_configuration_is_judged_only_where_it_is_complete() {
        var proof = prove(Map.of(), Plant.configs(), TOGETHER);
        assertThat(proof.holds()).isTrue();
        assertThat(proof.certificate().statesProved()).isEqualTo(1);
        assertThat(proof.certificate().assumptions())
                .contains("sw-1 gets its first configuration: states before it are taken as found");
    }

    @Test
    void a_group_of_more_than_eight_changing_devices_is_refused() {
        var before = new TreeMap<DeviceSlot, DeviceConfig>();
        var after = new TreeMap<DeviceSlot, DeviceConfig>();
        var groups = new TreeMap<DeviceSlot, Integer>();
        for (int i = 1; i <= 9; i++) {
            var slot = new DeviceSlot("sw-" + i);
            before.put(slot, Plant.networkSwitch());
            after.put(slot, Plant.route("10.9.0.0/16", "10.1.99.1").apply(Plant.networkSwitch()));
            groups.put(slot, 0);
        }
        var proof = prove(before, after, groups);
        assertThat(proof.holds()).isFalse();
        assertThat(proof.findings()).extracting(Finding::code).contains("GROUP_TOO_LARGE");
    }

    @Test
    void a_transition_in_ipv6_is_judged_like_one_in_ipv4() {
        var rogue = Plant.permit("rogue", "2001:db8:1:10::/64", "2001:db8:1:40::7", "tcp/22");
        var after = Plant.changed(Plant.FW, Plant.ruleFirst("in-it-v6", rogue));
        assertThat(prove(Plant.configs(), after, TOGETHER).counterExamples().getFirst().sentence())
                .contains("while fw-1 runs the new configuration: tcp 2001:db8:1:10::a:40000");
    }
}
