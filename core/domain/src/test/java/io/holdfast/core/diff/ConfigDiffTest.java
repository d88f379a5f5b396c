package io.holdfast.core.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.verify.Plant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ConfigDiffTest {

    private static List<String> lines(DeviceConfig before, UnaryOperator<DeviceConfig> change) {
        return ConfigDiff.between(before, change.apply(before)).lines().stream()
                .map(ConfigDiff.Line::toString)
                .toList();
    }

    @Test
    void equal_configurations_have_no_lines() {
        assertThat(ConfigDiff.between(Plant.firewall(), Plant.firewall()).isEmpty()).isTrue();
    }

    @Test
    void an_added_rule_is_one_line_with_its_place() {
        assertThat(
                        lines(
                                Plant.firewall(),
                                Plant.ruleFirst(
                                        "in-it-v4",
                                        Plant.permit(
                                                "new", "10.1.10.0/24", "10.1.30.20", "tcp/443"))))
                .containsExactly(
                        "+ list in-it-v4 rule 1 new: permit tcp/443 from 10.1.10.0/24 to"
                                + " 10.1.30.20/32");
    }

    @Test
    void an_added_ipv6_rule_is_one_line_with_its_place() {
        assertThat(
                        lines(
                                Plant.firewall(),
                                Plant.ruleFirst(
                                        "in-it-v6",
                                        Plant.permit(
                                                "new",
                                                "2001:db8:1:10::/64",
                                                "2001:db8:1:30::20",
                                                "tcp/443"))))
                .containsExactly(
                        "+ list in-it-v6 rule 1 new: permit tcp/443 from 2001:db8:1:10::/64 to"
                                + " 2001:db8:1:30::20/128");
    }

    @Test
    void a_rule_with_the_same_name_and_other_content_is_changed() {
        assertThat(
                        lines(
                                Plant.firewall(),
                                Plant.rules(
                                        "in-ot-dmz-v4",
                                        rules -> {
                                            rules.set(
                                                    0,
                                                    Plant.permit(
                                                            "telemetry-1",
                                                            "10.1.30.20",
                                                            "10.1.40.7",
                                                            "tcp/502"));
                                            return rules;
                                        })))
                .containsExactly(
                        "~ list in-ot-dmz-v4 rule 1 telemetry-1: permit tcp/502 from 10.1.30.20/32"
                                + " to 10.1.40.0/24 => permit tcp/502 from 10.1.30.20/32 to"
                                + " 10.1.40.7/32");
    }

    @Test
    void rules_that_change_places_are_told_although_their_content_stays() {
        assertThat(
                        lines(
                                Plant.firewall(),
                                Plant.rules(
                                        "in-management-v4",
                                        rules -> {
                                            Collections.swap(rules, 0, 1);
                                            return rules;
                                        })))
                .hasSize(1)
                .allMatch(line -> line.contains("(as rule"));
    }

    @Test
    void a_shut_port_and_a_new_vlan_are_lines() {
        assertThat(
                        lines(
                                Plant.networkSwitch(),
                                config -> {
                                    var vlans = new ArrayList<>(config.vlans());
                                    vlans.add(new Vlan(50, "remote-access"));
                                    return Plant.mode(
                                                    "ge-0/0/1",
                                                    new InterfaceMode.TrunkPort(
                                                            List.of(10, 30, 40, 50, 99)))
                                            .apply(
                                                    new DeviceConfig(
                                                            config.interfaces(),
                                                            vlans,
                                                            config.accessLists(),
                                                            config.routes()));
                                }))
                .containsExactly(
                        "~ interface ge-0/0/1: up, trunk VLANs 10, 30, 40, 99, described \"\" =>"
                                + " up, trunk VLANs 10, 30, 40, 50, 99, described \"\"",
                        "+ VLAN 50: remote-access");
    }

    @Test
    void a_route_is_a_line() {
        assertThat(lines(Plant.firewall(), Plant.route("10.9.0.0/16", "198.51.100.9")))
                .containsExactly("+ route 10.9.0.0/16 via 198.51.100.9: static");
    }

    @Test
    void a_first_configuration_adds_every_element() {
        var diff = ConfigDiff.between(DeviceConfig.EMPTY, Plant.networkSwitch());
        assertThat(diff.lines()).allMatch(l -> l.change() == ConfigDiff.Change.ADDED);
        assertThat(diff.canonicalText())
                .startsWith("holdfast config-diff 1\n+ interface ge-0/0/1:");
    }

    @Test
    void what_is_taken_away_mirrors_what_was_added() {
        var added = ConfigDiff.between(DeviceConfig.EMPTY, Plant.firewall()).lines();
        var removed = ConfigDiff.between(Plant.firewall(), DeviceConfig.EMPTY).lines();
        assertThat(removed)
                .extracting(ConfigDiff.Line::element)
                .containsExactlyElementsOf(added.stream().map(ConfigDiff.Line::element).toList());
    }
}
