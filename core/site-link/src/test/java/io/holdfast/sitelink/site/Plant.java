package io.holdfast.sitelink.site;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.window.Freeze;
import io.holdfast.core.window.Window;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.sitelink.AccessJudgement;
import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalEntry;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.Judgement;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.Release;
import io.holdfast.sitelink.RiskClass;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A site node with two devices, its disk and its centre; all of it in one thread and virtual time.
 */
final class Plant {

    static final String LISTED = "SHA256:x";
    static final DeviceSlot FW = new DeviceSlot("fw-1");
    static final DeviceSlot SW = new DeviceSlot("sw-1");
    static final SiteIdentity WW_01 = new SiteIdentity("org", new SiteId("ww-01"), 1);

    SiteState disk = SiteState.fresh(WW_01, Pace.PLANT);
    SiteState memory = disk;
    Instant now = Instant.parse("2026-11-23T08:00:00Z");
    Instant wake = now;
    final Deque<SiteEvent> inbox = new ArrayDeque<>();
    final Map<DeviceSlot, PlantDevice> devices = new TreeMap<>();
    final List<JournalLine> journal = new ArrayList<>();
    final List<SiteOrder> done = new ArrayList<>();
    final List<LinkRequest> heard = new ArrayList<>();
    final List<String> broken = new ArrayList<>();
    final Map<String, Map<DeviceSlot, String>> contents = new TreeMap<>();
    private @Nullable LinkRequest held;
    private long heldTicket;
    private Instant heldUntil = Instant.MAX;
    boolean wan = true;
    int forgotten;
    @Nullable Bundle offer;
    @Nullable Judgement verdict;

    /** The power fails when so many orders were carried out. */
    int crashAt = Integer.MAX_VALUE;

    /** How long the power is gone: less or more than the devices' own timers. */
    Duration outage = Duration.ofSeconds(7);

    /** The power fails after the device did it and before the node hears so. */
    boolean crashLate;

    final List<SiteOrder.SelfTest> selfTests = new ArrayList<>();

    final List<SiteWord> words = new ArrayList<>();

    /** Keys of the units that were logged in to before they were the slot's. */
    final List<String> loggedIn = new ArrayList<>();

    final List<ConsoleAnswer> answers = new ArrayList<>();

    SitePlan plan =
            new SitePlan(WW_01.site(), "W", "UTC", List.of(), List.of(), List.of(), List.of());
    ZoneModel model = new ZoneModel(List.of(), List.of(), List.of());
    List<Window> windows = List.of();
    List<Freeze> freezes = List.of();

    /** How far the node's clock is behind the world's. */
    Duration behind;

    final List<Instant> touched = new ArrayList<>();

    private final Set<String> begun = new HashSet<>();

    Plant() {
        this(Duration.ZERO);
    }

    Plant(Duration behind) {
        this.behind = behind;
        devices.put(FW, new PlantDevice());
        devices.put(SW, new PlantDevice());
        start();
        tell(new SiteEvent.AccessExamined(new AccessJudgement.Accepted(access(1, LISTED))));
        settle();
    }

    static DeviceAccess access(long version, @Nullable String key) {
        return new DeviceAccess(
                1,
                "org",
                WW_01.site(),
                1,
                version,
                List.of(
                        new DeviceAccess.Reach(FW, "127.0.0.1", 830, "127.0.0.1", 161, key, ""),
                        new DeviceAccess.Reach(SW, "127.0.0.1", 831, "127.0.0.1", 162, key, "")));
    }

    static DeviceConfig config(int revision, DeviceSlot slot) {
        return new DeviceConfig(
                List.of(), List.of(new Vlan(revision, slot.value())), List.of(), List.of());
    }

    static String digest(int revision, DeviceSlot slot) {
        return Digests.of(config(revision, slot));
    }

    void accept(int revision, int swGroup, Delivery.TakeOver... takeOver) {
        accept(revision, revision, swGroup, takeOver);
    }

    /** The content of one revision is accepted under the number of another. */
    void accept(int revision, int with, int swGroup, Delivery.TakeOver... takeOver) {
        tell(new SiteEvent.BundleExamined(accepted(revision, with, swGroup, takeOver)));
    }

    Judgement.Accepted accepted(
            int revision, int with, int swGroup, Delivery.TakeOver... takeOver) {
        var content =
                new SiteContent(
                        1,
                        "org",
                        plan.within(windows),
                        model,
                        List.of(device(with, FW, 1), device(with, SW, swGroup)));
        var digest = Digests.of(WireJson.write(content));
        contents.put(digest, Map.of(FW, digest(with, FW), SW, digest(with, SW)));
        var delivery =
                new Delivery(
                        1,
                        "org",
                        WW_01.site(),
                        1,
                        1,
                        revision,
                        digest,
                        now.plus(behind),
                        now.plus(behind).plusSeconds(3600),
                        List.of(takeOver));
        var release = new Release(1, "org", "chg", "0".repeat(64), 1, RiskClass.R0, List.of(), now);
        return new Judgement.Accepted(delivery, release, content, digest, RiskClass.R1);
    }

    private static SiteContent.DeviceContent device(int revision, DeviceSlot slot, int group) {
        return new SiteContent.DeviceContent(
                slot, group, "ietf", config(revision, slot), "t", Digests.of("t"));
    }

    void start() {
        inbox.clear();
        heldUntil = Instant.MAX;
        memory = WireJson.read(SiteState.class, WireJson.write(disk));
        tell(new SiteEvent.Started(Instant.EPOCH));
    }

    void tell(SiteEvent event) {
        var step = SiteNode.step(memory, event, now);
        memory = step.state();
        for (var order : step.orders()) {
            boolean crash = done.size() == crashAt;
            if (!crash || crashLate) {
                done.add(order);
                carryOut(order);
            }
            if (crash) {
                crash();
                return;
            }
        }
    }

    private void crash() {
        crashAt = Integer.MAX_VALUE;
        now = now.plus(outage);
        devices.values().forEach(d -> d.passTime(now));
        start();
    }

    /** Long enough for any change to come to its end. */
    void settle() {
        run(Duration.ofMinutes(12));
    }

    void run(Duration length) {
        var end = now.plus(length);
        while (true) {
            devices.values().forEach(d -> d.passTime(now));
            if (!inbox.isEmpty()) {
                tell(inbox.removeFirst());
                continue;
            }
            if (!now.isBefore(heldUntil)) {
                heldUntil = Instant.MAX;
                tell(contact(heldTicket, held));
                continue;
            }
            var next = devices.values().stream().map(d -> d.timer).min(Instant::compareTo).get();
            next = next.isAfter(now) && next.isBefore(wake) ? next : wake;
            next = heldUntil.isBefore(next) ? heldUntil : next;
            if (next.isAfter(end)) {
                now = end;
                return;
            }
            now = next.isAfter(now) ? next : now.plusMillis(1);
            devices.values().forEach(d -> d.passTime(now));
            tell(new SiteEvent.Tick());
        }
    }

    private void carryOut(SiteOrder order) {
        switch (order) {
            case SiteOrder.Persist(var lines) -> {
                disk = memory;
                journal.addAll(lines);
            }
            case SiteOrder.Contact(var ticket, var request, _, _) -> {
                heldUntil = Instant.MAX;
                if (wan && offer == null && request.waitSeconds() > 0) {
                    held = request;
                    heldTicket = ticket;
                    heldUntil = now.plusSeconds(request.waitSeconds());
                    return;
                }
                inbox.add(contact(ticket, request));
            }
            case SiteOrder.Read(var slot, var ticket, var probe, _) ->
                    inbox.add(
                            new SiteEvent.ReadBack(
                                    slot,
                                    ticket,
                                    reading(slot),
                                    probe ? failedProbes(devices.get(slot)) : List.of()));
            case SiteOrder.Look(var slot, var ticket) ->
                    inbox.add(new SiteEvent.Looked(slot, ticket, sighting(slot)));
            case SiteOrder.Apply apply -> {
                if (entries("INTENT").stream()
                        .noneMatch(e -> e.object().equals(apply.transaction()))) {
                    broken.add("effect without intent: " + apply);
                }
                inbox.add(new SiteEvent.DeviceAnswered(apply.slot(), apply.ticket(), apply(apply)));
            }
            case SiteOrder.Confirm(var slot, var ticket, var transaction) ->
                    inbox.add(
                            new SiteEvent.DeviceAnswered(
                                    slot, ticket, devices.get(slot).confirm(transaction)));
            case SiteOrder.Revert(var slot, var ticket, var transaction) ->
                    inbox.add(
                            new SiteEvent.DeviceAnswered(
                                    slot, ticket, devices.get(slot).revert(transaction)));
            case SiteOrder.MeetUnit(var slot, var ticket) ->
                    inbox.add(devices.get(slot).met(slot, ticket, pinned(slot)));
            case SiteOrder.ExamineUnit unit -> {
                loggedIn.add(devices.get(unit.slot()).shownKey);
                if (entries("REPLACEMENT_INTENT").isEmpty()) {
                    broken.add("logged in without intent: " + unit);
                }
                inbox.add(devices.get(unit.slot()).examined(unit));
            }
            case SiteOrder.WakeAt(var at) -> wake = at;
            case SiteOrder.Examine(_) -> inbox.add(new SiteEvent.BundleExamined(verdict));
            case SiteOrder.SelfTest test -> selfTests.add(test);
            case SiteOrder.Tell(var word) -> words.add(word);
            case SiteOrder.AnswerConsole(_, var answer) -> answers.add(answer);
            case SiteOrder.ExamineAccess(_), SiteOrder.Release(_), SiteOrder.Alarm(_, _, _) -> {}
        }
    }

    /** Some fail by the change, some did so before. */
    private static List<SiteEvent.FailedProbe> failedProbes(PlantDevice device) {
        boolean changed = !device.before.isEmpty() && !device.running.equals(device.before);
        return device.failsAlways || !device.transaction.isEmpty() || changed
                ? device.failedProbes
                : List.of();
    }

    private SiteEvent contact(long ticket, LinkRequest request) {
        if (!wan) {
            return new SiteEvent.Unanswered(ticket, "cut");
        }
        heard.add(request);
        var durable = journal.subList(0, Math.max(0, journal.size() - forgotten));
        var head = durable.isEmpty() ? JournalHead.EMPTY : durable.getLast().head();
        return new SiteEvent.Answered(
                ticket,
                new LinkAnswer(now.plus(behind), 1, head, null, offer, null, 0, freezes),
                head.hash());
    }

    /** The key that whoever answers in a slot has to show, as the shell asks for it. */
    private String pinned(DeviceSlot slot) {
        return memory.units().hostKey(slot, Optional.of(LISTED)).orElse("");
    }

    private SiteEvent.Reading reading(DeviceSlot slot) {
        var device = devices.get(slot);
        if (device.reachable && !device.shownKey.equals(pinned(slot))) {
            return new SiteEvent.Reading.KeyChanged(pinned(slot), device.shownKey);
        }
        return device.reachable
                ? new SiteEvent.Reading.Means(device.running)
                : new SiteEvent.Reading.Silent("no route");
    }

    private SiteEvent.Sighting sighting(DeviceSlot slot) {
        var device = devices.get(slot);
        if (device.reachable && !device.shownKey.equals(pinned(slot))) {
            return new SiteEvent.Sighting.KeyChanged(pinned(slot), device.shownKey);
        }
        return device.reachable
                ? new SiteEvent.Sighting.Configured(
                        device.shownKey, List.of(), device.selfReverting, reading(slot))
                : new SiteEvent.Sighting.Silent("no route");
    }

    private SiteEvent.DeviceAnswer apply(SiteOrder.Apply apply) {
        var device = devices.get(apply.slot());
        if (!device.reachable) {
            return new SiteEvent.DeviceAnswer.Unknown("no route");
        }
        if (!device.shownKey.equals(pinned(apply.slot()))) {
            return new SiteEvent.DeviceAnswer.KeyChanged(pinned(apply.slot()), device.shownKey);
        }
        if (!device.byHand.isEmpty()) {
            device.running = device.byHand;
            device.byHand = "";
        }
        if (device.transaction.isEmpty() && !device.running.equals(apply.base())) {
            return new SiteEvent.DeviceAnswer.Moved(device.running);
        }
        if (!device.transaction.isEmpty() && !device.transaction.equals(apply.transaction())) {
            return new SiteEvent.DeviceAnswer.Refused("in-use", "another commit is pending");
        }
        if (device.transaction.isEmpty()) {
            device.before = device.running;
        }
        if (begun.add(apply.transaction())) {
            touched.add(now.plus(behind));
        }
        device.running = apply.target();
        device.history.add(device.running);
        if (apply.selfReverting()) {
            device.transaction = apply.transaction();
            device.timer = now.plus(apply.trial());
        }
        if (device.isCut()) {
            device.reachable = false;
            return new SiteEvent.DeviceAnswer.Unknown("session lost");
        }
        return new SiteEvent.DeviceAnswer.Done();
    }

    List<JournalEntry> entries(String type) {
        return journal.stream()
                .map(line -> Journal.read(line.bytes()))
                .filter(e -> e.type().equals(type))
                .toList();
    }

    SlotState slot(DeviceSlot slot) {
        return memory.slot(slot).orElseThrow();
    }
}
