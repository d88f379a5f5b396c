package io.holdfast.core.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.verify.Plant;
import io.holdfast.core.zone.ZoneModel;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class FlowDiffTest {

    private static FlowDiff between(
            Map<DeviceSlot, DeviceConfig> before,
            ZoneModel after,
            Map<DeviceSlot, DeviceConfig> configs) {
        return FlowDiff.between(Plant.model(), Plant.plan(), before, after, Plant.plan(), configs);
    }

    private static Map<DeviceSlot, DeviceConfig> withReporting() {
        var there = Plant.permit("reporting-1", "10.1.10.0/24", "10.1.30.20", "tcp/443");
        var there6 =
                Plant.permit("reporting-1", "2001:db8:1:10::/64", "2001:db8:1:30::20", "tcp/443");
        var back =
                Plant.permit("reporting-1-reply", "10.1.30.20", "10.1.10.0/24", "tcp/443>0-65535");
        var back6 =
                Plant.permit(
                        "reporting-1-reply",
                        "2001:db8:1:30::20",
                        "2001:db8:1:10::/64",
                        "tcp/443>0-65535");
        return Plant.changed(
                Plant.FW,
                config ->
                        Plant.ruleFirst("in-it-v4", there)
                                .andThen(Plant.ruleFirst("in-it-v6", there6))
                                .andThen(Plant.ruleFirst("in-ot-dmz-v4", back))
                                .andThen(Plant.ruleFirst("in-ot-dmz-v6", back6))
                                .apply(config));
    }

    private static ZoneModel reporting() {
        return Plant.with(
                Plant.model(), Plant.conduit("reporting", "it", "ot-dmz/historian", "tcp/443"));
    }

    @Test
    void nothing_changes_between_equal_situations() {
        var diff = between(Plant.configs(), Plant.model(), Plant.configs());
        assertThat(diff.isEmpty()).isTrue();
        assertThat(diff.canonicalText()).isEqualTo("holdfast flow-diff 1\n");
    }

    @Test
    void a_new_conduit_is_one_row_and_its_reply_another() {
        var diff = between(Plant.configs(), reporting(), withReporting());
        assertThat(diff.impossible()).isEmpty();
        assertThat(diff.possible())
                .extracting(FlowDiff.Row::toString)
                .containsExactly(
                        "it -> ot-dmz: it (10.1.10.0/24, 2001:db8:1:10::/64) -> historian"
                                + " (10.1.30.20, 2001:db8:1:30::20) tcp/443 [reporting]",
                        "ot-dmz -> it: historian (10.1.30.20, 2001:db8:1:30::20) -> it"
                                + " (10.1.10.0/24, 2001:db8:1:10::/64) tcp/443>0-65535 [reporting]"
                                + " reply");
    }

    @Test
    void a_closed_conduit_is_what_becomes_impossible() {
        var diff =
                FlowDiff.between(
                        reporting(),
                        Plant.plan(),
                        withReporting(),
                        Plant.model(),
                        Plant.plan(),
                        Plant.configs());
        assertThat(diff.possible()).isEmpty();
        assertThat(diff.impossible()).hasSize(2).allMatch(r -> r.conduits().size() == 1);
    }

    @Test
    void what_no_conduit_asked_for_is_shown_without_one() {
        var rogue = Plant.permit("rogue", "10.1.10.66", "10.1.40.7", "tcp/22");
        var diff =
                between(
                        Plant.configs(),
                        Plant.model(),
                        Plant.changed(Plant.FW, Plant.ruleFirst("in-it-v4", rogue)));
        assertThat(diff.possible())
                .extracting(FlowDiff.Row::toString)
                .containsExactly("it -> ot: 10.1.10.66 -> 10.1.40.7 tcp/22");
    }

    @Test
    void what_no_conduit_asked_for_is_shown_in_ipv6_too() {
        var rogue = Plant.permit("rogue", "2001:db8:1:10::66", "2001:db8:1:40::7", "udp/161-162");
        var diff =
                between(
                        Plant.configs(),
                        Plant.model(),
                        Plant.changed(Plant.FW, Plant.ruleFirst("in-it-v6", rogue)));
        assertThat(diff.possible())
                .extracting(FlowDiff.Row::toString)
                .containsExactly("it -> ot: 2001:db8:1:10::66 -> 2001:db8:1:40::7 udp/161-162");
    }

    @Test
    void a_way_to_a_device_itself_has_its_own_row() {
        var open = Plant.permit("open", "10.1.10.0/24", "10.1.10.1", "tcp/22");
        var diff =
                between(
                        Plant.configs(),
                        Plant.model(),
                        Plant.changed(Plant.FW, Plant.ruleFirst("in-it-v4", open)));
        assertThat(diff.possible())
                .extracting(FlowDiff.Row::toString)
                .containsExactly("it -> fw-1 itself: it (every IPv4 address) -> 10.1.10.1 tcp/22");
    }

    @Test
    void a_first_configuration_opens_everything_it_allows() {
        var diff = between(Map.of(), Plant.model(), Plant.configs());
        assertThat(diff.impossible()).isEmpty();
        assertThat(diff.possible())
                .extracting(FlowDiff.Row::to)
                .contains("ot", "ot-dmz", "fw-1 itself", "sw-1 itself");
    }

    @Test
    void a_leak_between_vlans_shows_as_every_protocol() {
        var diff =
                between(
                        Plant.configs(),
                        Plant.model(),
                        Plant.changed(
                                Plant.SW,
                                Plant.mode("ge-0/0/2", new InterfaceMode.AccessPort(40))));
        assertThat(diff.possible()).anyMatch(r -> r.services().contains("every protocol"));
    }

    @Test
    void a_new_conduit_is_one_row_even_if_a_reply_let_some_of_it_through_before() {
        var overlapping =
                Plant.with(
                        Plant.model(), Plant.conduit("plain", "ot", "ot-dmz/historian", "tcp/600"));
        var configs =
                Plant.changed(
                        Plant.FW,
                        config ->
                                both(
                                                "in-ot",
                                                "plain-1",
                                                "10.1.40.0/24",
                                                "10.1.30.20",
                                                "2001:db8:1:40::/64",
                                                "2001:db8:1:30::20",
                                                "tcp/600")
                                        .andThen(
                                                both(
                                                        "in-ot-dmz",
                                                        "plain-1-reply",
                                                        "10.1.30.20",
                                                        "10.1.40.0/24",
                                                        "2001:db8:1:30::20",
                                                        "2001:db8:1:40::/64",
                                                        "tcp/600>0-65535"))
                                        .apply(config));
        var opening = between(Plant.configs(), overlapping, configs);
        assertThat(opening.possible())
                .extracting(FlowDiff.Row::services)
                .containsExactly(List.of("tcp/600"), List.of("tcp/600>0-65535"));
        var closing =
                FlowDiff.between(
                        overlapping,
                        Plant.plan(),
                        configs,
                        Plant.model(),
                        Plant.plan(),
                        Plant.configs());
        assertThat(closing.impossible())
                .as("packets from port 502 still answer telemetry and are not told as closed")
                .extracting(FlowDiff.Row::services)
                .contains(List.of("tcp/0-501>600", "tcp/503-65535>600"));
    }

    private static UnaryOperator<DeviceConfig> both(
            String list,
            String rule,
            String from,
            String to,
            String from6,
            String to6,
            String service) {
        return config ->
                Plant.ruleFirst(list + "-v4", Plant.permit(rule, from, to, service))
                        .andThen(
                                Plant.ruleFirst(
                                        list + "-v6", Plant.permit(rule, from6, to6, service)))
                        .apply(config);
    }

    @Test
    void the_canonical_text_is_equal_for_equal_changes_and_different_for_others() {
        var diff = between(Plant.configs(), reporting(), withReporting());
        var again = between(Plant.configs(), reporting(), withReporting());
        var other = between(Map.of(), reporting(), withReporting());
        assertThat(diff.canonicalText()).isEqualTo(again.canonicalText());
        assertThat(diff.canonicalText()).isNotEqualTo(other.canonicalText());
    }
}
