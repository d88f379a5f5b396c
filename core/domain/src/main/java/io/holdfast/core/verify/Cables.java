package io.holdfast.core.verify;

import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which cables carry frames: those of the plan, but where a device sees another neighbour than the
 * plan says, what is seen; without those that are taken to be cut.
 */
final class Cables {

    private final Situation site;
    private final SortedSet<Cable> carrying;
    private final TreeSet<Cable> cut = new TreeSet<>();

    Cables(Situation site) {
        this.site = site;
        carrying = planned(site.plan());
        for (var seen : seen()) {
            // Either end stands in one cable only: what was planned there is not plugged in.
            carrying.removeIf(c ->
                    c.ends(seen.device(), seen.port()) || c.ends(seen.peer(), seen.peerPort()));
        }
        carrying.addAll(seen());
        for (var failure : site.around().down()) {
            for (var cable : carrying) {
                boolean broken =
                        switch (failure) {
                            case Surroundings.Failure.DeviceDown(var device) ->
                                    cable.touches(device);
                            case Surroundings.Failure.CableDown(var device, var port) ->
                                    cable.ends(device, port);
                        };
                if (broken) {
                    cut.add(cable);
                }
            }
        }
        carrying.removeAll(cut);
    }

    static SortedSet<Cable> planned(SitePlan plan) {
        var all = new TreeSet<Cable>();
        for (var device : plan.devices()) {
            for (var port : device.ports()) {
                if (port.use() instanceof PortUse.Trunk(var peer, var peerPort)) {
                    all.add(Cable.between(device.slot(), port.name(), peer, peerPort));
                }
            }
        }
        for (var device : plan.devices()) {
            for (var box : device.chassis()) {
                for (var cable : box.cables()) {
                    all.add(
                            Cable.between(
                                    device.slot(), cable.port(), cable.peer(), cable.peerPort()));
                }
            }
        }
        return all;
    }

    /** Cables that devices see and both of whose ends are in the plan. */
    private SortedSet<Cable> seen() {
        var all = new TreeSet<Cable>();
        for (var neighbour : site.around().neighbours()) {
            site.plan().devices().stream()
                    .filter(d -> d.slot().value().equals(neighbour.peer()))
                    .forEach(peer ->
                            all.add(
                                    Cable.between(
                                            neighbour.device(),
                                            neighbour.port(),
                                            peer.slot(),
                                            neighbour.peerPort())));
        }
        return all;
    }

    SortedSet<Cable> carrying() {
        return carrying;
    }

    /**
     * False if every cable of the port is cut; a port without a cable is what hosts plug into, and
     * one of a device with two boxes may have two.
     */
    boolean carries(DeviceSlot device, String port) {
        return cut.stream().noneMatch(c -> c.ends(device, port))
                || carrying.stream().anyMatch(c -> c.ends(device, port));
    }

    boolean isDown(Device device) {
        return site.around().down().contains(new Surroundings.Failure.DeviceDown(device.slot()));
    }
}
