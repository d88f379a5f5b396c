package io.holdfast.sitelink.centre;

import io.holdfast.sitelink.JournalHead;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The head of a site's journal as an entry of the centre's audit log: from then on the journal up
 * to there cannot be written anew at either side without the two differing.
 *
 * @param head of the stream J0
 * @param at when it was recorded
 */
public record JournalLeaf(int incarnation, JournalHead head, Instant at) {

    /** As often as heads of the audit log are witnessed: more would prove no more. */
    public static final Duration EVERY = Duration.ofMinutes(5);

    /** The only stream that is chained (rulings S2). */
    public static final String STREAM = "J0";

    /** Whether this head is to be recorded: it went on, and the last one was a while ago. */
    public static boolean isDue(Optional<JournalLeaf> last, JournalHead head, Instant now) {
        return head.sequence() > last.map(leaf -> leaf.head().sequence()).orElse(0L)
                && last.filter(leaf -> leaf.at().plus(EVERY).isAfter(now)).isEmpty();
    }
}
