package io.holdfast.controller.explanations;

import io.holdfast.core.network.Packet;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.verify.Hop;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.Guardrail;
import io.holdfast.core.zone.ZoneName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether a packet passes, by which way, and who says so.
 *
 * @param passes true if it is delivered, or accepted by a device for itself
 * @param zones where it arrives; empty if it does not, or at a device itself
 * @param sentence all of it for a person, in English
 * @param hops its way, in order, with what decided at each
 * @param allowed the approved conduits that speak of it, as request or as reply
 * @param never the guardrail under which no conduit could ever allow it
 * @param replies whether the answer to it finds its way back
 * @param basis what each device's answer rests on
 * @param near the same question asked a little differently
 */
public record Answer(
        Question question,
        Packet packet,
        ZoneName from,
        Optional<ZoneName> to,
        boolean passes,
        List<ZoneName> zones,
        String sentence,
        List<Step> hops,
        List<Allowed> allowed,
        Optional<Guardrail> never,
        boolean replies,
        List<Basis> basis,
        List<Near> near) {

    public Answer {
        zones = List.copyOf(zones);
        hops = List.copyOf(hops);
        allowed = List.copyOf(allowed);
        basis = List.copyOf(basis);
        near = List.copyOf(near);
    }

    /**
     * One step of the way.
     *
     * @param origin why the deciding rule exists, as in conduit telemetry; empty if nobody knows
     */
    public record Step(Hop hop, String origin) {}

    /**
     * A conduit that allows it.
     *
     * @param since when the change that made it what it is came into force; empty if it stands from
     *     the beginning
     */
    public record Allowed(
            Conduit conduit,
            boolean reply,
            Optional<UUID> change,
            String proposedBy,
            List<String> approvedBy,
            Optional<Instant> since) {

        public Allowed {
            approvedBy = List.copyOf(approvedBy);
        }
    }

    /**
     * What one device's part of the answer rests on.
     *
     * @param at when the site read it; only of what was read back
     */
    public record Basis(DeviceSlot slot, Source source, Optional<Instant> at) {

        /** Where the configuration comes from. */
        public enum Source {
            /** What the site last read back from the device. */
            READ_BACK,
            /** What was asked for: the configuration the site is meant to have. */
            DESIRED,
            /** Desired in place of running: the device was not read back yet. */
            NEVER_READ,
            /** Desired in place of running: what the device says is not understood. */
            NOT_UNDERSTOOD
        }
    }

    /** A neighbouring question and its answer. */
    public record Near(Kind kind, Question question, boolean passes, Optional<Guardrail> never) {

        /** How it differs. */
        public enum Kind {
            /** The other end opens the conversation. */
            OTHER_WAY_ROUND,
            /** At another site. */
            OTHER_SITE,
            /** In the other state, desired instead of running or the reverse. */
            OTHER_STATE
        }
    }
}
