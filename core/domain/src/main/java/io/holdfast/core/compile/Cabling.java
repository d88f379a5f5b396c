package io.holdfast.core.compile;

import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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

    private final List<Link> links = new ArrayList<>();

    Cabling(SitePlan plan) {
        for (var device : plan.devices()) {
            for (var port : device.ports()) {
                if (port.use() instanceof PortUse.Trunk(var peer, var peerPort)) {
                    link(plan, device, port.name(), peer, peerPort).ifPresent(this::add);
                }
            }
            for (var chassis : device.chassis()) {
                for (var cable : chassis.cables()) {
                    link(plan, device, cable.port(), cable.peer(), cable.peerPort())
                            .ifPresent(this::add);
                }
            }
        }
    }

    private static Optional<Link> link(
            SitePlan plan, Device device, String port, DeviceSlot peer, String peerPort) {
        if (peer.equals(device.slot())) {
            return Optional.empty();
        }
        var back = new PortUse.Trunk(device.slot(), port);
        return plan.device(peer)
                .filter(p ->
                        p.ports().stream()
                                .anyMatch(q -> q.name().equals(peerPort) && q.use().equals(back)))
                .map(_ -> new Link(device.slot(), port, peer, peerPort));
    }

    private void add(Link link) {
        var mirrored = new Link(link.to(), link.toPort(), link.from(), link.fromPort());
        if (!links.contains(mirrored) && !links.contains(link)) {
            links.add(link);
        }
    }

    /** The links that end in this port: one for each box of the device. */
    List<Link> at(DeviceSlot slot, String port) {
        return links.stream()
                .filter(l ->
                        (l.from().equals(slot) && l.fromPort().equals(port))
                                || (l.to().equals(slot) && l.toPort().equals(port)))
                .toList();
    }

    List<Link> links() {
        return List.copyOf(links);
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
