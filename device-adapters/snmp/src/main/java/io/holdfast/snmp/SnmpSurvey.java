package io.holdfast.snmp;

import io.holdfast.core.observe.DeviceIdentity;
import io.holdfast.core.observe.Inventory;
import io.holdfast.core.observe.Port;
import io.holdfast.core.observe.SpoiledTable;
import io.holdfast.core.observe.Survey;
import io.holdfast.snmp.mib.Mib;
import io.holdfast.snmp.mib.Source;
import io.holdfast.snmp.mib.Walk;
import io.holdfast.snmp.table.Bridge;
import io.holdfast.snmp.table.Clients;
import io.holdfast.snmp.table.Health;
import io.holdfast.snmp.table.Neighbours;
import io.holdfast.snmp.table.Ports;
import io.holdfast.snmp.table.VendorLoad;
import io.holdfast.snmp.table.VendorVlans;
import io.holdfast.snmp.vendor.Vendors;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.SurveyReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.snmp4j.smi.OID;

/**
 * Reads everything SNMP tells of a device. First the system group, then which tables there are at
 * all (one question for twenty of them), then those; what it all means is decided afterwards, by
 * functions that do no IO. It writes nothing.
 */
public final class SnmpSurvey implements SurveyReader {

    private final SnmpDoorway doorway = new SnmpDoorway();

    @Override
    public Result survey(
            DeviceAddress address, SnmpAccess access, String knownEngine, Limits limits) {
        try (var device = SnmpConversation.open(address, access, knownEngine, doorway, limits)) {
            var walk = read(device, tables());
            return new Result.Seen(survey(walk, device.engineId(), device.spoiled()));
        } catch (Silence.OtherEngine other) {
            return new Result.OtherEngine(knownEngine, other.shown());
        } catch (Silence silence) {
            return new Result.Silent(String.valueOf(silence.getMessage()));
        }
    }

    /** Tables that a whole survey reads where a device has them. */
    private static List<OID> tables() {
        var tables = new ArrayList<OID>(Mib.PARTS);
        tables.addAll(Mib.SENSORS);
        tables.addAll(Mib.BRIDGE);
        tables.addAll(Mib.IEEE_BRIDGE);
        tables.addAll(Mib.STATIONS);
        tables.addAll(Mib.VTP);
        tables.addAll(VendorVlans.TABLES);
        tables.addAll(Mib.LLDP);
        tables.add(Mib.CDP_CACHE);
        tables.addAll(Mib.HOST);
        tables.addAll(VendorLoad.TABLES);
        tables.addAll(Clients.TABLES);
        return tables;
    }

    /**
     * Interfaces and the vendor's own objects are read in any case. A table that the device spoils
     * is left out and noted at the conversation; the rest is read all the same. A device that does
     * not even tell its system group, or stops answering, is silent.
     */
    static Walk read(SnmpConversation device, List<OID> tables) throws Silence {
        var walk = new Walk();
        device.get(Mib.SYSTEM, walk);
        var roots = new LinkedHashSet<OID>(Mib.INTERFACES);
        roots.addAll(Vendors.markers());
        roots.addAll(tables);
        var present = Set.copyOf(device.present(List.copyOf(roots), walk));
        var wanted = new LinkedHashSet<OID>();
        Mib.INTERFACES.stream().filter(present::contains).forEach(wanted::add);
        var scalars = new ArrayList<>(VendorLoad.SCALARS);
        scalars.add(Mib.BRIDGE_ADDRESS);
        scalars.add(Mib.LLDP_LOC_CHASSIS_SUBTYPE);
        scalars.add(Mib.LLDP_LOC_CHASSIS);
        for (var read : Vendors.reads(walk)) {
            if (read.whole()) {
                wanted.add(read.oid());
            } else {
                scalars.add(read.oid());
            }
        }
        device.get(scalars.stream().distinct().toList(), walk);
        tables.stream().filter(present::contains).forEach(wanted::add);
        walk(device, List.copyOf(wanted), walk);
        return walk;
    }

    private static void walk(SnmpConversation device, List<OID> tables, Walk walk) throws Silence {
        for (int i = 0; i < tables.size(); i++) {
            try {
                device.walk(tables.get(i), walk);
            } catch (Silence.Exhausted end) {
                var reason = String.valueOf(end.getMessage());
                tables.subList(i, tables.size()).forEach(left -> device.spoil(left, reason));
                return;
            } catch (Silence silence) {
                if (!device.answers()) {
                    throw silence;
                }
                device.spoil(tables.get(i), "no answer for this table, though for others");
            }
        }
    }

    /** What it all means. */
    public static Survey survey(Walk walk, String engineId, List<SpoiledTable> spoiled) {
        var ports = Ports.of(walk, Vendors.portAliases(walk));
        var facts = Vendors.facts(walk);
        return new Survey(
                inventory(walk, engineId, facts, ports),
                facts.vendor(),
                new DeviceIdentity(facts.serial(), engineId, chassisMac(walk, ports), ""),
                ports,
                Bridge.vlans(walk),
                Bridge.stations(walk),
                Neighbours.of(walk, ports),
                Health.parts(walk),
                Health.sensors(walk),
                Health.load(walk),
                Clients.of(walk),
                List.of(),
                spoiled);
    }

    static Inventory inventory(Walk walk, String engineId, Vendors.Facts facts, List<Port> ports) {
        return new Inventory(
                walk.text(Mib.SYS_NAME),
                walk.sysDescr(),
                walk.text(Mib.SYS_OBJECT_ID),
                walk.text(Mib.SYS_LOCATION),
                walk.number(Mib.SYS_UPTIME, 0),
                facts.hardware(),
                facts.serial(),
                facts.version(),
                engineId,
                ports.stream().map(Port::sighting).toList());
    }

    /** The bridge's address, or what LLDP calls the chassis; else the lowest of the interfaces. */
    private static String chassisMac(Walk walk, List<Port> ports) {
        var bridge = walk.at(Mib.BRIDGE_ADDRESS).map(Walk::mac).orElse("");
        if (real(bridge)) {
            return bridge;
        }
        var lldp = walk.at(Mib.LLDP_LOC_CHASSIS).map(Walk::mac).orElse("");
        if (walk.number(Mib.LLDP_LOC_CHASSIS_SUBTYPE, 0) == 4 && real(lldp)) {
            return lldp;
        }
        return ports.stream()
                .map(Port::mac)
                .filter(SnmpSurvey::real)
                .sorted()
                .findFirst()
                .orElse("");
    }

    private static boolean real(String mac) {
        return Source.told(mac).isPresent() && !mac.equals("00:00:00:00:00:00");
    }
}
