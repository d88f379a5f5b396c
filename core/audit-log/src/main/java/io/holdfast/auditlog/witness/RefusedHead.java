package io.holdfast.auditlog.witness;

import io.holdfast.auditlog.SignedNote;
import java.time.Instant;

/**
 * A head that was not kept, as evidence.
 *
 * @param key that came with it
 * @param shown the note as it came, readable or not
 * @param kept the note that was kept then
 * @param at when, by the clock of whoever refused
 * @param anew whether the log began anew with it in a later epoch: it was kept beside the old one
 */
public record RefusedHead(
        Why why, String key, String shown, String kept, Instant at, boolean anew) {

    public RefusedHead {
        if (key.length() > ShownHead.LONGEST_KEY
                || shown.length() > SignedNote.LONGEST
                || kept.length() > SignedNote.LONGEST) {
            throw new IllegalArgumentException("this is no evidence of a head");
        }
    }

    /** Why a head is not kept. */
    public enum Why {
        /** It, or its key, is not of the form. */
        NOT_READABLE,
        /** It came with another key than the one that was pinned. */
        OTHER_KEY,
        /** It is not signed by the log's key, or is of another log. */
        NOT_SIGNED,
        /** It has fewer leaves than the kept one: the end of the log was cut off. */
        SHORTER,
        /** It has as many leaves as the kept one, and another root: there are two logs. */
        FORKED,
        /** It is not proved that the log of the kept head only grew: its past was rewritten. */
        NOT_CONSISTENT
    }
}
