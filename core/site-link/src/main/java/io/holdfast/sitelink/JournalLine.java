package io.holdfast.sitelink;

import io.holdfast.core.Bytes;

/**
 * One journal entry as it is stored and sent: its number, its hash and the exact bytes the hash is
 * over.
 *
 * @param bytes wire form of a {@link JournalEntry}
 */
public record JournalLine(long sequence, String hash, Bytes bytes) {

    /** The journal's head once this is its last entry. */
    public JournalHead head() {
        return new JournalHead(sequence, hash);
    }
}
