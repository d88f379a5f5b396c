package io.holdfast.site.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.telemetry.SiteWord.ChangedBy;
import io.holdfast.spi.DeviceNotice.ConfigChanged;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a device claims of who changed it, right and wrong. */
class LastHandTest {

    private static final DeviceSlot FW = new DeviceSlot("fw-1");
    private static final Instant AT = Instant.parse("2026-11-26T12:00:00Z");
    private static final String DIGEST = "ab".repeat(32);

    private static ConfigChanged by(String user, Instant at) {
        return new ConfigChanged(at, user, 7, "running", List.of());
    }

    @Test
    void it_is_told_of_others_and_of_the_device_itself_and_not_of_the_node() {
        assertThat(LastHand.told(by("vendor", AT), FW, DIGEST, "holdfast"))
                .contains(new ChangedBy(FW, DIGEST, "vendor", AT));
        assertThat(LastHand.told(by("", AT), FW, DIGEST, "holdfast"))
                .contains(new ChangedBy(FW, DIGEST, "", AT));
        assertThat(LastHand.told(by("holdfast", AT), FW, DIGEST, "holdfast")).isEmpty();
    }

    /** One that no database takes would keep back everything the site tells after it. */
    @Test
    void a_time_that_cannot_be_is_not_told() {
        for (var at : List.of(Instant.MAX, Instant.MIN, Instant.EPOCH)) {
            assertThat(LastHand.told(by("vendor", at), FW, DIGEST, "holdfast")).isEmpty();
        }
    }

    @Test
    void a_name_is_cut_and_no_character_of_it_in_two() {
        var tooLong = "a".repeat(63) + "\ud83d\udd12" + "b";
        assertThat(LastHand.told(by(tooLong, AT), FW, DIGEST, "holdfast"))
                .hasValueSatisfying(told -> assertThat(told.user()).isEqualTo("a".repeat(63)));
    }
}
