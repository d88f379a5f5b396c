package io.holdfast.core.topology;

import java.time.Instant;
import java.util.List;

/**
 * A link as it was seen, with how surely and how long ago.
 *
 * @param near always an end of ours
 * @param evidence what told of it, strongest first
 * @param announcedName what the far end calls itself, for people only
 * @param standing whether the newest look still shows it
 */
public record SeenLink(
        LinkEnd.Own near,
        LinkEnd far,
        Confidence confidence,
        List<Evidence> evidence,
        String announcedName,
        Instant firstSeen,
        Instant lastSeen,
        Standing standing) {

    /** What the newest look says of it. */
    public enum Standing {
        /** In the newest look. */
        PRESENT,
        /** The device was read again since and does not tell of it any more. */
        FADING,
        /** The device was not read since: nobody knows. Never "down". */
        UNKNOWN
    }

    public SeenLink {
        evidence = evidence.stream().distinct().sorted().toList();
    }
}
