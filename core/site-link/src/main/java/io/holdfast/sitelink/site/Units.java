package io.holdfast.sitelink.site;

import io.holdfast.core.site.DeviceSlot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which unit stands in which slot, where people at the site put another one in. The one rule of who
 * says which key a slot has to show (decision 22): the centre's list, unless a replacement that the
 * list does not answer was done here; and never a key of a unit that was taken out.
 */
public sealed interface Units {

    /** Nobody at the site ever replaced a device. */
    record AsListed() implements Units {}

    /**
     * Somebody did, or does.
     *
     * @param units one for each slot that got another unit here
     * @param open the replacement under way; none or one
     * @param last how the one before ended; none or one
     */
    record Known(List<SlotUnit> units, List<Replacing> open, List<Replacing.Ended> last)
            implements Units {
        public Known {
            units = List.copyOf(units);
            open = List.copyOf(open);
            last = List.copyOf(last);
            if (open.size() > 1 || last.size() > 1) {
                throw new IllegalArgumentException("devices are replaced one after the other");
            }
        }
    }

    /** The replacement under way. */
    default Optional<Replacing> underWay() {
        return known().open().stream().findFirst();
    }

    /** How the last one ended. */
    default Optional<Replacing.Ended> lastEnded() {
        return known().last().stream().findFirst();
    }

    /** The unit that was put into a slot here. */
    default Optional<SlotUnit> unit(DeviceSlot slot) {
        return known().units().stream().filter(u -> u.slot().equals(slot)).findFirst();
    }

    /** The unit with this key that was taken out of a slot. */
    default Optional<SlotUnit.TakenOut> takenOut(DeviceSlot slot, String hostKey) {
        return unit(slot).stream()
                .flatMap(u -> u.takenOut().stream())
                .filter(t -> t.hostKey().equals(hostKey))
                .findFirst();
    }

    /**
     * The key that whoever answers in a slot has to show.
     *
     * @param listed what the centre's newest list pins, if it pins one
     * @return empty if nobody there may be spoken to
     */
    default Optional<String> hostKey(DeviceSlot slot, Optional<String> listed) {
        var filled =
                underWay()
                        .filter(o -> o.slot().equals(slot))
                        .filter(o -> o.stage() instanceof Replacing.Stage.Filling)
                        .map(Replacing::hostKey);
        return filled.or(() ->
                unit(slot)
                        .filter(u -> !u.answered())
                        .map(SlotUnit::hostKey)
                        .or(() -> listed.filter(key -> takenOut(slot, key).isEmpty())));
    }

    /** The same in full, empty where nothing was replaced. */
    default Known known() {
        return switch (this) {
            case AsListed() -> new Known(List.of(), List.of(), List.of());
            case Known known -> known;
        };
    }

    /** With this replacement under way. */
    default Known with(Replacing open) {
        return new Known(known().units(), List.of(open), known().last());
    }

    /** The one under way ended. */
    default Known ended(Replacing.Ended how) {
        return new Known(known().units(), List.of(), List.of(how));
    }

    /** With this unit in its slot. */
    default Known with(SlotUnit unit) {
        return new Known(
                Stream.concat(
                                known().units().stream().filter(u -> !u.slot().equals(unit.slot())),
                                Stream.of(unit))
                        .sorted((one, two) -> one.slot().compareTo(two.slot()))
                        .toList(),
                known().open(),
                known().last());
    }
}
