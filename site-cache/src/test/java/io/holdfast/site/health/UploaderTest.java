package io.holdfast.site.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.series.Gap;
import io.holdfast.core.series.Retention;
import io.holdfast.core.series.SeriesKey;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.site.survey.SurveyStore;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.telemetry.ArchivedText;
import io.holdfast.sitelink.telemetry.SeriesBlock;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.TelemetryAnswer;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import io.holdfast.sitelink.telemetry.UploadTurn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploaderTest {

    private static final Instant START = Instant.parse("2026-03-17T00:00:00Z");
    private static final DeviceSlot SW = new DeviceSlot("sw-1");
    private static final SeriesKey CPU = new SeriesKey(SW, "cpu.percent", "");
    private static final UploadTurn.Rate RATE =
            new UploadTurn.Rate(10_000, 6_000, Duration.ofSeconds(60), Duration.ofSeconds(5));

    @TempDir Path folder;

    /** A centre that keeps what it is told, and at times does not answer. */
    private static final class Centre {
        final List<TelemetryRequest> requests = new ArrayList<>();
        final Map<Instant, Integer> samples = new HashMap<>();
        long events;
        boolean up = true;
        boolean deaf;
        long journalBehind;

        Optional<TelemetryAnswer> take(TelemetryRequest request) {
            requests.add(request);
            for (var line : request.events()) {
                events = Math.max(events, line.sequence());
            }
            for (SeriesBlock block : request.blocks()) {
                samples.merge(block.from(), block.count(), Math::max);
            }
            // The batch arrived, and its answer got lost.
            return deaf ? Optional.empty() : Optional.of(new TelemetryAnswer(events, List.of()));
        }
    }

    private final class Site implements AutoCloseable {
        final Centre centre;
        final SampleStore samples = SampleStore.open(folder.resolve("samples"));
        final EventStore events = EventStore.open(folder.resolve("events.db"));
        final SurveyStore surveys = SurveyStore.open(folder.resolve("surveys.db"));
        Backlog book = Backlog.NONE;
        Instant now = START;

        Site(Centre centre) {
            this.centre = centre;
        }

        Uploader uploader() {
            return new Uploader(
                    new SiteIdentity("org", new SiteId("ww-01"), 1),
                    samples,
                    events,
                    new Uploader.BacklogBook() {
                        @Override
                        public Backlog read() {
                            return book;
                        }

                        @Override
                        public void write(Backlog backlog) {
                            book = backlog;
                        }
                    },
                    new Uploader.Texts() {
                        @Override
                        public List<ArchivedText> unsent(int maxBytes) {
                            return List.of();
                        }

                        @Override
                        public void sent(List<ArchivedText> texts) {}
                    },
                    surveys,
                    centre::take,
                    new Uploader.LinkStanding() {
                        @Override
                        public boolean up() {
                            return centre.up;
                        }

                        @Override
                        public long journalBehind() {
                            return centre.journalBehind;
                        }
                    },
                    RATE,
                    () -> now);
        }

        void measure(int hours) {
            for (int i = 0; i < hours * 50; i++) {
                now = now.plusSeconds(72);
                samples.add(CPU, Retention.STANDARD, now, i % 100);
            }
            samples.sync(now);
        }

        void tell(Uploader uploader, int turns) throws InterruptedException {
            for (int i = 0; i < turns; i++) {
                now = now.plus(uploader.turn());
            }
        }

        @Override
        public void close() {
            samples.close();
            events.close();
        }
    }

    /** B-14: what was measured while nobody listened lies on disk. */
    @Test
    void after_an_outage_the_newest_comes_first_and_in_the_end_everything_is_there()
            throws InterruptedException {
        var centre = new Centre();
        try (var site = new Site(centre)) {
            site.measure(24 * 7);
            site.events.tell(
                    new SiteWord.GapTold(
                            new Gap(SW, START, START.plusSeconds(9), Gap.Reason.NODE_DOWN, "")),
                    site.now);
            var uploader = site.uploader();
            site.tell(uploader, 200);

            var first = centre.requests.getFirst();
            assertThat(first.events()).hasSize(1);
            assertThat(first.blocks())
                    .allMatch(b -> !b.from().isBefore(START.plus(Duration.ofDays(6))));
            assertThat(centre.samples.values().stream().mapToInt(i -> i).sum())
                    .isEqualTo(24 * 7 * 50);
            assertThat(site.book.bytes()).isZero();
            assertThat(site.events.after(0, 9, 1 << 20)).isEmpty();
        }
    }

    @Test
    void a_lost_answer_is_told_again_and_nothing_is_missing() throws InterruptedException {
        var centre = new Centre();
        try (var site = new Site(centre)) {
            site.measure(48);
            var uploader = site.uploader();
            for (int round = 0; round < 40; round++) {
                centre.deaf = round % 3 == 0;
                site.tell(uploader, 3);
            }
            centre.deaf = false;
            site.tell(site.uploader(), 60);
            assertThat(centre.samples.values().stream().mapToInt(i -> i).sum()).isEqualTo(48 * 50);
        }
    }

    @Test
    void nothing_goes_while_the_journal_is_behind_or_nobody_answers() throws InterruptedException {
        var centre = new Centre();
        try (var site = new Site(centre)) {
            site.measure(5);
            centre.journalBehind = 1;
            site.tell(site.uploader(), 20);
            centre.journalBehind = 0;
            centre.up = false;
            site.tell(site.uploader(), 20);
            assertThat(centre.requests).isEmpty();
        }
    }

    @Test
    void the_backlog_goes_no_faster_than_agreed() throws InterruptedException {
        var centre = new Centre();
        try (var site = new Site(centre)) {
            site.measure(24 * 30);
            var start = site.now;
            site.tell(site.uploader(), 30);
            long bytes =
                    centre.requests.stream()
                            .mapToLong(r -> io.holdfast.sitelink.WireJson.write(r).size())
                            .sum();
            double seconds = Duration.between(start, site.now).toMillis() / 1000.0;
            assertThat(bytes / Math.max(1, seconds)).isLessThan(RATE.bytesPerSecond() * 2.0);
        }
    }
}
