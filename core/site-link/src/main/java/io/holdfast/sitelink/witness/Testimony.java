package io.holdfast.sitelink.witness;

import io.holdfast.auditlog.Checkpoint;
import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.NoteKey;
import io.holdfast.auditlog.SignedNote;
import io.holdfast.core.Bytes;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.Envelopes;
import io.holdfast.sitelink.MalformedMessage;
import io.holdfast.sitelink.SiteIdentity;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** What the centre believes of what a site says it keeps: nothing that it cannot check itself. */
public sealed interface Testimony {

    /** Not the site's word, or of no head that this log's key ever signed. */
    record NotBelieved(String code, String reason) implements Testimony {}

    /** The site keeps a head of this log as it is. */
    record Holds(WitnessStatement statement, Checkpoint head) implements Testimony {}

    /**
     * The site keeps a head that this log's key signed, and that this log is not, or not any more.
     */
    record Differs(WitnessStatement statement, Checkpoint head, String code) implements Testimony {}

    /** The log is shorter than the head. */
    String LOG_IS_SHORTER = "AUDIT_LOG_SHORTER";

    /** The log has another root at the head's size. */
    String LOG_IS_OTHER = "AUDIT_LOG_REWRITTEN";

    /**
     * Judges a statement.
     *
     * @param signingKey of the site, as its certificate has it
     * @param key of the log
     * @param root of the log's first leaves; empty if it has not so many
     */
    static Testimony of(
            Envelope said,
            SiteIdentity identity,
            Bytes signingKey,
            NoteKey key,
            LongFunction<Optional<Digest>> root) {
        if (!Envelopes.verify(said, WitnessStatement.TYPE, List.of(signingKey), 1)) {
            return new NotBelieved(
                    "WITNESS_NOT_SIGNED", "What it says it keeps is not signed with its key.");
        }
        WitnessStatement statement;
        try {
            statement = WitnessStatement.read(said.payload());
        } catch (MalformedMessage e) {
            return new NotBelieved("WITNESS_MALFORMED", String.valueOf(e.getMessage()));
        }
        if (!statement.identity().equals(identity)) {
            return new NotBelieved("WITNESS_OF_ANOTHER", "It was said by another site.");
        }
        var head = statement.newest().checkpoint();
        boolean ours =
                statement.key().equals(key.text())
                        && head.origin().equals(key.name())
                        && isSigned(statement.newest().note(), key);
        if (!ours) {
            return new NotBelieved(
                    "WITNESS_OF_ANOTHER_LOG", "The head was not signed by this log's key.");
        }
        var now = root.apply(head.size());
        if (now.isEmpty()) {
            return new Differs(statement, head, LOG_IS_SHORTER);
        }
        return now.get().equals(head.root())
                ? new Holds(statement, head)
                : new Differs(statement, head, LOG_IS_OTHER);
    }

    /** Whether this log's key signed it: a head that nobody can have made up but its owner. */
    static boolean isSigned(String note, NoteKey key) {
        try {
            return SignedNote.read(note).isSignedBy(key);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
