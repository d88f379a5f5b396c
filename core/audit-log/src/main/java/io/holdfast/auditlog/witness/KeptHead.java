package io.holdfast.auditlog.witness;

import io.holdfast.auditlog.Checkpoint;
import io.holdfast.auditlog.SignedNote;
import java.time.Instant;

/**
 * A signed head as it is kept.
 *
 * @param note the signed note, byte for byte
 * @param at when it was kept, by the clock of whoever keeps it
 */
public record KeptHead(String note, Instant at) {

    public KeptHead {
        if (note.length() > SignedNote.LONGEST) {
            throw new IllegalArgumentException("this is no head of a log: it is too long");
        }
        Checkpoint.read(SignedNote.read(note).text());
    }

    /** What was signed. */
    public Checkpoint checkpoint() {
        return Checkpoint.read(SignedNote.read(note).text());
    }
}
