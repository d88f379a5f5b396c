package io.holdfast.core.verify;

import io.holdfast.core.site.DeviceSlot;

/** A cable between two devices; both ends in a fixed order, so that equal cables are equal. */
record Cable(DeviceSlot device, String port, DeviceSlot peer, String peerPort)
        implements Comparable<Cable> {

    static Cable between(DeviceSlot device, String port, DeviceSlot peer, String peerPort) {
        int order = device.compareTo(peer);
        return order < 0 || (order == 0 && port.compareTo(peerPort) <= 0)
                ? new Cable(device, port, peer, peerPort)
                : new Cable(peer, peerPort, device, port);
    }

    boolean ends(DeviceSlot slot, String name) {
        return (device.equals(slot) && port.equals(name))
                || (peer.equals(slot) && peerPort.equals(name));
    }

    boolean touches(DeviceSlot slot) {
        return device.equals(slot) || peer.equals(slot);
    }

    @Override
    public int compareTo(Cable other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return device + " " + port + " - " + peer + " " + peerPort;
    }
}
