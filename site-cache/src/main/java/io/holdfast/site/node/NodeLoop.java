package io.holdfast.site.node;

import io.holdfast.core.Bytes;
import io.holdfast.site.console.Status.AlarmLine;
import io.holdfast.site.devices.AccessBook;
import io.holdfast.site.devices.DeviceOrders;
import io.holdfast.site.failpoint.Failpoint;
import io.holdfast.site.ledger.SiteStore;
import io.holdfast.site.ledger.StoreUnusable;
import io.holdfast.site.link.Contacts;
import io.holdfast.site.link.TrustedTime;
import io.holdfast.site.offers.Examiner;
import io.holdfast.sitelink.AccessJudgement;
import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.BundleFile;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalEntry;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.Judgement;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.site.Pace;
import io.holdfast.sitelink.site.SiteEvent;
import io.holdfast.sitelink.site.SiteNode;
import io.holdfast.sitelink.site.SiteOrder;
import io.holdfast.sitelink.site.SiteState;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns what the site knows. It hears an event, lets core decide, writes state
 * and journal in one synced transaction, and only then begins what was ordered. If the disk does
 * not take it, nothing of the step happens, and the node begins again from what is stored.
 */
final class NodeLoop {

    private static final Logger LOG = LoggerFactory.getLogger(NodeLoop.class);

    /** How long the node waits before it tries a disk again that did not take a write. */
    private static final Duration DISK_PAUSE = Duration.ofSeconds(5);

    /** How often the wall clock is compared with the node's own. */
    private static final Duration CLOCK_PAUSE = Duration.ofSeconds(5);

    /**
     * What the loop works with.
     *
     * @param signed the latest moment that somebody trusted signed for
     * @param tell what goes to the centre as an event
     * @param desk where people at the console wait for an answer
     */
    record Parts(
            SiteStore store,
            Contacts contacts,
            DeviceOrders devices,
            AccessBook access,
            Examiner examiner,
            Alarms alarms,
            Instant signed,
            TrustedTime time,
            Consumer<SiteWord> tell,
            ConsoleDesk desk) {}

    private final SiteIdentity identity;
    private final Pace pace;
    private final NodeClock clock;
    private final BlockingQueue<SiteEvent> events;
    private final Parts parts;
    private final ExecutorService examining =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("examiner").factory());

    /** Who judged an offer, and waits until it is learnt; by the very event. */
    private final Map<SiteEvent, CountDownLatch> unlearnt =
            Collections.synchronizedMap(new IdentityHashMap<>());

    private volatile SiteState state;
    private volatile boolean stopped;
    private Instant wakeAt = Instant.MAX;
    private Instant clockLook = Instant.MIN;

    NodeLoop(
            SiteIdentity identity,
            Pace pace,
            NodeClock clock,
            BlockingQueue<SiteEvent> events,
            Parts parts) {
        this.identity = identity;
        this.pace = pace;
        this.clock = clock;
        this.events = events;
        this.parts = parts;
        this.state = StateRow.read(parts.store(), identity, pace);
    }

    static BlockingQueue<SiteEvent> newQueue() {
        return new LinkedBlockingQueue<>();
    }

    /** What the node knows now. */
    SiteState state() {
        return state;
    }

    /** Runs until {@link #stop} or until the thread is interrupted. */
    void run() {
        while (!stopped) {
            try {
                startOver();
                while (!stopped) {
                    learn(next());
                }
            } catch (StoreUnusable e) {
                LOG.error("the store does not take or give what it should", e);
                // What could not be written down is not done to a device either.
                parts.devices().forgetEverything();
                raise("STORE_UNUSABLE", "site-node", "the disk does not take what is written");
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** The current step is finished, then no other begins. */
    void stop() {
        stopped = true;
        examining.shutdownNow();
        events.add(new SiteEvent.Tick());
    }

    private void startOver() {
        parts.contacts().giveUp();
        parts.devices().forgetEverything();
        events.clear();
        forgetJudged();
        wakeAt = Instant.MAX;
        state = StateRow.read(parts.store(), identity, pace);
        parts.access().stand(state.units());
        learn(new SiteEvent.Started(parts.signed()));
    }

    /** Their events are gone; nobody waits for what is not learnt any more. */
    private void forgetJudged() {
        synchronized (unlearnt) {
            unlearnt.values().forEach(CountDownLatch::countDown);
            unlearnt.clear();
        }
    }

    private void pause() {
        try {
            Thread.sleep(DISK_PAUSE);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    private SiteEvent next() throws InterruptedException {
        var now = clock.instant();
        if (!now.isBefore(clockLook)) {
            clockLook = now.plus(CLOCK_PAUSE);
            return new SiteEvent.WallClock(clock.wall());
        }
        var until = wakeAt.isBefore(clockLook) ? wakeAt : clockLook;
        var left = until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
        var event = events.poll(left.toMillis() + 1, TimeUnit.MILLISECONDS);
        if (event != null) {
            return event;
        }
        if (clock.instant().isBefore(wakeAt)) {
            return next();
        }
        wakeAt = Instant.MAX;
        return new SiteEvent.Tick();
    }

    private void learn(SiteEvent event) {
        var step = SiteNode.step(state, event, clock.instant());
        LOG.debug("{} -> {}", event, step.orders());
        parts.time().learn(step.state().time());
        var offers = new ArrayList<SiteOrder>();
        for (var order : step.orders()) {
            if (order instanceof SiteOrder.Examine || order instanceof SiteOrder.ExamineAccess) {
                offers.add(order);
            } else {
                carryOut(order, step.state());
            }
        }
        state = step.state();
        var examined = unlearnt.remove(event);
        if (examined != null) {
            examined.countDown();
        }
        // They are judged over what is known from now on.
        offers.forEach(order -> carryOut(order, step.state()));
    }

    private void carryOut(SiteOrder order, SiteState after) {
        switch (order) {
            case SiteOrder.Persist(var entries) -> {
                persist(entries, after);
                parts.access().stand(after.units());
            }
            case SiteOrder.Examine(var bundle) ->
                    examine(() -> new SiteEvent.BundleExamined(judged(bundle)));
            case SiteOrder.ExamineAccess(var access) ->
                    examine(() -> examined(parts.examiner().judge(access, state)));
            case SiteOrder.Contact contact -> parts.contacts().begin(contact);
            case SiteOrder.Read read -> parts.devices().read(read);
            case SiteOrder.Apply apply -> parts.devices().apply(apply);
            case SiteOrder.Confirm confirm -> parts.devices().confirm(confirm);
            case SiteOrder.Revert revert -> parts.devices().revert(revert);
            case SiteOrder.Release release -> parts.devices().release(release);
            case SiteOrder.Look look -> parts.devices().look(look);
            case SiteOrder.MeetUnit meet -> parts.devices().meet(meet);
            case SiteOrder.ExamineUnit examine -> parts.devices().examine(examine);
            case SiteOrder.SelfTest test -> parts.devices().selfTest(test);
            case SiteOrder.Tell(var word) -> parts.tell().accept(word);
            case SiteOrder.Alarm(var code, var object, var sentence) ->
                    raise(code, object, sentence);
            case SiteOrder.AnswerConsole(var ask, var answer) -> parts.desk().answer(ask, answer);
            case SiteOrder.WakeAt(var at) -> wakeAt = at;
        }
    }

    /** Judges what a person brought; the answer comes to the desk under this number. */
    void bring(long ask, Bytes file) {
        examine(() -> new SiteEvent.FileExamined(ask, Digests.of(file), broughtAs(file)));
    }

    private Judgement broughtAs(Bytes file) {
        try {
            return switch (BundleFile.open(file.toArray())) {
                case BundleFile.Opened.None(var refused) -> refused;
                case BundleFile.Opened.Whole(var bundle) -> judged(bundle);
            };
        } catch (RuntimeException e) {
            LOG.error("what a person brought could not be judged", e);
            return new Judgement.Refused(
                    0, 0, "NOT_JUDGED", "it could not be judged here; nothing was taken");
        }
    }

    private Judgement judged(Bundle bundle) {
        return parts.examiner().judge(bundle, state, clock.instant());
    }

    private SiteEvent examined(AccessJudgement judgement) {
        if (judgement instanceof AccessJudgement.Accepted(var access)) {
            parts.access().learn(access);
        }
        return new SiteEvent.AccessExamined(judgement);
    }

    /**
     * One after the other, and the next only when what became of the last is known: what is offered
     * is judged over what is in force, and that must be so still when it is accepted.
     */
    private void examine(Supplier<SiteEvent> judging) {
        examining.execute(() -> {
            try {
                var event = judging.get();
                var learnt = new CountDownLatch(1);
                unlearnt.put(event, learnt);
                events.add(event);
                learnt.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                // What cannot be judged is not accepted; the centre offers it again at the next
                // contact.
                LOG.error("an offer could not be judged", e);
                raise("OFFER_NOT_JUDGED", "site-node", "an offer could not be judged here");
            }
        });
    }

    private void persist(List<JournalLine> entries, SiteState after) {
        var values = new TreeMap<String, Bytes>();
        values.put(StateRow.NAME, StateRow.bytes(after));
        values.putAll(AuditHeadsRow.beside(parts.store(), state.witness(), after.witness()));
        parts.store().write(entries, values, List.of());
        for (var line : entries) {
            var entry = Journal.read(line.bytes());
            LOG.info(
                    "{} {} {} {}", entry.sequence(), entry.type(), entry.object(), entry.payload());
            reachFailpoint(entry);
        }
    }

    private static void reachFailpoint(JournalEntry entry) {
        switch (entry.type()) {
            case "INTENT" -> Failpoint.reach("after-intent");
            case "DECISION" -> Failpoint.reach("after-decision");
            case "OUTCOME" -> Failpoint.reach("after-outcome");
            case "ACCESS_ACCEPTED" -> Failpoint.reach("after-access");
            case "BUNDLE_ACCEPTED" -> Failpoint.reach("after-accept");
            case "BREAK_GLASS_USED" -> Failpoint.reach("after-break-glass");
            case "REPLACEMENT_ASKED" -> Failpoint.reach("after-replacement-asked");
            case "REPLACEMENT_INTENT" -> Failpoint.reach("after-replacement-intent");
            case "REPLACED" -> Failpoint.reach("after-replaced");
            default -> {}
        }
    }

    private void raise(String code, String object, String sentence) {
        LOG.warn("alarm {} {}: {}", code, object, sentence);
        parts.alarms().raise(new AlarmLine(clock.instant(), code, object, sentence));
    }
}
