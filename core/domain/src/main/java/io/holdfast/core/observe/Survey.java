package io.holdfast.core.observe;

import java.util.List;

/**
 * Everything that one look over SNMP told of a device.
 *
 * @param inventory the short form that travels to the centre
 * @param vendor the vendor as its table names it, or empty
 * @param notes what is remarkable, in words
 * @param spoiled tables that could not be read or are not believed
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
        List<String> notes,
        List<SpoiledTable> spoiled) {

    public Survey {
        ports = List.copyOf(ports);
        vlans = List.copyOf(vlans);
        macs = List.copyOf(macs);
        neighbours = List.copyOf(neighbours);
        parts = List.copyOf(parts);
        sensors = List.copyOf(sensors);
        clients = List.copyOf(clients);
        notes = List.copyOf(notes);
        spoiled = List.copyOf(spoiled);
    }

    /** The same with more known of who it is. */
    public Survey withIdentity(DeviceIdentity whole) {
        return new Survey(
                inventory,
                vendor,
                whole,
                ports,
                vlans,
                macs,
                neighbours,
                parts,
                sensors,
                load,
                clients,
                notes,
                spoiled);
    }

    /** Whether everything that belongs to a part was read. */
    public boolean isWhole(SpoiledTable.Part part) {
        return spoiled.stream().noneMatch(s -> s.part() == part);
    }
}
