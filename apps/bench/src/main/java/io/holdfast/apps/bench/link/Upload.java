package io.holdfast.apps.bench.link;

import io.holdfast.core.Bytes;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.JournalNote;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** One site that was away and hands over its journal, as many entries a contact as it may. */
final class Upload {

    private static final int BATCH = 500;
    private static final Instant BEGAN = Instant.parse("2026-08-29T00:00:00Z");

    private final Node node;
    private final int entries;
    private JournalHead durable = JournalHead.EMPTY;
    private double finished = Double.NaN;
    private int sentAway;
    private int broken;
    private volatile long done;

    Upload(Node node, int entries) {
        this.node = node;
        this.entries = entries;
    }

    /** Until the centre has all of it on disk. */
    void run(long begun) throws InterruptedException {
        while (done < entries) {
            try (var line = node.connect()) {
                over(line);
            } catch (IOException e) {
                broken++;
                Thread.sleep(ThreadLocalRandom.current().nextLong(200, 1200));
            }
        }
        finished = (System.nanoTime() - begun) / 1e9;
    }

    private void over(SiteLine line) throws IOException, InterruptedException {
        while (done < entries) {
            var lines = after(durable, (int) Math.min(BATCH, entries - done));
            var head = lines.getLast().head();
            var body = node.request(0, 0, head, lines.stream().map(JournalLine::bytes).toList(), 0);
            var answer = line.post("/link/v1/contact", body);
            while (answer.status() == 503) {
                sentAway++;
                Thread.sleep(1000L * answer.retryAfter());
                answer = line.post("/link/v1/contact", body);
            }
            if (answer.status() != 200) {
                throw new IOException("answered " + answer.status());
            }
            durable = Node.read(answer).durable();
            if (!durable.equals(head)) {
                throw new IOException("not taken: " + Node.read(answer).journalProblem());
            }
            done = durable.sequence();
        }
    }

    /** What a site writes on a quiet day, about a minute apart. */
    private List<JournalLine> after(JournalHead from, int count) {
        var lines = new ArrayList<JournalLine>(count);
        var at = from;
        for (int i = 0; i < count; i++) {
            var moment =
                    new Journal.Moment(
                            1,
                            at.sequence() * 77_000,
                            BEGAN.plus(Duration.ofSeconds(77 * at.sequence())));
            var line =
                    Journal.append(
                            at,
                            node.token().identity(),
                            moment,
                            "site",
                            "device:fw-1",
                            new JournalNote.NodeStarted(1, "after a loss of power"));
            lines.add(line);
            at = line.head();
        }
        return lines;
    }

    /** Bytes of an entry as it is stored. */
    double bytes() {
        return after(JournalHead.EMPTY, BATCH).stream()
                .map(JournalLine::bytes)
                .mapToInt(Bytes::size)
                .average()
                .orElse(0);
    }

    double finished() {
        return finished;
    }

    long done() {
        return done;
    }

    int sentAway() {
        return sentAway;
    }

    int broken() {
        return broken;
    }
}
