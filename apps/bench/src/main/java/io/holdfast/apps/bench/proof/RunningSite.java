package io.holdfast.apps.bench.proof;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.network.Packet;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ZoneName;
import io.holdfast.dialect.ietf.IetfDialect;
import io.holdfast.simulator.DeviceDescription.Credentials;
import io.holdfast.simulator.PlanDescription;
import io.holdfast.simulator.SimulatedDevice;
import io.holdfast.simulator.SimulatedSite;
import io.holdfast.simulator.SimulatorTransport;
import io.holdfast.simulator.clock.TickClock;
import io.holdfast.simulator.plane.Fate;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.OpenResult;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.RunningResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A site of simulated devices that run what they were told in the words of a dialect: what they do
 * with a packet is read by their own code from their own running configuration.
 */
final class RunningSite {

    private static final String LOGIN = "prober";
    private static final Duration TRIAL = Duration.ofMinutes(5);

    private final IetfDialect dialect = new IetfDialect();
    private final SimulatedSite site;
    private final SimulatorTransport transport;
    private final List<String> refusals = new ArrayList<>();

    RunningSite(SitePlan plan, Map<DeviceSlot, DeviceConfig> configs) {
        var credentials = new Credentials(LOGIN, LOGIN, LOGIN, "not-used-here", "not-used-here");
        site =
                new SimulatedSite(
                        PlanDescription.of(plan, _ -> credentials),
                        new TickClock(Instant.parse("2026-11-23T08:00:00Z")));
        transport = new SimulatorTransport(List.of(site));
        // Behind the firewall first, as a rollout does.
        plan.devices().stream()
                .filter(d -> configs.containsKey(d.slot()))
                .sorted(Comparator.comparing(d -> d.role() == DeviceRole.FIREWALL))
                .forEach(d -> tell(d.slot(), configs.getOrDefault(d.slot(), DeviceConfig.EMPTY)));
    }

    private Optional<DeviceSession> open(DeviceSlot slot) {
        return site.device(slot.value())
                .map(this::open)
                .flatMap(o ->
                        o instanceof OpenResult.Open(var session)
                                ? Optional.of(session)
                                : Optional.empty());
    }

    private OpenResult open(SimulatedDevice device) {
        return transport.open(
                SimulatorTransport.addressOf(device),
                LOGIN,
                LOGIN.toCharArray(),
                device.hostKey(),
                Duration.ofSeconds(1));
    }

    private void tell(DeviceSlot slot, DeviceConfig config) {
        var opened = open(slot);
        if (opened.isEmpty()) {
            refusals.add(slot + " cannot be reached");
            return;
        }
        try (var session = opened.get()) {
            var text = dialect.render(config, session.facts().capabilities());
            for (var outcome :
                    List.of(
                            session.stage(text),
                            session.apply(TRIAL, "probe"),
                            session.confirm("probe"))) {
                if (!outcome.equals(new Outcome.Done())) {
                    refusals.add(slot + " says " + outcome);
                }
            }
        }
    }

    /** What devices did not take, or what cut them off from their manager. */
    List<String> refusals() {
        return refusals;
    }

    /** What the devices say that they run. */
    Map<DeviceSlot, DeviceConfig> readBack() {
        var read = new TreeMap<DeviceSlot, DeviceConfig>();
        for (var device : site.devices()) {
            var slot = new DeviceSlot(device.slot());
            open(slot)
                    .ifPresent(session -> {
                        var owned = dialect.owns(session.facts().capabilities());
                        if (session.readRunning(owned) instanceof RunningResult.Running(var text)
                                && dialect.read(text) instanceof ReadResult.Read(var config)) {
                            read.put(slot, config);
                        }
                        session.close();
                    });
        }
        return read;
    }

    /** Whether the packet of a zone's host ends at a host of another zone. */
    boolean carries(ZoneName from, ZoneName to, Packet packet) {
        return site.probe(from.value(), packet) instanceof Fate.Passed(var why)
                && why.startsWith("reached " + to + " at ");
    }
}
