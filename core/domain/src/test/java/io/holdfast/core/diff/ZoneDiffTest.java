package io.holdfast.core.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.SecretReference;
import io.holdfast.core.config.SecurityZone;
import io.holdfast.core.config.SecurityZoneName;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.config.WirelessNetwork;
import io.holdfast.core.config.WirelessSecurity;
import io.holdfast.core.config.ZonePolicy;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZoneDiffTest {

    private static final SecurityZoneName IT = new SecurityZoneName("it");
    private static final SecurityZoneName OT = new SecurityZoneName("ot");

    private static FilterRule rule(String name, Verdict verdict, String service) {
        return new FilterRule(
                name,
                new PacketMatch(
                        Prefix.of("10.1.10.0/24"), Prefix.of("10.1.40.0/24"), Service.of(service)),
                verdict,
                false);
    }

    private static DeviceConfig zoned(
            List<String> interfaces, List<FilterRule> host, List<FilterRule> policy) {
        return new DeviceConfig(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new SecurityZone(IT, interfaces, host)),
                policy.isEmpty() ? List.of() : List.of(new ZonePolicy(IT, OT, policy)),
                List.of());
    }

    private static DeviceConfig wireless(boolean enabled, int vlan, int version) {
        var passphrase = new WirelessSecurity.Wpa2Personal(new SecretReference("office", version));
        return new DeviceConfig(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new WirelessNetwork("Office", vlan, enabled, passphrase)));
    }

    private static List<String> lines(DeviceConfig before, DeviceConfig after) {
        return ConfigDiff.between(before, after).lines().stream()
                .map(ConfigDiff.Line::toString)
                .toList();
    }

    @Test
    void equal_zones_have_no_lines() {
        var one = zoned(List.of("a"), List.of(rule("r", Verdict.PERMIT, "tcp/22")), List.of());
        assertThat(lines(one, one)).isEmpty();
    }

    @Test
    void an_interface_that_joins_a_zone_is_a_line() {
        assertThat(
                        lines(
                                zoned(List.of(), List.of(), List.of()),
                                zoned(List.of("b", "a"), List.of(), List.of())))
                .containsExactly("~ security zone it: no interface => a, b");
    }

    @Test
    void a_rule_between_zones_and_one_to_the_device_are_lines_with_their_places() {
        assertThat(
                        lines(
                                zoned(List.of("a"), List.of(), List.of()),
                                zoned(
                                        List.of("a"),
                                        List.of(rule("ssh", Verdict.REJECT, "tcp/22")),
                                        List.of(rule("modbus", Verdict.PERMIT, "tcp/502")))))
                .containsExactly(
                        "+ to the device from zone it rule 1 ssh: reject tcp/22 from 10.1.10.0/24"
                                + " to 10.1.40.0/24",
                        "+ policy it to ot rule 1 modbus: permit tcp/502 from 10.1.10.0/24 to"
                                + " 10.1.40.0/24");
    }

    @Test
    void a_verdict_that_turns_is_told() {
        assertThat(
                        lines(
                                zoned(
                                        List.of(),
                                        List.of(),
                                        List.of(rule("modbus", Verdict.DENY, "tcp/502"))),
                                zoned(
                                        List.of(),
                                        List.of(),
                                        List.of(rule("modbus", Verdict.PERMIT, "tcp/502")))))
                .containsExactly(
                        "~ policy it to ot rule 1 modbus: deny tcp/502 from 10.1.10.0/24 to"
                                + " 10.1.40.0/24 => permit tcp/502 from 10.1.10.0/24 to"
                                + " 10.1.40.0/24");
    }

    @Test
    void a_wireless_network_is_told_with_its_vlan_and_the_version_of_its_passphrase() {
        assertThat(lines(wireless(true, 10, 1), wireless(false, 20, 2)))
                .containsExactly(
                        "~ wireless network \"Office\": on, VLAN 10, WPA2 with passphrase"
                                + " {{secret:office@1}} => off, VLAN 20, WPA2 with passphrase"
                                + " {{secret:office@2}}");
    }
}
