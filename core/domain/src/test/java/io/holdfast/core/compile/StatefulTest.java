package io.holdfast.core.compile;

import static io.holdfast.core.zone.Plant.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.SecurityZoneName;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.config.ZonePolicy;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.verify.Decision;
import io.holdfast.core.verify.Explain;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Plant;
import io.holdfast.core.zone.SiteShapes;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A firewall that knows conversations is told who may open them, and nothing about answers. */
class StatefulTest {

    private static final ZoneModel MODEL = with(Blueprint.reference(), Plant.vendorAccess());
    private static final List<DeviceSlot> BOTH =
            List.of(new DeviceSlot("fw-1"), new DeviceSlot("fw-2"));

    private static CompiledSite compiled() {
        return PolicyCompiler.compile(MODEL, SiteShapes.twoPerimeters(), BOTH);
    }

    private static DeviceConfig firewall(String slot) {
        return compiled().devices().get(new DeviceSlot(slot));
    }

    private static List<String> permits(DeviceConfig config, String from, String to) {
        return config.policy(new SecurityZoneName(from), new SecurityZoneName(to)).stream()
                .map(ZonePolicy::rules)
                .flatMap(List::stream)
                .filter(r -> r.verdict() == Verdict.PERMIT)
                .map(FilterRule::name)
                .toList();
    }

    @Test
    void who_opens_is_permitted_at_each_perimeter_and_no_rule_is_for_answers() {
        assertThat(permits(firewall("fw-1"), "it", "core"))
                .containsExactly("historian-read.1-v4", "historian-read.1-v6");
        assertThat(permits(firewall("fw-2"), "core", "ot-dmz"))
                .containsExactly("historian-read.1-v4", "historian-read.1-v6");
        assertThat(permits(firewall("fw-1"), "core", "it")).isEmpty();
        assertThat(permits(firewall("fw-2"), "ot-dmz", "core"))
                .containsExactly("updates-relay.1-v4", "updates-relay.1-v6");
        assertThat(permits(firewall("fw-2"), "ot-dmz", "ot"))
                .containsExactly(
                        "jump-host-access.1-v4",
                        "jump-host-access.2-v4",
                        "jump-host-access.1-v6",
                        "jump-host-access.2-v6");
        assertThat(firewall("fw-2").zonePolicies())
                .flatMap(ZonePolicy::rules)
                .noneMatch(r -> r.name().endsWith(".reply"));
    }

    @Test
    void every_policy_speaks_both_families_and_ends_with_a_logged_denial() {
        for (var slot : List.of("fw-1", "fw-2")) {
            assertThat(firewall(slot).zonePolicies())
                    .isNotEmpty()
                    .allSatisfy(p -> {
                        assertThat(p.rules().getLast().verdict()).isEqualTo(Verdict.DENY);
                        assertThat(p.rules().getLast().log()).isTrue();
                        assertThat(p.rules())
                                .extracting(r -> r.match().family())
                                .contains(Family.IPV4, Family.IPV6);
                        assertThat(p.rules())
                                .extracting(FilterRule::name)
                                .filteredOn(n -> n.startsWith("deny-all"))
                                .hasSize(2);
                    });
        }
    }

    @Test
    void only_the_site_node_speaks_to_the_firewall_and_only_from_the_management_zone() {
        for (var slot : List.of("fw-1", "fw-2")) {
            for (var zone : firewall(slot).securityZones()) {
                var rules = zone.hostInbound().stream().map(FilterRule::name).toList();
                assertThat(rules)
                        .as(slot + " " + zone.name())
                        .isEqualTo(
                                zone.name().value().equals("management")
                                        ? List.of("manage-netconf", "manage-snmp")
                                        : List.of());
            }
        }
    }

    @Test
    void every_interface_is_in_a_zone_and_has_no_stateless_list_that_would_judge_answers() {
        for (var slot : List.of("fw-1", "fw-2")) {
            var config = firewall(slot);
            assertThat(config.accessLists()).isEmpty();
            assertThat(config.interfaces())
                    .filteredOn(i -> !i.addresses().isEmpty())
                    .allSatisfy(i -> {
                        assertThat(i.ingress()).isEmpty();
                        assertThat(config.zoneOf(i.name())).isPresent();
                    });
        }
    }

    @Test
    void no_two_rules_of_a_policy_have_the_same_name() {
        for (var slot : BOTH) {
            assertThat(firewall(slot.value()).zonePolicies())
                    .allSatisfy(p ->
                            assertThat(p.rules())
                                    .extracting(FilterRule::name)
                                    .doesNotHaveDuplicates());
        }
    }

    @Test
    void every_rule_of_a_policy_has_its_origin() {
        var compiled = compiled();
        for (var slot : BOTH) {
            for (var policy : compiled.devices().get(slot).zonePolicies()) {
                assertThat(policy.rules())
                        .allMatch(r ->
                                compiled.origins().stream()
                                        .anyMatch(o ->
                                                o.slot().equals(slot)
                                                        && o.rule().equals(r.name())));
            }
        }
    }

    private static List<String> guardrails(CompiledSite compiled) {
        return compiled.origins().stream()
                .map(Origin::source)
                .filter(o -> o instanceof RuleSource.OfGuardrail)
                .map(RuleSource::inWords)
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void each_guardrail_is_denied_and_logged_by_name_as_in_lists_of_packets() {
        for (var plan : List.of(SiteShapes.twoPerimeters(), Plant.waterworks())) {
            var compiled = PolicyCompiler.compile(MODEL, plan, BOTH);
            assertThat(guardrails(compiled))
                    .isNotEmpty()
                    .isEqualTo(guardrails(PolicyCompiler.compile(MODEL, plan)));
            var guards =
                    compiled.devices().values().stream()
                            .flatMap(c -> c.zonePolicies().stream())
                            .flatMap(p -> p.rules().stream())
                            .filter(r -> r.name().startsWith("guard-"))
                            .toList();
            assertThat(guards).isNotEmpty().allMatch(r -> r.log());
            assertThat(guards).allMatch(r -> r.verdict() == Verdict.DENY);
            var proof = SiteProof.prove(MODEL, plan, compiled.devices());
            assertThat(proof.holds()).as(proof.counterExamples().toString()).isTrue();
            assertThat(proof.findings()).noneMatch(f -> f.code().startsWith("RULE_"));
        }
        assertThat(
                        firewall("fw-1")
                                .policy(new SecurityZoneName("it"), new SecurityZoneName("core")))
                .hasValueSatisfying(p ->
                        assertThat(p.rules())
                                .extracting(FilterRule::name)
                                .anyMatch(n -> n.startsWith("guard-no-direct-it-ot")));
    }

    @Test
    void whoever_is_told_of_a_rule_between_zones_is_told_where_it_comes_from() {
        var compiled = compiled();
        for (var slot : BOTH) {
            var config = compiled.devices().get(slot);
            for (var policy : config.zonePolicies()) {
                for (var rule : policy.rules()) {
                    assertThat(
                                    compiled.originOf(
                                            slot,
                                            new Decision.ByPolicy(
                                                    policy.from(),
                                                    policy.to(),
                                                    rule.name(),
                                                    rule.verdict())))
                            .as(policy.between() + " " + rule.name())
                            .isPresent();
                }
            }
            for (var zone : config.securityZones()) {
                for (var rule : zone.hostInbound()) {
                    assertThat(
                                    compiled.originOf(
                                            slot,
                                            new Decision.ByHostRule(
                                                    zone.name(), rule.name(), rule.verdict())))
                            .isPresent();
                }
            }
        }
        var told =
                Explain.packet(
                        MODEL,
                        SiteShapes.twoPerimeters(),
                        compiled.devices(),
                        new ZoneName("it"),
                        new Packet(
                                IpAddress.of("10.1.10.5"),
                                IpAddress.of("10.1.40.7"),
                                6,
                                40000,
                                502),
                        compiled);
        assertThat(told.sentence()).contains("(guardrail no-direct-it-ot)");
    }

    @Test
    void long_names_that_differ_anywhere_stay_apart() {
        // "Aa" and "BB" have one String.hashCode, and so has whatever begins or ends with them.
        var head = "the-same-beginning-".repeat(3);
        assertThat(DeviceNames.fit(head + "Aa", 50))
                .hasSize(50)
                .startsWith(head.substring(0, 39))
                .isEqualTo(DeviceNames.fit(head + "Aa", 50))
                .isNotEqualTo(DeviceNames.fit(head + "BB", 50));
        assertThat(DeviceNames.fit("short", 50)).isEqualTo("short");
    }
}
