package io.holdfast.sitelink.centre;

import io.holdfast.core.Bytes;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.SiteIdentity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Reads a site's journal from its beginning, and says where it is not the one whose heads are in
 * the audit log, or no journal at all.
 */
public final class JournalComparison {

    private static final int MOST_FAULTS = 20;

    private final SiteIdentity identity;
    private final Deque<JournalLeaf> leaves;
    private final List<Fault> faults = new ArrayList<>();
    private JournalHead head = JournalHead.EMPTY;
    private long compared;

    /**
     * Begins.
     *
     * @param leaves of this incarnation, in any order
     */
    public JournalComparison(SiteIdentity identity, List<JournalLeaf> leaves) {
        this.identity = identity;
        var inOrder = new ArrayList<>(leaves);
        inOrder.sort(Comparator.comparingLong(leaf -> leaf.head().sequence()));
        this.leaves = new ArrayDeque<>(inOrder);
    }

    /** What can be wrong with a journal. */
    public enum Kind {
        /** An entry is not the one that was stored, or does not follow the one before. */
        CHAIN_BROKEN,
        /** The entry whose hash stands in the audit log is another one. */
        LEAF_DIFFERS,
        /** The audit log has the head of a longer journal: its end is gone. */
        SHORTER
    }

    /**
     * Something that does not hold.
     *
     * @param sequence of the entry
     */
    public record Fault(Kind kind, long sequence, String reason) {}

    /**
     * What was found.
     *
     * @param entries that were read
     * @param leaves heads in the audit log that were compared
     */
    public record Result(long entries, long leaves, List<Fault> faults) {
        public Result {
            faults = List.copyOf(faults);
        }

        /** Whether nothing speaks against the journal. */
        public boolean holds() {
            return faults.isEmpty();
        }
    }

    /** The next entries. */
    public void read(List<JournalLine> lines) {
        for (var line : lines) {
            read(line);
        }
    }

    private void read(JournalLine line) {
        var hash = Journal.hash(line.bytes());
        if (!hash.equals(line.hash())) {
            fault(Kind.CHAIN_BROKEN, line.sequence(), "its bytes are not those of its hash");
        }
        switch (Journal.verify(head, identity, List.<Bytes>of(line.bytes()))) {
            case Journal.Check.Intact(var next) -> head = next;
            case Journal.Check.BrokenAt(var sequence, var reason) -> {
                fault(Kind.CHAIN_BROKEN, sequence, reason);
                head = new JournalHead(line.sequence(), hash);
            }
        }
        while (!leaves.isEmpty() && leaves.getFirst().head().sequence() <= head.sequence()) {
            compare(leaves.removeFirst());
        }
    }

    private void compare(JournalLeaf leaf) {
        compared++;
        if (!leaf.head().equals(head)) {
            fault(
                    Kind.LEAF_DIFFERS,
                    leaf.head().sequence(),
                    "the audit log has "
                            + leaf.head().hash()
                            + " since "
                            + leaf.at()
                            + ", the journal "
                            + head.hash());
        }
    }

    /** Nothing follows. */
    public Result done() {
        for (var leaf : leaves) {
            compared++;
            fault(
                    Kind.SHORTER,
                    leaf.head().sequence(),
                    "the audit log has its hash since " + leaf.at() + ", the journal ends before");
        }
        return new Result(head.sequence(), compared, faults);
    }

    private void fault(Kind kind, long sequence, String reason) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(new Fault(kind, sequence, reason));
        }
    }
}
