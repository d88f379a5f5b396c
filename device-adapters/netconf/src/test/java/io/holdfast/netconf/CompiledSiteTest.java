package io.holdfast.netconf;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.dialect.ietf.IetfDialect;
import io.holdfast.simulator.plane.Fate;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.RunningResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Compiler, dialect, client and simulated devices, each written apart, on one site. */
@Timeout(120)
final class CompiledSiteTest {

    private final IetfDialect dialect = new IetfDialect();

    @Test
    void the_reference_architecture_runs_on_a_site_fresh_from_the_box() throws IOException {
        var plan = Blueprint.sitePlan(new SiteId("ww-01"), "Waterworks", "Europe/Berlin", 1);
        var compiled = PolicyCompiler.compile(Blueprint.reference(), plan);
        try (var plant = SimulatedPlant.of(plan);
                var transport = new NetconfTransport()) {
            // Farthest from the site node first, as a rollout does.
            compiled.groups().entrySet().stream()
                    .sorted(Map.Entry.comparingByValue())
                    .forEach(group ->
                            transaction(
                                    plant,
                                    transport,
                                    group.getKey(),
                                    compiled.devices().get(group.getKey())));
            var firewall = plant.device("fw-1");
            var scada = packet("10.1.40.20", "10.1.30.12", 4840);
            assertThat(firewall.probe("ot", scada)).isInstanceOf(Fate.Passed.class);
            var controller = packet("10.1.40.31", "10.1.30.12", 4840);
            assertThat(firewall.probe("ot", controller)).isInstanceOf(Fate.Dropped.class);
            var outward = packet("10.1.40.20", "192.0.2.7", 443);
            assertThat(firewall.probe("ot", outward)).isInstanceOf(Fate.Dropped.class);
        }
    }

    private static Packet packet(String from, String to, int port) {
        return new Packet(IpAddress.of(from), IpAddress.of(to), 6, 40_000, port);
    }

    private void transaction(
            SimulatedPlant plant, NetconfTransport transport, DeviceSlot slot, DeviceConfig told) {
        try (var first = plant.open(transport, slot.value())) {
            var capabilities = first.facts().capabilities();
            assertThat(dialect.blockers(told, capabilities)).isEmpty();
            done(first.stage(dialect.render(told, capabilities)));
            done(first.validate());
            done(first.apply(Duration.ofMinutes(1), "txn-" + slot));
            try (var second = plant.open(transport, slot.value())) {
                assertThat(runs(second)).isEqualTo(new ReadResult.Read(told));
            }
            done(first.confirm("txn-" + slot));
            assertThat(runs(first)).isEqualTo(new ReadResult.Read(told));
        }
    }

    private ReadResult runs(DeviceSession session) {
        var owned = dialect.owns(session.facts().capabilities());
        return switch (session.readRunning(owned)) {
            case RunningResult.Running(var text) -> dialect.read(text);
            case RunningResult.Unreadable(var reason) -> new ReadResult.Unreadable(reason);
        };
    }

    private static void done(Outcome outcome) {
        assertThat(outcome).isEqualTo(new Outcome.Done());
    }
}
