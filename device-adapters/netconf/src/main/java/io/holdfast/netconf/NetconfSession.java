package io.holdfast.netconf;

import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.core.observe.DeviceBehaviour;
import io.holdfast.core.observe.DeviceBehaviour.Kind;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.core.observe.DeviceCapabilities.ConfirmedCommit;
import io.holdfast.core.observe.DeviceFacts;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.Listening;
import io.holdfast.spi.Liveness;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.RunningResult;
import io.holdfast.spi.Subtree;
import io.holdfast.spi.xml.XmlDocument;
import io.holdfast.spi.xml.XmlLimits;
import io.holdfast.spi.xml.XmlResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One NETCONF session as the transaction of rulings V1 needs it: locks, candidate, confirmed commit
 * with persist. An answer {@code ok} is reported as such and proves nothing; whoever applies reads
 * back. Watches by the way whether the device does what it says, and refuses a trial on one that
 * was seen not to.
 */
final class NetconfSession implements DeviceSession {

    private static final Logger LOG = LoggerFactory.getLogger(NetconfSession.class);

    /** How long saying goodbye may take; the device's own timers do the rest. */
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    private static final Duration LONGEST_TRIAL = Duration.ofHours(24);

    private final Conversation conversation;
    private final DeviceCapabilities capabilities;
    private final Reads reads;
    private final Candidate candidate;
    private final HonestyChecks checks;
    private final DeviceFacts facts;
    private final Duration limit;
    private boolean closed;

    private NetconfSession(
            Conversation conversation,
            Reads reads,
            DirtyCandidate policy,
            Experience experience,
            DeviceFacts facts,
            Duration limit) {
        this.conversation = conversation;
        this.reads = reads;
        this.capabilities = facts.capabilities();
        this.candidate = new Candidate(conversation, reads, policy);
        this.checks = new HonestyChecks(conversation, reads, candidate, experience, facts);
        this.facts = facts;
        this.limit = limit;
    }

    /** Asks the device what it is. On failure the conversation is closed. */
    static NetconfSession begin(
            Conversation conversation,
            DirtyCandidate policy,
            Experience experience,
            String hostKey,
            Duration limit)
            throws Broken {
        try {
            var deadline = Deadline.in(limit);
            var modules = YangLibrary.modules(conversation, deadline);
            var reads = Reads.of(conversation.hello(), modules);
            var chassis = Chassis.of(conversation, reads, modules, deadline);
            var facts =
                    new DeviceFacts(
                            chassis.vendor(),
                            chassis.model(),
                            chassis.serial(),
                            chassis.software(),
                            hostKey,
                            conversation.hello().toCapabilities(modules));
            experience.runs(chassis.software());
            experience.learnt(
                    chassis.software(), KnownServers.of(modules, experience.clock().instant()));
            if (facts.capabilities().confirmedCommit() == ConfirmedCommit.V1_0) {
                experience.saw(
                        Kind.ANY_COMMIT_CONFIRMS, "its hello offers :confirmed-commit:1.0 only");
            }
            return new NetconfSession(conversation, reads, policy, experience, facts, limit);
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
    public BehaviourTable behaviours() {
        return checks.table();
    }

    @Override
    public void tryAnyway() {
        checks.tryAnyway();
    }

    @Override
    public Liveness liveness(Duration within) {
        long asked = System.nanoTime();
        try {
            // Whatever it answers, an error too: somebody is there.
            conversation.ask(Rpc.areYouThere(), Deadline.in(within));
            return new Liveness.Answers(Duration.ofNanos(System.nanoTime() - asked));
        } catch (Broken e) {
            return new Liveness.Silent(conversation.sinceLastHeard(), e.why());
        }
    }

    @Override
    public Optional<Listening> listening() {
        return conversation.hello().offers("notification:1.0")
                ? Optional.of(new NetconfListening(conversation, limit))
                : Optional.empty();
    }

    @Override
    public RunningResult readRunning(List<Subtree> subtrees) {
        try {
            var deadline = Deadline.in(limit);
            var read = RunningReading.read(conversation, reads, subtrees, deadline);
            if (read instanceof RunningResult.Running(var text)) {
                checks.ran(subtrees, text, deadline);
            }
            return read;
        } catch (Broken e) {
            return new RunningResult.Unreadable(e.why());
        }
    }

    @Override
    public Optional<DeviceBehaviour> differsFromTold() {
        return checks.differsFromTold();
    }

    @Override
    public RunningResult readEverything() {
        try {
            return RunningReading.everything(conversation, reads, Deadline.in(limit));
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
        if (checks.lie() instanceof Outcome.Refused refused) {
            return refused;
        }
        try {
            return candidate.stage(
                    rendered.text(),
                    capabilities.validate(),
                    checks::beforeStaging,
                    Deadline.in(limit));
        } catch (Broken e) {
            return new Outcome.Unknown(e.why());
        }
    }

    @Override
    public Outcome validate() {
        // Where a validate would lose the change, the edit was test-then-set: checked already.
        if (!capabilities.validate() || checks.table().has(Kind.VALIDATE_LOSES_THE_CHANGE)) {
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
        if (checks.lie() instanceof Outcome.Refused refused) {
            return refused;
        }
        var applied = outcome(Rpc.commitOnTrial(deadline, transaction));
        // Also after Unknown: it may run, so it must not be discarded as merely staged.
        if (!(applied instanceof Outcome.Refused)) {
            candidate.nowOnTrial();
            checks.onTrial(deadline);
        }
        if (applied instanceof Outcome.Done && checks.table().has(Kind.LOCKS_STOP_THE_REVERT)) {
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
        if (checks.lie() instanceof Outcome.Refused refused) {
            return refused;
        }
        checks.trialEnds();
        var confirmed = outcome(Rpc.confirm(transaction));
        if (!(confirmed instanceof Outcome.Done) || !capabilities.startup()) {
            return confirmed;
        }
        return switch (outcome(Rpc.saveToStartup())) {
            case Outcome.Done _ -> saved();
            case Outcome.Refused(var code, var message) ->
                    new Outcome.Unknown(
                            "confirmed, but not saved to startup: " + code + ": " + message);
            case Outcome.Unknown(var reason) ->
                    new Outcome.Unknown("confirmed, but perhaps not saved to startup: " + reason);
        };
    }

    private Outcome saved() {
        try {
            return checks.saved(Deadline.in(limit));
        } catch (Broken e) {
            return new Outcome.Unknown("confirmed, but perhaps not saved to startup: " + e.why());
        }
    }

    @Override
    public Outcome revert(String transaction) {
        try {
            if (candidate.isOnlyStaged()) {
                return candidate.discard(Deadline.in(limit));
            }
            checks.trialEnds();
            var cancelled = outcome(Rpc.cancel(transaction));
            return cancelled instanceof Outcome.Done
                    ? checks.cancelled(Deadline.in(limit))
                    : cancelled;
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
