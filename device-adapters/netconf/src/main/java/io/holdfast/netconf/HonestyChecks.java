package io.holdfast.netconf;

import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.core.observe.DeviceBehaviour;
import io.holdfast.core.observe.DeviceBehaviour.Kind;
import io.holdfast.core.observe.DeviceCapabilities.ConfirmedCommit;
import io.holdfast.core.observe.DeviceFacts;
import io.holdfast.netconf.Experience.Honesty;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.Subtree;
import io.holdfast.spi.xml.XmlElement;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Watches during a transaction whether the device does what it answers. Every question it asks is
 * one that an honest device answers without changing anything, and a lying one too.
 */
final class HonestyChecks {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Conversation conversation;
    private final Reads reads;
    private final Candidate candidate;
    private final Experience experience;
    private final DeviceFacts facts;
    private Optional<TrialWatch> trial = Optional.empty();
    private boolean unchangedWhenRead;
    private boolean triesAnyway;

    HonestyChecks(
            Conversation conversation,
            Reads reads,
            Candidate candidate,
            Experience experience,
            DeviceFacts facts) {
        this.conversation = conversation;
        this.reads = reads;
        this.candidate = candidate;
        this.experience = experience;
        this.facts = facts;
    }

    BehaviourTable table() {
        return experience.table();
    }

    /** Lies no longer forbid anything here. */
    void tryAnyway() {
        triesAnyway = true;
    }

    /** Refused where the device has a lie that forbids a trial. */
    Outcome lie() {
        return table().lie()
                .filter(_ -> !triesAnyway)
                // That one is refused by what the hello offers, under its own code.
                .filter(row -> row.kind() != Kind.ANY_COMMIT_CONFIRMS)
                .<Outcome>map(HonestyChecks::refused)
                .orElseGet(Outcome.Done::new);
    }

    private static Outcome refused(DeviceBehaviour row) {
        return new Outcome.Refused("known-lie", "this device cannot be trusted: " + row.inWords());
    }

    /**
     * A confirm under a token that nobody gave out must be refused (RFC 6241 section 8.4.5.1). The
     * candidate equals running and is locked: whoever takes it for a commit commits nothing. Asked
     * once of each software of each device.
     */
    Outcome beforeStaging(Conversation locked, Deadline deadline) throws Broken {
        if (facts.capabilities().confirmedCommit() != ConfirmedCommit.V1_1
                || experience.isHonest(Honesty.REFUSES_A_STRANGE_TOKEN, facts.softwareVersion())) {
            return new Outcome.Done();
        }
        var random = new byte[12];
        RANDOM.nextBytes(random);
        var strange = "nobody-" + HexFormat.of().formatHex(random);
        return switch (locked.ask(Rpc.confirm(strange), deadline)) {
            case Reply.Errors _ -> {
                experience.provedHonest(Honesty.REFUSES_A_STRANGE_TOKEN, facts.softwareVersion());
                yield new Outcome.Done();
            }
            case Reply.Ok _ -> {
                var row =
                        experience.saw(
                                Kind.CONFIRMS_ANY_TOKEN,
                                "nothing was on trial, and a commit with persist-id "
                                        + strange
                                        + " was answered ok");
                yield triesAnyway ? new Outcome.Done() : refused(row);
            }
            case Reply.Data _ -> new Outcome.Unknown("the device answered a commit with data");
        };
    }

    /** A commit on trial was sent. */
    void onTrial(Duration deadline) {
        unchangedWhenRead = false;
        trial = candidate.before().map(before -> new TrialWatch(before, deadline));
    }

    /** A confirm or a cancel is about to be sent. */
    void trialEnds() {
        trial.ifPresent(TrialWatch::ended);
    }

    /** These subtrees were read. */
    void ran(List<Subtree> subtrees, String running, Deadline deadline) throws Broken {
        if (trial.isEmpty()) {
            return;
        }
        var watch = trial.get();
        watch.sees(subtrees, running).ifPresent(kind -> experience.saw(kind, watch.lasted()));
        unchangedWhenRead = watch.unchanged(subtrees, running);
        if (unchangedWhenRead && !watch.isOver()) {
            // The candidate still holds what the commit should have taken from it.
            var reply = conversation.ask(reads.config("candidate", subtrees), deadline);
            if (reply instanceof Reply.Data(var staged)
                    && !TrialWatch.text(staged, subtrees).equals(running)) {
                experience.saw(
                        Kind.COMMIT_WITHOUT_EFFECT,
                        "after a commit that was answered ok, running was as before and the"
                                + " candidate still other than running");
            }
        }
    }

    /** Whoever knows what was told found that something else runs. */
    Optional<DeviceBehaviour> differsFromTold() {
        return trial.isPresent() && unchangedWhenRead
                ? Optional.of(
                        experience.saw(
                                Kind.COMMIT_WITHOUT_EFFECT,
                                "a commit was answered ok, and what runs is what ran before and"
                                        + " not what was told"))
                : Optional.empty();
    }

    /** A cancel was answered ok: does running run what ran before? */
    Outcome cancelled(Deadline deadline) throws Broken {
        if (trial.isEmpty() || !candidate.holdsRunning()) {
            return new Outcome.Done();
        }
        if (conversation.ask(reads.config("running"), deadline) instanceof Reply.Data(var now)
                && !trial.get().unchanged(now)) {
            var row =
                    experience.saw(
                            Kind.CANCEL_WITHOUT_EFFECT,
                            "a cancel-commit was answered ok, and running is not what it was"
                                    + " before the trial");
            return new Outcome.Unknown("perhaps not taken back: " + row.inWords());
        }
        return new Outcome.Done();
    }

    /** A copy to startup was answered ok: is it there? Asked once of each software. */
    Outcome saved(Deadline deadline) throws Broken {
        if (experience.isHonest(Honesty.SAVES_TO_STARTUP, facts.softwareVersion())) {
            return new Outcome.Done();
        }
        var both =
                conversation.askAll(
                        List.of(reads.config("startup"), reads.config("running")), deadline);
        if (!(both.get(0) instanceof Reply.Data(XmlElement startup))
                || !(both.get(1) instanceof Reply.Data(XmlElement running))) {
            return new Outcome.Done();
        }
        if (TrialWatch.content(startup).equals(TrialWatch.content(running))) {
            experience.provedHonest(Honesty.SAVES_TO_STARTUP, facts.softwareVersion());
            return new Outcome.Done();
        }
        var row =
                experience.saw(
                        Kind.STARTUP_NOT_SAVED,
                        "a copy from running to startup was answered ok, and startup is not"
                                + " running");
        return new Outcome.Unknown("confirmed, but not saved to startup: " + row.inWords());
    }
}
