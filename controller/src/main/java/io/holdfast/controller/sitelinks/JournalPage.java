package io.holdfast.controller.sitelinks;

import java.time.Instant;
import java.util.List;

/**
 * A part of a site's journal as the centre has it.
 *
 * @param durable last entry the centre has
 */
public record JournalPage(int incarnation, long durable, List<Item> items) {

    public JournalPage {
        items = List.copyOf(items);
    }

    /**
     * One entry.
     *
     * @param wall what the site's clock showed; display only
     * @param payload JSON object, without secrets
     * @param late found after its node had been put out of service
     */
    public record Item(
            int incarnation,
            long sequence,
            String hash,
            String previous,
            String type,
            String object,
            String actor,
            Instant wall,
            Instant receivedAt,
            String payload,
            boolean late) {}
}
