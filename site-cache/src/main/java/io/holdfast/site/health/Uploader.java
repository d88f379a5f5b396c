package io.holdfast.site.health;

import io.holdfast.core.Bytes;
import io.holdfast.site.survey.SurveyStore;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.ArchivedText;
import io.holdfast.sitelink.telemetry.SeriesBlock;
import io.holdfast.sitelink.telemetry.SurveyTold;
import io.holdfast.sitelink.telemetry.TelemetryAnswer;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import io.holdfast.sitelink.telemetry.UploadTurn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the centre events, samples and archived configurations: the newest first, at a bounded
 * rate, and only while the journal has nothing to say. What was not answered is told again, which
 * is harmless.
 */
public final class Uploader {

    private static final Logger LOG = LoggerFactory.getLogger(Uploader.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(20);

    /** The way to the centre; empty if there was no answer. */
    @FunctionalInterface
    public interface Way {
        Optional<TelemetryAnswer> post(TelemetryRequest request) throws InterruptedException;
    }

    /** What the node knows of its link. */
    public interface LinkStanding {
        boolean up();

        long journalBehind();
    }

    /** Where the backlog is written down, so that a restart tells nothing anew. */
    public interface BacklogBook {
        Backlog read();

        void write(Backlog backlog);
    }

    /** Configurations the centre does not have. */
    public interface Texts {
        List<ArchivedText> unsent(int maxBytes);

        void sent(List<ArchivedText> texts);
    }

    private final SiteIdentity identity;
    private final SampleStore samples;
    private final EventStore events;
    private final BacklogBook book;
    private final Texts texts;
    private final SurveyStore surveys;
    private final Way way;
    private final LinkStanding link;
    private final UploadTurn.Rate rate;
    private final InstantSource clock;
    private Instant lastSent = Instant.EPOCH;
    private Instant newestSent = Instant.EPOCH;
    private int lastBytes;

    public Uploader(
            SiteIdentity identity,
            SampleStore samples,
            EventStore events,
            BacklogBook book,
            Texts texts,
            SurveyStore surveys,
            Way way,
            LinkStanding link,
            UploadTurn.Rate rate,
            InstantSource clock) {
        this.identity = identity;
        this.samples = samples;
        this.events = events;
        this.book = book;
        this.texts = texts;
        this.surveys = surveys;
        this.way = way;
        this.link = link;
        this.rate = rate;
        this.clock = clock;
    }

    /** Runs until interrupted. */
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(turn());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once, tells at most one batch, and says how long to wait. */
    public Duration turn() throws InterruptedException {
        var now = clock.instant();
        var backlog = book.read().grown(samples.ends());
        boolean more =
                !backlog.unsent().isEmpty()
                        || !events.after(0, 1, 1).isEmpty()
                        || !texts.unsent(1).isEmpty()
                        || !surveys.unsent(1).isEmpty();
        var known =
                new UploadTurn.Known(
                        link.up(), link.journalBehind(), lastSent, lastBytes, newestSent, more);
        return switch (UploadTurn.decide(known, rate, now)) {
            case UploadTurn.Wait(var until) -> positive(Duration.between(now, until));
            case UploadTurn.Send(var bytes, var newest) -> send(backlog, bytes, newest, now);
        };
    }

    private static Duration positive(Duration wait) {
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private Duration send(Backlog backlog, int bytes, boolean newest, Instant now)
            throws InterruptedException {
        var lines = events.after(0, TelemetryRequest.MOST_EVENTS, bytes / 2);
        var blocks = new ArrayList<SeriesBlock>();
        if (newest) {
            blocks.addAll(samples.soFar());
        }
        var stretch = backlog.next();
        var after = backlog;
        if (blocks.size() > TelemetryRequest.MOST_BLOCKS) {
            blocks.subList(TelemetryRequest.MOST_BLOCKS, blocks.size()).clear();
        } else if (stretch.isPresent()) {
            var part = samples.read(stretch.get(), bytes / 2);
            int room = TelemetryRequest.MOST_BLOCKS - blocks.size();
            if (part.blocks().size() <= room) {
                blocks.addAll(part.blocks());
                after = backlog.sent(stretch.get(), part.next());
            }
        }
        // What is now goes before what was; both together may be more than one batch carries.
        var told = surveys.unsent(bytes);
        boolean crowded = told.stream().anyMatch(SurveyTold::isWhole);
        var whole = crowded ? List.<ArchivedText>of() : texts.unsent(bytes);
        var request = new TelemetryRequest(1, identity, lines, blocks, whole, told);
        int size = WireJson.write(request).size();
        var answer = way.post(request);
        lastSent = clock.instant();
        lastBytes = size;
        if (answer.isEmpty()) {
            return AFTER_FAILURE;
        }
        answer.get().unfit().forEach(u -> LOG.warn("the centre left something out: {}", u));
        events.acknowledged(answer.get().events());
        texts.sent(whole);
        surveys.sent(told, answer.get().missing());
        if (newest) {
            newestSent = now;
        }
        book.write(after);
        return Duration.ofMillis(200);
    }

    /** The backlog in the node's own store. */
    public static BacklogBook in(io.holdfast.site.ledger.SiteStore store) {
        var name = "telemetry/backlog";
        return new BacklogBook() {
            @Override
            public Backlog read() {
                return store.kept(name).map(Uploader::backlog).orElse(Backlog.NONE);
            }

            @Override
            public void write(Backlog backlog) {
                if (!backlog.equals(read())) {
                    store.write(List.of(), java.util.Map.of(name, text(backlog)), List.of());
                }
            }
        };
    }

    private static Bytes text(Backlog backlog) {
        var text = new StringBuilder();
        for (var s : backlog.unsent()) {
            text.append(
                    "unsent %s %s %d %d\n"
                            .formatted(s.place().retention(), s.place().day(), s.from(), s.to()));
        }
        for (var e : backlog.known()) {
            text.append(
                    "known %s %s %d\n".formatted(e.place().retention(), e.place().day(), e.at()));
        }
        return Bytes.utf8(text.toString());
    }

    private static Backlog backlog(Bytes bytes) {
        var unsent = new ArrayList<Stretch>();
        var known = new ArrayList<Backlog.End>();
        for (var line : bytes.text().lines().toList()) {
            var words = line.split(" ", -1);
            var place =
                    new Stretch.Place(
                            io.holdfast.core.series.Retention.valueOf(words[1]),
                            java.time.LocalDate.parse(words[2]));
            if (words[0].equals("unsent")) {
                unsent.add(new Stretch(place, Long.parseLong(words[3]), Long.parseLong(words[4])));
            } else {
                known.add(new Backlog.End(place, Long.parseLong(words[3])));
            }
        }
        return new Backlog(unsent, known);
    }
}
