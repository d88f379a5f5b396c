package io.holdfast.core.verify;

import io.holdfast.core.network.Packet;
import java.util.List;

/**
 * One packet that shows why a proof does not hold.
 *
 * @param state which devices run which configuration, in words; empty for the final state
 * @param from zone the packet starts in, or the device that sends it
 * @param to zone or device it is for
 * @param hops its whole way, in order
 * @param decidedBy the step that decided
 * @param sentence all of it for a person
 */
public record CounterExample(
        Claim claim,
        String state,
        Packet packet,
        String from,
        String to,
        List<Hop> hops,
        Hop decidedBy,
        String sentence) {

    public CounterExample {
        hops = List.copyOf(hops);
    }

    /** What the packet disproves. */
    public enum Claim {
        /** Nothing gets through that nobody approved. */
        NO_UNDOCUMENTED_PATH,
        /** Nothing approved is blocked. */
        NOTHING_APPROVED_IS_BLOCKED,
        /** The guardrails hold. */
        GUARDRAILS_HOLD,
        /** The site node reaches every device it configures. */
        MANAGEMENT_PATH_SURVIVES,
        /** Nobody else speaks to the devices themselves. */
        DEVICES_ARE_CLOSED
    }

    @Override
    public String toString() {
        return claim + ": " + sentence;
    }
}
