package io.holdfast.auditlog.witness;

import io.holdfast.auditlog.SignedNote;
import java.util.List;

/**
 * A head as a log shows it to somebody who shall keep it. Hashes and a signature: nothing of it
 * tells what any entry says, or whose it is. Nothing of it is believed yet.
 *
 * @param key the log's, as C2SP signed-note writes it
 * @param note the signed head
 * @param from of how many leaves the proof begins: as many as are kept, 0 if no head is kept
 * @param proof that the log of {@code from} leaves only grew (RFC 9162 section 2.1.4), hex
 */
public record ShownHead(String key, String note, long from, List<String> proof) {

    /** Twice as many as a log of 2^63 leaves has. */
    public static final int MOST_HASHES = 128;

    /** A name of at most 200 characters, an id and a key. */
    public static final int LONGEST_KEY = 300;

    public ShownHead {
        proof = List.copyOf(proof);
        if (key.length() > LONGEST_KEY
                || note.length() > SignedNote.LONGEST
                || from < 0
                || proof.size() > MOST_HASHES
                || proof.stream().anyMatch(hash -> hash.length() != 64)) {
            throw new IllegalArgumentException("this is no head that a log shows");
        }
    }
}
