package io.holdfast.site.devices;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.core.observe.DeviceBehaviour;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.lookout.Behaviours;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.site.SiteOrder;
import io.holdfast.spi.BehaviourSelfTest;
import io.holdfast.spi.BehaviourSelfTest.Depth;
import io.holdfast.spi.BehaviourSelfTest.Subject;
import io.holdfast.spi.BehaviourSelfTest.Verdict;
import io.holdfast.spi.DeviceDialect;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.OpenResult;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.RunningResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Carries out an ordered self-test (rulings V5): on the description of one interface, which changes
 * no packet's way. Whether it may be done is decided before, in core.
 */
final class SelfTestRun {

    /** Stands on the device for as long as a trial lasts. */
    static final String MARK = "Holdfast self-test";

    /** What came of it; the behaviours are kept already. */
    record Found(boolean whole, String reason, List<DeviceBehaviour.Kind> kinds) {
        Found {
            kinds = List.copyOf(kinds);
        }
    }

    private final Drivers drivers;
    private final DeviceSessions sessions;
    private final Behaviours behaviours;

    SelfTestRun(Drivers drivers, DeviceSessions sessions, Behaviours behaviours) {
        this.drivers = drivers;
        this.sessions = sessions;
        this.behaviours = behaviours;
    }

    /** What is known of a device before it is tried. */
    private record Begun(
            DeviceDialect dialect,
            DeviceCapabilities capabilities,
            String hostKey,
            String software,
            DeviceConfig running) {}

    /** How the beginning went. */
    private sealed interface Beginning {
        record Ready(Begun begun) implements Beginning {}

        record Not(String reason) implements Beginning {}
    }

    /**
     * Tries the device.
     *
     * @param givenUp asked before each session: once true, the device is left alone
     */
    Found run(SiteOrder.SelfTest order, BooleanSupplier givenUp) {
        if (!sessions.mayHold(order.slot())) {
            return not("a device that calls home has one session, and this needs two");
        }
        return switch (begin(order)) {
            case Beginning.Not(var reason) -> not(reason);
            case Beginning.Ready(var begun) ->
                    marked(begun)
                            .map(changed -> tried(order, begun, changed, givenUp))
                            .orElseGet(() -> not("it has no interface with a description to try"));
        };
    }

    private static Found not(String reason) {
        return new Found(false, reason, List.of());
    }

    private Beginning begin(SiteOrder.SelfTest order) {
        return switch (sessions.fresh(order.slot())) {
            case Opening.Not(var reason) -> new Beginning.Not(reason);
            case Opening.Stranger(_, var shown) ->
                    new Beginning.Not("it shows another host key: " + shown);
            case Opening.Opened(var session) -> {
                try (session) {
                    yield begin(session, order.base());
                }
            }
        };
    }

    private Beginning begin(DeviceSession session, String base) {
        var facts = session.facts();
        var dialect = drivers.speaking(facts.capabilities());
        if (dialect.isEmpty()) {
            return new Beginning.Not("no dialect here speaks to it");
        }
        var owned = dialect.get().owns(facts.capabilities());
        if (!(session.readRunning(owned) instanceof RunningResult.Running(var text))
                || !(dialect.get().read(text) instanceof ReadResult.Read(var config))) {
            return new Beginning.Not("its configuration cannot be read");
        }
        return Digests.of(config).equals(base)
                ? new Beginning.Ready(
                        new Begun(
                                dialect.get(),
                                facts.capabilities(),
                                facts.hostKey(),
                                facts.softwareVersion(),
                                config))
                : new Beginning.Not("it runs something else than at the last look");
    }

    /** The same with another description at one interface, where the dialect can tell that. */
    private static Optional<DeviceConfig> marked(Begun begun) {
        var config = begun.running();
        return config.interfaces().stream()
                .filter(i -> !i.description().equals(MARK))
                .map(i -> described(config, i))
                .filter(c -> begun.dialect().blockers(c, begun.capabilities()).isEmpty())
                .filter(c ->
                        begun.dialect()
                                .read(begun.dialect().render(c, begun.capabilities()).text())
                                .equals(new ReadResult.Read(c)))
                .findFirst();
    }

    private static DeviceConfig described(DeviceConfig config, InterfaceConfig chosen) {
        return new DeviceConfig(
                config.interfaces().stream()
                        .map(i ->
                                i.equals(chosen)
                                        ? new InterfaceConfig(
                                                i.name(),
                                                MARK,
                                                i.enabled(),
                                                i.mode(),
                                                i.addresses(),
                                                i.ingress())
                                        : i)
                        .toList(),
                config.vlans(),
                config.accessLists(),
                config.routes(),
                config.securityZones(),
                config.zonePolicies(),
                config.wirelessNetworks(),
                config.bridgesOnly());
    }

    private Found tried(
            SiteOrder.SelfTest order, Begun begun, DeviceConfig changed, BooleanSupplier givenUp) {
        var dialect = begun.dialect();
        var subject =
                new Subject(
                        () ->
                                givenUp.getAsBoolean()
                                        ? new OpenResult.Unreachable("it was given up")
                                        : open(order.slot()),
                        dialect.render(begun.running(), begun.capabilities()),
                        dialect.render(changed, begun.capabilities()),
                        dialect.owns(begun.capabilities()),
                        (running, told) -> dialect.read(running).equals(dialect.read(told.text())));
        var verdict =
                BehaviourSelfTest.run(
                        subject,
                        order.confirms() ? Depth.CONFIRMS_AS_IS : Depth.CONFIRMS_NOTHING,
                        order.trial(),
                        order.margin(),
                        InstantSource.system(),
                        SelfTestRun::letPass);
        return switch (verdict) {
            case Verdict.Tried(var table) -> found(order.slot(), begun, true, "", table);
            case Verdict.Stopped(var reason, var table) ->
                    found(order.slot(), begun, false, reason, table);
        };
    }

    private Found found(
            DeviceSlot slot, Begun begun, boolean whole, String reason, BehaviourTable table) {
        behaviours.learn(slot, new Behaviours.Learnt(begun.hostKey(), begun.software(), table));
        return new Found(whole, reason, table.rows().stream().map(DeviceBehaviour::kind).toList());
    }

    private OpenResult open(DeviceSlot slot) {
        return switch (sessions.fresh(slot)) {
            case Opening.Opened(var session) -> new OpenResult.Open(session);
            case Opening.Not(var reason) -> new OpenResult.Unreachable(reason);
            case Opening.Stranger(var pinned, var shown) ->
                    new OpenResult.HostKeyChanged(pinned, shown);
        };
    }

    /** Whoever interrupts it has given up: the device's own timer does the rest. */
    private static void letPass(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
