package io.holdfast.site.traps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.core.observe.TrapSighting;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.SiteWord.NotificationTold;
import io.holdfast.sitelink.telemetry.SiteWord.NotificationsCounted;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotificationsTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final DeviceSlot SWITCH = new DeviceSlot("sw-1");
    private static final String LINK_DOWN = "1.3.6.1.6.3.1.1.5.3";

    private final List<SiteWord> told = new ArrayList<>();
    private final List<DeviceSlot> looks = new ArrayList<>();
    private long nanos;
    private boolean diskFull;

    private final Notifications notifications =
            new Notifications(
                    address -> address.equals("10.0.0.1") ? Optional.of(SWITCH) : Optional.empty(),
                    (words, _) -> {
                        if (diskFull) {
                            throw new IllegalStateException("disk full");
                        }
                        told.addAll(words);
                    },
                    looks::add,
                    () -> NOW,
                    () -> nanos);

    /** With a character of two halves just where it is cut. */
    private static final String LONG =
            "x".repeat(NotificationTold.LONGEST - "1.3.6.1.2.1.2.2.1.2.7 = ".length() - 1)
                    + "\uD83D\uDD12".repeat(300);

    private static TrapSighting trap(String from, boolean authenticated, boolean inform) {
        return new TrapSighting(
                NOW,
                from,
                "80001f88",
                authenticated,
                inform,
                LINK_DOWN,
                4711,
                List.of(new TrapSighting.Variable("1.3.6.1.2.1.2.2.1.2.7", LONG)));
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void what_a_device_sealed_becomes_an_event_and_causes_a_look() throws Exception {
        assertThat(notifications.append(List.of(trap("10.0.0.1", true, true))).cardinality())
                .isEqualTo(1);
        assertThat(told).singleElement().isInstanceOf(NotificationTold.class);
        var word = (NotificationTold) told.getFirst();
        assertThat(word.notification()).isEqualTo(LINK_DOWN);
        assertThat(word.acknowledged()).isTrue();
        assertThat(word.variables().getFirst())
                .as("the character does not fit and is not cut in two")
                .hasSize(NotificationTold.LONGEST - 1)
                .endsWith("x");
        assertThat(looks).containsExactly(SWITCH);
    }

    @Test
    void what_nobody_sealed_causes_one_look_a_minute_and_no_event() throws Exception {
        notifications.append(Collections.nCopies(500, trap("10.0.0.1", false, false)));
        assertThat(told).isEmpty();
        assertThat(looks).hasSize(1);
        pass(Duration.ofSeconds(30));
        notifications.append(Collections.nCopies(500, trap("10.0.0.1", false, false)));
        assertThat(looks).hasSize(1);
        pass(Duration.ofSeconds(31));
        notifications.append(List.of(trap("10.0.0.1", false, false)));
        assertThat(looks).hasSize(2);
        assertThat(notifications.append(List.of(trap("10.0.0.1", false, true))).isEmpty())
                .as("nothing of it is written down, so nobody is told it was")
                .isTrue();
        notifications.tellCounts();
        assertThat(told).containsExactly(new NotificationsCounted(SWITCH, 1002, 0, NOW));
        notifications.tellCounts();
        assertThat(told).hasSize(1);
    }

    @Test
    void an_inform_nobody_sealed_is_no_loss_and_one_that_was_sealed_and_not_kept_is()
            throws Exception {
        var hints = new UnansweredHints(notifications);
        var batch = new ArrayList<>(Collections.nCopies(1000, trap("10.0.0.1", true, true)));
        batch.add(trap("10.0.0.1", false, true));
        batch.add(trap("10.0.0.1", false, false));
        var kept = hints.append(batch);
        assertThat(batch.size() - kept.cardinality() - hints.count())
                .isEqualTo(1000 - Notifications.AT_ONCE);
        assertThat(hints.count()).isEqualTo(1);
    }

    @Test
    void a_flood_keeps_what_is_allowed_and_tells_the_gap() throws Exception {
        var kept = notifications.append(Collections.nCopies(1000, trap("10.0.0.1", true, true)));
        assertThat(kept.cardinality()).isEqualTo(Notifications.AT_ONCE);
        assertThat(kept.nextClearBit(0)).isEqualTo(Notifications.AT_ONCE);
        assertThat(told).hasSize(Notifications.AT_ONCE);
        notifications.tellCounts();
        assertThat(told.getLast())
                .isEqualTo(new NotificationsCounted(SWITCH, 0, 1000 - Notifications.AT_ONCE, NOW));
        pass(Duration.ofSeconds(10));
        assertThat(
                        notifications
                                .append(Collections.nCopies(100, trap("10.0.0.1", true, true)))
                                .cardinality())
                .isEqualTo(20);
    }

    @Test
    void what_is_not_on_disk_is_not_said_to_be_kept() {
        diskFull = true;
        assertThatThrownBy(() -> notifications.append(List.of(trap("10.0.0.1", true, true))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_stranger_is_neither_kept_nor_looked_at() throws Exception {
        assertThat(notifications.append(List.of(trap("10.0.0.9", true, true))).cardinality())
                .isZero();
        assertThat(told).isEmpty();
        assertThat(looks).isEmpty();
    }
}
