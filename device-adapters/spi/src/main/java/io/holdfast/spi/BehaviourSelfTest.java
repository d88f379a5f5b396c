package io.holdfast.spi;

import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.core.observe.DeviceBehaviour;
import io.holdfast.core.observe.DeviceBehaviour.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tries on a leaf without effect whether a device does what it says: validates, trials, timers,
 * cancels, lost sessions, saving. Changes the device for as long as three trials last and brings it
 * back. Whoever orders it answers for the window and that no essential zone hangs on the device
 * (rulings V5); it does not look.
 */
public final class BehaviourSelfTest {

    /** What came of it. */
    public sealed interface Verdict {

        /** All was tried; the table has the lies found, and runs again what ran before. */
        record Tried(BehaviourTable behaviours) implements Verdict {}

        /** It could not be ended. What was learnt until then holds. */
        record Stopped(String reason, BehaviourTable behaviours) implements Verdict {}
    }

    /**
     * What the test needs to know of one device.
     *
     * @param open a fresh session each time
     * @param asIs what the device runs now
     * @param changed the same with another value in a leaf that changes no packet's way
     * @param means whether a running text means what was rendered
     */
    public record Subject(
            Supplier<OpenResult> open,
            Rendered asIs,
            Rendered changed,
            List<Subtree> owned,
            BiPredicate<String, Rendered> means) {
        public Subject {
            owned = List.copyOf(owned);
        }
    }

    /** What the test may leave confirmed on the device. */
    public enum Depth {
        /** Only trials; each goes back by itself or is cancelled. */
        CONFIRMS_NOTHING,
        /** Also what runs already: a device that is lost in the middle runs nothing new. */
        CONFIRMS_AS_IS,
        /** Also the other value, which is then brought back: shows whether startup is saved. */
        CONFIRMS_CHANGES
    }

    private static final String FOREIGN =
            "something runs that this test did not put there; nothing more was written";

    private final Subject subject;
    private final Depth depth;
    private final Duration trial;
    private final Duration margin;
    private final InstantSource clock;
    private final Consumer<Duration> letPass;
    private BehaviourTable found = BehaviourTable.EMPTY;
    private Instant begun = Instant.EPOCH;
    private int trials;

    private BehaviourSelfTest(
            Subject subject,
            Depth depth,
            Duration trial,
            Duration margin,
            InstantSource clock,
            Consumer<Duration> letPass) {
        this.subject = subject;
        this.depth = depth;
        this.trial = trial;
        this.margin = margin;
        this.clock = clock;
        this.letPass = letPass;
    }

    /**
     * Runs it.
     *
     * @param depth what may be confirmed
     * @param trial how long each trial lasts; longer than a session takes to open
     * @param margin how late a timer may be: devices count in ticks
     * @param letPass waits so long
     */
    public static Verdict run(
            Subject subject,
            Depth depth,
            Duration trial,
            Duration margin,
            InstantSource clock,
            Consumer<Duration> letPass) {
        var test = new BehaviourSelfTest(subject, depth, trial, margin, clock, letPass);
        try {
            test.needs(test.runs(subject.asIs()), "the device does not run what was rendered");
            test.timer();
            test.cancel();
            test.lostSession();
            test.keeping();
            return new Verdict.Tried(test.found);
        } catch (Stop stop) {
            return new Verdict.Stopped(stop.reason, test.found);
        }
    }

    /** A trial that nobody confirms goes back by itself. */
    private void timer() throws Stop {
        var token = token();
        boolean onTrial;
        try (var session = session()) {
            onTrial(session, subject.changed(), token, true);
            // While the first session is there: its end may end the trial, which is another lie.
            onTrial = runsInTime(subject.changed());
        }
        if (!onTrial) {
            withoutValidate(token);
            return;
        }
        isOverInTime(token);
    }

    /** After its time what ran before runs again; whatever else runs is somebody's, and stays. */
    private void isOverInTime(String token) throws Stop {
        pass(trial.plus(margin));
        if (runs(subject.asIs())) {
            return;
        }
        needs(runs(subject.changed()), FOREIGN);
        saw(
                Kind.TRIAL_IS_PERMANENT,
                "a trial of " + trial.toSeconds() + " s that nobody confirmed ran on after it");
        bringBack(token);
        throw new Stop("its trials are permanent; the rest was not tried");
    }

    private void withoutValidate(String before) throws Stop {
        // The commit that did nothing may have begun a trial of nothing, which holds the lock.
        try (var session = session()) {
            session.revert(before);
        }
        var token = token();
        boolean onTrial;
        try (var session = session()) {
            onTrial(session, subject.changed(), token, false);
            onTrial = runsInTime(subject.changed());
        }
        if (!onTrial) {
            saw(
                    Kind.COMMIT_WITHOUT_EFFECT,
                    "a commit was answered ok, and running stayed as it was");
            throw new Stop("its commits do nothing; the rest was not tried");
        }
        saw(
                Kind.VALIDATE_LOSES_THE_CHANGE,
                "with a validate before it a commit did nothing, without it did it");
        isOverInTime(token);
    }

    private void cancel() throws Stop {
        var token = token();
        Outcome cancelled;
        try (var session = session()) {
            onTrial(session, subject.changed(), token, usesValidate());
            cancelled = session.revert(token);
        }
        boolean back = runs(subject.asIs());
        if (cancelled instanceof Outcome.Done && !back) {
            saw(Kind.CANCEL_WITHOUT_EFFECT, "a cancel was answered ok, and the trial ran on");
        }
        if (!back) {
            pass(trial.plus(margin));
            needs(runs(subject.asIs()), "after a cancel and the end of its trial it runs changed");
        }
    }

    private void lostSession() throws Stop {
        var token = token();
        try (var session = session()) {
            onTrial(session, subject.changed(), token, usesValidate());
        }
        if (!runsInTime(subject.changed())) {
            saw(
                    Kind.TRIAL_ENDS_WITH_ITS_SESSION,
                    "a trial with a token was taken back when its session ended");
            return;
        }
        pass(trial.plus(margin));
        needs(runs(subject.asIs()), "a trial did not end, though one did before");
    }

    private void keeping() throws Stop {
        var before = subject.asIs();
        for (var text : kept()) {
            var token = token();
            try (var session = session()) {
                onTrial(session, before, text, token, usesValidate());
                needsOrder();
                var confirmed = session.confirm(token);
                learn(session);
                if (confirmed instanceof Outcome.Refused(var code, var message)) {
                    throw new Stop("a confirm is refused: " + code + ": " + message);
                }
            }
            pass(trial.plus(margin));
            needs(runs(text), "what was confirmed does not run when its trial would be over");
            before = text;
        }
    }

    private List<Rendered> kept() {
        return switch (depth) {
            case CONFIRMS_NOTHING -> List.of();
            case CONFIRMS_AS_IS -> List.of(subject.asIs());
            case CONFIRMS_CHANGES -> List.of(subject.changed(), subject.asIs());
        };
    }

    private boolean usesValidate() {
        return !found.has(Kind.VALIDATE_LOSES_THE_CHANGE);
    }

    private void onTrial(DeviceSession session, Rendered text, String token, boolean validate)
            throws Stop {
        onTrial(session, subject.asIs(), text, token, validate);
    }

    /** Only on top of what is known to run; looked at once nobody else may change it. */
    private void onTrial(
            DeviceSession session, Rendered base, Rendered text, String token, boolean validate)
            throws Stop {
        needsOrder();
        done(session, "stage", session.stage(text));
        needs(runs(session, base), FOREIGN);
        if (validate) {
            done(session, "validate", session.validate());
        }
        needsOrder();
        begun = clock.instant();
        done(session, "apply", session.apply(trial, token));
        learn(session);
    }

    /** Whether it runs this while the trial lasts; what is read later says nothing. */
    private boolean runsInTime(Rendered text) throws Stop {
        boolean runs = runs(text);
        needs(
                runs || clock.instant().isBefore(begun.plus(trial)),
                "a trial of " + trial.toSeconds() + " s was over before it could be read");
        return runs;
    }

    /** A test that was given up while it waited has seen nothing. */
    private void pass(Duration time) throws Stop {
        letPass.accept(time);
        needsOrder();
    }

    /** Whoever ordered it may have begun anew: then a device belongs to somebody else's change. */
    private void needsOrder() throws Stop {
        needs(!Thread.currentThread().isInterrupted(), "it was given up");
    }

    private void done(DeviceSession session, String what, Outcome outcome) throws Stop {
        learn(session);
        if (!(outcome instanceof Outcome.Done)) {
            throw new Stop(what + " was not done: " + outcome);
        }
    }

    private void learn(DeviceSession session) {
        found = found.and(session.behaviours());
    }

    private void bringBack(String token) throws Stop {
        try (var session = session()) {
            session.revert(token);
        }
        if (runs(subject.asIs())) {
            return;
        }
        var last = token();
        try (var session = session()) {
            onTrial(session, subject.changed(), subject.asIs(), last, usesValidate());
            session.confirm(last);
        }
        needs(runs(subject.asIs()), "it could not be brought back: a person has to look");
    }

    private boolean runs(Rendered text) throws Stop {
        try (var session = session()) {
            return runs(session, text);
        }
    }

    private boolean runs(DeviceSession session, Rendered text) throws Stop {
        return switch (session.readRunning(subject.owned())) {
            case RunningResult.Running(var running) -> subject.means().test(running, text);
            case RunningResult.Unreadable(var reason) ->
                    throw new Stop("running cannot be read: " + reason);
        };
    }

    private DeviceSession session() throws Stop {
        return switch (subject.open().get()) {
            case OpenResult.Open(var session) -> {
                session.tryAnyway();
                yield session;
            }
            case OpenResult.Unreachable(var reason) -> throw new Stop("no session: " + reason);
            case OpenResult.LoginRefused(var reason) -> throw new Stop("no session: " + reason);
            case OpenResult.HostKeyChanged _ -> throw new Stop("it shows another host key");
        };
    }

    private String token() {
        return "holdfast-self-test-" + ++trials;
    }

    private void saw(Kind kind, String evidence) {
        found = found.with(new DeviceBehaviour(kind, evidence, clock.instant()));
    }

    private void needs(boolean holds, String otherwise) throws Stop {
        if (!holds) {
            throw new Stop(otherwise);
        }
    }

    private static final class Stop extends Exception {
        private static final long serialVersionUID = 1L;
        private final String reason;

        Stop(String reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
