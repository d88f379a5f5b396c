package io.holdfast.auditlog.witness;

import io.holdfast.auditlog.Checkpoint;
import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.MerkleTree;
import io.holdfast.auditlog.NoteKey;
import io.holdfast.auditlog.SignedNote;
import io.holdfast.auditlog.witness.RefusedHead.Why;
import io.holdfast.auditlog.witness.Witness.Keeps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether a head that a log shows is kept. Decides; whoever keeps it makes it durable. */
public final class Witnessing {

    private Witnessing() {}

    /** What becomes of a head. */
    public sealed interface Judged {

        /** It is the one that is kept. */
        record Same() implements Judged {}

        /**
         * It is the newest from now on.
         *
         * @param first whether it is the very first, and its key was pinned with it
         */
        record Kept(Keeps keeps, boolean first) implements Judged {}

        /**
         * It is not kept.
         *
         * @param keeps with the evidence, if it is news; the newest is the same as before
         */
        record Refused(Keeps keeps, RefusedHead head, boolean news) implements Judged {}

        /** It is another log of a later epoch: the old head stays, the new one is kept beside. */
        record BegunAnew(Keeps keeps, RefusedHead head) implements Judged {}

        /** There is nothing to compare it with, and it is no head. */
        record Unfit(Why why) implements Judged {}
    }

    /** A head, or why it is none. */
    private sealed interface Read {
        record Head(Checkpoint checkpoint) implements Read {}

        record Not(Why why) implements Read {}
    }

    /**
     * Judges a head.
     *
     * @param epoch of whoever writes the log; it is raised when it came back from a backup
     */
    public static Judged judge(Witness witness, ShownHead shown, long epoch, Instant now) {
        return switch (witness) {
            case Witness.Nothing() ->
                    switch (read(shown)) {
                        case Read.Head _ ->
                                new Judged.Kept(
                                        new Keeps(
                                                shown.key(),
                                                epoch,
                                                1,
                                                new KeptHead(shown.note(), now),
                                                List.of(),
                                                List.of()),
                                        true);
                        case Read.Not(var why) -> new Judged.Unfit(why);
                    };
            case Keeps keeps -> judge(keeps, shown, epoch, now);
        };
    }

    private static Judged judge(Keeps keeps, ShownHead shown, long epoch, Instant now) {
        if (!shown.key().equals(keeps.key())) {
            return refused(keeps, Why.OTHER_KEY, shown, now);
        }
        return switch (read(shown)) {
            case Read.Not(var why) -> refused(keeps, why, shown, now);
            case Read.Head(var head) -> compared(keeps, head, shown, epoch, now);
        };
    }

    private static Judged compared(
            Keeps keeps, Checkpoint head, ShownHead shown, long epoch, Instant now) {
        var old = keeps.newest().checkpoint();
        var why = difference(old, head, shown);
        if (why.isEmpty()) {
            return head.size() == old.size()
                    ? new Judged.Same()
                    : new Judged.Kept(keeps.grown(new KeptHead(shown.note(), now), epoch), false);
        }
        if (epoch > keeps.epoch() && keeps.ended().size() < Keeps.MOST_ENDED) {
            var evidence = evidence(keeps, why.get(), shown, now, true);
            return new Judged.BegunAnew(
                    keeps.begunAnew(new KeptHead(shown.note(), now), epoch, evidence), evidence);
        }
        return refused(keeps, why.get(), shown, now);
    }

    private static Optional<Why> difference(Checkpoint old, Checkpoint head, ShownHead shown) {
        if (head.size() < old.size()) {
            return Optional.of(Why.SHORTER);
        }
        if (head.size() == old.size()) {
            return head.root().equals(old.root()) ? Optional.empty() : Optional.of(Why.FORKED);
        }
        return shown.from() == old.size() && isProved(old, head, shown)
                ? Optional.empty()
                : Optional.of(Why.NOT_CONSISTENT);
    }

    private static boolean isProved(Checkpoint old, Checkpoint head, ShownHead shown) {
        try {
            return MerkleTree.extendsTree(
                    old.root(),
                    old.size(),
                    head.root(),
                    head.size(),
                    shown.proof().stream().map(Digest::new).toList());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Read read(ShownHead shown) {
        try {
            var key = NoteKey.read(shown.key());
            var note = SignedNote.read(shown.note());
            var head = Checkpoint.read(note.text());
            if (head.size() == 0) {
                return new Read.Not(Why.NOT_READABLE);
            }
            return head.origin().equals(key.name()) && note.isSignedBy(key)
                    ? new Read.Head(head)
                    : new Read.Not(Why.NOT_SIGNED);
        } catch (IllegalArgumentException e) {
            return new Read.Not(Why.NOT_READABLE);
        }
    }

    private static Judged refused(Keeps keeps, Why why, ShownHead shown, Instant now) {
        var evidence = evidence(keeps, why, shown, now, false);
        return keeps.knows(why, shown.note(), now)
                ? new Judged.Refused(keeps, evidence, false)
                : new Judged.Refused(keeps.refusing(evidence), evidence, true);
    }

    private static RefusedHead evidence(
            Keeps keeps, Why why, ShownHead shown, Instant now, boolean anew) {
        return new RefusedHead(why, shown.key(), shown.note(), keeps.newest().note(), now, anew);
    }
}
