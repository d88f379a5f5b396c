package io.holdfast.core.brownfield;

import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.PacketSet;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.verify.SiteFlows;
import io.holdfast.core.verify.Situation;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ZoneModel;
import java.util.List;
import java.util.TreeMap;

/**
 * What a device let through, held against what conduits would open there. The conduits are judged
 * as the proof of a site judges them, not by the rules they were made from.
 *
 * @param crossing every packet that crosses the device and comes from where it stands
 * @param did those of them that its filters let through, computed list by list and not rule by rule
 */
record DeviceEffect(PacketSpace space, PacketSet crossing, PacketSet did) {

    /** What each conduit opens, in their order. */
    List<PacketSet> opened(List<Conduit> conduits, ZoneModel model, SitePlan plan) {
        return SiteFlows.of(space, Situation.of(model.with(conduits), plan, new TreeMap<>()))
                .conduits()
                .stream()
                .map(SiteFlows.ConduitFlow::forward)
                .toList();
    }

    /** Whether a conduit opens nothing at the device that it did not let through. */
    boolean allows(PacketSet opened) {
        return opened.intersect(crossing).isWithin(did);
    }

    /**
     * Whether conduits and retirements together are, to the packet, what the device let through.
     */
    boolean is(List<PacketSet> opened, PacketSet retired) {
        var all = opened.stream().reduce(retired, PacketSet::union);
        return all.intersect(crossing).equals(did);
    }
}
