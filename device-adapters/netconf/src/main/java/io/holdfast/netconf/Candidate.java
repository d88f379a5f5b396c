package io.holdfast.netconf;

import io.holdfast.spi.Outcome;
import io.holdfast.spi.xml.XmlElement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The candidate configuration, from locking it to letting it go. */
final class Candidate {

    private static final Logger LOG = LoggerFactory.getLogger(Candidate.class);

    private final Conversation conversation;
    private final Reads reads;
    private final DirtyCandidate policy;
    private final Deque<String> locks = new ArrayDeque<>();
    private Optional<XmlElement> before = Optional.empty();
    private boolean staged;
    private boolean onTrial;

    Candidate(Conversation conversation, Reads reads, DirtyCandidate policy) {
        this.conversation = conversation;
        this.reads = reads;
        this.policy = policy;
    }

    /** What ran when the candidate was last found clean. */
    Optional<XmlElement> before() {
        return before;
    }

    boolean holdsRunning() {
        return locks.contains("running");
    }

    boolean isOnlyStaged() {
        return staged && !onTrial;
    }

    void nowOnTrial() {
        onTrial = true;
    }

    /** A look at a device whose candidate is clean and locked. */
    @FunctionalInterface
    interface Look {
        /** Anything but Done stops the staging. */
        Outcome at(Conversation conversation, Deadline deadline) throws Broken;
    }

    /** Locks candidate and running, looks whether the candidate is clean, and edits it. */
    Outcome stage(String config, boolean testFirst, Look look, Deadline deadline) throws Broken {
        var ready = prepare(deadline);
        if (ready instanceof Outcome.Done) {
            ready = look.at(conversation, deadline);
        }
        if (!(ready instanceof Outcome.Done)) {
            letGo(deadline);
            return ready;
        }
        // From here on something may be in the candidate, whatever the device answers.
        staged = true;
        onTrial = false;
        var edited =
                NetconfSession.outcome(conversation.ask(Rpc.edit(config, testFirst), deadline));
        if (!(edited instanceof Outcome.Done)) {
            letGo(deadline);
        }
        return edited;
    }

    private Outcome prepare(Deadline deadline) throws Broken {
        if (locks.isEmpty()) {
            var locked = lockCandidate(deadline);
            if (!(locked instanceof Outcome.Done)) {
                return locked;
            }
            var running = lock("running", deadline);
            if (!(running instanceof Outcome.Done)) {
                return running;
            }
        } else if (staged) {
            var discarded = discard(deadline);
            if (!(discarded instanceof Outcome.Done)) {
                return discarded;
            }
        }
        return clean(deadline);
    }

    private Outcome lockCandidate(Deadline deadline) throws Broken {
        var reply = conversation.ask(Rpc.lock("candidate"), deadline);
        // RFC 6241 section 7.5: a candidate with changes of a session that is gone cannot be
        // locked.
        if (reply instanceof Reply.Errors errors
                && errors.first().tag().equals("lock-denied")
                && (errors.first().holder().isEmpty() || errors.first().holder().equals("0"))) {
            if (policy == DirtyCandidate.REFUSE) {
                return dirty();
            }
            sayDiscarding();
            conversation.ask(Rpc.discard(), deadline);
            reply = conversation.ask(Rpc.lock("candidate"), deadline);
        }
        var outcome = NetconfSession.outcome(reply);
        if (outcome instanceof Outcome.Done) {
            locks.push("candidate");
        }
        return outcome;
    }

    private Outcome lock(String datastore, Deadline deadline) throws Broken {
        var outcome = NetconfSession.outcome(conversation.ask(Rpc.lock(datastore), deadline));
        if (outcome instanceof Outcome.Done) {
            locks.push(datastore);
        }
        return outcome;
    }

    /** A lock that was given proves nothing: only a candidate that equals running is clean. */
    private Outcome clean(Deadline deadline) throws Broken {
        var both =
                conversation.askAll(
                        List.of(reads.config("candidate"), reads.config("running")), deadline);
        var running = data(both.get(1));
        before = Optional.of(running);
        if (TrialWatch.content(data(both.get(0))).equals(TrialWatch.content(running))) {
            return new Outcome.Done();
        }
        if (policy == DirtyCandidate.REFUSE) {
            return dirty();
        }
        sayDiscarding();
        return NetconfSession.outcome(conversation.ask(Rpc.discard(), deadline));
    }

    static XmlElement data(Reply reply) throws Broken {
        return switch (reply) {
            case Reply.Data(var data) -> data;
            case Reply.Errors errors -> throw new Broken("unreadable: " + errors.inWords());
            case Reply.Ok _ -> throw new Broken("the device answered ok instead of data");
        };
    }

    private static Outcome dirty() {
        return new Outcome.Refused(
                "candidate-dirty", "somebody left unfinished changes in the candidate");
    }

    private static void sayDiscarding() {
        LOG.warn("unfinished changes of somebody else in the candidate are discarded, as set");
    }

    Outcome discard(Deadline deadline) throws Broken {
        var outcome = NetconfSession.outcome(conversation.ask(Rpc.discard(), deadline));
        if (outcome instanceof Outcome.Done) {
            staged = false;
        }
        return outcome;
    }

    /** Discards what was only staged and gives the locks back. */
    void letGo(Deadline deadline) throws Broken {
        if (isOnlyStaged()) {
            discard(deadline);
        }
        var unlocks = locks.stream().map(Rpc::unlock).toList();
        locks.clear();
        conversation.askAll(unlocks, deadline);
    }
}
