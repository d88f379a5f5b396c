package io.holdfast.sitelink;

/**
 * How far a journal has come: the last sequence number and the hash of that entry. An empty journal
 * is at 0 with 64 zeros.
 */
public record JournalHead(long sequence, String hash) {

    /** The head of a journal without entries. */
    public static final JournalHead EMPTY = new JournalHead(0, "0".repeat(64));
}
