package io.holdfast.controller.notices;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Something that happened which people may want to hear of. It carries names and no secret; what it
 * is about is read where it stands.
 *
 * @param cursor its place in the feed of the organisation, counted from 1
 * @param subject what it is about, as in change:ID or device:SITE/SLOT
 * @param title what people call it
 */
public record Notice(
        long cursor,
        UUID id,
        NoticeKind kind,
        String subject,
        String title,
        Map<String, String> data,
        Instant at) {

    public Notice {
        data = Map.copyOf(data);
    }
}
