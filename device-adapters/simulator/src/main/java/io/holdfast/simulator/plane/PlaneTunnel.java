package io.holdfast.simulator.plane;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.Prefix;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A tunnel as a device would bring it up.
 *
 * @param unit the interface it is bound to
 * @param terms everything that both ends have to agree on, in the device's own words
 * @param selectors what it carries, as pairs of here and there
 */
public record PlaneTunnel(
        String unit, IpAddress local, IpAddress remote, String terms, Set<Selector> selectors) {

    public PlaneTunnel {
        selectors = Set.copyOf(selectors);
    }

    /** From one prefix here to one there. */
    public record Selector(Prefix here, Prefix there) {}

    boolean leadsTo(IpAddress destination) {
        return selectors.stream().anyMatch(s -> s.there().contains(destination));
    }

    boolean carries(Packet packet) {
        return selectors.stream()
                .anyMatch(s ->
                        s.here().contains(packet.source())
                                && s.there().contains(packet.destination()));
    }

    /** As the other end has it. */
    PlaneTunnel otherWay() {
        return new PlaneTunnel(
                unit,
                /* local= */ remote,
                /* remote= */ local,
                terms,
                selectors.stream()
                        .map(s -> new Selector(/* here= */ s.there(), /* there= */ s.here()))
                        .collect(Collectors.toSet()));
    }

    /**
     * The other end, if it is on this device: the same terms, selectors the other way round, and
     * the exchange (IKE, UDP port 500) is let in where the address is.
     */
    public Optional<PlaneTunnel> endAt(DevicePlane plane) {
        var wanted = otherWay();
        var knock = new Packet(local, remote, 17, 500, 500);
        return plane.tunnels().stream()
                .filter(t ->
                        t.local().equals(remote)
                                && t.remote().equals(local)
                                && t.terms().equals(terms)
                                && t.selectors().equals(wanted.selectors()))
                .filter(t ->
                        plane.interfaces().stream()
                                .filter(i -> plane.isUp(i) && i.owns(remote))
                                .anyMatch(i -> plane.toItself(i, knock) instanceof Fate.Passed))
                .findFirst();
    }
}
