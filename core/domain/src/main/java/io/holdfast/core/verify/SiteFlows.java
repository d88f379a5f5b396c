package io.holdfast.core.verify;

import io.holdfast.core.network.Family;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.ZoneName;
import java.util.List;

/** What flows at a site, beside what was approved: the material of diffs and matrices. */
public final class SiteFlows {

    private final PacketSpace space;
    private final Reachability reach;
    private final Approved approved;

    private SiteFlows(PacketSpace space, Situation site) {
        this.space = space;
        reach = new Reachability(space, site);
        approved = new Approved(space, site.model(), site.plan());
    }

    /**
     * Reads a situation.
     *
     * @throws SpaceFull if its rules are too many to be judged exactly
     */
    public static SiteFlows of(PacketSpace space, Situation site) {
        return new SiteFlows(space, site);
    }

    /**
     * One conduit in scope, as packets: as it is written, and without the devices' own addresses.
     */
    public record ConduitFlow(Conduit conduit, PacketSet forward, PacketSet reply) {}

    public List<ZoneName> zones() {
        return reach.site().plan().zones().stream().map(SiteZone::zone).sorted().toList();
    }

    public List<DeviceSlot> devices() {
        return reach.site().plan().devices().stream().map(Device::slot).sorted().toList();
    }

    /** Everything that can get from one zone to another. */
    public PacketSet between(ZoneName from, ZoneName to) {
        return reach.possible(from, to);
    }

    /** Everything from a zone that a device accepts for itself. */
    public PacketSet toDevice(ZoneName from, DeviceSlot device) {
        return reach.possible(from, device);
    }

    /**
     * What hosts of a zone get through to another when they try everything, then the same of
     * packets that answer: only devices that judge conversations tell the two apart.
     */
    public List<PacketSet> tried(ZoneName from, ZoneName to) {
        return reach.stateful()
                ? List.of(reach.possible(from, to), reach.possible(from, to, Talk.ANSWERING))
                : List.of(reach.possible(from, to));
    }

    /** The same from every host of the zone that asks its planned gateway. */
    public List<PacketSet> served(ZoneName from, ZoneName to) {
        return reach.stateful()
                ? List.of(
                        reach.served(from, to, Talk.OPENING),
                        reach.served(from, to, Talk.ANSWERING))
                : List.of(reach.served(from, to, Talk.OPENING));
    }

    /** Everything that a device accepts for itself from every host that asks as planned. */
    public PacketSet servedToDevice(ZoneName from, DeviceSlot device) {
        return reach.served(from, device);
    }

    public List<ConduitFlow> conduits() {
        return approved.flows().stream()
                .map(f -> new ConduitFlow(f.conduit(), f.forward(), f.reply()))
                .toList();
    }

    /** Packets to the addresses of the devices themselves, as the plan names them. */
    public PacketSet infrastructure() {
        return approved.toInfrastructure();
    }

    /**
     * A zone's addresses of one family as ranges; those of the devices in it left out of the
     * targets.
     */
    public List<AddressRange> addresses(ZoneName zone, Family family, boolean asSource) {
        var packets =
                approved.end(new Endpoint.WholeZone(zone), asSource)
                        .intersect(approved.routable())
                        .intersect(space.every(family));
        if (!asSource) {
            packets = packets.minus(approved.toInfrastructure());
        }
        return packets.boxes(1).stream()
                .flatMap(b -> (asSource ? b.sources() : b.destinations()).stream())
                .toList();
    }
}
