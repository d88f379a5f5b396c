package io.holdfast.site.health;

import io.holdfast.core.Bytes;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.MalformedMessage;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.EventLine;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Events as they are read from disk, in order. Where a number has no event that is what was
 * written, one word says which are missing: the centre takes no number out of turn.
 */
final class EventLines {

    private final List<EventLine> lines = new ArrayList<>();

    /** The number that has to come next; 0 while nobody knows. */
    private long next;

    private long unreadable;
    private Instant newest = Instant.EPOCH;

    /**
     * @param before the newest number that is settled; below 0 where that is unknown
     */
    EventLines(long before) {
        next = before < 0 ? 0 : before + 1;
    }

    /**
     * @param digest of the bytes; empty where none was kept
     */
    void add(long number, Bytes bytes, String digest) {
        if (next == 0) {
            next = number;
        }
        line(number, bytes, digest).ifPresentOrElse(this::add, () -> unreadable = number);
    }

    private void add(EventLine line) {
        boolean saysItself =
                line.word() instanceof SiteWord.EventsDropped(var from, _, _) && from <= next;
        if (line.sequence() > next && !saysItself) {
            missing(line.sequence() - 1, line.at());
        }
        lines.add(line);
        next = line.sequence() + 1;
        newest = line.at();
    }

    private void missing(long to, Instant at) {
        lines.add(new EventLine(to, at, new SiteWord.EventsDropped(next, to, null)));
        next = to + 1;
    }

    private static Optional<EventLine> line(long number, Bytes bytes, String digest) {
        if (!digest.isEmpty() && !digest.equals(Digests.of(bytes))) {
            return Optional.empty();
        }
        try {
            return Optional.of(WireJson.read(EventLine.class, bytes))
                    .filter(line -> line.sequence() == number);
        } catch (MalformedMessage e) {
            return Optional.empty();
        }
    }

    /** The first of them: what one batch cannot carry is told in the next. */
    List<EventLine> inOrder(int most) {
        if (unreadable >= next && next > 0) {
            missing(unreadable, newest);
        }
        return List.copyOf(lines.subList(0, Math.min(most, lines.size())));
    }
}
