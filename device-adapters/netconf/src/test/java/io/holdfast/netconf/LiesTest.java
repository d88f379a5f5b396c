package io.holdfast.netconf;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.core.observe.DeviceBehaviour.Kind;
import io.holdfast.dialect.ietf.IetfDialect;
import io.holdfast.simulator.Fault;
import io.holdfast.spi.BehaviourSelfTest;
import io.holdfast.spi.BehaviourSelfTest.Depth;
import io.holdfast.spi.BehaviourSelfTest.Verdict;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.RunningResult;
import io.holdfast.spi.Subtree;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices that answer ok and do not do it (rulings V5): seen, named, never kept. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
final class LiesTest {

    private static final Duration TRIAL = Duration.ofSeconds(3);

    private final IetfDialect dialect = new IetfDialect();
    private final NetconfTransport transport = new NetconfTransport();
    private SimulatedPlant plant;
    private Rendered asIs;
    private Rendered changed;
    private Rendered byHand;
    private List<Subtree> owned;
    private String software;

    @BeforeEach
    void start() throws IOException {
        plant = SimulatedPlant.start();
        try (var session = plant.open(transport, "fw-1")) {
            var capabilities = session.facts().capabilities();
            software = session.facts().softwareVersion();
            owned = dialect.owns(capabilities);
            var config = config(session);
            asIs = dialect.render(config, capabilities);
            changed = dialect.render(described(config, "changed"), capabilities);
            byHand = dialect.render(described(config, "typed by hand"), capabilities);
        }
    }

    @AfterEach
    void stop() {
        transport.close();
        plant.close();
    }

    private DeviceConfig config(DeviceSession session) {
        if (session.readRunning(owned) instanceof RunningResult.Running(var text)
                && dialect.read(text) instanceof ReadResult.Read(var config)) {
            return config;
        }
        throw new AssertionError("the factory configuration is unreadable");
    }

    private static DeviceConfig described(DeviceConfig config, String words) {
        return new DeviceConfig(
                config.interfaces().stream()
                        .map(i ->
                                new InterfaceConfig(
                                        i.name(),
                                        words,
                                        i.enabled(),
                                        i.mode(),
                                        i.addresses(),
                                        i.ingress()))
                        .toList(),
                config.vlans(),
                config.accessLists(),
                config.routes());
    }

    private boolean means(String running, Rendered text) {
        return dialect.read(running).equals(dialect.read(text.text()));
    }

    private BehaviourTable table() {
        return transport.behaviours(plant.hostKey("fw-1"));
    }

    /** The transaction of rulings V1, as a site node carries it out; true if it ended in Kept. */
    private boolean kept(String token) {
        try (var session = plant.open(transport, "fw-1")) {
            if (!isDone(session.stage(changed))
                    || !isDone(session.validate())
                    || !isDone(session.apply(Duration.ofMinutes(1), token))) {
                return false;
            }
            if (!(session.readRunning(owned) instanceof RunningResult.Running(var text))
                    || !means(text, changed)) {
                session.differsFromTold();
                session.revert(token);
                return false;
            }
            return isDone(session.confirm(token));
        }
    }

    private static boolean isDone(Outcome outcome) {
        return outcome instanceof Outcome.Done;
    }

    @ParameterizedTest
    @CsvSource({
        "OK_WITHOUT_EFFECT,         CONFIRMS_ANY_TOKEN",
        "TRIAL_IS_PERMANENT,        CONFIRMS_ANY_TOKEN",
        "COMMIT_WITHOUT_EFFECT,     COMMIT_WITHOUT_EFFECT",
        "VALIDATE_LOSES_THE_CHANGE, COMMIT_WITHOUT_EFFECT",
        "STARTUP_NOT_SAVED,         STARTUP_NOT_SAVED"
    })
    void a_lie_shows_in_the_first_transaction_and_is_never_kept(Fault lie, Kind named) {
        plant.device("fw-1").have(lie);
        assertThat(kept("first")).isFalse();
        assertThat(table().has(named)).as(table().toString()).isTrue();
        assertThat(table().lie()).isPresent();
        try (var session = plant.open(transport, "fw-1")) {
            assertThat(session.stage(changed).toString())
                    .contains("known-lie", named.words(), "seen: ");
        }
    }

    @Test
    void a_cancel_that_does_nothing_is_seen_when_somebody_cancels() {
        plant.device("fw-1").have(Fault.CANCEL_WITHOUT_EFFECT);
        try (var session = plant.open(transport, "fw-1")) {
            assertThat(session.stage(changed)).isEqualTo(new Outcome.Done());
            assertThat(session.apply(Duration.ofMinutes(1), "txn")).isEqualTo(new Outcome.Done());
            assertThat(session.revert("txn").toString())
                    .contains("Unknown", Kind.CANCEL_WITHOUT_EFFECT.words());
            assertThat(session.confirm("txn").toString()).contains("known-lie");
        }
    }

    @Test
    void a_timer_that_never_rings_is_seen_by_whoever_waits_for_it() throws InterruptedException {
        plant.device("fw-1").have(Fault.TRIAL_NEVER_ENDS);
        try (var session = plant.open(transport, "fw-1")) {
            assertThat(session.stage(changed)).isEqualTo(new Outcome.Done());
            assertThat(session.apply(Duration.ofSeconds(1), "txn")).isEqualTo(new Outcome.Done());
            session.readRunning(owned);
            Thread.sleep(Duration.ofSeconds(5));
            session.readRunning(owned);
            assertThat(table().has(Kind.TRIAL_IS_PERMANENT)).isTrue();
            assertThat(session.confirm("txn").toString()).contains("known-lie");
        }
    }

    @Test
    void an_honest_device_has_an_empty_table_and_keeps() {
        assertThat(kept("first")).isTrue();
        assertThat(table()).isEqualTo(BehaviourTable.EMPTY);
        var verdict = selfTest(changed, asIs);
        assertThat(verdict).isEqualTo(new Verdict.Tried(BehaviourTable.EMPTY));
        assertRuns(changed);
    }

    @ParameterizedTest
    @CsvSource({
        "VALIDATE_LOSES_THE_CHANGE,   VALIDATE_LOSES_THE_CHANGE",
        "COMMIT_WITHOUT_EFFECT,       COMMIT_WITHOUT_EFFECT",
        "TRIAL_IS_PERMANENT,          CONFIRMS_ANY_TOKEN",
        "TRIAL_NEVER_ENDS,            TRIAL_IS_PERMANENT",
        "CANCEL_WITHOUT_EFFECT,       CANCEL_WITHOUT_EFFECT",
        "TRIAL_ENDS_WITH_ITS_SESSION, TRIAL_ENDS_WITH_ITS_SESSION",
        "STARTUP_NOT_SAVED,           STARTUP_NOT_SAVED"
    })
    void the_self_test_names_each_lie_and_leaves_the_device_as_it_was(Fault lie, Kind named) {
        plant.device("fw-1").have(lie);
        var verdict = selfTest(asIs, changed);
        var found =
                switch (verdict) {
                    case Verdict.Tried(var behaviours) -> behaviours;
                    case Verdict.Stopped(_, var behaviours) -> behaviours;
                };
        assertThat(found.has(named)).as(verdict.toString()).isTrue();
        assertRuns(asIs);
        transport.learnt(plant.hostKey("fw-1"), software, found);
        if (found.lie().isPresent()) {
            assertThat(kept("afterwards")).isFalse();
        } else {
            assertThat(kept("afterwards")).as("it is gone round").isTrue();
        }
    }

    /** As a site orders it on a device in use: nothing new is ever confirmed. */
    @ParameterizedTest
    @CsvSource({
        "VALIDATE_LOSES_THE_CHANGE,   VALIDATE_LOSES_THE_CHANGE",
        "TRIAL_NEVER_ENDS,            TRIAL_IS_PERMANENT",
        "CANCEL_WITHOUT_EFFECT,       CANCEL_WITHOUT_EFFECT",
        "TRIAL_ENDS_WITH_ITS_SESSION, TRIAL_ENDS_WITH_ITS_SESSION"
    })
    void trials_alone_name_a_lie_too_and_nothing_new_is_confirmed(Fault lie, Kind named) {
        plant.device("fw-1").have(lie);
        var verdict = selfTest(asIs, changed, Depth.CONFIRMS_AS_IS);
        var found =
                switch (verdict) {
                    case Verdict.Tried(var behaviours) -> behaviours;
                    case Verdict.Stopped(_, var behaviours) -> behaviours;
                };
        assertThat(found.has(named)).as(verdict.toString()).isTrue();
        assertRuns(asIs);
    }

    private Verdict selfTest(Rendered now, Rendered other) {
        return selfTest(now, other, Depth.CONFIRMS_CHANGES);
    }

    /**
     * Right when the first trial went back: what runs then is not what was there, nor the trial.
     */
    @Test
    void what_somebody_types_during_a_self_test_stays_and_no_lie_is_made_of_it() {
        var typed = new AtomicBoolean();
        var verdict =
                selfTest(
                        asIs,
                        changed,
                        Depth.CONFIRMS_CHANGES,
                        () -> {
                            if (typed.compareAndSet(false, true)) {
                                typed(byHand);
                            }
                        });
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Stopped.class,
                        stopped -> {
                            assertThat(stopped.reason()).contains("did not put there");
                            assertThat(stopped.behaviours()).isEqualTo(BehaviourTable.EMPTY);
                        });
        assertRuns(byHand);
    }

    private void typed(Rendered text) {
        try (var session = plant.open(transport, "fw-1")) {
            assertThat(session.stage(text)).isEqualTo(new Outcome.Done());
            assertThat(session.apply(Duration.ofMinutes(1), "hand")).isEqualTo(new Outcome.Done());
            assertThat(session.confirm("hand")).isEqualTo(new Outcome.Done());
        }
    }

    private Verdict selfTest(Rendered now, Rendered other, Depth depth) {
        return selfTest(now, other, depth, () -> {});
    }

    private Verdict selfTest(Rendered now, Rendered other, Depth depth, Runnable afterWaiting) {
        var subject =
                new BehaviourSelfTest.Subject(
                        () -> plant.tryOpen(transport, "fw-1", SimulatedPlant.LIMIT),
                        now,
                        other,
                        owned,
                        this::means);
        return BehaviourSelfTest.run(
                subject,
                depth,
                TRIAL,
                Duration.ofMillis(500),
                InstantSource.system(),
                time -> {
                    try {
                        Thread.sleep(time);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    afterWaiting.run();
                });
    }

    private void assertRuns(Rendered text) {
        try (var session = plant.open(transport, "fw-1")) {
            assertThat(session.readRunning(owned)).isInstanceOf(RunningResult.Running.class);
            if (session.readRunning(owned) instanceof RunningResult.Running(var running)) {
                assertThat(means(running, text)).isTrue();
            }
        }
    }
}
