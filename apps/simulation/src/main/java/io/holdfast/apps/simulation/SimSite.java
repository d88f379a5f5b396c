package io.holdfast.apps.simulation;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.Acceptance;
import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Enrolment.TrustRoot;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.Judgement;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.site.ConsoleDeed;
import io.holdfast.sitelink.site.Pace;
import io.holdfast.sitelink.site.SiteEvent;
import io.holdfast.sitelink.site.SiteEvent.DeviceAnswer;
import io.holdfast.sitelink.site.SiteEvent.Reading;
import io.holdfast.sitelink.site.SiteEvent.Sighting;
import io.holdfast.sitelink.site.SiteNode;
import io.holdfast.sitelink.site.SiteOrder;
import io.holdfast.sitelink.site.SiteState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The shell of a site node: a disk, a WAN, devices, and power that fails between any two orders.
 */
final class SimSite {

    private static final Duration UNANSWERED = Duration.ofSeconds(75);
    private static final int MOST_ENTRIES = 500;

    final SiteIdentity identity;
    final SortedMap<DeviceSlot, SimDevice> devices = new TreeMap<>();
    final Uptime uptime;
    private final World world;
    private final SimCentre centre;
    private final TrustRoot trust;
    private final Rules rules;
    private final Wan wan;

    private final SimDisk disk;
    private final List<JournalLine> journal = new ArrayList<>();
    private final Gate gate;
    private final Intruder intruder;

    private SiteState memory;
    private boolean up;
    private int life;
    private int wakes;
    private long asks;
    private Duration clockError = Duration.ZERO;

    SimSite(
            World world,
            SimCentre centre,
            Changes changes,
            Intruder intruder,
            SiteIdentity identity,
            Pace pace) {
        this.world = world;
        this.uptime = new Uptime(world);
        this.centre = centre;
        this.identity = identity;
        this.trust = changes.trust();
        this.intruder = intruder;
        gate = new Gate(world, identity, trust, intruder.besides(trust));
        changes.slots()
                .forEach(slot ->
                        devices.put(
                                slot, new SimDevice(world, changes, identity.site() + "/" + slot)));
        rules = new Rules(world, changes, this);
        wan = new Wan(world);
        memory = SiteState.fresh(identity, pace);
        disk = new SimDisk(world, memory);
    }

    SimDevice device(DeviceSlot slot) {
        return Objects.requireNonNull(devices.get(slot));
    }

    /** Whichever chance takes. */
    SimDevice anyDevice() {
        var all = List.copyOf(devices.values());
        return all.get(world.random.nextInt(all.size()));
    }

    SiteState state() {
        return memory;
    }

    List<JournalLine> journal() {
        return journal;
    }

    /** Faults are over since days: everything has to have come to rest. */
    void atRest(SimCentre.Row row, SortedMap<String, String> wanted) {
        rules.atRest(row, wanted);
    }

    /** What has to be closed in time. */
    void watches(Openings openings) {
        rules.openings = openings;
    }

    /** Somebody wants something at the console; of a dark node nobody does. */
    void atConsole(ConsoleDeed deed) {
        step(new SiteEvent.AtConsole(++asks, deed));
    }

    boolean isUp() {
        return up;
    }

    /** Whether anything it does now could be written down. */
    boolean canRecord() {
        return disk.hasRoom();
    }

    void cutWan(Duration length) {
        world.trace(identity + " cut");
        wan.cut(length);
    }

    void start() {
        up = true;
        uptime.begins();
        life++;
        clockError =
                world.mishap(10)
                        ? world.between(Duration.ofDays(-2), Duration.ofDays(2))
                        : Duration.ZERO;
        memory = disk.read();
        step(new SiteEvent.Started(Instant.EPOCH));
    }

    void crash() {
        crash(world.between(Duration.ofSeconds(10), Duration.ofHours(3)));
    }

    void crash(Duration dark) {
        if (!up) {
            return;
        }
        up = false;
        uptime.ends();
        life++;
        world.trace(identity + " dark");
        world.after(dark, this::start);
    }

    private void step(SiteEvent event) {
        if (!up) {
            return;
        }
        var step = SiteNode.step(memory, event, world.now().plus(clockError));
        memory = step.state();
        for (var order : step.orders()) {
            if (world.mishap(2000)) {
                crash();
                return;
            }
            world.passes("before " + order.getClass().getSimpleName());
            if (!up) {
                return;
            }
            carryOut(order);
        }
    }

    private void carryOut(SiteOrder order) {
        switch (order) {
            case SiteOrder.Persist(var entries) -> {
                var state = memory;
                if (world.is(Sabotage.JOURNAL_AFTER_EFFECT)) {
                    later(Duration.ofSeconds(10), () -> persist(state, entries));
                } else {
                    persist(state, entries);
                }
            }
            case SiteOrder.Contact(var ticket, var request, var after, _) ->
                    contact(ticket, request, after);
            case SiteOrder.Examine(var bundle) ->
                    later(Duration.ofSeconds(2), () -> examine(bundle));
            case SiteOrder.ExamineAccess(var access) ->
                    later(Duration.ofSeconds(1), () -> examine(access));
            case SiteOrder.Read(var slot, var ticket, var probe, _) -> read(slot, ticket, probe);
            case SiteOrder.Look(var slot, var ticket) -> look(slot, ticket);
            case SiteOrder.Apply apply -> apply(apply);
            case SiteOrder.Confirm(var slot, var ticket, var token) ->
                    ask(slot, ticket, () -> device(slot).confirm(token));
            case SiteOrder.Revert(var slot, var ticket, var token) ->
                    ask(slot, ticket, () -> device(slot).revert(token));
            case SiteOrder.WakeAt(var at) -> wakeAt(at);
            case SiteOrder.Alarm(var code, var object, _) ->
                    world.trace(identity + " alarm " + code + " " + object);
            case SiteOrder.SelfTest test ->
                    step(
                            new SiteEvent.SelfTested(
                                    test.slot(), test.ticket(), false, "not simulated", List.of()));
            case SiteOrder.MeetUnit _, SiteOrder.ExamineUnit _ ->
                    throw new IllegalStateException("nobody here replaces a device");
            case SiteOrder.Release(_), SiteOrder.Tell(_), SiteOrder.AnswerConsole(_, _) -> {}
        }
    }

    private void examine(Envelope access) {
        var judged = Acceptance.judgeAccess(access, trust, identity, memory.accessVersion());
        step(new SiteEvent.AccessExamined(judged));
    }

    /** With nowhere to write the node does nothing until there is room, whatever it was doing. */
    private void persist(SiteState state, List<JournalLine> entries) {
        if (disk.refuses()) {
            if (!world.is(Sabotage.GO_ON_WITHOUT_JOURNAL)) {
                crash(disk.untilRoom());
            }
            return;
        }
        rules.persisting(state);
        disk.keep(state);
        for (var line : entries) {
            journal.add(line);
            rules.journaled(line);
            world.trace(identity + " entry " + line.sequence() + " " + line.hash());
        }
    }

    private void contact(long ticket, LinkRequest greeting, long after) {
        int from = Math.toIntExact(Math.min(after, journal.size()));
        var entries =
                journal.subList(from, Math.min(journal.size(), from + MOST_ENTRIES)).stream()
                        .map(JournalLine::bytes)
                        .toList();
        var request = greeting.with(entries, greeting.slots());
        int copies = world.mishap(20) ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            wan.carry(() ->
                    centre.hear(
                            request, answer -> back(ticket, intruder.between(identity, answer))));
        }
        later(UNANSWERED, () -> step(new SiteEvent.Unanswered(ticket, "timed out")));
    }

    private void back(long ticket, LinkAnswer answer) {
        int copies = world.mishap(20) ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            wan.carry(() ->
                    step(
                            new SiteEvent.Answered(
                                    ticket, answer, hash(answer.durable().sequence()))));
        }
    }

    private String hash(long sequence) {
        if (sequence == 0) {
            return "0".repeat(64);
        }
        return sequence <= journal.size() ? journal.get(Math.toIntExact(sequence - 1)).hash() : "";
    }

    private void examine(Bundle bundle) {
        var judgement = gate.judge(bundle, memory, world.now().plus(clockError));
        if (judgement instanceof Judgement.Accepted accepted) {
            rules.accepted(accepted.delivery());
            world.passes("content stored, not yet told");
        }
        step(new SiteEvent.BundleExamined(judgement));
    }

    private String target(SiteOrder.Apply order) {
        return gate.content(order.contentDigest()).of(order.slot()).stream()
                .map(d -> Digests.of(d.config()))
                .filter(order.target()::equals)
                .findFirst()
                .orElseThrow();
    }

    private void apply(SiteOrder.Apply order) {
        var device = device(order.slot());
        ask(
                order.slot(),
                order.ticket(),
                () -> {
                    rules.applying(order, device);
                    var base =
                            world.is(Sabotage.HIDE_FOREIGN_CHANGES)
                                    ? device.running()
                                    : order.base();
                    return device.apply(target(order), base, order.transaction(), order.trial());
                });
    }

    private void ask(DeviceSlot slot, long ticket, Supplier<DeviceAnswer> act) {
        if (world.mishap(60)) {
            later(
                    Duration.ofSeconds(10),
                    () -> answer(slot, ticket, new DeviceAnswer.Unknown("no route")));
            return;
        }
        boolean replyLost = world.mishap(60);
        later(
                world.between(Duration.ofMillis(100), Duration.ofSeconds(4)),
                () -> {
                    var said = act.get();
                    world.passes("done, not yet heard");
                    var heard = replyLost ? new DeviceAnswer.Unknown("the reply was lost") : said;
                    later(Duration.ofMillis(50), () -> answer(slot, ticket, heard));
                });
    }

    private void answer(DeviceSlot slot, long ticket, DeviceAnswer answer) {
        step(new SiteEvent.DeviceAnswered(slot, ticket, answer));
    }

    private void read(DeviceSlot slot, long ticket, boolean probe) {
        boolean lost = world.mishap(60);
        later(
                world.between(Duration.ofMillis(100), Duration.ofSeconds(4)),
                () -> {
                    var device = device(slot);
                    var failed =
                            probe && !device.probesPass()
                                    ? List.of(
                                            new SiteEvent.FailedProbe(
                                                    "historian", "the historian does not answer"))
                                    : List.<SiteEvent.FailedProbe>of();
                    var reading = reading(slot, lost);
                    world.passes("read, not yet heard");
                    if (up) {
                        step(new SiteEvent.ReadBack(slot, ticket, reading, failed));
                    }
                });
    }

    private Reading reading(DeviceSlot slot, boolean lost) {
        if (lost) {
            return new Reading.Silent("no route");
        }
        if (world.is(Sabotage.CONFIRM_WITHOUT_READBACK) && Rules.isInWork(memory, slot)) {
            return new Reading.Means(Rules.plan(memory).orElseThrow().member(slot).target());
        }
        if (world.is(Sabotage.HIDE_FOREIGN_CHANGES)
                && !device(slot).foreign().isEmpty()
                && memory.slot(slot).isPresent()) {
            return new Reading.Means(memory.slot(slot).orElseThrow().kept());
        }
        return device(slot).read();
    }

    private void look(DeviceSlot slot, long ticket) {
        boolean lost = world.mishap(30);
        later(
                world.between(Duration.ofMillis(200), Duration.ofSeconds(8)),
                () ->
                        step(
                                new SiteEvent.Looked(
                                        slot,
                                        ticket,
                                        new Sighting.Configured(
                                                "SHA256:k",
                                                List.of(),
                                                true,
                                                reading(slot, lost)))));
    }

    private void wakeAt(Instant at) {
        int mine = ++wakes;
        int inLife = life;
        world.at(
                at.minus(clockError),
                () -> {
                    if (mine == wakes && inLife == life) {
                        step(new SiteEvent.Tick());
                    }
                });
    }

    /** Only if the node is not restarted in between. */
    private void later(Duration delay, Runnable act) {
        int mine = life;
        world.after(
                delay,
                () -> {
                    if (up && mine == life) {
                        act.run();
                    }
                });
    }
}
