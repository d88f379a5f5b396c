package io.holdfast.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceConfigTest {

    private static final SecurityZoneName IT = new SecurityZoneName("it");
    private static final SecurityZoneName OT = new SecurityZoneName("ot");

    @Test
    void only_a_device_with_security_zones_is_stateful() {
        assertThat(DeviceConfig.EMPTY.stateful()).isFalse();
        assertThat(zones(IT).stateful()).isTrue();
    }

    @Test
    void zones_have_no_order() {
        assertThat(zones(IT, OT)).isEqualTo(zones(OT, IT));
    }

    @Test
    void an_interface_is_found_in_its_zone() {
        assertThat(zones(IT, OT).zoneOf("port-ot")).map(SecurityZone::name).contains(OT);
        assertThat(zones(IT, OT).zoneOf("port-of-nobody")).isEmpty();
    }

    @Test
    void a_pair_of_zones_with_nothing_to_say_has_no_policy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ZonePolicy(IT, OT, List.of()))
                .withMessageContaining("it to ot");
    }

    @Test
    void a_reference_to_a_secret_has_one_spelling() {
        var reference = new SecretReference("wifi-office", 3);
        assertThat(SecretReference.of("{{secret:wifi-office@3}}")).isEqualTo(reference);
        assertThat(reference).hasToString("{{secret:wifi-office@3}}");
        for (var other :
                List.of("", "wifi", "{{secret:wifi-office@03}}", "{{secret:wifi-office@0}}")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SecretReference.of(other))
                    .withMessage("not a reference to a secret");
        }
    }

    @Test
    void a_wireless_network_has_a_name_that_fits_a_beacon_and_a_vlan() {
        var open = new WirelessSecurity.Open();
        assertThat(new WirelessNetwork("\u00fc".repeat(16), 4094, true, open).vlan())
                .isEqualTo(4094);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WirelessNetwork("\u00fc".repeat(17), 1, true, open));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WirelessNetwork("office", 4095, true, open));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WirelessNetwork("off\nice", 1, true, open));
    }

    private static DeviceConfig zones(SecurityZoneName... names) {
        return new DeviceConfig(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(names).stream()
                        .map(n -> new SecurityZone(n, List.of("port-" + n), List.of()))
                        .toList(),
                List.of(),
                List.of());
    }
}
