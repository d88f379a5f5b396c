package io.holdfast.sitelink.site;

import java.time.Instant;

/**
 * How the node stands to the centre.
 *
 * @param lastAnswer when the centre last answered, EPOCH if never
 * @param failures attempts without an answer since then
 * @param ticket of the contact under way, 0 if none
 * @param held true if the centre was allowed to hold that answer
 * @param nextContact not before
 */
public record Link(
        Standing standing,
        Instant lastAnswer,
        int failures,
        long ticket,
        boolean held,
        Instant nextContact) {

    /** Before the first contact. */
    public static final Link NEVER =
            new Link(
                    new Standing.Autonomous(Instant.EPOCH),
                    Instant.EPOCH,
                    0,
                    0,
                    false,
                    Instant.EPOCH);

    /** What people are told. */
    public sealed interface Standing {
        record Connected(Instant since) implements Standing {}

        /** Without the centre, and going on. */
        record Autonomous(Instant since) implements Standing {}
    }
}
