package io.holdfast.core.diff;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.verify.Situation;
import io.holdfast.core.verify.SpaceFull;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Which conversations a change makes possible and which impossible, computed from what the devices
 * will do and not from what was asked for. An approval binds its {@link #canonicalText} (rulings
 * D2).
 *
 * @param pairs exactly how much changes per ordered pair; the rows are its readable form
 */
public record FlowDiff(List<Row> possible, List<Row> impossible, List<Pair> pairs) {

    public FlowDiff {
        possible = List.copyOf(possible);
        impossible = List.copyOf(impossible);
        pairs = List.copyOf(pairs);
    }

    /**
     * One readable line.
     *
     * @param to a zone's name, or a device in the words "fw-1 itself"
     * @param source zone, group or addresses
     * @param conduits the conduit that allows it, or did; empty if none does
     * @param reply true for packets that answer: they follow from the conduit, nobody asked for
     *     them
     */
    public record Row(
            ZoneName from,
            String to,
            String source,
            String destination,
            List<String> services,
            List<ConduitId> conduits,
            boolean reply) {

        public Row {
            services = List.copyOf(services);
            conduits = List.copyOf(conduits);
        }

        /**
         * As in {@code ot-dmz -> ot: historian (10.1.30.20) -> ot (10.1.40.0/24) tcp/502
         * [telemetry]}.
         */
        @Override
        public String toString() {
            return from
                    + " -> "
                    + to
                    + ": "
                    + source
                    + " -> "
                    + destination
                    + " "
                    + String.join(", ", services)
                    + (conduits.isEmpty() ? "" : " " + conduits)
                    + (reply ? " reply" : "");
        }
    }

    /** How many packets change between two ends, and the digests of exactly which. */
    public record Pair(
            ZoneName from,
            String to,
            BigInteger possible,
            String possibleDigest,
            BigInteger impossible,
            String impossibleDigest) {}

    /**
     * Compares two situations of one site. A device without an old configuration is taken to have
     * passed nothing.
     *
     * @throws SpaceFull if the rules are too many to be judged exactly; a proof says so first
     */
    public static FlowDiff between(
            ZoneModel oldModel,
            SitePlan oldPlan,
            Map<DeviceSlot, DeviceConfig> oldConfigs,
            ZoneModel newModel,
            SitePlan newPlan,
            Map<DeviceSlot, DeviceConfig> newConfigs) {
        return between(
                PacketSpace.create(),
                Situation.of(oldModel, oldPlan, oldConfigs),
                Situation.of(newModel, newPlan, newConfigs));
    }

    /** As above, in a given space. */
    public static FlowDiff between(PacketSpace space, Situation before, Situation after) {
        return new FlowComparison(space, before, after).diff();
    }

    public boolean isEmpty() {
        return pairs.isEmpty();
    }

    /**
     * Equal exactly if the same conversations change by the same conduits; hash this to bind it.
     */
    public String canonicalText() {
        var text = new StringBuilder("holdfast flow-diff 1\n");
        possible.forEach(row -> text.append("+ ").append(row).append('\n'));
        impossible.forEach(row -> text.append("- ").append(row).append('\n'));
        for (var pair : pairs) {
            text.append("= ")
                    .append(pair.from())
                    .append(" -> ")
                    .append(pair.to())
                    .append(" +")
                    .append(pair.possible())
                    .append(' ')
                    .append(pair.possibleDigest())
                    .append(" -")
                    .append(pair.impossible())
                    .append(' ')
                    .append(pair.impossibleDigest())
                    .append('\n');
        }
        return text.toString();
    }
}
