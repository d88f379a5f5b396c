package io.holdfast.auditlog;

import java.util.List;
import java.util.Optional;

/**
 * What a verifier found in an export.
 *
 * @param origin which log; empty if the file is none
 * @param whose the organisations whose entries stand in it, with the salts that it says
 * @param from the first leaf that was read; 0 but for files that do not begin with the log
 * @param size the leaf behind the last one that was read
 * @param own of them entries of the organisations
 * @param heads signed heads that were read
 * @param newest the newest head of the export that holds
 * @param witnessed the newest head that somebody kept elsewhere and that holds; what comes after it
 *     could still be rewritten by whoever has the signing key
 * @param faults what does not hold, the first ones in the order of the log; none if all holds
 * @param more faults that were found beyond these
 * @param returns entries by which the log says that its centre came back from a backup. A head that
 *     was kept of the time lost with it differs; the entry says why, and excuses nothing
 */
public record AuditVerdict(
        String origin,
        List<AuditFile.Whose> whose,
        long from,
        long size,
        long own,
        long heads,
        Optional<Checkpoint> newest,
        Optional<Checkpoint> witnessed,
        List<Fault> faults,
        long more,
        List<AuditEntry> returns) {

    /** The action of an entry that says the centre came back from a backup. */
    public static final String CENTRE_RESTORED = "centre.restore";

    public AuditVerdict {
        whose = List.copyOf(whose);
        faults = List.copyOf(faults);
        returns = List.copyOf(returns);
    }

    /**
     * Leaves at the end that have no head behind them yet; none but in a file that is still written
     * to, for an export without a last head does not hold.
     */
    public long unsigned() {
        return size - signed();
    }

    /** The leaf behind the last one that a head stands behind, of the file or kept elsewhere. */
    public long signed() {
        long own = newest.map(Checkpoint::size).orElse(from);
        return Math.max(own, witnessed.map(Checkpoint::size).orElse(from));
    }

    /** Whether nothing speaks against the log. */
    public boolean holds() {
        return faults.isEmpty();
    }

    /**
     * Something that does not hold.
     *
     * @param from the first leaf it can be about
     * @param to the leaf behind the last one it can be about; equal to {@code from} where it is
     *     about no leaf
     */
    public record Fault(Kind kind, long from, long to, String detail) {}

    /** What can be wrong with a log. */
    public enum Kind {
        /** The file is not what its first lines say. */
        NOT_AN_EXPORT,
        /** A line is not of the format. */
        NOT_READABLE,
        /** The file ends before it says so, or says another length. */
        CUT_SHORT,
        /** An entry is not the one whose hash stands in the log. */
        ENTRY_CHANGED,
        /** The log has a leaf of the organisation of which there is no entry. */
        ENTRY_MISSING,
        /** An entry that is here is another organisation's. */
        FOREIGN_ENTRY,
        /** A head is not signed by the log's key. */
        HEAD_NOT_SIGNED,
        /** Something between two heads was changed, dropped, inserted or moved. */
        LOG_CHANGED,
        /** Entries stand behind the last head that holds: nobody signed them. */
        END_NOT_SIGNED,
        /** The log is not the one that a head kept elsewhere was signed of. */
        WITNESS_DIFFERS,
        /** A head kept elsewhere is of a longer log: its end was cut off. */
        WITNESS_IS_LONGER,
        /** A head kept elsewhere is of leaves before those that were read: nothing tells. */
        WITNESS_IS_BEFORE,
        /** A head kept elsewhere is of another log, or not signed by its key. */
        WITNESS_NOT_OF_THIS_LOG,
        /** The signing key is not the one that was expected. */
        OTHER_KEY,
        /** The organisation's salt is not the one that was expected. */
        OTHER_SALT
    }
}
