package io.holdfast.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.RunningResult;
import io.holdfast.spi.Subtree;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every session promises (rulings V1). A session's test extends this and brings a device that
 * runs {@link #before} when each test begins. Where a device cannot take itself back, the same
 * holds but for its timer and its locks: a change stays until it is reverted (rulings V2).
 */
public abstract class DeviceSessionContract {

    /**
     * How long a trial lasts that a test sits out. Long enough to open a session in on a busy
     * machine.
     */
    protected static final Duration TRIAL = Duration.ofSeconds(4);

    /** Longer than a trial and than what a device needs to notice that it is over. */
    private static final Duration AFTER_TRIAL = TRIAL.plusMillis(1_500);

    /** A trial whose end no test waits for. */
    private static final Duration LONG_TRIAL = Duration.ofMinutes(2);

    /** Opens one more session to the device of this test. */
    protected abstract DeviceSession open();

    /** The subtrees both configurations live in. */
    protected abstract List<Subtree> owned();

    /** What the device runs when a test begins. */
    protected abstract Rendered before();

    /** Another configuration the device accepts. */
    protected abstract Rendered after();

    /** Whether what was read from running means the same as what was told. */
    protected abstract boolean means(String running, Rendered told);

    /** Whether the device takes itself back and can be locked; its capabilities say the same. */
    protected boolean selfReverting() {
        return true;
    }

    /** Lets the device's time pass, really or not. */
    protected abstract void letPass(Duration time);

    /** Something no device can accept. */
    protected Rendered nonsense() {
        var text = "<nonsense xmlns=\"urn:example:nonsense\"><depth>9</depth></nonsense>";
        return new Rendered(before().dialect(), text);
    }

    @Test
    void a_session_says_what_the_device_can_do_and_which_key_it_showed() {
        try (var session = open()) {
            var facts = session.facts();
            assertThat(facts.capabilities().selfReverting()).isEqualTo(selfReverting());
            assertThat(facts.capabilities().modules()).isNotEmpty();
            assertThat(facts.hostKey()).startsWith("SHA256:");
        }
    }

    @Test
    void what_is_only_staged_does_not_run() {
        try (var session = open()) {
            assertThat(session.stage(after())).isEqualTo(new Outcome.Done());
            assertThat(session.validate()).isEqualTo(new Outcome.Done());
            assertRuns(session, before());
        }
        assertRuns(before());
    }

    @Test
    void a_trial_runs_and_is_taken_back_by_the_device_itself() {
        try (var session = open()) {
            onTrial(session, "trial-1");
            assertRuns(session, after());
            assertRuns(after());
            letPass(AFTER_TRIAL);
            assertRuns(selfReverting() ? before() : after());
        }
    }

    @Test
    void a_confirmed_change_stays() {
        try (var session = open()) {
            onTrial(session, "trial-2");
            assertThat(session.confirm("trial-2")).isEqualTo(new Outcome.Done());
        }
        letPass(AFTER_TRIAL);
        assertRuns(after());
    }

    @Test
    void another_session_confirms_when_the_first_one_is_gone() {
        try (var first = open()) {
            onLongTrial(first, "trial-3");
        }
        try (var second = open()) {
            assertRuns(second, after());
            assertThat(second.confirm("trial-3")).isEqualTo(new Outcome.Done());
        }
        assertRuns(after());
    }

    @Test
    void the_end_of_a_session_leaves_a_trial_to_its_deadline() {
        try (var session = open()) {
            onTrial(session, "trial-4");
        }
        assertRuns(after());
        letPass(AFTER_TRIAL);
        assertRuns(selfReverting() ? before() : after());
    }

    @Test
    void a_trial_is_taken_back_at_once_when_asked() {
        try (var session = open()) {
            onLongTrial(session, "trial-5");
            assertThat(session.revert("trial-5")).isEqualTo(new Outcome.Done());
            assertRuns(session, before());
        }
        assertRuns(before());
    }

    @Test
    void another_session_takes_a_trial_back() {
        try (var first = open()) {
            onLongTrial(first, "trial-6");
        }
        try (var second = open()) {
            assertThat(second.revert("trial-6")).isEqualTo(new Outcome.Done());
            assertRuns(second, before());
        }
    }

    @Test
    void what_was_only_staged_is_discarded_when_taken_back() {
        try (var session = open()) {
            assertThat(session.stage(after())).isEqualTo(new Outcome.Done());
            assertThat(session.revert("trial-7")).isEqualTo(new Outcome.Done());
        }
        try (var next = open()) {
            assertThat(next.stage(before())).isEqualTo(new Outcome.Done());
        }
        assertRuns(before());
    }

    @Test
    void a_wrong_token_confirms_nothing() {
        try (var session = open()) {
            onLongTrial(session, "trial-8");
            assertThat(session.confirm("trial-of-someone-else"))
                    .isInstanceOf(Outcome.Refused.class);
            assertThat(session.revert("trial-8")).isEqualTo(new Outcome.Done());
            assertRuns(before());
        }
    }

    @Test
    void a_trial_that_is_over_cannot_be_confirmed() {
        try (var session = open()) {
            onTrial(session, "trial-9");
            letPass(AFTER_TRIAL);
            if (!selfReverting()) {
                // It is never over by itself; what was reverted is before again.
                assertThat(session.revert("trial-9")).isEqualTo(new Outcome.Done());
            } else {
                assertThat(session.confirm("trial-9")).isInstanceOf(Outcome.Refused.class);
            }
        }
        assertRuns(before());
    }

    @Test
    void two_sessions_cannot_stage_at_once() {
        try (var first = open()) {
            assertThat(first.stage(after())).isEqualTo(new Outcome.Done());
            try (var second = open()) {
                assertThat(second.stage(before()) instanceof Outcome.Refused)
                        .isEqualTo(selfReverting());
            }
        }
        try (var third = open()) {
            assertThat(third.stage(after())).isEqualTo(new Outcome.Done());
        }
    }

    @Test
    void what_a_device_cannot_accept_changes_nothing() {
        try (var session = open()) {
            var staged = session.stage(nonsense());
            var judged = staged instanceof Outcome.Done ? session.validate() : staged;
            assertThat(judged).isInstanceOf(Outcome.Refused.class);
        }
        assertRuns(before());
        try (var next = open()) {
            onLongTrial(next, "trial-10");
            assertThat(next.confirm("trial-10")).isEqualTo(new Outcome.Done());
        }
        assertRuns(after());
    }

    @Test
    void telling_a_device_what_it_already_runs_changes_nothing() {
        for (var transaction : List.of("trial-11", "trial-12")) {
            try (var session = open()) {
                assertThat(session.stage(before())).isEqualTo(new Outcome.Done());
                assertThat(session.validate()).isEqualTo(new Outcome.Done());
                assertThat(session.apply(LONG_TRIAL, transaction)).isEqualTo(new Outcome.Done());
                assertThat(session.confirm(transaction)).isEqualTo(new Outcome.Done());
            }
        }
        assertRuns(before());
    }

    @Test
    void a_closed_session_answers_and_never_throws() {
        var session = open();
        session.close();
        session.close();
        assertThat(session.stage(after())).isNotEqualTo(new Outcome.Done());
        assertThat(session.validate()).isNotEqualTo(new Outcome.Done());
        assertThat(session.apply(TRIAL, "trial-13")).isNotEqualTo(new Outcome.Done());
        assertThat(session.confirm("trial-13")).isNotEqualTo(new Outcome.Done());
        assertThat(session.revert("trial-13")).isNotEqualTo(new Outcome.Done());
        assertThat(session.readRunning(owned())).isInstanceOf(RunningResult.Unreadable.class);
    }

    private void onTrial(DeviceSession session, String transaction) {
        onTrial(session, transaction, TRIAL);
    }

    private void onLongTrial(DeviceSession session, String transaction) {
        onTrial(session, transaction, LONG_TRIAL);
    }

    private void onTrial(DeviceSession session, String transaction, Duration trial) {
        assertThat(session.stage(after())).isEqualTo(new Outcome.Done());
        assertThat(session.validate()).isEqualTo(new Outcome.Done());
        assertThat(session.apply(trial, transaction)).isEqualTo(new Outcome.Done());
    }

    private void assertRuns(Rendered told) {
        try (var session = open()) {
            assertRuns(session, told);
        }
    }

    private void assertRuns(DeviceSession session, Rendered told) {
        var running = session.readRunning(owned());
        assertThat(running).isInstanceOf(RunningResult.Running.class);
        if (running instanceof RunningResult.Running(var text)) {
            assertThat(means(text, told)).as("running is as told: " + text).isTrue();
        }
    }
}
