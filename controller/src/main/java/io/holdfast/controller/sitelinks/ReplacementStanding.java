package io.holdfast.controller.sitelinks;

import io.holdfast.core.site.DeviceSlot;
import java.time.Instant;
import java.util.List;

/**
 * A device that two people at its site replaced: a claim of the site, from its journal.
 *
 * @param number of the site node, with its incarnation
 * @param at by the site's clock
 * @param heard when the centre learnt of it
 * @param oldSerial empty if the site never heard it
 * @param evidence what was compared before anything was sent to the new unit, and what was not
 * @param takenOver whether the centre pins the new key since; else it pinned another one meanwhile,
 *     and a person has to confirm the key that is shown
 * @param answered whether the centre's word about this slot's key counts again
 */
public record ReplacementStanding(
        int incarnation,
        long number,
        long hold,
        DeviceSlot slot,
        Instant at,
        Instant heard,
        String oldSerial,
        String oldHostKey,
        String serial,
        String hostKey,
        String person,
        String second,
        String reason,
        long epoch,
        long revision,
        List<String> evidence,
        boolean takenOver,
        boolean answered) {

    public ReplacementStanding {
        evidence = List.copyOf(evidence);
    }

    /** The same, taken over or not. */
    ReplacementStanding taken(boolean over) {
        return new ReplacementStanding(
                incarnation,
                number,
                hold,
                slot,
                at,
                heard,
                oldSerial,
                oldHostKey,
                serial,
                hostKey,
                person,
                second,
                reason,
                epoch,
                revision,
                evidence,
                over,
                over);
    }
}
