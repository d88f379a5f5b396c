package io.holdfast.site.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.series.Gap;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.telemetry.EventLine;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStoreTest {

    private static final Instant NOW = Instant.parse("2026-03-17T09:00:00Z");

    @TempDir Path folder;

    private static SiteWord word(int i) {
        return new SiteWord.GapTold(
                new Gap(
                        new DeviceSlot("sw-1"),
                        NOW,
                        NOW.plusSeconds(i),
                        Gap.Reason.DEVICE_SILENT,
                        ""));
    }

    private EventStore store(int most, int told) {
        var store = EventStore.open(folder.resolve("events.db"), most);
        for (int i = 1; i <= told; i++) {
            store.tell(word(i), NOW.plusSeconds(i));
        }
        return store;
    }

    @Test
    void events_are_numbered_without_a_hole_over_restarts() {
        store(100, 3).close();
        try (var again = store(100, 2)) {
            assertThat(again.after(0, 100, 1 << 20))
                    .extracting(EventLine::sequence)
                    .containsExactly(1L, 2L, 3L, 4L, 5L);
        }
    }

    @Test
    void what_the_centre_has_is_let_go_and_its_number_never_comes_again() {
        var store = store(100, 5);
        store.acknowledged(5);
        store.close();
        try (var again = store(100, 1)) {
            assertThat(again.after(0, 9, 1 << 20))
                    .extracting(EventLine::sequence)
                    .containsExactly(6L);
        }
    }

    @Test
    void a_full_store_drops_the_oldest_and_says_which() {
        try (var store = store(50, 500)) {
            var lines = store.after(0, 1000, 1 << 20);
            assertThat(lines.size()).isLessThanOrEqualTo(51);
            assertThat(lines.getFirst().word())
                    .isInstanceOfSatisfying(
                            SiteWord.EventsDropped.class,
                            d -> {
                                assertThat(d.from()).isEqualTo(1);
                                assertThat(d.to()).isEqualTo(lines.getFirst().sequence());
                                assertThat(d.since()).isEqualTo(NOW.plusSeconds(1));
                            });
            for (int i = 1; i < lines.size(); i++) {
                assertThat(lines.get(i).sequence()).isEqualTo(lines.get(i - 1).sequence() + 1);
            }
            assertThat(lines.getLast().sequence()).isEqualTo(500);
        }
    }

    @Test
    void a_store_that_was_lost_goes_on_after_what_the_centre_has() {
        try (var store = store(100, 3)) {
            store.acknowledged(70);
            assertThat(store.after(70, 9, 1 << 20))
                    .extracting(EventLine::sequence)
                    .containsExactly(71L, 72L, 73L);
            store.tell(word(9), NOW);
            assertThat(store.last()).isEqualTo(74);
        }
    }
}
