package io.holdfast.core.zone;

import io.holdfast.core.network.Packet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a conduit was seen to carry, from what firewalls log of their rules. Not seen is not proof
 * of not used: a device may not log, and a plant may need a conduit once a year.
 *
 * @param last when it carried something; empty if it never did
 * @param seen the packets that opened conversations, as logged; empty where devices count only
 */
public record ConduitUse(ConduitId conduit, Optional<Instant> last, List<Packet> seen) {

    public ConduitUse {
        seen = List.copyOf(seen);
    }

    /** True if it carried nothing from this moment on. */
    boolean quietSince(Instant moment) {
        return last.filter(l -> !l.isBefore(moment)).isEmpty();
    }
}
