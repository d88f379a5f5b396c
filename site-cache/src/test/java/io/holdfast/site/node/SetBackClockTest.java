package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.core.zone.Blueprint;
import io.holdfast.site.devices.Drivers;
import io.holdfast.site.offers.OwnChecks;
import io.holdfast.sitelink.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The wall clock of a site node is set back by more than a year: while it runs, and at a start. */
class SetBackClockTest extends WholeNode {

    private static final Duration BACK = Duration.ofDays(400);
    private static final Drivers DRIVERS = Drivers.installed();

    private final AtomicReference<Duration> error = new AtomicReference<>(Duration.ZERO);
    private final InstantSource wall = () -> Instant.now().minus(error.get());

    private Node nodeByThatClock(List<java.nio.file.Path> token) {
        return node(
                NodeProcess.settings(directory, token, NodeProcess.hasty()),
                DRIVERS,
                wall,
                new OwnChecks(DRIVERS));
    }

    @Test
    void a_clock_set_back_moves_nothing_and_certificates_are_judged_by_trusted_time()
            throws Exception {
        try (var node = nodeByThatClock(List.of(centre.token(folder)))) {
            onboard(node.site());
            release(smaller(Blueprint.reference()));
            awaitReports("KEPT 1");

            error.set(BACK);
            await().atMost(LONG).until(() -> centre.entries("CLOCK_STEPPED").size() == 1);
            assertThat(centre.entries("CLOCK_STEPPED").getFirst().payload())
                    .contains("\"seconds\":-3456");
            release(Blueprint.reference());
            awaitReports("KEPT 2");
            var run = centre.entries();
            assertThat(run).isSortedAccordingTo(Comparator.comparing(JournalEntry::wall));
            assertThat(run).isSortedAccordingTo(Comparator.comparingLong(JournalEntry::sequence));
            assertThat(centre.renewals()).isZero();
        }

        try (var node = nodeByThatClock(List.of())) {
            await().atMost(LONG).until(() -> centre.entries("CLOCK_SUSPECT").size() == 1);
            centre.release(
                    plant.content(smaller(Blueprint.reference()), centre.reports()),
                    Instant.now().minus(Duration.ofDays(10)));
            await().atMost(LONG).until(() -> centre.entries("BUNDLE_REFUSED").size() == 1);
            assertThat(centre.entries("BUNDLE_REFUSED").getFirst().payload()).contains("EXPIRED");

            release(smaller(Blueprint.reference()));
            awaitReports("KEPT 4");
            assertThat(centre.entries("CLOCK_STEPPED")).hasSize(1);
            journalIsWholeAtTheCentre();
            assertThat(node.site().status().alarms())
                    .anyMatch(alarm -> alarm.code().equals("CLOCK_SUSPECT"));
        }
    }

    /** B-05: no certificate ends because a clock was wrong. */
    @Test
    void a_certificate_is_renewed_in_time_although_the_clock_says_that_there_is_plenty()
            throws Exception {
        centre.certificateDays = 200;
        error.set(BACK);
        try (var node = nodeByThatClock(List.of(centre.token(folder)))) {
            await().atMost(LONG).until(() -> centre.renewals() > 0);
            await().atMost(LONG)
                    .until(() ->
                            node.site()
                                    .status()
                                    .certificateEnds()
                                    .isAfter(Instant.now().plus(Duration.ofDays(300))));
        }
    }
}
