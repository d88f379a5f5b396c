package io.holdfast.simulator;

import java.util.List;

/** Where the devices of a started fleet listen. */
public record FleetReady(List<DeviceReady> devices) {

    public FleetReady {
        devices = List.copyOf(devices);
    }

    /**
     * One device.
     *
     * @param hostKey fingerprint of its SSH host key, SHA256:base64
     * @param probe address of its probe door, ends in /probe
     */
    public record DeviceReady(
            String site,
            String slot,
            String role,
            String model,
            String host,
            int netconf,
            int snmp,
            String hostKey,
            String probe) {}
}
