package io.holdfast.sitelink.site;

import io.holdfast.core.Printable;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.window.MayStart;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.site.SelfTesting.Stage;
import io.holdfast.sitelink.site.SiteState.Desired;
import io.holdfast.sitelink.site.SlotState.Sight;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.SiteWord.SelfTestResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Self-tests of devices: only on order, in a window, on a leaf without effect, never in essential
 * zones, never beside a change (rulings V5). One at a time. An order that may not be carried out is
 * answered at once with the reason: a person decides when to ask again.
 */
final class SelfTests {

    /** Trials that are waited for, and what opening and reading the device takes beside them. */
    private static final int TRIALS = 8;

    private SelfTests() {}

    /** How long a self-test takes at most, its way back included. */
    static Duration worstCase(Pace pace) {
        return trial(pace).plus(pace.grace()).multipliedBy(TRIALS);
    }

    /** As long as it takes to open the device and to read it. */
    private static Duration trial(Pace pace) {
        return pace.verifyBudget();
    }

    /** The newest access list says what is ordered; what was answered is not begun again. */
    static void ordered(Turn turn, DeviceAccess access) {
        var now = new ArrayList<SelfTesting>();
        running(turn).ifPresent(now::add);
        for (var wanted : access.selfTests()) {
            var known = of(turn, wanted.slot());
            if (known.filter(k -> k.stage() instanceof Stage.Running).isPresent()) {
                continue;
            }
            now.add(
                    known.filter(k -> k.order() >= wanted.order())
                            .orElseGet(() ->
                                    new SelfTesting(
                                            wanted.slot(),
                                            wanted.order(),
                                            wanted.notAfter(),
                                            new Stage.Ordered())));
        }
        turn.selfTests = now;
    }

    private static Optional<SelfTesting> of(Turn turn, DeviceSlot slot) {
        return turn.selfTests.stream().filter(t -> t.slot().equals(slot)).findFirst();
    }

    /** The one under way. */
    static Optional<SelfTesting> running(Turn turn) {
        return turn.selfTests.stream().filter(t -> t.stage() instanceof Stage.Running).findFirst();
    }

    /** Whether this device is being tried now: nobody else looks at it. */
    static boolean isTested(Turn turn, DeviceSlot slot) {
        return running(turn).filter(t -> t.slot().equals(slot)).isPresent();
    }

    /** What was under way is over, and what was told may not have come to the disk. */
    static void started(Turn turn) {
        running(turn)
                .ifPresent(t ->
                        end(
                                turn,
                                t,
                                SelfTestResult.INTERRUPTED,
                                "the site node ended meanwhile",
                                List.of()));
        turn.selfTests.forEach(t -> tell(turn, t));
    }

    static void ended(Turn turn, SiteEvent.SelfTested event) {
        running(turn)
                .filter(t -> t.stage().equals(new Stage.Running(event.ticket())))
                .ifPresent(t -> {
                    var found = event.found().stream().map(Enum::name).toList();
                    end(
                            turn,
                            t,
                            event.whole() ? SelfTestResult.DONE : SelfTestResult.STOPPED,
                            event.reason(),
                            found);
                    turn.slot(t.slot(), known -> known.look(0, turn.now));
                });
    }

    /** Begins the first that waits; what may not be begun is answered. */
    static void advance(Turn turn) {
        for (var waiting : List.copyOf(turn.selfTests)) {
            if (running(turn).isPresent()) {
                return;
            }
            if (waiting.stage() instanceof Stage.Ordered) {
                switch (judge(turn, waiting)) {
                    case Judged.No(var result, var reason) ->
                            end(turn, waiting, result, reason, List.of());
                    case Judged.Yes(var base, var confirms) -> begin(turn, waiting, base, confirms);
                }
            }
        }
    }

    private static void begin(Turn turn, SelfTesting test, String base, boolean confirms) {
        long ticket = turn.ticket();
        replace(turn, test.at(new Stage.Running(ticket)));
        turn.slot(test.slot(), known -> known.look(0, known.nextLook()));
        turn.note(test.slot().value(), new JournalNote.SelfTestBegun(test.slot(), test.order()));
        turn.order(
                new SiteOrder.SelfTest(
                        test.slot(),
                        ticket,
                        base,
                        trial(turn.pace),
                        turn.pace.grace(),
                        worstCase(turn.pace),
                        confirms));
    }

    /** Whether a self-test may be begun now. */
    private sealed interface Judged {
        record Yes(String base, boolean confirms) implements Judged {}

        record No(SelfTestResult result, String reason) implements Judged {}
    }

    private static Judged judge(Turn turn, SelfTesting test) {
        if (turn.time.bounds(turn.now).earliest().isAfter(test.notAfter())) {
            return new Judged.No(SelfTestResult.TOO_LATE, "its order came too late");
        }
        if (turn.suspended) {
            return new Judged.No(
                    SelfTestResult.SUSPENDED, "nothing is accepted here until a person looked");
        }
        if (!(turn.desired instanceof Desired.Accepted desired)) {
            return new Judged.No(
                    SelfTestResult.NOTHING_ACCEPTED,
                    "without an accepted state nobody knows which zones it serves");
        }
        if (!desired.plain().contains(test.slot())) {
            return new Judged.No(
                    SelfTestResult.ESSENTIAL_ZONE,
                    "it serves a zone with an essential function, or it is not known that it does"
                            + " not");
        }
        if (!(turn.work instanceof Work.Idle)) {
            return new Judged.No(SelfTestResult.BUSY, "a change is being carried out");
        }
        if (LocalHolds.open(turn).isPresent()) {
            return new Judged.No(SelfTestResult.BUSY, "a person holds the site");
        }
        return judgeDevice(turn, test.slot())
                .orElseGet(() -> judgeTime(turn, desired, test.slot()));
    }

    private static Optional<Judged> judgeDevice(Turn turn, DeviceSlot slot) {
        var known = turn.slot(slot);
        if (!known.listed()
                || !known.onboarded()
                || !(known.sight() instanceof Sight.Seen seen)
                || seen.hostKey().isEmpty()) {
            return Optional.of(
                    new Judged.No(SelfTestResult.NOT_REACHED, "it was not read at the last look"));
        }
        if (!seen.selfReverting()) {
            return Optional.of(
                    new Judged.No(
                            SelfTestResult.NO_TRIAL,
                            "it does not say that it can take itself back"));
        }
        return seen.runningDigest().isEmpty()
                ? Optional.of(
                        new Judged.No(SelfTestResult.NOT_READ, "its configuration cannot be read"))
                : Optional.empty();
    }

    private static Judged judgeTime(Turn turn, Desired.Accepted desired, DeviceSlot slot) {
        var windows = desired.opening().siteWindows();
        var bounds = turn.time.trusted(turn.now);
        return switch (windows.mayStart(
                bounds.earliest(), bounds.latest(), worstCase(turn.pace), turn.freezes)) {
            case MayStart.Yes(_, _, _) -> {
                var known = turn.slot(slot);
                var running =
                        Reports.lastSeen(known.sight()).map(Sight.Seen::runningDigest).orElse("");
                yield new Judged.Yes(running, running.equals(known.kept()));
            }
            case MayStart.No(var why, _, _) ->
                    new Judged.No(SelfTestResult.OUTSIDE_WINDOW, why.sentence(windows.zone()));
        };
    }

    private static void end(
            Turn turn, SelfTesting test, SelfTestResult result, String reason, List<String> found) {
        var said = Printable.cut(reason, SiteWord.LONGEST_REASON);
        var over = test.at(new Stage.Over(result, said, found));
        replace(turn, over);
        turn.note(
                test.slot().value(),
                new JournalNote.SelfTestEnded(
                        test.slot(), test.order(), result.name(), said, found));
        tell(turn, over);
    }

    private static void tell(Turn turn, SelfTesting test) {
        if (test.stage() instanceof Stage.Over(var result, var reason, var found)) {
            turn.order(
                    new SiteOrder.Tell(
                            new SiteWord.SelfTestTold(
                                    test.slot(), test.order(), result, reason, found)));
        }
    }

    private static void replace(Turn turn, SelfTesting now) {
        turn.selfTests =
                turn.selfTests.stream().map(t -> t.slot().equals(now.slot()) ? now : t).toList();
    }
}
