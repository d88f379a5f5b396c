package io.holdfast.site.devices;

import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.failpoint.Failpoint;
import io.holdfast.site.lookout.Behaviours;
import io.holdfast.site.lookout.Sightings;
import io.holdfast.sitelink.SiteContent.DeviceContent;
import io.holdfast.sitelink.site.SiteEvent;
import io.holdfast.sitelink.site.SiteEvent.DeviceAnswer;
import io.holdfast.sitelink.site.SiteEvent.Reading;
import io.holdfast.sitelink.site.SiteEvent.Sighting;
import io.holdfast.sitelink.site.SiteOrder;
import io.holdfast.sitelink.site.UnitSeen;
import io.holdfast.spi.DeviceDialect;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.InventoryReader;
import io.holdfast.spi.Liveness;
import io.holdfast.spi.RunningResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Carries out orders about devices. Every order is answered by exactly one event; what cannot be
 * answered in time is Unknown. It decides nothing and tries nothing twice.
 */
public final class DeviceOrders implements AutoCloseable {

    /** Where the texts of accepted contents are kept. */
    @FunctionalInterface
    public interface Contents {
        Optional<DeviceContent> of(String contentDigest, DeviceSlot slot, String configDigest);
    }

    private static final Duration STILL_THERE = Duration.ofSeconds(10);
    private static final InstantSource CLOCK = InstantSource.system();

    private final Drivers drivers;
    private final AccessBook access;
    private final Contents contents;
    private final Sightings sightings;
    private final HeldSessions held = new HeldSessions();
    private final Answering answering;
    private final Neighbours neighbours;
    private final DeviceSessions sessions;
    private final Entrance entrance;
    private final RotationProof rotations;
    private final SelfTestRun selfTests;
    private final UnitLook units;
    private final Set<Trying> trying = ConcurrentHashMap.newKeySet();

    public DeviceOrders(
            Drivers drivers,
            AccessBook access,
            Contents contents,
            Sightings sightings,
            Behaviours behaviours,
            Switches switches,
            RotationMemory memory,
            DeviceLimits limits,
            Consumer<SiteEvent> told) {
        this.drivers = drivers;
        this.access = access;
        this.contents = contents;
        this.sightings = sightings;
        this.answering = new Answering(limits, told);
        this.entrance = new Entrance(limits);
        this.sessions = new DeviceSessions(drivers, access, entrance, behaviours, limits, switches);
        this.neighbours = new Neighbours(drivers, access, sessions);
        this.selfTests = new SelfTestRun(drivers, sessions, behaviours);
        this.units = new UnitLook(drivers, access, sessions, entrance, sightings, contents);
        this.rotations =
                new RotationProof(drivers, access, entrance, sessions, memory, sightings::rotation);
    }

    /** Looks at a device outside a transaction. */
    public void look(SiteOrder.Look order) {
        answering.begin(
                () -> sighting(order.slot()),
                Sighting.Silent::new,
                sighting -> new SiteEvent.Looked(order.slot(), order.ticket(), sighting));
    }

    private Sighting sighting(DeviceSlot slot) {
        rotations.ifDue(slot);
        return switch (access.door(slot)) {
            case Door.Shut(var reason) -> new Sighting.Silent(reason);
            case Door.Known door when !door.isConfigured() -> inventoryOnly(slot, door);
            case Door.Known door -> configured(slot, door);
        };
    }

    private Sighting inventoryOnly(DeviceSlot slot, Door.Known door) {
        return switch (inventory(slot, door, () -> true)) {
            case InventoryReader.Result.Seen _ -> new Sighting.Inventoried();
            case InventoryReader.Result.Silent(var reason) -> new Sighting.Silent(reason);
        };
    }

    /**
     * Reads it, and keeps it if it is this unit's.
     *
     * @param stillThere asked afterwards: another box may stand there by now, and what it says of
     *     itself is not the device's
     */
    private InventoryReader.Result inventory(
            DeviceSlot slot, Door.Known door, BooleanSupplier stillThere) {
        var reader = drivers.inventory();
        if (reader.isEmpty() || !door.speaksSnmp()) {
            return new InventoryReader.Result.Silent("no inventory reader or no SNMP address");
        }
        var seen = entrance.inventory(reader.get(), door);
        if (seen instanceof InventoryReader.Result.Seen(var inventory)
                && stillThere.getAsBoolean()) {
            sightings.inventory(slot, inventory);
        }
        return seen;
    }

    private Sighting configured(DeviceSlot slot, Door.Known door) {
        if (door.reach().pinnedHostKey() == null) {
            return sessions.hostKey(door)
                    .<Sighting>map(Sighting.KeyShown::new)
                    .orElseGet(() -> new Sighting.Silent("nobody shows a host key"));
        }
        return switch (sessions.fresh(slot)) {
            case Opening.Opened(var session) -> {
                try (session) {
                    yield seen(slot, door, session);
                }
            }
            case Opening.Stranger(var pinned, var shown) -> new Sighting.KeyChanged(pinned, shown);
            case Opening.Not(var reason) -> new Sighting.Silent(reason);
        };
    }

    private Sighting seen(DeviceSlot slot, Door.Known door, DeviceSession session) {
        var heard = Conversation.running(session, drivers);
        if (!heard.text().isEmpty()) {
            boolean isNew = sightings.isNew(slot, heard.text());
            sightings.running(slot, heard.text());
            archive(slot, session, heard.text());
            if (isNew && heard.reading() instanceof Reading.Means(var digest)) {
                LastHand.of(session, slot, digest, door.secret().user(), CLOCK)
                        .ifPresent(sightings::changedBy);
            }
        }
        if (door.speaksSnmp()) {
            var _ =
                    inventory(
                            slot,
                            door,
                            () ->
                                    !door.speaksNetconf()
                                            || session.liveness(STILL_THERE)
                                                    instanceof Liveness.Answers);
        }
        var facts = session.facts();
        DeviceCapabilities capabilities = facts.capabilities();
        return new Sighting.Configured(
                facts.hostKey(),
                capabilities.modules(),
                capabilities.selfReverting(),
                heard.reading());
    }

    /** What cannot be read whole is not archived; the look itself goes on. */
    private void archive(DeviceSlot slot, DeviceSession session, String owned) {
        if (sightings.wantsWhole(slot, owned)
                && session.readEverything() instanceof RunningResult.Running(var whole)) {
            sightings.whole(slot, owned, whole);
        }
    }

    /** Reads a device in a fresh session. */
    public void read(SiteOrder.Read order) {
        answering.begin(
                () -> readBack(order),
                reason -> new ReadAndProbed(new Reading.Silent(reason), List.of()),
                seen ->
                        new SiteEvent.ReadBack(
                                order.slot(), order.ticket(), seen.reading(), seen.failed()));
    }

    private record ReadAndProbed(Reading reading, List<SiteEvent.FailedProbe> failed) {}

    private ReadAndProbed readBack(SiteOrder.Read order) {
        var reading = reading(order.slot());
        return new ReadAndProbed(
                reading, order.probe() ? neighbours.failed(order.neighbours()) : List.of());
    }

    private Reading reading(DeviceSlot slot) {
        return switch (sessions.fresh(slot)) {
            case Opening.Opened(var session) -> {
                try (session) {
                    var heard = Conversation.running(session, drivers);
                    if (!heard.text().isEmpty()) {
                        sightings.running(slot, heard.text());
                    }
                    yield heard.reading();
                }
            }
            case Opening.Not(var reason) -> new Reading.Silent(reason);
            case Opening.Stranger(var pinned, var shown) -> new Reading.KeyChanged(pinned, shown);
        };
    }

    /** Sees which key is shown in a slot. */
    public void meet(SiteOrder.MeetUnit order) {
        answering.begin(
                () -> units.offered(order.slot()),
                SiteEvent.Offered.Nobody::new,
                offered -> units.met(order, offered));
    }

    /** Looks at a new unit in a slot. */
    public void examine(SiteOrder.ExamineUnit order) {
        answering.begin(
                () -> units.seen(order),
                reason -> new UnitSeen.Shut("UNREACHABLE", reason),
                seen -> new SiteEvent.UnitExamined(order.slot(), order.ticket(), seen));
    }

    /** Puts a text on trial. */
    public void apply(SiteOrder.Apply order) {
        answer(order.slot(), order.ticket(), () -> applied(order));
    }

    private DeviceAnswer applied(SiteOrder.Apply order) {
        var content = contents.of(order.contentDigest(), order.slot(), order.target());
        if (content.isEmpty()) {
            return new DeviceAnswer.Refused("content-missing", "its text is not in the store");
        }
        var dialect = drivers.named(content.get().dialect());
        if (dialect.isEmpty()) {
            return new DeviceAnswer.Refused(
                    "no-dialect", "no dialect " + content.get().dialect() + " at this site");
        }
        if (!order.selfReverting() && !sessions.writesSnmp(order.slot())) {
            return new DeviceAnswer.Refused(
                    "not-self-reverting",
                    "this device does not take itself back, and nobody permitted to write to it");
        }
        return switch (sessions.fresh(order.slot())) {
            case Opening.Not(var reason) -> new DeviceAnswer.Refused("unreachable", reason);
            case Opening.Stranger(var pinned, var shown) ->
                    new DeviceAnswer.KeyChanged(pinned, shown);
            case Opening.Opened(var session) ->
                    applied(order, session, content.get(), dialect.get());
        };
    }

    /** The session is held for the confirm, or closed, whatever breaks on the way. */
    private DeviceAnswer applied(
            SiteOrder.Apply order,
            DeviceSession session,
            DeviceContent content,
            DeviceDialect dialect) {
        boolean hold = false;
        try {
            var answer =
                    Conversation.apply(
                            session,
                            content,
                            dialect,
                            order.base(),
                            order.trial(),
                            order.transaction());
            hold = answer instanceof DeviceAnswer.Done && sessions.mayHold(order.slot());
            return answer;
        } finally {
            if (hold) {
                held.hold(order.transaction(), order.slot(), session);
            } else {
                session.close();
            }
        }
    }

    /** Keeps what is on trial. */
    public void confirm(SiteOrder.Confirm order) {
        answer(
                order.slot(),
                order.ticket(),
                () -> {
                    Failpoint.reach("before-confirm");
                    var answer =
                            inSession(
                                    order.transaction(),
                                    order.slot(),
                                    session ->
                                            Conversation.answer(
                                                    session.confirm(order.transaction())));
                    Failpoint.reach("after-confirm");
                    return answer;
                });
    }

    /** Takes back what is on trial. */
    public void revert(SiteOrder.Revert order) {
        answer(
                order.slot(),
                order.ticket(),
                () ->
                        inSession(
                                order.transaction(),
                                order.slot(),
                                session ->
                                        Conversation.answer(session.revert(order.transaction()))));
    }

    /** The held session if it still answers, else a new one (rulings V1). */
    private DeviceAnswer inSession(
            String transaction,
            DeviceSlot slot,
            java.util.function.Function<DeviceSession, DeviceAnswer> talk) {
        var alive = held.take(transaction, slot);
        if (alive.isPresent()) {
            try (var session = alive.get()) {
                var answer = talk.apply(session);
                if (!(answer instanceof DeviceAnswer.Unknown)) {
                    return answer;
                }
            }
        }
        return switch (sessions.fresh(slot)) {
            case Opening.Not(var reason) -> new DeviceAnswer.Unknown(reason);
            case Opening.Stranger(var pinned, var shown) ->
                    new DeviceAnswer.KeyChanged(pinned, shown);
            case Opening.Opened(var session) -> {
                try (session) {
                    yield talk.apply(session);
                }
            }
        };
    }

    /** Tries whether a device does what it says. */
    public void selfTest(SiteOrder.SelfTest order) {
        trying.removeIf(one -> one.test().isDone());
        var givenUp = new AtomicBoolean();
        var test =
                answering.begin(
                        order.limit(),
                        () -> selfTests.run(order, givenUp::get),
                        reason -> new SelfTestRun.Found(false, reason, List.of()),
                        found ->
                                new SiteEvent.SelfTested(
                                        order.slot(),
                                        order.ticket(),
                                        found.whole(),
                                        found.reason(),
                                        found.kinds()));
        trying.add(new Trying(test, givenUp));
    }

    /** Ends the sessions held for a transaction. */
    public void release(SiteOrder.Release order) {
        held.release(order.transaction());
    }

    /** Ends every session and gives up every self-test, as after a restart. */
    public void forgetEverything() {
        trying.forEach(Trying::giveUp);
        trying.clear();
        held.releaseAll();
    }

    private void answer(
            DeviceSlot slot, long ticket, java.util.concurrent.Callable<DeviceAnswer> talk) {
        answering.begin(
                talk,
                DeviceAnswer.Unknown::new,
                answer -> new SiteEvent.DeviceAnswered(slot, ticket, answer));
    }

    @Override
    public void close() {
        answering.close();
        held.releaseAll();
    }
}
