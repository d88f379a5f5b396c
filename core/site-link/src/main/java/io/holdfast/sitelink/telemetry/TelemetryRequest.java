package io.holdfast.sitelink.telemetry;

import io.holdfast.core.AddedLater;
import io.holdfast.sitelink.SiteIdentity;
import java.util.List;

/**
 * One batch of streams J1 and J2. It has a request of its own, beside the contact that carries J0
 * and states, so that neither ever waits for the other; the centre takes a batch whole or not at
 * all, and the same batch again changes nothing.
 *
 * @param protocol 1
 * @param events consecutive, at most {@link #MOST_EVENTS}
 * @param blocks at most {@link #MOST_BLOCKS}, in any order: the newest come first
 * @param texts whole configurations by digest, at most {@link #MOST_TEXTS}
 * @param surveys the newest of each device, at most {@link #MOST_SURVEYS}
 */
public record TelemetryRequest(
        int protocol,
        SiteIdentity identity,
        List<EventLine> events,
        List<SeriesBlock> blocks,
        List<ArchivedText> texts,
        @AddedLater List<SurveyTold> surveys) {

    public static final int MOST_EVENTS = 500;
    public static final int MOST_BLOCKS = 2_000;
    public static final int MOST_TEXTS = 8;
    public static final int MOST_SURVEYS = 50;

    /** No batch is larger on the wire. */
    public static final int LARGEST = 2 * 1024 * 1024;

    public TelemetryRequest {
        events = List.copyOf(events);
        blocks = List.copyOf(blocks);
        texts = List.copyOf(texts);
        surveys = List.copyOf(surveys);
        if (events.size() > MOST_EVENTS
                || blocks.size() > MOST_BLOCKS
                || texts.size() > MOST_TEXTS
                || surveys.size() > MOST_SURVEYS) {
            throw new IllegalArgumentException("a batch has not so many parts");
        }
    }

    /** A batch without surveys. */
    public TelemetryRequest(
            int protocol,
            SiteIdentity identity,
            List<EventLine> events,
            List<SeriesBlock> blocks,
            List<ArchivedText> texts) {
        this(protocol, identity, events, blocks, texts, List.of());
    }
}
