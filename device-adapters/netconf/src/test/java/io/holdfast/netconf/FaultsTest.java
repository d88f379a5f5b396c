package io.holdfast.netconf;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.dialect.ietf.IetfDialect;
import io.holdfast.simulator.Fault;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.OpenResult;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.RunningResult;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client against the simulator's own faults; both were written apart (rulings V3). */
@Timeout(120)
final class FaultsTest {

    private static final Duration LIMIT = Duration.ofSeconds(4);

    private final IetfDialect dialect = new IetfDialect();
    private final NetconfTransport transport = new NetconfTransport();
    private SimulatedPlant plant;

    @BeforeEach
    void start() throws IOException {
        plant = SimulatedPlant.start();
    }

    @AfterEach
    void stop() {
        transport.close();
        plant.close();
    }

    private DeviceSession open() {
        if (plant.tryOpen(transport, "fw-1", LIMIT) instanceof OpenResult.Open(var session)) {
            return session;
        }
        throw new AssertionError("not opened");
    }

    /** The firewall as it is, with another description on each interface. */
    private Rendered changed(DeviceSession session) {
        var capabilities = session.facts().capabilities();
        if (session.readRunning(dialect.owns(capabilities))
                        instanceof RunningResult.Running(var text)
                && dialect.read(text) instanceof ReadResult.Read(var config)) {
            var interfaces =
                    config.interfaces().stream()
                            .map(i ->
                                    new InterfaceConfig(
                                            i.name(),
                                            "changed",
                                            i.enabled(),
                                            i.mode(),
                                            i.addresses(),
                                            i.ingress()))
                            .toList();
            return dialect.render(
                    new DeviceConfig(
                            interfaces, config.vlans(), config.accessLists(), config.routes()),
                    capabilities);
        }
        throw new AssertionError("the factory configuration is unreadable");
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "SILENT",
                "WRONG_MESSAGE_ID",
                "OVERSIZED",
                "BILLION_LAUGHS",
                "EXTERNAL_ENTITY",
                "DEEP_NESTING",
                "INVALID_UTF8",
                "ENDLESS_CHUNK",
                "SLOW_BYTES"
            })
    void a_wrong_answer_makes_a_commit_unknown(Fault fault) {
        try (var session = open()) {
            assertThat(session.stage(changed(session))).isEqualTo(new Outcome.Done());
            plant.device("fw-1").have(fault);
            assertThat(session.apply(Duration.ofMinutes(1), "txn"))
                    .isInstanceOf(Outcome.Unknown.class);
        }
        plant.device("fw-1").have(Fault.NONE);
        open().close();
    }

    @Test
    void another_host_key_is_a_hard_stop() {
        plant.device("fw-1").have(Fault.CHANGED_HOST_KEY);
        assertThat(plant.tryOpen(transport, "fw-1", LIMIT))
                .isInstanceOf(OpenResult.HostKeyChanged.class);
    }

    @Test
    void an_ok_without_effect_shows_when_read_back() {
        try (var session = open()) {
            assertThat(session.stage(changed(session))).isEqualTo(new Outcome.Done());
            plant.device("fw-1").have(Fault.OK_WITHOUT_EFFECT);
            assertThat(session.apply(Duration.ofMinutes(1), "txn")).isEqualTo(new Outcome.Done());
            var owned = dialect.owns(session.facts().capabilities());
            assertThat(session.readRunning(owned)).isInstanceOf(RunningResult.Running.class);
            assertThat(session.readRunning(owned).toString()).doesNotContain(">changed<");
            assertThat(session.confirm("txn").toString()).contains("known-lie", "does nothing");
        }
    }

    @Test
    void a_commit_whose_answer_is_lost_is_unknown_and_another_session_finds_it_running() {
        try (var session = open()) {
            var told = changed(session);
            assertThat(session.stage(told)).isEqualTo(new Outcome.Done());
            plant.device("fw-1").have(Fault.COMMIT_ANSWER_LOST);
            var begun = System.nanoTime();
            assertThat(session.apply(Duration.ofMinutes(1), "txn"))
                    .isInstanceOf(Outcome.Unknown.class);
            // A dropped connection is noticed at once, not when the time is up.
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(3));
        }
        plant.device("fw-1").have(Fault.NONE);
        try (var second = open()) {
            var owned = dialect.owns(second.facts().capabilities());
            assertThat(second.readRunning(owned).toString()).contains(">changed<");
            assertThat(second.confirm("txn")).isEqualTo(new Outcome.Done());
        }
    }

    @Test
    void a_device_without_power_is_unreachable_and_its_session_over() {
        try (var session = open()) {
            plant.device("fw-1").power(false);
            assertThat(session.confirm("txn")).isInstanceOf(Outcome.Unknown.class);
            assertThat(plant.tryOpen(transport, "fw-1", LIMIT))
                    .isInstanceOf(OpenResult.Unreachable.class);
        }
    }
}
