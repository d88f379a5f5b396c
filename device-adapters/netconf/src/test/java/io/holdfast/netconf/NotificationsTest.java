package io.holdfast.netconf;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.dialect.ietf.IetfDialect;
import io.holdfast.spi.DeviceNotice;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.Listening;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.RunningResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A simulated device tells what changes (RFC 5277, RFC 6470), to whoever asked it to. */
@Timeout(60)
final class NotificationsTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final IetfDialect dialect = new IetfDialect();

    private Rendered asIs(DeviceSession session) {
        var capabilities = session.facts().capabilities();
        if (session.readRunning(dialect.owns(capabilities))
                instanceof RunningResult.Running(var text)) {
            return new Rendered(dialect.name(), text);
        }
        throw new AssertionError("unreadable");
    }

    private static List<DeviceNotice> until(Listening listening, int changes) {
        var seen = new ArrayList<DeviceNotice>();
        while (seen.stream().filter(n -> n instanceof DeviceNotice.ConfigChanged).count()
                < changes) {
            seen.add(listening.next(LIMIT).orElseThrow());
        }
        return seen;
    }

    @Test
    void whoever_listens_hears_of_a_trial_from_its_beginning_to_its_end() throws IOException {
        try (var plant = SimulatedPlant.start();
                var transport = new NetconfTransport();
                var ear = plant.open(transport, "fw-1");
                var hand = plant.open(transport, "fw-1")) {
            var listening = ear.listening().orElseThrow();
            assertThat(listening.listen(Optional.empty())).isEqualTo(new Outcome.Done());
            assertThat(listening.next(Duration.ofMillis(50))).isEmpty();
            assertThat(hand.stage(asIs(hand))).isEqualTo(new Outcome.Done());
            assertThat(hand.apply(Duration.ofMinutes(1), "txn")).isEqualTo(new Outcome.Done());
            assertThat(hand.confirm("txn")).isEqualTo(new Outcome.Done());
            var heard = until(listening, 2);
            assertThat(heard)
                    .filteredOn(DeviceNotice.TrialChanged.class::isInstance)
                    .extracting(n -> ((DeviceNotice.TrialChanged) n).event())
                    .containsExactly("start", "complete");
            // The session that listens still answers, and loses nothing.
            assertThat(asIs(ear)).isEqualTo(asIs(hand));
        }
    }

    @Test
    void what_was_missed_is_told_again_up_to_the_present() throws IOException {
        var before = Instant.now();
        try (var plant = SimulatedPlant.start();
                var transport = new NetconfTransport();
                var ear = plant.open(transport, "sw-1")) {
            var listening = ear.listening().orElseThrow();
            assertThat(listening.listen(Optional.of(before))).isEqualTo(new Outcome.Done());
            var heard = new ArrayList<DeviceNotice>();
            do {
                heard.add(listening.next(LIMIT).orElseThrow());
            } while (!(heard.getLast() instanceof DeviceNotice.ReplayOver));
            assertThat(heard.getFirst()).isInstanceOf(DeviceNotice.ConfigChanged.class);
            assertThat(listening.listen(Optional.empty())).isInstanceOf(Outcome.Refused.class);
        }
    }
}
