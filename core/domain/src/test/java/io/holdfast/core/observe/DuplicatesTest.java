package io.holdfast.core.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.observe.Duplicates.Finding.SameDevice;
import io.holdfast.core.observe.Duplicates.Finding.SharedAddress;
import io.holdfast.core.observe.Duplicates.Finding.SharedEngine;
import io.holdfast.core.observe.Duplicates.Finding.SharedHostKey;
import io.holdfast.core.observe.Duplicates.Finding.SharedSerial;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DuplicatesTest {

    private static final DeviceIdentity ONE =
            new DeviceIdentity("S1", "8000aa01", "02:00:5e:10:00:01", "SHA256:one");
    private static final DeviceIdentity TWO =
            new DeviceIdentity("S2", "8000aa02", "02:00:5e:10:00:02", "SHA256:two");

    @Test
    void devices_that_share_nothing_are_no_finding() {
        assertThat(Duplicates.among(Map.of("a", ONE, "b", TWO))).isEmpty();
    }

    @Test
    void one_device_by_two_names_is_reported_once_and_not_as_a_clone() {
        assertThat(Duplicates.among(Map.of("b", ONE, "a", ONE, "c", TWO)))
                .containsExactly(new SameDevice(List.of("a", "b"), "S1"));
    }

    @Test
    void a_pair_that_shares_an_address_is_reported_and_not_merged() {
        var standby = new DeviceIdentity("S2", "8000aa02", ONE.chassisMac(), "SHA256:two");

        assertThat(Duplicates.among(Map.of("fw-a", ONE, "fw-b", standby)))
                .containsExactly(new SharedAddress(List.of("fw-a", "fw-b"), ONE.chassisMac()));
    }

    @Test
    void one_serial_number_on_two_chassis_is_reported() {
        var copied = new DeviceIdentity("S1", "8000aa02", TWO.chassisMac(), "SHA256:two");

        assertThat(Duplicates.among(Map.of("a", ONE, "b", copied)))
                .containsExactly(new SharedSerial(List.of("a", "b"), "S1"));
    }

    @Test
    void a_cloned_configuration_shows_in_engine_id_and_host_key() {
        var clone = new DeviceIdentity("S2", "8000aa01", TWO.chassisMac(), "SHA256:one");

        assertThat(Duplicates.among(Map.of("a", ONE, "b", clone)))
                .containsExactly(
                        new SharedEngine(List.of("a", "b"), "8000aa01"),
                        new SharedHostKey(List.of("a", "b"), "SHA256:one"));
    }

    @Test
    void what_is_not_known_is_not_shared() {
        var unknown = new DeviceIdentity("", "", "", "");

        assertThat(Duplicates.among(Map.of("a", unknown, "b", unknown))).isEmpty();
    }
}
