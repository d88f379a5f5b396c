package io.holdfast.auditlog;

import io.holdfast.auditlog.AuditVerdict.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Heads that somebody kept, beside the log that is read. */
final class KeptElsewhere {

    private final Faults faults;
    private final List<Checkpoint> kept = new ArrayList<>();
    private int next;
    private long witnessedSize;
    private Optional<Checkpoint> witnessed = Optional.empty();

    KeptElsewhere(Faults faults) {
        this.faults = faults;
    }

    /**
     * Takes those that are of the log.
     *
     * @param from what is read begins with this leaf: of smaller heads nothing can be said, and
     *     whoever gave one is not to think that it was looked at
     */
    void keep(List<SignedNote> notes, String origin, Optional<NoteKey> key, long from) {
        for (var note : notes) {
            try {
                var head = Checkpoint.read(note.text());
                if (head.origin().equals(origin) && key.filter(note::isSignedBy).isPresent()) {
                    kept.add(head);
                    continue;
                }
            } catch (IllegalArgumentException e) {
                notOfThisLog(String.valueOf(e.getMessage()));
                continue;
            }
            notOfThisLog("a head that was given is of another log, or not signed by its key");
        }
        kept.sort(Comparator.comparingLong(Checkpoint::size));
        for (; next < kept.size() && kept.get(next).size() < from; next++) {
            faults.add(
                    Kind.WITNESS_IS_BEFORE,
                    kept.get(next).size(),
                    from,
                    "a head of size "
                            + kept.get(next).size()
                            + " was kept and cannot be checked: what was read begins with leaf "
                            + from
                            + "; give the files before it, or a newer head");
        }
        witnessedSize = from;
    }

    private void notOfThisLog(String why) {
        faults.add(Kind.WITNESS_NOT_OF_THIS_LOG, 0, 0, why);
    }

    /** Compares those of this size. */
    void compare(RunningRoot root) {
        while (next < kept.size() && kept.get(next).size() == root.size()) {
            var head = kept.get(next++);
            if (head.root().equals(root.root())) {
                witnessed = Optional.of(head);
                witnessedSize = head.size();
                continue;
            }
            faults.add(
                    Kind.WITNESS_DIFFERS,
                    witnessedSize,
                    head.size(),
                    "the head of size "
                            + head.size()
                            + " that was kept, signed at "
                            + head.at()
                            + ", is of another log");
        }
    }

    /** Those that are left at the end are of a longer log. */
    void longerThan(long size) {
        for (var head : kept.subList(next, kept.size())) {
            faults.add(
                    Kind.WITNESS_IS_LONGER,
                    size,
                    head.size(),
                    "a head of size " + head.size() + " was kept, signed at " + head.at());
        }
    }

    /** The newest that holds. */
    Optional<Checkpoint> witnessed() {
        return witnessed;
    }
}
