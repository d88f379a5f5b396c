package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Packet;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.verify.CounterExample.Claim;
import io.holdfast.core.zone.ZoneModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SiteProofTest {

    private static Proof prove(Map<DeviceSlot, DeviceConfig> configs) {
        return prove(Plant.model(), configs);
    }

    private static Proof prove(ZoneModel model, Map<DeviceSlot, DeviceConfig> configs) {
        var proof = SiteProof.prove(model, Plant.plan(), configs);
        for (var example : proof.counterExamples()) {
            assertThat(example.sentence()).isNotBlank();
            assertThat(example.hops()).contains(example.decidedBy());
        }
        return proof;
    }

    private static CounterExample first(Proof proof, Claim claim) {
        assertThat(proof.holds()).isFalse();
        return proof.counterExamples().stream()
                .filter(e -> e.claim() == claim)
                .findFirst()
                .orElseThrow(() -> new AssertionError(claim + " is not in " + proof));
    }

    @Test
    void a_configuration_that_does_exactly_what_was_approved_is_proved() {
        var proof = prove(Plant.configs());
        assertThat(proof.counterExamples()).isEmpty();
        assertThat(proof.holds()).isTrue();
    }

    @Test
    void a_conduit_to_a_whole_zone_also_reaches_the_firewall_in_it_and_that_is_said() {
        assertThat(prove(Plant.configs()).findings())
                .extracting(Finding::toString)
                .containsExactly(
                        "WARNING CONDUIT_REACHES_DEVICE fw-1: a conduit from zone ot-dmz also"
                                + " reaches fw-1 itself, as tcp 10.1.30.20:40000 ->"
                                + " 10.1.40.1:502");
    }

    @Test
    void the_certificate_names_inputs_pairs_replies_and_what_was_assumed() {
        var certificate = prove(Plant.configs()).certificate();
        assertThat(certificate.inputs())
                .containsOnlyKeys("model", "plan", "device fw-1", "device sw-1");
        assertThat(certificate.pairs())
                .extracting(p -> p.from() + ">" + p.to())
                .containsExactly("ot>ot-dmz", "ot-dmz>ot");
        assertThat(certificate.replies())
                .containsExactly("telemetry: ot -> ot-dmz/historian tcp/502>0-65535");
        assertThat(certificate.assumptions())
                .containsExactly(
                        "ap-1 is not configured by Holdfast: it is taken to pass everything between"
                                + " all its ports");
    }

    @Test
    void a_rogue_rule_is_an_undocumented_path_and_breaks_the_guardrail() {
        var rogue = Plant.permit("rogue", "10.1.10.0/24", "10.1.40.7", "tcp/22");
        var proof = prove(Plant.changed(Plant.FW, Plant.ruleFirst("in-it-v4", rogue)));
        assertThat(first(proof, Claim.NO_UNDOCUMENTED_PATH).sentence())
                .isEqualTo(
                        "tcp 10.1.10.10:40000 -> 10.1.40.7:22 gets from zone it to zone ot, which"
                                + " no conduit allows: it is permitted by fw-1, list in-it-v4, rule"
                                + " rogue");
        assertThat(first(proof, Claim.GUARDRAILS_HOLD).sentence())
                .contains("which guardrail no-direct-it-ot forbids");
    }

    @Test
    void a_rogue_rule_for_ipv6_is_found_just_the_same() {
        var rogue = Plant.permit("rogue", "2001:db8:1:10::/64", "2001:db8:1:40::7", "tcp/22");
        var proof = prove(Plant.changed(Plant.FW, Plant.ruleFirst("in-it-v6", rogue)));
        assertThat(first(proof, Claim.NO_UNDOCUMENTED_PATH).sentence())
                .isEqualTo(
                        "tcp 2001:db8:1:10::a:40000 -> 2001:db8:1:40::7:22 gets from zone it to"
                                + " zone ot, which no conduit allows: it is permitted by fw-1, list"
                                + " in-it-v6, rule rogue");
    }

    @Test
    void a_dropped_rule_blocks_what_was_approved() {
        var proof =
                prove(
                        Plant.changed(
                                Plant.FW,
                                Plant.rules("in-ot-dmz-v4", rules -> rules.subList(1, 2))));
        var example = first(proof, Claim.NOTHING_APPROVED_IS_BLOCKED);
        assertThat(example.sentence())
                .isEqualTo(
                        "tcp 10.1.30.20:40000 -> 10.1.40.2:502 from zone ot-dmz to zone ot is"
                                + " approved by conduit telemetry, but is dropped by fw-1, list"
                                + " in-ot-dmz-v4, rule deny-all");
        assertThat(example.decidedBy().decision())
                .isEqualTo(
                        new Decision.ByRule(new AclName("in-ot-dmz-v4"), "deny-all", Verdict.DENY));
    }

    @Test
    void a_dropped_reply_rule_blocks_the_conversation() {
        var proof =
                prove(
                        Plant.changed(
                                Plant.FW, Plant.rules("in-ot-v6", rules -> rules.subList(1, 2))));
        assertThat(first(proof, Claim.NOTHING_APPROVED_IS_BLOCKED).sentence())
                .contains("is approved as reply of conduit telemetry")
                .contains("list in-ot-v6, rule deny-all");
    }

    @Test
    void a_rule_that_cuts_the_management_path_is_named_with_the_packet() {
        var proof =
                prove(
                        Plant.changed(
                                Plant.SW, Plant.rules("in-mgmt-v4", rules -> rules.subList(2, 3))));
        assertThat(first(proof, Claim.MANAGEMENT_PATH_SURVIVES).sentence())
                .isEqualTo(
                        "the management path of sw-1 is cut: tcp 10.1.99.10 -> 10.1.99.2:830 is"
                                + " dropped by sw-1, list in-mgmt-v4, rule deny-all");
    }

    @Test
    void the_origin_of_the_rule_is_told_if_somebody_knows_it() {
        var proof =
                SiteProof.prove(
                        Plant.model(),
                        Plant.plan(),
                        Plant.changed(
                                Plant.SW, Plant.rules("in-mgmt-v4", rules -> rules.subList(2, 3))),
                        (_, decision) ->
                                decision instanceof Decision.ByRule(_, var rule, _)
                                        ? Optional.of("rule of the house: " + rule)
                                        : Optional.empty());
        assertThat(first(proof, Claim.MANAGEMENT_PATH_SURVIVES).sentence())
                .endsWith("rule deny-all (rule of the house: deny-all)");
    }

    @Test
    void a_port_in_the_wrong_vlan_is_a_path_without_any_filter() {
        var proof =
                prove(
                        Plant.changed(
                                Plant.SW,
                                Plant.mode("ge-0/0/2", new InterfaceMode.AccessPort(40))));
        assertThat(first(proof, Claim.NO_UNDOCUMENTED_PATH).sentence())
                .contains("sw-1 port ge-0/0/2 of zone it is in one network with zone");
    }

    @Test
    void a_trunk_to_people_that_carries_a_foreign_vlan_is_a_path() {
        var proof =
                prove(
                        Plant.changed(
                                Plant.SW,
                                Plant.mode(
                                        "ge-0/0/2", new InterfaceMode.TrunkPort(List.of(10, 40)))));
        assertThat(first(proof, Claim.GUARDRAILS_HOLD).to()).isEqualTo("ot");
    }

    @Test
    void an_unmanaged_device_on_two_vlans_joins_them() {
        var proof =
                prove(
                        Plant.changed(
                                Plant.SW,
                                Plant.mode(
                                        "ge-0/0/6", new InterfaceMode.TrunkPort(List.of(40, 99)))));
        assertThat(first(proof, Claim.NO_UNDOCUMENTED_PATH).sentence())
                .contains("ap-1 (unmanaged)");
    }

    @Test
    void a_vlan_missing_on_the_trunk_cuts_the_zone_off() {
        var proof =
                prove(
                        Plant.changed(
                                Plant.SW,
                                Plant.mode(
                                        "ge-0/0/1",
                                        new InterfaceMode.TrunkPort(List.of(10, 30, 99)))));
        assertThat(first(proof, Claim.NOTHING_APPROVED_IS_BLOCKED).sentence())
                .contains("port ge-0/0/4 of sw-1 in zone ot is in a network without");
    }

    @Test
    void a_static_route_that_goes_round_through_another_zone_is_found() {
        var proof = prove(Plant.changed(Plant.FW, Plant.route("10.1.40.128/25", "10.1.10.66")));
        assertThat(first(proof, Claim.NO_UNDOCUMENTED_PATH).sentence())
                .contains("gets from zone ot-dmz to zone it");
        assertThat(first(proof, Claim.NOTHING_APPROVED_IS_BLOCKED).sentence())
                .contains("sent by fw-1 out of lan0.10 along route 10.1.40.128/25");
    }

    @Test
    void an_interface_without_a_list_lets_its_family_through_unfiltered() {
        var proof =
                prove(
                        Plant.changed(
                                Plant.FW,
                                Plant.part("lan0.10", i -> bound(i, new AclName("in-it-v4")))));
        assertThat(first(proof, Claim.NO_UNDOCUMENTED_PATH).sentence())
                .contains("passed by fw-1, interface lan0.10, which has no list for IPv6");
        assertThat(first(proof, Claim.DEVICES_ARE_CLOSED).to()).isEqualTo("fw-1");
    }

    @Test
    void a_list_that_is_asked_for_but_missing_drops_everything() {
        var proof =
                prove(
                        Plant.changed(
                                Plant.FW,
                                Plant.part("lan0.30", i -> bound(i, new AclName("gone")))));
        assertThat(first(proof, Claim.NOTHING_APPROVED_IS_BLOCKED).sentence())
                .contains("whose list gone does not exist");
        assertThat(proof.findings()).extracting(Finding::code).contains("LIST_MISSING");
    }

    private static InterfaceConfig bound(InterfaceConfig part, AclName list) {
        return new InterfaceConfig(
                part.name(),
                part.description(),
                part.enabled(),
                part.mode(),
                part.addresses(),
                List.of(list));
    }

    @Test
    void an_unused_port_that_is_open_stops_the_change() {
        var proof =
                prove(
                        Plant.changed(
                                Plant.SW,
                                Plant.mode("ge-0/0/7", new InterfaceMode.AccessPort(40))));
        assertThat(proof.holds()).isFalse();
        assertThat(proof.findings()).extracting(Finding::code).contains("UNUSED_PORT_OPEN");
    }

    @Test
    void a_rule_behind_a_wider_one_is_told_but_does_not_block() {
        var proof =
                prove(
                        Plant.changed(
                                Plant.FW,
                                Plant.rules(
                                        "in-ot-v4",
                                        rules ->
                                                List.of(
                                                        rules.get(0),
                                                        renamed(rules.get(0)),
                                                        rules.get(1)))));
        assertThat(proof.holds()).isTrue();
        assertThat(proof.findings()).extracting(Finding::code).contains("RULE_NEVER_REACHED");
    }

    private static FilterRule renamed(FilterRule rule) {
        return new FilterRule("again", rule.match(), rule.verdict(), rule.log());
    }

    @Test
    void a_conduit_that_a_guardrail_forbids_is_refused_even_if_no_device_passes_it() {
        var model = Plant.with(Plant.model(), Plant.conduit("shortcut", "it", "ot", "tcp/80"));
        var proof = prove(model, Plant.configs());
        assertThat(proof.findings())
                .extracting(Finding::code)
                .contains("GUARDRAIL_BROKEN_BY_CONDUIT");
    }

    @Test
    void a_device_without_configuration_stops_the_change() {
        var proof = prove(Map.of(Plant.FW, Plant.firewall()));
        assertThat(proof.findings())
                .extracting(Finding::code)
                .contains("DEVICE_WITHOUT_CONFIGURATION");
        assertThat(proof.holds()).isFalse();
    }

    @Test
    void a_spoofed_source_counts_as_a_packet_of_the_zone_it_comes_from() {
        var trusting = Plant.permit("trusting", "10.1.30.20", "10.1.40.0/24", "tcp/502");
        var proof = prove(Plant.changed(Plant.FW, Plant.ruleFirst("in-it-v4", trusting)));
        assertThat(first(proof, Claim.NO_UNDOCUMENTED_PATH).packet())
                .extracting(Packet::source)
                .hasToString("10.1.30.20");
    }

    @Test
    void names_and_addresses_that_stand_for_two_things_stop_the_change() {
        var twice =
                Plant.changed(
                        Plant.FW,
                        config ->
                                new DeviceConfig(
                                        with(
                                                config.interfaces(),
                                                config.interfaceNamed("lan0.10").orElseThrow()),
                                        config.vlans(),
                                        with(
                                                config.accessLists(),
                                                config.accessList(new AclName("in-it-v4"))
                                                        .orElseThrow()),
                                        config.routes()));
        var proof = prove(twice);
        assertThat(proof.holds()).isFalse();
        assertThat(proof.findings())
                .extracting(Finding::toString)
                .contains(
                        "BLOCKER NAME_TWICE fw-1 lan0.10: fw-1 has interface lan0.10 twice",
                        "BLOCKER NAME_TWICE fw-1 in-it-v4: fw-1 has list in-it-v4 twice",
                        "BLOCKER ADDRESS_TWICE 10.1.10.1: two interfaces have the address"
                                + " 10.1.10.1",
                        "BLOCKER ADDRESS_TWICE 2001:db8:1:10::1: two interfaces have the address"
                                + " 2001:db8:1:10::1");
    }

    private static <T> List<T> with(List<T> all, T another) {
        var more = new ArrayList<>(all);
        more.add(another);
        return more;
    }

    @Test
    void two_lists_for_one_family_stop_the_change() {
        var proof =
                prove(
                        Plant.changed(
                                Plant.FW,
                                Plant.part(
                                        "lan0.10",
                                        i ->
                                                new InterfaceConfig(
                                                        i.name(),
                                                        i.description(),
                                                        true,
                                                        i.mode(),
                                                        i.addresses(),
                                                        with(
                                                                i.ingress(),
                                                                new AclName("in-ot-v4"))))));
        assertThat(proof.findings()).extracting(Finding::code).contains("TWO_LISTS_FOR_ONE_FAMILY");
    }

    @Test
    void a_zone_or_a_device_nobody_decided_on_stops_the_change() {
        var stranger = new ZoneModel(List.of(), List.of(), List.of());
        assertThat(prove(stranger, Plant.configs()).findings())
                .extracting(Finding::code)
                .contains("ZONE_UNKNOWN");
        var more = new TreeMap<>(Plant.configs());
        more.put(new DeviceSlot("sw-9"), DeviceConfig.EMPTY);
        assertThat(prove(more).findings()).extracting(Finding::code).contains("DEVICE_NOT_IN_PLAN");
    }

    @Test
    void a_budget_too_small_is_a_finding_and_not_a_crash() {
        var proof =
                SiteProof.prove(
                        PacketSpace.withBudget(400),
                        Situation.of(Plant.model(), Plant.plan(), Plant.configs()),
                        RuleOrigins.UNKNOWN);
        assertThat(proof.holds()).isFalse();
        assertThat(proof.findings()).extracting(Finding::code).containsExactly("TOO_LARGE");
    }

    @Test
    void the_same_inputs_give_the_same_certificate() {
        assertThat(prove(Plant.configs()).certificate().digest())
                .isEqualTo(prove(Plant.configs()).certificate().digest());
    }
}
