package io.holdfast.sitelink.site;

import io.holdfast.auditlog.witness.Witness;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.window.Freeze;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.site.SiteState.Desired;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** One step while it is being thought through: the state that grows and the orders so far. */
final class Turn {

    final SiteIdentity identity;
    final Pace pace;
    final Instant now;
    Timekeeping time;
    JournalHead head;
    JournalHead acknowledged;
    Desired desired;
    boolean suspended;
    List<LinkRequest.Refusal> refusals;
    long accessVersion;
    final SortedMap<DeviceSlot, SlotState> slots;
    Work work;
    Link link;
    long transactions;
    List<Freeze> freezes;
    SiteState.Hold hold;
    List<SelfTesting> selfTests;
    List<HardEnd> ends;
    BreakGlass breakGlass;
    Witness witness;
    Units units;
    private long tickets;
    private final List<JournalLine> lines = new ArrayList<>();
    private final List<SiteOrder> orders = new ArrayList<>();
    private final SiteState known;
    private boolean durable;

    Turn(SiteState state, Instant now) {
        this.now = now;
        known = state;
        identity = state.identity();
        pace = state.pace();
        time = state.time();
        head = state.head();
        acknowledged = state.acknowledged();
        desired = state.desired();
        suspended = state.suspended();
        refusals = state.refusals();
        accessVersion = state.accessVersion();
        slots = new TreeMap<>(state.slots());
        work = state.work();
        link = state.link();
        transactions = state.transactions();
        tickets = state.tickets();
        freezes = state.freezes();
        hold = state.hold();
        selfTests = state.selfTests();
        ends = state.ends();
        breakGlass = state.breakGlass();
        witness = state.witness();
        units = state.units();
    }

    /** Journals something; durable before any order of this step is begun. */
    void note(String object, JournalNote note) {
        note("site-node", object, note);
    }

    /** The same of what a person did at the console. */
    void note(String actor, String object, JournalNote note) {
        var moment =
                new Journal.Moment(
                        time.boot(), Duration.between(time.startedAt(), now).toMillis(), now);
        var line = Journal.append(head, identity, moment, actor, object, note);
        lines.add(line);
        head = line.head();
    }

    /** The state itself must be durable, although nothing is journaled. */
    void keep() {
        durable = true;
    }

    void order(SiteOrder order) {
        orders.add(order);
    }

    void alarm(String code, String object, String sentence) {
        orders.add(new SiteOrder.Alarm(code, object, sentence));
    }

    long ticket() {
        return ++tickets;
    }

    SlotState slot(DeviceSlot slot) {
        return slots.getOrDefault(slot, SlotState.UNKNOWN);
    }

    void slot(DeviceSlot slot, UnaryOperator<SlotState> change) {
        slots.put(slot, change.apply(slot(slot)));
    }

    /** Nothing came in this step by which the next group could begin at another time. */
    boolean waitsForTheSame() {
        return desired.equals(known.desired())
                && hold.equals(known.hold())
                && freezes.equals(known.freezes())
                && time.anchor().equals(known.time().anchor())
                && link.failures() == known.link().failures()
                && known.slots().entrySet().stream()
                        .allMatch(s -> slot(s.getKey()).kept().equals(s.getValue().kept()));
    }

    SiteNode.Step done(Instant wake) {
        var state =
                new SiteState(
                        SiteState.SCHEMA,
                        identity,
                        pace,
                        time,
                        head,
                        acknowledged,
                        desired,
                        suspended,
                        refusals,
                        accessVersion,
                        slots,
                        work,
                        link,
                        transactions,
                        tickets,
                        freezes,
                        hold,
                        selfTests,
                        ends,
                        breakGlass,
                        witness,
                        units);
        var all = new ArrayList<SiteOrder>();
        if (durable || !lines.isEmpty()) {
            all.add(new SiteOrder.Persist(lines));
        }
        all.addAll(orders);
        all.add(new SiteOrder.WakeAt(wake));
        return new SiteNode.Step(state, all);
    }
}
