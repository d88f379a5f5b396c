package io.holdfast.snmp;

import io.holdfast.core.Printable;
import io.holdfast.core.observe.SpoiledTable;
import io.holdfast.core.observe.SpoiledTable.Part;
import io.holdfast.snmp.table.Clients;
import io.holdfast.snmp.table.VendorLoad;
import io.holdfast.snmp.table.VendorVlans;
import java.util.List;
import org.snmp4j.smi.OID;

/** Which table an object stands in, as people name it, and what of a survey comes from it. */
final class Tables {

    private record Named(OID root, String name, Part part) {
        Named(String root, String name, Part part) {
            this(new OID(root), name, part);
        }
    }

    private static final List<Named> NAMED =
            List.of(
                    new Named("1.3.6.1.2.1.1", "system (SNMPv2-MIB)", Part.SYSTEM),
                    new Named("1.3.6.1.2.1.2", "ifTable (IF-MIB)", Part.INTERFACES),
                    new Named("1.3.6.1.2.1.31", "ifXTable (IF-MIB)", Part.INTERFACES),
                    new Named("1.3.6.1.2.1.47", "entPhysicalTable (ENTITY-MIB)", Part.PARTS),
                    new Named("1.3.6.1.2.1.99", "entPhySensorTable (RFC 3433)", Part.SENSORS),
                    new Named("1.3.6.1.2.1.17.4.3", "dot1dTpFdbTable (BRIDGE-MIB)", Part.STATIONS),
                    new Named(
                            "1.3.6.1.2.1.17.7.1.2",
                            "dot1qTpFdbTable (Q-BRIDGE-MIB)",
                            Part.STATIONS),
                    new Named("1.3.6.1.2.1.17.7", "VLAN tables (Q-BRIDGE-MIB)", Part.VLANS),
                    new Named("1.3.6.1.2.1.17", "dot1dBasePortTable (BRIDGE-MIB)", Part.VLANS),
                    new Named("1.3.111.2.802.1.1.4", "VLAN tables (IEEE8021-Q-BRIDGE)", Part.VLANS),
                    new Named("1.3.6.1.4.1.9.9.46", "VLAN tables (CISCO-VTP-MIB)", Part.VLANS),
                    new Named("1.3.6.1.4.1.9.9.68", "vmMembershipTable (Cisco)", Part.VLANS),
                    new Named("1.0.8802.1.1.2.1.3", "lldpLocPortTable (LLDP-MIB)", Part.NEIGHBOURS),
                    new Named("1.0.8802.1.1.2.1.4", "lldpRemTable (LLDP-MIB)", Part.NEIGHBOURS),
                    new Named(
                            "1.3.6.1.4.1.9.9.23", "cdpCacheTable (CISCO-CDP-MIB)", Part.NEIGHBOURS),
                    new Named("1.3.6.1.2.1.25", "hrStorage and hrDevice (RFC 2790)", Part.LOAD));

    private Tables() {}

    /** A table that was not read whole, with the reason; at any object of the table. */
    static SpoiledTable spoiled(OID at, String reason) {
        var text = Printable.cut(reason, 500);
        return NAMED.stream()
                .filter(n -> at.startsWith(n.root()))
                .findFirst()
                .map(n -> new SpoiledTable(n.part(), n.name(), text))
                .orElseGet(() -> new SpoiledTable(vendorPart(at), "table " + at, text));
    }

    private static Part vendorPart(OID at) {
        if (isIn(at, Clients.TABLES)) {
            return Part.CLIENTS;
        }
        if (isIn(at, VendorVlans.TABLES)) {
            return Part.VLANS;
        }
        return isIn(at, VendorLoad.TABLES) ? Part.LOAD : Part.VENDOR;
    }

    private static boolean isIn(OID at, List<OID> tables) {
        return tables.stream().anyMatch(at::startsWith);
    }
}
