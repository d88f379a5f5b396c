package io.holdfast.sitelink.site;

import io.holdfast.auditlog.Checkpoint;
import io.holdfast.auditlog.SignedNote;
import io.holdfast.auditlog.witness.RefusedHead;
import io.holdfast.auditlog.witness.ShownHead;
import io.holdfast.auditlog.witness.Witness;
import io.holdfast.auditlog.witness.Witnessing;
import io.holdfast.auditlog.witness.Witnessing.Judged;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.LogWord;
import io.holdfast.sitelink.WitnessWord;
import io.holdfast.sitelink.witness.WitnessStatement;
import java.util.List;
import java.util.Optional;

/**
 * The site as a witness of the centre's audit log. A head is kept durably before the site says so:
 * the statement goes out with a later contact than the answer that brought the head.
 */
final class AuditHeads {

    private static final String LOG = "audit-log";

    private AuditHeads() {}

    /** What is said to the centre; the shell signs the statement that is in it. */
    static WitnessWord said(Turn turn) {
        if (!turn.link.hearsWitness()) {
            return new WitnessWord.Silent();
        }
        return switch (turn.witness) {
            case Witness.Nothing() -> new WitnessWord.KeepsNothing();
            case Witness.Keeps keeps ->
                    new WitnessWord.Keeps(
                            keeps.newest().checkpoint().size(),
                            keeps.changes() == turn.link.hasStatement()
                                    ? List.<Envelope>of()
                                    : List.of(
                                            WitnessStatement.of(turn.identity, keeps).unsigned()));
        };
    }

    static void heard(Turn turn, LinkAnswer answer) {
        switch (answer.log()) {
            case LogWord.Silent() -> {}
            case LogWord.Hears(var has) -> turn.link = turn.link.hearing(has);
            case LogWord.Shows(var has, var head) -> {
                turn.link = turn.link.hearing(has);
                shown(turn, head, answer.epoch());
            }
        }
    }

    private static void shown(Turn turn, ShownHead head, long epoch) {
        switch (Witnessing.judge(turn.witness, head, epoch, turn.now)) {
            case Judged.Same() -> {}
            case Judged.Kept(var keeps, var first) -> {
                turn.witness = keeps;
                turn.keep();
                if (first) {
                    var kept = keeps.newest().checkpoint();
                    turn.note(
                            LOG,
                            new JournalNote.AuditLogPinned(
                                    keeps.key(), kept.size(), kept.root().hex()));
                }
            }
            case Judged.Refused(var keeps, var refused, var news) -> {
                if (news) {
                    turn.witness = keeps;
                    refused(turn, refused);
                }
            }
            case Judged.BegunAnew(var keeps, var refused) -> {
                turn.witness = keeps;
                refused(turn, refused);
            }
            case Judged.Unfit(var why) ->
                    turn.alarm(
                            "AUDIT_LOG_UNFIT",
                            LOG,
                            "the centre showed a head of its audit log that is none: " + why);
        }
    }

    private static void refused(Turn turn, RefusedHead refused) {
        var kept = head(refused.kept());
        var shown = head(refused.shown());
        turn.note(
                LOG,
                new JournalNote.AuditHeadRefused(
                        refused.why().name(),
                        size(kept),
                        root(kept),
                        size(shown),
                        root(shown),
                        refused.anew()));
        turn.alarm(
                "AUDIT_LOG_DIFFERS",
                LOG,
                "the centre's audit log is not the one that is kept here ("
                        + refused.why()
                        + "): kept "
                        + size(kept)
                        + " leaves, shown "
                        + size(shown)
                        + (refused.anew() ? "; it began anew in a later epoch" : ""));
    }

    private static Optional<Checkpoint> head(String note) {
        try {
            return Optional.of(Checkpoint.read(SignedNote.read(note).text()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static long size(Optional<Checkpoint> head) {
        return head.map(Checkpoint::size).orElse(0L);
    }

    private static String root(Optional<Checkpoint> head) {
        return head.map(h -> h.root().hex()).orElse("");
    }
}
