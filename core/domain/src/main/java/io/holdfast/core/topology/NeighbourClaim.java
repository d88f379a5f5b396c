package io.holdfast.core.topology;

import io.holdfast.core.Names;
import io.holdfast.core.network.IpAddress;
import java.util.List;

/**
 * What one port of one device told of its neighbour. Claims of devices: texts to show.
 *
 * @param port the telling device's own name of its port
 * @param remotePort the neighbour's port id as it announced it; empty if the evidence has none
 * @param announcedName host name, for people only; it identifies nothing
 * @param addresses management addresses the neighbour announced
 */
public record NeighbourClaim(
        String port,
        Evidence evidence,
        ChassisId chassis,
        String remotePort,
        String announcedName,
        List<IpAddress> addresses) {

    public NeighbourClaim {
        Names.text("a port name", port, 255);
        addresses = List.copyOf(addresses);
    }
}
