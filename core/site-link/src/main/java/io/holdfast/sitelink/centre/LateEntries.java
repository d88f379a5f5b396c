package io.holdfast.sitelink.centre;

import io.holdfast.core.Bytes;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.SiteIdentity;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Judges what is found later of the journal of a site node that was shut out, as on its disk. The
 * node's own word counts no more, for somebody else may have its key. What counts is the head it
 * named with its last word while it was in service: entries whose hashes lead to that head were
 * written then, whoever brings them.
 */
public final class LateEntries {

    private LateEntries() {}

    /** What becomes of them. */
    public sealed interface Judged {

        /** They close the gap up to the fence; none if nothing is missing any more. */
        record Taken(List<JournalLine> lines, JournalHead head) implements Judged {
            public Taken {
                lines = List.copyOf(lines);
            }
        }

        record Refused(String code, String reason) implements Judged {}
    }

    /**
     * Judges entries.
     *
     * @param stored what the centre has of this node's journal
     * @param storedHash the hash of a stored entry by its number
     * @param fence the head the node named with its last word
     * @param entries the entries as they stand on its disk, oldest first
     */
    public static Judged judge(
            SiteIdentity identity,
            JournalHead stored,
            LongFunction<String> storedHash,
            JournalHead fence,
            List<Bytes> entries) {
        return switch (Journal.accept(identity, stored, storedHash, entries)) {
            case Journal.Intake.Gap(var expected, var offered) ->
                    new Judged.Refused(
                            "LATE_ENTRIES_MISSING",
                            "Entry "
                                    + expected
                                    + " is the next; these begin with "
                                    + offered
                                    + ".");
            case Journal.Intake.Fork(var sequence, _, _, _) ->
                    new Judged.Refused(
                            "LATE_ENTRIES_DIFFER",
                            "Entry " + sequence + " is here already, and another one.");
            case Journal.Intake.Refused(var code, var reason) -> new Judged.Refused(code, reason);
            case Journal.Intake.Taken(var lines, var head) -> within(stored, fence, lines, head);
        };
    }

    private static Judged within(
            JournalHead stored, JournalHead fence, List<JournalLine> lines, JournalHead head) {
        if (lines.isEmpty()) {
            return new Judged.Taken(lines, stored);
        }
        if (head.sequence() > fence.sequence()) {
            return new Judged.Refused(
                    "BEYOND_THE_FENCE",
                    "The node named entry "
                            + fence.sequence()
                            + " last; what was written after that proves nothing.");
        }
        if (head.sequence() < fence.sequence()) {
            return new Judged.Refused(
                    "SHORT_OF_THE_FENCE",
                    "Entries are proved by the last one the node named, "
                            + fence.sequence()
                            + "; these end with "
                            + head.sequence()
                            + ".");
        }
        return head.hash().equals(fence.hash())
                ? new Judged.Taken(lines, head)
                : new Judged.Refused(
                        "NOT_THE_FENCE",
                        "Entry " + head.sequence() + " is not the one the node named.");
    }
}
