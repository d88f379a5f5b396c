package io.holdfast.core.verify;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.site.DeviceSlot;
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

    /** The same with one more thing out of order. */
    public Surroundings without(Failure failure) {
        var more = new ArrayList<>(down);
        more.add(failure);
        return new Surroundings(neighbours, hosts, more);
    }
}
