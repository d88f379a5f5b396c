package io.holdfast.core.observe;

import java.util.List;

/**
 * Everything that one look over SNMP told of a device.
 *
 * @param inventory the short form that travels to the centre
 * @param vendor the vendor as its table names it, or empty
 * @param notes what was cut, skipped or not believed, in words
 */
public record Survey(
        Inventory inventory,
        String vendor,
        DeviceIdentity identity,
        List<Port> ports,
        List<VlanSighting> vlans,
        List<MacSighting> macs,
        List<Neighbour> neighbours,
        List<PhysicalPart> parts,
        List<SensorReading> sensors,
        Load load,
        List<WirelessClient> clients,
        List<String> notes) {

    public Survey {
        ports = List.copyOf(ports);
        vlans = List.copyOf(vlans);
        macs = List.copyOf(macs);
        neighbours = List.copyOf(neighbours);
        parts = List.copyOf(parts);
        sensors = List.copyOf(sensors);
        clients = List.copyOf(clients);
        notes = List.copyOf(notes);
    }
}
