package io.holdfast.sitelink.site;

import io.holdfast.core.site.DeviceSlot;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The unit that was put into a slot at the site (slot is not serial), and those that were taken
 * out.
 *
 * @param number of the newest replacement
 * @param since by the node's own clock
 * @param answered whether the newest list of the centre answers this replacement
 * @param takenOut what stood there before, the newest last
 */
public record SlotUnit(
        DeviceSlot slot,
        long number,
        String serial,
        String hostKey,
        Instant since,
        boolean answered,
        List<TakenOut> takenOut) {

    /** More are forgotten, the oldest first: a slot wears out no more units than this. */
    public static final int MOST_TAKEN_OUT = 20;

    public SlotUnit {
        takenOut = List.copyOf(takenOut);
    }

    /** A unit that is not spoken to any more. */
    public record TakenOut(String serial, String hostKey) {}

    SlotUnit answered(boolean isAnswered) {
        return new SlotUnit(slot, number, serial, hostKey, since, isAnswered, takenOut);
    }

    /** These and one more; one that is put in again is out no more. */
    static List<TakenOut> with(List<TakenOut> before, TakenOut out) {
        var all =
                Stream.concat(
                                before.stream().filter(t -> !t.hostKey().equals(out.hostKey())),
                                Stream.of(out))
                        .toList();
        return all.subList(Math.max(0, all.size() - MOST_TAKEN_OUT), all.size());
    }
}
