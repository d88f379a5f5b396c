package io.holdfast.core.verify;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.topology.Confidence;
import io.holdfast.core.topology.LinkEnd;
import io.holdfast.core.topology.SeenLink;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a site beside its plan and its configurations: neighbours and hosts as they were
 * seen (LLDP, neighbour and address tables), and what is taken to be out of order. What was seen at
 * a port counts more than what the plan says of its cable.
 *
 * @param neighbours what devices say stands at the other end of their ports
 * @param hosts addresses seen behind ports
 * @param down what is taken to be out of order; empty for the site as it is meant to run
 */
public record Surroundings(List<Neighbour> neighbours, List<Host> hosts, List<Failure> down) {

    /** Nothing was seen, nothing is down. */
    public static final Surroundings NONE = new Surroundings(List.of(), List.of(), List.of());

    public Surroundings {
        neighbours = List.copyOf(neighbours);
        hosts = List.copyOf(hosts);
        down = List.copyOf(down);
    }

    /**
     * One row of a device's neighbour table (IEEE 802.1AB).
     *
     * @param peer the slot of a device of the plan, or the name a stranger gives itself
     */
    public record Neighbour(DeviceSlot device, String port, String peer, String peerPort) {}

    /** An address that was seen behind a port. */
    public record Host(IpAddress address, DeviceSlot device, String port) {}

    /** Something that is out of order. */
    public sealed interface Failure {

        /** The whole device is without power: all its chassis, if it has two (rulings P4). */
        record DeviceDown(DeviceSlot device) implements Failure {
            @Override
            public String toString() {
                return device + " is down";
            }
        }

        /** The cable between two devices is cut; told from either end. */
        record CableDown(DeviceSlot device, String port) implements Failure {
            @Override
            public String toString() {
                return "the cable at " + device + " port " + port + " is cut";
            }
        }
    }

    /**
     * What neighbour tables tell of cables, for the proof: links that the newest look still shows
     * or that nobody could look at since, none that is only a guess. A far end of ours counts by
     * its slot and port, a stranger by the name it gives itself, else by its chassis.
     */
    public Surroundings withLinks(List<SeenLink> links) {
        var all = new ArrayList<>(neighbours);
        for (var link : links) {
            if (link.standing() == SeenLink.Standing.FADING
                    || link.confidence() == Confidence.POSSIBLE
                    || link.far().port().isEmpty()) {
                continue;
            }
            var near = link.near();
            all.add(
                    switch (link.far()) {
                        case LinkEnd.Own(var slot, var port) ->
                                new Neighbour(near.slot(), near.port(), slot.value(), port);
                        case LinkEnd.Foreign(var chassis, var port) ->
                                new Neighbour(
                                        near.slot(),
                                        near.port(),
                                        link.announcedName().isEmpty()
                                                ? chassis.toString()
                                                : link.announcedName(),
                                        port);
                    });
        }
        return new Surroundings(all, hosts, down);
    }

    /** The same with one more thing out of order. */
    public Surroundings without(Failure failure) {
        var more = new ArrayList<>(down);
        more.add(failure);
        return new Surroundings(neighbours, hosts, more);
    }
}
