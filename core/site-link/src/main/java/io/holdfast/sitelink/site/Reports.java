package io.holdfast.sitelink.site;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.SlotReport;
import io.holdfast.sitelink.site.SiteState.Desired;
import io.holdfast.sitelink.site.SlotState.Sight;
import io.holdfast.sitelink.site.SlotState.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the centre is told of one device. */
final class Reports {

    private Reports() {}

    static SlotReport of(DeviceSlot slot, SlotState known, Turn turn) {
        var view = view(slot, known, turn);
        var seen = lastSeen(known.sight());
        return new SlotReport(
                slot,
                at(known.sight(), turn.now),
                view.state,
                view.revision,
                view.reason,
                seen.map(Sight.Seen::runningDigest).orElse(""),
                view.deadline.orElse(null),
                shownKey(known.sight()),
                seen.map(Sight.Seen::modules).orElse(List.of()),
                null,
                null);
    }

    private record View(String state, long revision, String reason, Optional<Instant> deadline) {
        static View of(String state, long revision, String reason) {
            return new View(state, revision, reason, Optional.empty());
        }
    }

    private static View view(DeviceSlot slot, SlotState known, Turn turn) {
        var trial = onTrial(slot, turn);
        if (trial.isPresent()) {
            return trial.get();
        }
        if (known.sight() instanceof Sight.KeyChanged(_, var pinned, var shown)) {
            return View.of(
                    "CONFLICT",
                    wanted(slot, turn),
                    "shows host key " + shown + " instead of " + pinned);
        }
        var silence = silence(known.sight());
        return switch (known.standing()) {
            case Standing.Kept(_, var revision) ->
                    View.of(
                            "KEPT",
                            revision,
                            silence.isEmpty()
                                    ? HardEnd.told(turn.ends, slot, known.kept())
                                    : silence);
            case Standing.TakenBack(_, var revision, var reason) ->
                    View.of("TAKEN_BACK", revision, reason);
            case Standing.Conflict(_, var revision, var reason) ->
                    View.of("CONFLICT", revision, reason);
            case Standing.Waiting() -> {
                if (!known.onboarded() && !(known.sight() instanceof Sight.Seen)) {
                    yield View.of("NOT_ONBOARDED", wanted(slot, turn), silence);
                }
                yield silence.isEmpty()
                        ? View.of("WAITING", wanted(slot, turn), held(slot, turn))
                        : View.of("SILENT", wanted(slot, turn), silence);
            }
        };
    }

    /** What a device waits for that has a part in what is desired. */
    private static String held(DeviceSlot slot, Turn turn) {
        return switch (turn.hold) {
            case SiteState.Hold.None() -> HardEnd.told(turn.ends, slot, turn.slot(slot).kept());
            case SiteState.Hold.ForItsTime(var reason, _) -> wanted(slot, turn) > 0 ? reason : "";
            case SiteState.Hold.ForPerson(var reason) -> wanted(slot, turn) > 0 ? reason : "";
        };
    }

    private static Optional<View> onTrial(DeviceSlot slot, Turn turn) {
        return switch (turn.work) {
            case Work.Idle() -> Optional.empty();
            case Work.Checking(_, _, _) -> Optional.empty();
            case Work.Applying(var plan, var left, var deadlines, _) ->
                    left.contains(slot) ? Optional.empty() : trial(plan, slot, "", deadlines);
            case Work.Proving(var plan, _, var deadlines, _) -> trial(plan, slot, "", deadlines);
            case Work.Keeping(var plan, var left, var deadlines, _) ->
                    left.stream().anyMatch(k -> k.slot().equals(slot))
                            ? trial(plan, slot, "decided, not yet confirmed", deadlines)
                            : Optional.empty();
            case Work.TakingBack(var plan, var left, var reason, _, var deadlines, _) ->
                    left.stream().anyMatch(b -> b.slot().equals(slot))
                            ? trial(plan, slot, "takes back: " + reason, deadlines)
                            : Optional.empty();
        };
    }

    private static Optional<View> trial(
            Work.Plan plan, DeviceSlot slot, String reason, Work.Deadlines deadlines) {
        return plan.members().stream().anyMatch(m -> m.slot().equals(slot))
                ? Optional.of(
                        new View(
                                "ON_TRIAL",
                                plan.revision(),
                                reason,
                                Optional.of(deadlines.revertedBy())))
                : Optional.empty();
    }

    private static long wanted(DeviceSlot slot, Turn turn) {
        return switch (turn.desired) {
            case Desired.Nothing() -> 0;
            case Desired.Accepted a ->
                    a.targets().stream().anyMatch(t -> t.slot().equals(slot)) ? a.revision() : 0;
        };
    }

    static Optional<Sight.Seen> lastSeen(Sight sight) {
        return switch (sight) {
            case Sight.Seen seen -> Optional.of(seen);
            case Sight.Silent(_, _, var last) -> Optional.of(last);
            case Sight.Never() -> Optional.empty();
            case Sight.KeyShown(_, _) -> Optional.empty();
            case Sight.NeverAnswered(_, _) -> Optional.empty();
            case Sight.KeyChanged(_, _, _) -> Optional.empty();
        };
    }

    private static String silence(Sight sight) {
        return switch (sight) {
            case Sight.Silent(var since, var reason, _) ->
                    "no answer since " + since + ": " + reason;
            case Sight.NeverAnswered(_, var reason) -> "never answered: " + reason;
            case Sight.Seen(_, _, _, _, _) -> "";
            case Sight.Never() -> "";
            case Sight.KeyShown(_, _) -> "";
            case Sight.KeyChanged(_, _, _) -> "";
        };
    }

    private static String shownKey(Sight sight) {
        return switch (sight) {
            case Sight.KeyShown(_, var key) -> key;
            case Sight.Seen seen -> seen.hostKey();
            case Sight.Silent(_, _, var last) -> last.hostKey();
            case Sight.KeyChanged(_, _, var shown) -> shown;
            case Sight.Never() -> "";
            case Sight.NeverAnswered(_, _) -> "";
        };
    }

    private static Instant at(Sight sight, Instant now) {
        return switch (sight) {
            case Sight.KeyShown(var at, _) -> at;
            case Sight.Seen seen -> seen.at();
            case Sight.Silent(_, _, var last) -> last.at();
            case Sight.KeyChanged(var at, _, _) -> at;
            case Sight.Never() -> now;
            case Sight.NeverAnswered(_, _) -> now;
        };
    }
}
