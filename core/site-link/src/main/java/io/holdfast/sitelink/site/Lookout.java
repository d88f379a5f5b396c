package io.holdfast.sitelink.site;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.site.SiteEvent.Reading;
import io.holdfast.sitelink.site.SiteEvent.Sighting;
import io.holdfast.sitelink.site.SiteState.Desired;
import io.holdfast.sitelink.site.SlotState.Sight;
import io.holdfast.sitelink.site.SlotState.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads devices on a clock. Drift is said, never repaired by itself (rulings P6). */
final class Lookout {

    /** Looks under way at once: a bound on what devices and the box have to bear. */
    private static final int AT_ONCE = 4;

    static final String NOT_ORDERED = "runs a configuration that was not ordered here";

    private Lookout() {}

    static void started(Turn turn) {
        for (var slot : List.copyOf(turn.slots.keySet())) {
            turn.slot(slot, known -> known.look(0, turn.now).notLaterThan(turn.now));
        }
    }

    static void advance(Turn turn) {
        long underWay = turn.slots.values().stream().filter(s -> s.lookTicket() != 0).count();
        for (var slot : List.copyOf(turn.slots.keySet())) {
            if (underWay >= AT_ONCE) {
                return;
            }
            var known = turn.slot(slot);
            if (isDue(turn, known)
                    && !Groups.isTouched(turn.work, slot)
                    && !SelfTests.isTested(turn, slot)) {
                long ticket = turn.ticket();
                turn.slot(slot, s -> s.look(ticket, turn.now.plus(turn.pace.look())));
                turn.order(new SiteOrder.Look(slot, ticket));
                underWay++;
            }
        }
    }

    private static boolean isDue(Turn turn, SlotState known) {
        return known.listed() && known.lookTicket() == 0 && !turn.now.isBefore(known.nextLook());
    }

    static void noticed(Turn turn, DeviceSlot slot) {
        if (turn.slot(slot).listed()) {
            turn.slot(slot, known -> known.look(known.lookTicket(), turn.now));
        }
    }

    static void looked(Turn turn, SiteEvent.Looked event) {
        var slot = event.slot();
        var known = turn.slot(slot);
        if (event.ticket() == 0 || known.lookTicket() != event.ticket()) {
            return;
        }
        turn.slot(slot, s -> s.look(0, s.nextLook()));
        switch (event.sighting()) {
            case Sighting.KeyShown(var key) -> keyShown(turn, slot, key);
            case Sighting.Configured(var key, var modules, var reverting, var reading) -> {
                switch (reading) {
                    case Reading.Means(var digest) ->
                            seen(
                                    turn,
                                    slot,
                                    new Sight.Seen(turn.now, key, modules, reverting, digest));
                    case Reading.Unreadable(var reason) -> {
                        answers(turn, slot);
                        turn.slot(
                                slot,
                                s ->
                                        s.sight(
                                                new Sight.Seen(
                                                        turn.now, key, modules, reverting, "")));
                        drifted(turn, slot, "", "its words cannot be read: " + reason);
                    }
                    case Reading.Silent(var reason) -> silent(turn, slot, reason);
                    case Reading.KeyChanged(var pinned, var shown) ->
                            keyChanged(turn, slot, pinned, shown);
                }
            }
            case Sighting.Inventoried() -> {
                answers(turn, slot);
                turn.slot(slot, s -> s.sight(new Sight.Seen(turn.now, "", List.of(), false, "")));
            }
            case Sighting.Silent(var reason) -> silent(turn, slot, reason);
            case Sighting.KeyChanged(var pinned, var shown) ->
                    keyChanged(turn, slot, pinned, shown);
        }
    }

    private static void keyShown(Turn turn, DeviceSlot slot, String key) {
        var before = turn.slot(slot).sight();
        if (!(before instanceof Sight.KeyShown(_, var known) && known.equals(key))) {
            turn.slot(slot, s -> s.sight(new Sight.KeyShown(turn.now, key)));
        }
        sooner(turn, slot);
    }

    /** Another host key than the pinned one, seen by a look or by a transaction. */
    static void keyChanged(Turn turn, DeviceSlot slot, String pinned, String shown) {
        if (turn.slot(slot).sight() instanceof Sight.KeyChanged(_, _, var known)
                && known.equals(shown)) {
            return;
        }
        turn.slot(slot, s -> s.sight(new Sight.KeyChanged(turn.now, pinned, shown)));
        turn.note(slot.value(), new JournalNote.HostKeyChanged(slot, pinned, shown));
        var out = turn.units.takenOut(slot, shown);
        if (out.isPresent()) {
            var serial = out.get().serial();
            turn.note(slot.value(), new JournalNote.TakenOutUnitShown(slot, serial, shown, pinned));
            turn.alarm(
                    "TAKEN_OUT_UNIT",
                    slot.value(),
                    "the unit that was taken out of " + slot + " answers there again: " + serial);
            return;
        }
        turn.alarm("HOST_KEY_CHANGED", slot.value(), slot + " shows host key " + shown);
    }

    /** No answer, from a look or from a transaction. */
    static void silent(Turn turn, DeviceSlot slot, String reason) {
        sooner(turn, slot);
        var sight = turn.slot(slot).sight();
        switch (sight) {
            case Sight.Silent(_, _, _) -> {}
            case Sight.NeverAnswered(_, _) -> {}
            case Sight.Seen seen -> {
                turn.slot(slot, s -> s.sight(new Sight.Silent(turn.now, reason, seen)));
                turn.note(slot.value(), new JournalNote.DeviceSilent(slot, reason));
            }
            case Sight.Never() -> neverAnswered(turn, slot, reason);
            case Sight.KeyShown(_, _) -> neverAnswered(turn, slot, reason);
            case Sight.KeyChanged(_, _, _) -> {}
        }
    }

    private static void neverAnswered(Turn turn, DeviceSlot slot, String reason) {
        turn.slot(slot, s -> s.sight(new Sight.NeverAnswered(turn.now, reason)));
    }

    private static void sooner(Turn turn, DeviceSlot slot) {
        turn.slot(slot, s -> s.look(s.lookTicket(), turn.now.plus(turn.pace.deviceRetry())));
    }

    private static void answers(Turn turn, DeviceSlot slot) {
        var sight = turn.slot(slot).sight();
        if (sight instanceof Sight.Silent || sight instanceof Sight.KeyChanged) {
            turn.note(slot.value(), new JournalNote.DeviceAnswers(slot));
        }
    }

    private static void seen(Turn turn, DeviceSlot slot, Sight.Seen seen) {
        answers(turn, slot);
        var known = turn.slot(slot);
        boolean first =
                Reports.lastSeen(known.sight()).isEmpty()
                        && !(known.sight() instanceof Sight.KeyChanged);
        turn.slot(slot, s -> s.sight(seen));
        if (first) {
            turn.note(
                    slot.value(),
                    new JournalNote.FirstRead(slot, seen.hostKey(), seen.runningDigest()));
        }
        var digest = seen.runningDigest();
        boolean mayRunTarget = !(known.standing() instanceof Standing.TakenBack);
        boolean expected =
                digest.equals(known.kept()) || (mayRunTarget && digest.equals(target(turn, slot)));
        // What runs may be what was ordered: a device that lies is in conflict all the same.
        if (!digest.equals(known.kept()) && isKnownConflict(turn, known, digest)) {
            return;
        }
        if (isToBeTakenOver(turn, slot, digest)) {
            return;
        }
        if (!expected && !known.kept().isEmpty()) {
            drifted(turn, slot, digest, NOT_ORDERED);
            return;
        }
        if (LocalEffects.isPending(turn, slot) && digest.equals(known.kept())) {
            return;
        }
        if (expected && known.standing() instanceof Standing.Conflict(var epoch, var revision, _)) {
            turn.note(slot.value(), new JournalNote.DriftEnded(slot, digest));
            boolean whole =
                    digest.equals(known.kept())
                            && (digest.equals(target(turn, slot)) || target(turn, slot).isEmpty());
            turn.slot(
                    slot,
                    s ->
                            s.standing(
                                    whole
                                            ? new Standing.Kept(epoch, revision)
                                            : new Standing.Waiting()));
        }
    }

    /**
     * A person saw just this and ordered that it is replaced. It stays until its turn has come,
     * which may be days, and it is no drift before; it is again once the device was changed.
     */
    private static boolean isToBeTakenOver(Turn turn, DeviceSlot slot, String digest) {
        return !(turn.slot(slot).standing() instanceof Standing.Kept)
                && Groups.takeOver(turn, slot).filter(digest::equals).isPresent();
    }

    /** A transaction found it already, and said more of it than a look can. */
    private static boolean isKnownConflict(Turn turn, SlotState known, String digest) {
        return known.standing() instanceof Standing.Conflict conflict
                && conflict.isOf(turn.desired.epochOrZero(), turn.desired.revisionOrZero())
                && Reports.lastSeen(known.sight())
                        .filter(seen -> seen.runningDigest().equals(digest))
                        .isPresent();
    }

    private static void drifted(Turn turn, DeviceSlot slot, String digest, String reason) {
        var known = turn.slot(slot);
        var conflict =
                new Standing.Conflict(
                        turn.desired.epochOrZero(),
                        turn.desired.revisionOrZero(),
                        reason(digest, reason));
        if (known.kept().isEmpty() || known.standing().equals(conflict)) {
            return;
        }
        turn.slot(slot, s -> s.standing(conflict));
        turn.note(slot.value(), new JournalNote.Drift(slot, known.kept(), digest));
        turn.alarm("DRIFT", slot.value(), slot + " " + conflict.reason());
    }

    static String reason(String digest, String reason) {
        return digest.isEmpty() ? reason : reason + " (" + digest.substring(0, 12) + ")";
    }

    /** What a transaction just read is also a sighting. */
    static SlotState running(SlotState slot, String digest, Instant now) {
        return Reports.lastSeen(slot.sight())
                .map(seen ->
                        slot.sight(
                                new Sight.Seen(
                                        now,
                                        seen.hostKey(),
                                        seen.modules(),
                                        seen.selfReverting(),
                                        digest)))
                .orElse(slot);
    }

    private static String target(Turn turn, DeviceSlot slot) {
        Optional<String> target =
                switch (turn.desired) {
                    case Desired.Nothing() -> Optional.empty();
                    case Desired.Accepted a ->
                            a.targets().stream()
                                    .filter(t -> t.slot().equals(slot))
                                    .map(SiteState.Target::configDigest)
                                    .findFirst();
                };
        return target.orElse("");
    }
}
