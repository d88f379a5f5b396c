package io.holdfast.netconf;

import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.core.observe.DeviceCapabilities.ConfirmedCommit;
import io.holdfast.core.observe.DeviceFacts;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.RunningResult;
import io.holdfast.spi.Subtree;
import io.holdfast.spi.xml.XmlDocument;
import io.holdfast.spi.xml.XmlLimits;
import io.holdfast.spi.xml.XmlResult;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One NETCONF session as the transaction of rulings V1 needs it: locks, candidate, confirmed commit
 * with persist. An answer {@code ok} is reported as such and proves nothing; whoever applies reads
 * back.
 */
final class NetconfSession implements DeviceSession {

    private static final Logger LOG = LoggerFactory.getLogger(NetconfSession.class);

    /** How long saying goodbye may take; the device's own timers do the rest. */
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    private static final Duration LONGEST_TRIAL = Duration.ofHours(24);

    private final Conversation conversation;
    private final DeviceCapabilities capabilities;
    private final Behaviour behaviour;
    private final Candidate candidate;
    private final DeviceFacts facts;
    private final Duration limit;
    private boolean closed;

    private NetconfSession(
            Conversation conversation, DirtyCandidate policy, DeviceFacts facts, Duration limit) {
        this.conversation = conversation;
        this.capabilities = facts.capabilities();
        this.behaviour = Behaviour.of(capabilities.modules());
        this.candidate = new Candidate(conversation, policy);
        this.facts = facts;
        this.limit = limit;
    }

    /** Asks the device what it is. On failure the conversation is closed. */
    static NetconfSession begin(
            Conversation conversation, DirtyCandidate policy, String hostKey, Duration limit)
            throws Broken {
        try {
            var deadline = Deadline.in(limit);
            var modules = YangLibrary.modules(conversation, deadline);
            var chassis = Chassis.of(conversation, modules, deadline);
            var facts =
                    new DeviceFacts(
                            chassis.vendor(),
                            chassis.model(),
                            chassis.serial(),
                            chassis.software(),
                            hostKey,
                            conversation.hello().toCapabilities(modules));
            return new NetconfSession(conversation, policy, facts, limit);
        } catch (Broken e) {
            conversation.close();
            throw e;
        }
    }

    @Override
    public DeviceFacts facts() {
        return facts;
    }

    @Override
    public RunningResult readRunning(List<Subtree> subtrees) {
        try {
            return RunningReading.read(conversation, subtrees, Deadline.in(limit));
        } catch (Broken e) {
            return new RunningResult.Unreadable(e.why());
        }
    }

    @Override
    public Outcome stage(Rendered rendered) {
        if (!capabilities.candidate()) {
            return new Outcome.Refused("no-candidate", "the device has no candidate configuration");
        }
        if (XmlDocument.readFragment(rendered.text(), XmlLimits.DEVICE)
                instanceof XmlResult.Rejected(var reason)) {
            return new Outcome.Refused("not-xml", "the text is not XML to send: " + reason);
        }
        try {
            return candidate.stage(rendered.text(), capabilities.validate(), Deadline.in(limit));
        } catch (Broken e) {
            return new Outcome.Unknown(e.why());
        }
    }

    @Override
    public Outcome validate() {
        // Where a validate would lose the change, the edit was test-then-set: checked already.
        if (!capabilities.validate() || behaviour.validateLosesTheChange()) {
            return closed ? new Outcome.Unknown("the session is closed") : new Outcome.Done();
        }
        return outcome(Rpc.validate());
    }

    @Override
    public Outcome apply(Duration deadline, String transaction) {
        if (capabilities.confirmedCommit() != ConfirmedCommit.V1_1) {
            return new Outcome.Refused(
                    "no-confirmed-commit",
                    "the device does not offer :confirmed-commit:1.1; it would not take the"
                            + " configuration back by itself");
        }
        if (deadline.toSeconds() < 1
                || deadline.toNanosPart() != 0
                || deadline.compareTo(LONGEST_TRIAL) > 0) {
            return new Outcome.Refused(
                    "bad-deadline", "a trial lasts whole seconds, at least one, at most a day");
        }
        if (transaction.isBlank()) {
            return new Outcome.Refused("no-transaction", "a trial needs a token");
        }
        var applied = outcome(Rpc.commitOnTrial(deadline, transaction));
        // Also after Unknown: it may run, so it must not be discarded as merely staged.
        if (!(applied instanceof Outcome.Refused)) {
            candidate.nowOnTrial();
        }
        if (applied instanceof Outcome.Done && behaviour.locksStopTheRevert()) {
            unlock();
        }
        return applied;
    }

    private void unlock() {
        try {
            candidate.letGo(Deadline.in(limit));
        } catch (Broken e) {
            // The trial runs all the same; the next request says that the session is over.
            LOG.debug("locks were not given back: {}", e.why());
        }
    }

    @Override
    public Outcome confirm(String transaction) {
        var confirmed = outcome(Rpc.confirm(transaction));
        if (!(confirmed instanceof Outcome.Done) || !capabilities.startup()) {
            return confirmed;
        }
        return switch (outcome(Rpc.saveToStartup())) {
            case Outcome.Done done -> done;
            case Outcome.Refused(var code, var message) ->
                    new Outcome.Unknown(
                            "confirmed, but not saved to startup: " + code + ": " + message);
            case Outcome.Unknown(var reason) ->
                    new Outcome.Unknown("confirmed, but perhaps not saved to startup: " + reason);
        };
    }

    @Override
    public Outcome revert(String transaction) {
        if (!candidate.isOnlyStaged()) {
            return outcome(Rpc.cancel(transaction));
        }
        try {
            return candidate.discard(Deadline.in(limit));
        } catch (Broken e) {
            return new Outcome.Unknown(e.why());
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            var deadline = Deadline.in(GOODBYE);
            candidate.letGo(deadline);
            conversation.ask(Rpc.closeSession(), deadline);
        } catch (Broken e) {
            LOG.debug("a session ended without a goodbye: {}", e.why());
        } finally {
            conversation.close();
        }
    }

    private Outcome outcome(String operation) {
        try {
            return outcome(conversation.ask(operation, Deadline.in(limit)));
        } catch (Broken e) {
            return new Outcome.Unknown(e.why());
        }
    }

    /** Data where ok was due is no yes: it answers something else. */
    static Outcome outcome(Reply reply) {
        return switch (reply) {
            case Reply.Ok _ -> new Outcome.Done();
            case Reply.Errors errors -> new Outcome.Refused(errors.first().tag(), errors.inWords());
            case Reply.Data _ -> new Outcome.Unknown("the device answered with data instead of ok");
        };
    }
}
