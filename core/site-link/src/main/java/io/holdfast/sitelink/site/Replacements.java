package io.holdfast.sitelink.site;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.site.ConsoleAnswer.Why;
import io.holdfast.sitelink.site.Replacing.Stage;
import io.holdfast.sitelink.site.SiteState.Desired;
import io.holdfast.sitelink.site.SlotState.Sight;
import java.util.Optional;

/**
 * A failed device is replaced at the site, with the centre or without (B-71): somebody in a hold
 * types what stands on the new unit and the key it shows at its own console; the node dials the
 * slot and compares; a second person compares and shows a code of his own. Only then, and after
 * that is on disk, anybody logs in; a unit that is not what the state was compiled for is sent
 * nothing. What follows is a change like any other (rulings V1). No key is ever taken for the first
 * that answers.
 */
final class Replacements {

    private Replacements() {}

    /** Somebody says that a device failed. */
    static ConsoleAnswer ask(Turn turn, LocalHold hold, String person, ConsoleDeed.Replace deed) {
        var slot = deed.slot();
        if (turn.units.underWay().isPresent()
                || Groups.isTouched(turn.work, slot)
                || SelfTests.isTested(turn, slot)
                || LocalEffects.isSpokenOf(turn, slot)) {
            return new ConsoleAnswer.No(Why.UNDER_WAY);
        }
        var known = turn.slot(slot);
        if (NewUnit.target(turn, slot).isEmpty() || !known.listed() || !known.onboarded()) {
            return new ConsoleAnswer.No(Why.NOT_A_DEVICE);
        }
        if (turn.units.takenOut(slot, deed.hostKey()).isPresent()
                || isElsewhere(turn, slot, deed.hostKey())) {
            return new ConsoleAnswer.No(Why.KEY_KNOWN);
        }
        long ticket = turn.ticket();
        var replacing =
                new Replacing(
                        turn.head.sequence() + 1,
                        hold.number(),
                        slot,
                        person,
                        deed.reason(),
                        deed.serial(),
                        deed.hostKey(),
                        "",
                        "",
                        "",
                        new Stage.Meeting(ticket));
        turn.units = turn.units.with(replacing);
        turn.note(
                person,
                slot.value(),
                new JournalNote.ReplacementAsked(
                        replacing.number(),
                        hold.number(),
                        slot,
                        person,
                        deed.reason(),
                        deed.serial(),
                        deed.hostKey()));
        turn.order(new SiteOrder.MeetUnit(slot, ticket));
        return new ConsoleAnswer.Done();
    }

    /** One unit cannot stand in two places. */
    private static boolean isElsewhere(Turn turn, DeviceSlot slot, String hostKey) {
        return turn.slots.entrySet().stream()
                .filter(e -> !e.getKey().equals(slot))
                .anyMatch(e ->
                        Reports.lastSeen(e.getValue().sight())
                                        .filter(seen -> seen.hostKey().equals(hostKey))
                                        .isPresent()
                                || turn.units
                                        .unit(e.getKey())
                                        .filter(u -> u.hostKey().equals(hostKey))
                                        .isPresent());
    }

    /** The slot's address was dialled. */
    static void met(Turn turn, SiteEvent.UnitMet event) {
        var open = awaited(turn, event.slot(), event.ticket());
        if (open.isEmpty() || !(open.get().stage() instanceof Stage.Meeting)) {
            return;
        }
        var replacing = open.get().met(event.oldSerial(), event.oldHostKey());
        switch (event.offered()) {
            case SiteEvent.Offered.Nobody(var reason) ->
                    end(turn, replacing, "UNREACHABLE", reason, "");
            case SiteEvent.Offered.Key(var shown) when replacing.oldHostKey().isEmpty() ->
                    end(turn, replacing, "NOT_ONBOARDED", "no key was ever confirmed", shown);
            case SiteEvent.Offered.Key(var shown)
                    when replacing.hostKey().equals(replacing.oldHostKey()) ->
                    end(
                            turn,
                            replacing,
                            "SAME_KEY",
                            "the key that was typed is the old unit's",
                            shown);
            case SiteEvent.Offered.Key(var shown) when shown.equals(replacing.oldHostKey()) ->
                    end(
                            turn,
                            replacing,
                            "OLD_UNIT_ANSWERS",
                            "the unit that answers shows the old key: it is the old one",
                            shown);
            case SiteEvent.Offered.Key(var shown) when !shown.equals(replacing.hostKey()) -> {
                end(
                        turn,
                        replacing,
                        "KEY_DIFFERS",
                        "whoever answers shows another key than was typed",
                        shown);
                turn.alarm(
                        "REPLACEMENT_KEY_DIFFERS",
                        replacing.slot().value(),
                        replacing.slot()
                                + " shows "
                                + shown
                                + ", typed was "
                                + replacing.hostKey());
            }
            case SiteEvent.Offered.Key(_) when sameSerial(replacing) ->
                    end(
                            turn,
                            replacing,
                            "SAME_SERIAL",
                            "the serial number that was typed is the old unit's",
                            "");
            case SiteEvent.Offered.Key(_) -> {
                turn.units = turn.units.with(replacing);
                turn.keep();
            }
        }
    }

    private static boolean sameSerial(Replacing replacing) {
        return replacing.serial().equalsIgnoreCase(replacing.oldSerial().strip());
    }

    static Optional<Replacing> awaited(Turn turn, DeviceSlot slot, long ticket) {
        return turn.units
                .underWay()
                .filter(open -> open.slot().equals(slot))
                .filter(open ->
                        switch (open.stage()) {
                            case Stage.Meeting(var own) -> own == ticket;
                            case Stage.Examining(var own) -> own == ticket;
                            case Stage.ToConfirm(), Stage.Filling(_, _) -> false;
                        });
    }

    /** A second person compared the key as well, and shows a code. */
    static ConsoleAnswer confirm(Turn turn, ConsoleDeed.ConfirmReplacement deed) {
        var open = turn.units.underWay().filter(o -> o.number() == deed.number());
        if (open.isEmpty() || !(open.get().stage() instanceof Stage.ToConfirm)) {
            return new ConsoleAnswer.No(Why.NOT_ASKED);
        }
        if (LocalHold.isSamePerson(deed.person(), open.get().person())) {
            return new ConsoleAnswer.No(Why.SAME_PERSON);
        }
        var target = NewUnit.target(turn, open.get().slot());
        if (target.isEmpty() || !(turn.desired instanceof Desired.Accepted desired)) {
            return new ConsoleAnswer.No(Why.NOT_A_DEVICE);
        }
        var answer = LocalHolds.second(turn, deed, open.get().reason());
        if (!(answer instanceof ConsoleAnswer.Done)) {
            return answer;
        }
        var replacing = open.get().confirmed(deed.person(), turn.ticket());
        turn.units = turn.units.with(replacing);
        turn.note(
                deed.person(),
                replacing.slot().value(),
                new JournalNote.ReplacementIntent(
                        replacing.number(),
                        replacing.hold(),
                        replacing.slot(),
                        replacing.oldSerial(),
                        replacing.oldHostKey(),
                        replacing.serial(),
                        replacing.hostKey(),
                        replacing.person(),
                        replacing.second(),
                        replacing.reason(),
                        desired.epoch(),
                        desired.revision(),
                        target.get().configDigest()));
        turn.alarm("REPLACEMENT", replacing.slot().value(), NewUnit.sentence(replacing));
        NewUnit.examine(turn, replacing, desired, target.get());
        return answer;
    }

    /** Who asked gives it up, before the unit was changed or while it is left alone. */
    static ConsoleAnswer giveUp(Turn turn, String person, ConsoleDeed.GiveUpReplacement deed) {
        var open = turn.units.underWay().filter(o -> o.number() == deed.number());
        if (open.isEmpty()) {
            return new ConsoleAnswer.No(Why.NOT_ASKED);
        }
        if (Groups.isTouched(turn.work, open.get().slot())) {
            return new ConsoleAnswer.No(Why.UNDER_WAY);
        }
        end(turn, open.get(), "GIVEN_UP", "given up by " + person, person, "");
        return new ConsoleAnswer.Done();
    }

    static void end(Turn turn, Replacing replacing, String code, String reason, String shown) {
        end(turn, replacing, code, reason, "site-node", shown);
    }

    /** It came to nothing: the slot is the old unit's, as before. */
    private static void end(
            Turn turn, Replacing replacing, String code, String reason, String by, String shown) {
        var slot = replacing.slot();
        turn.units = turn.units.ended(new Replacing.Ended(replacing, code, reason));
        turn.note(
                by,
                slot.value(),
                new JournalNote.ReplacementEnded(
                        replacing.number(), slot, code, reason, by, shown));
        if (replacing.stage() instanceof Stage.Filling(var keptBefore, _)) {
            turn.slot(slot, known -> known.otherUnit(keptBefore, new Sight.Never()));
        }
        turn.slot(slot, known -> known.look(0, turn.now));
    }

    /** The node begins again: what was only looked at is looked at again. */
    static void started(Turn turn) {
        var open = turn.units.underWay();
        if (open.isEmpty()) {
            return;
        }
        var replacing = open.get();
        switch (replacing.stage()) {
            case Stage.Meeting(_) -> {
                long ticket = turn.ticket();
                turn.units = turn.units.with(replacing.at(new Stage.Meeting(ticket)));
                turn.order(new SiteOrder.MeetUnit(replacing.slot(), ticket));
            }
            case Stage.Examining(_) -> {
                var again = replacing.at(new Stage.Examining(turn.ticket()));
                turn.units = turn.units.with(again);
                var target = NewUnit.target(turn, replacing.slot());
                if (turn.desired instanceof Desired.Accepted desired && target.isPresent()) {
                    NewUnit.examine(turn, again, desired, target.get());
                } else {
                    end(turn, again, "NOT_A_DEVICE", "what is desired has no such device now", "");
                }
            }
            case Stage.ToConfirm(), Stage.Filling(_, _) -> {}
        }
    }

    /** Finds that it is done, or will not be. */
    static void advance(Turn turn) {
        var open = turn.units.underWay();
        if (open.isEmpty()) {
            return;
        }
        var replacing = open.get();
        switch (replacing.stage()) {
            case Stage.Meeting(_), Stage.ToConfirm() -> {
                if (LocalHolds.open(turn).filter(h -> h.number() == replacing.hold()).isEmpty()) {
                    end(turn, replacing, "HOLD_ENDED", "the hold it was asked in is over", "");
                }
            }
            case Stage.Examining(_) -> {}
            case Stage.Filling(_, var evidence) -> NewUnit.filling(turn, replacing, evidence);
        }
    }

    /** The centre's newest list: does it answer what was done here, or not know of it? */
    static void listed(Turn turn, DeviceAccess access) {
        for (var unit : turn.units.known().units()) {
            boolean answered = access.replaced(unit.slot()) >= unit.number();
            if (answered != unit.answered()) {
                turn.units = turn.units.with(unit.answered(answered));
            }
            var key = pinned(access, unit.slot());
            if (answered && !unit.answered()) {
                turn.note(
                        unit.slot().value(),
                        new JournalNote.ReplacementAnswered(
                                unit.slot(), access.replaced(unit.slot()), key.orElse("")));
            }
            if (answered && key.flatMap(k -> turn.units.takenOut(unit.slot(), k)).isPresent()) {
                turn.alarm(
                        "TAKEN_OUT_UNIT",
                        unit.slot().value(),
                        "the centre's list names the key of a unit that was taken out of "
                                + unit.slot());
            }
        }
    }

    static Optional<String> pinned(DeviceAccess access, DeviceSlot slot) {
        return access.devices().stream()
                .filter(reach -> reach.slot().equals(slot))
                .findFirst()
                .map(DeviceAccess.Reach::pinnedHostKey);
    }
}
