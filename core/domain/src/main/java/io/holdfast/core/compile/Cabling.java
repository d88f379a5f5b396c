package io.holdfast.core.compile;

import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tagged links between the devices of a site. */
final class Cabling {

    /** One link, seen from its first end. */
    record Link(DeviceSlot from, String fromPort, DeviceSlot to, String toPort) {

        boolean joins(DeviceSlot slot) {
            return from.equals(slot) || to.equals(slot);
        }

        DeviceSlot other(DeviceSlot slot) {
            return from.equals(slot) ? to : from;
        }
    }

    private final SortedSet<DeviceSlot> devices = new TreeSet<>();
    private final List<Link> links = new ArrayList<>();

    Cabling(SitePlan plan) {
        for (var device : plan.devices()) {
            devices.add(device.slot());
            for (var port : device.ports()) {
                link(plan, device, port).ifPresent(this::add);
            }
        }
    }

    private static Optional<Link> link(SitePlan plan, Device device, Port port) {
        if (!(port.use() instanceof PortUse.Trunk(var peer, var peerPort))
                || peer.equals(device.slot())) {
            return Optional.empty();
        }
        var back = new PortUse.Trunk(device.slot(), port.name());
        return plan.device(peer)
                .filter(p ->
                        p.ports().stream()
                                .anyMatch(q -> q.name().equals(peerPort) && q.use().equals(back)))
                .map(_ -> new Link(device.slot(), port.name(), peer, peerPort));
    }

    private void add(Link link) {
        var mirrored = new Link(link.to(), link.toPort(), link.from(), link.fromPort());
        if (!links.contains(mirrored)) {
            links.add(link);
        }
    }

    /** The link that ends in this port. */
    Optional<Link> at(DeviceSlot slot, String port) {
        return links.stream()
                .filter(l ->
                        (l.from().equals(slot) && l.fromPort().equals(port))
                                || (l.to().equals(slot) && l.toPort().equals(port)))
                .findFirst();
    }

    /** The devices that can still be reached from one when a link is pulled, itself included. */
    SortedSet<DeviceSlot> side(DeviceSlot start, Link pulled) {
        var seen = new TreeSet<DeviceSlot>(List.of(start));
        var ahead = new ArrayDeque<DeviceSlot>(List.of(start));
        while (!ahead.isEmpty()) {
            var here = ahead.remove();
            for (var link : links) {
                if (!link.equals(pulled) && link.joins(here) && seen.add(link.other(here))) {
                    ahead.add(link.other(here));
                }
            }
        }
        return seen;
    }

    /** Hops from the nearest of these devices; a device that no cable reaches is not in the map. */
    SortedMap<DeviceSlot, Integer> hopsFrom(List<DeviceSlot> starts) {
        var hops = new TreeMap<DeviceSlot, Integer>();
        var ahead = new ArrayDeque<DeviceSlot>();
        for (var start : starts) {
            hops.put(start, 0);
            ahead.add(start);
        }
        while (!ahead.isEmpty()) {
            var here = ahead.remove();
            int next = hops.getOrDefault(here, 0) + 1;
            for (var link : links) {
                if (link.joins(here) && hops.putIfAbsent(link.other(here), next) == null) {
                    ahead.add(link.other(here));
                }
            }
        }
        return hops;
    }
}
