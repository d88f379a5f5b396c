package io.holdfast.core.brownfield;

import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.zone.ZoneName;
import java.time.LocalDate;
import java.util.List;

/** What becomes of one permitting rule that was found on a device. */
public sealed interface Inherited {

    /** The list, or the pair of security zones, that the rule stands in. */
    String list();

    String rule();

    /**
     * Proposed as a conduit: the flows are exactly what the rule lets through between these zones.
     * Somebody still has to say why, and to own it.
     */
    record Proposed(String list, String rule, ZoneName from, ZoneName to, List<PacketMatch> flows)
            implements Inherited {
        public Proposed {
            flows = List.copyOf(flows);
        }
    }

    /**
     * Retired by a date, with what it lets through until then.
     *
     * @param because one sentence: why it is no conduit as it stands
     */
    record Retired(String list, String rule, LocalDate by, String because, String digest)
            implements Inherited {}
}
