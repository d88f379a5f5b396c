package io.holdfast.sitelink.site;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.site.Replacing.Stage;
import io.holdfast.sitelink.site.SiteState.Desired;
import io.holdfast.sitelink.site.SiteState.Target;
import io.holdfast.sitelink.site.SlotState.Sight;
import io.holdfast.sitelink.site.SlotState.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A new unit in a slot, from the intent on: looked at, told what is desired by a change like any
 * other, and the slot's device when that was kept; else the slot is as it was.
 */
final class NewUnit {

    private NewUnit() {}

    static void examine(Turn turn, Replacing replacing, Desired.Accepted desired, Target target) {
        if (replacing.stage() instanceof Stage.Examining(var ticket)) {
            turn.order(
                    new SiteOrder.ExamineUnit(
                            replacing.slot(),
                            ticket,
                            replacing.hostKey(),
                            desired.contentDigest(),
                            target.configDigest()));
        }
    }

    /** It was logged in to, and nothing was sent. */
    static void examined(Turn turn, SiteEvent.UnitExamined event) {
        var open = Replacements.awaited(turn, event.slot(), event.ticket());
        if (open.isEmpty() || !(open.get().stage() instanceof Stage.Examining)) {
            return;
        }
        var replacing = open.get();
        if (Groups.isTouched(turn.work, replacing.slot())) {
            Replacements.end(
                    turn, replacing, "UNDER_WAY", "a change of this device is under way", "");
            return;
        }
        switch (event.seen()) {
            case UnitSeen.Shut(var code, var reason) ->
                    Replacements.end(turn, replacing, code, reason, "");
            case UnitSeen.OtherKey(var shown) ->
                    Replacements.end(
                            turn,
                            replacing,
                            "KEY_DIFFERS",
                            "whoever answers shows another key than two people compared",
                            shown);
            case UnitSeen.Opened(var wanted, var told) -> {
                switch (UnitCheck.judge(replacing.serial(), wanted, told)) {
                    case UnitCheck.Found.Not(var code, var reason) ->
                            Replacements.end(turn, replacing, code, reason, "");
                    case UnitCheck.Found.Fits(var running, var evidence) ->
                            fill(turn, replacing, told, running, evidence);
                }
            }
        }
    }

    private static void fill(
            Turn turn,
            Replacing replacing,
            UnitSeen.Told told,
            String running,
            List<String> evidence) {
        var slot = replacing.slot();
        turn.units =
                turn.units.with(replacing.at(new Stage.Filling(turn.slot(slot).kept(), evidence)));
        turn.slot(
                slot,
                known ->
                        known.otherUnit(
                                        "",
                                        new Sight.Seen(
                                                turn.now,
                                                replacing.hostKey(),
                                                told.modules(),
                                                told.selfReverting(),
                                                running))
                                .retry(0, turn.now)
                                .look(0, turn.now.plus(turn.pace.look())));
        turn.keep();
    }

    static void filling(Turn turn, Replacing replacing, List<String> evidence) {
        var slot = replacing.slot();
        if (Groups.isTouched(turn.work, slot)) {
            return;
        }
        if (target(turn, slot).isEmpty()) {
            Replacements.end(
                    turn, replacing, "NOT_A_DEVICE", "what is desired has no such device now", "");
            return;
        }
        switch (turn.slot(slot).standing()) {
            case Standing.Waiting() -> {}
            case Standing.Kept(var epoch, var revision) ->
                    replaced(turn, replacing, epoch, revision, evidence);
            case Standing.TakenBack(_, _, var reason) ->
                    Replacements.end(turn, replacing, "TAKEN_BACK", reason, "");
            case Standing.Conflict(var epoch, var revision, _)
                    when LocalEffects.isPending(turn, slot) && !turn.slot(slot).kept().isEmpty() ->
                    replaced(turn, replacing, epoch, revision, evidence);
            case Standing.Conflict(_, _, var reason) ->
                    Replacements.end(turn, replacing, "CONFLICT", reason, "");
        }
    }

    private static void replaced(
            Turn turn, Replacing replacing, long epoch, long revision, List<String> evidence) {
        var slot = replacing.slot();
        var before = turn.units.unit(slot).map(SlotUnit::takenOut).orElse(List.of());
        var out = new SlotUnit.TakenOut(replacing.oldSerial(), replacing.oldHostKey());
        turn.units =
                turn.units
                        .ended(
                                new Replacing.Ended(
                                        replacing, Replacing.Ended.REPLACED, sentence(replacing)))
                        .with(
                                new SlotUnit(
                                        slot,
                                        replacing.number(),
                                        replacing.serial(),
                                        replacing.hostKey(),
                                        turn.now,
                                        false,
                                        SlotUnit.with(before, out)));
        turn.note(
                replacing.person(),
                slot.value(),
                new JournalNote.Replaced(
                        replacing.number(),
                        replacing.hold(),
                        slot,
                        replacing.oldSerial(),
                        replacing.oldHostKey(),
                        replacing.serial(),
                        replacing.hostKey(),
                        replacing.person(),
                        replacing.second(),
                        replacing.reason(),
                        epoch,
                        revision,
                        turn.slot(slot).kept(),
                        evidence));
    }

    /** The slot that a new unit stands in and waits to be told what is desired. */
    static Optional<Target> owed(Turn turn) {
        return turn.units
                .underWay()
                .filter(open -> open.stage() instanceof Stage.Filling)
                .flatMap(open -> target(turn, open.slot()))
                .filter(target -> isReady(turn, target));
    }

    private static boolean isReady(Turn turn, Target target) {
        var known = turn.slot(target.slot());
        return known.standing() instanceof Standing.Waiting
                && known.sight() instanceof Sight.Seen
                && !LocalEffects.isSpokenOf(turn, target.slot())
                && !turn.now.isBefore(known.notBefore())
                && turn.desired instanceof Desired.Accepted desired
                && Closures.mayOpen(
                        turn, desired.contentDigest(), target.slot(), target.configDigest());
    }

    /** When it is tried again. */
    static Optional<Instant> moment(Turn turn) {
        return turn.units
                .underWay()
                .filter(open -> open.stage() instanceof Stage.Filling)
                .map(open -> turn.slot(open.slot()).notBefore());
    }

    static String sentence(Replacing replacing) {
        return replacing.person()
                + " and "
                + replacing.second()
                + " put "
                + replacing.serial()
                + " into "
                + replacing.slot()
                + ": "
                + replacing.reason();
    }

    static Optional<Target> target(Turn turn, DeviceSlot slot) {
        return turn.desired instanceof Desired.Accepted desired
                ? desired.targets().stream().filter(t -> t.slot().equals(slot)).findFirst()
                : Optional.empty();
    }
}
