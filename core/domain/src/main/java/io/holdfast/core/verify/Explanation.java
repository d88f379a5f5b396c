package io.holdfast.core.verify;

import io.holdfast.core.network.Packet;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.ZoneName;
import java.util.List;

/**
 * Why a packet passes, or not.
 *
 * @param hops its way, in order; empty if it never meets a router
 * @param conduits the approved conduits that speak of this packet, as request or as reply
 * @param sentence all of it for a person
 */
public record Explanation(
        Packet packet,
        ZoneName from,
        Outcome outcome,
        List<Hop> hops,
        List<ConduitId> conduits,
        String sentence) {

    public Explanation {
        hops = List.copyOf(hops);
        conduits = List.copyOf(conduits);
    }

    /** Where the packet ends. */
    public sealed interface Outcome {

        /** Handed over to the hosts of these zones; more than one if they share a network. */
        record Delivered(List<ZoneName> zones) implements Outcome {
            public Delivered {
                zones = List.copyOf(zones);
            }
        }

        /** Accepted by a device for itself. */
        record AcceptedBy(DeviceSlot device) implements Outcome {}

        /** Goes no further. */
        record Dropped() implements Outcome {}
    }

    /** True if the packet arrives somewhere. */
    public boolean passes() {
        return !(outcome instanceof Outcome.Dropped);
    }
}
