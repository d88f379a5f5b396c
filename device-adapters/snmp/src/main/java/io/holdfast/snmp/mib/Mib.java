package io.holdfast.snmp.mib;

import java.util.List;
import org.snmp4j.smi.OID;

/** The objects that are read, compiled in: no MIB file is parsed at run time. */
public final class Mib {

    // SNMPv2-MIB (RFC 3418), group system
    public static final OID SYS_DESCR = new OID("1.3.6.1.2.1.1.1.0");
    public static final OID SYS_OBJECT_ID = new OID("1.3.6.1.2.1.1.2.0");
    public static final OID SYS_UPTIME = new OID("1.3.6.1.2.1.1.3.0");
    public static final OID SYS_NAME = new OID("1.3.6.1.2.1.1.5.0");
    public static final OID SYS_LOCATION = new OID("1.3.6.1.2.1.1.6.0");
    public static final List<OID> SYSTEM =
            List.of(SYS_DESCR, SYS_OBJECT_ID, SYS_UPTIME, SYS_NAME, SYS_LOCATION);

    // IF-MIB (RFC 2863), ifTable and ifXTable
    public static final OID IF_DESCR = new OID("1.3.6.1.2.1.2.2.1.2");
    public static final OID IF_TYPE = new OID("1.3.6.1.2.1.2.2.1.3");
    public static final OID IF_MTU = new OID("1.3.6.1.2.1.2.2.1.4");
    public static final OID IF_SPEED = new OID("1.3.6.1.2.1.2.2.1.5");
    public static final OID IF_PHYS_ADDRESS = new OID("1.3.6.1.2.1.2.2.1.6");
    public static final OID IF_ADMIN_STATUS = new OID("1.3.6.1.2.1.2.2.1.7");
    public static final OID IF_OPER_STATUS = new OID("1.3.6.1.2.1.2.2.1.8");
    public static final OID IF_NAME = new OID("1.3.6.1.2.1.31.1.1.1.1");
    public static final OID IF_HIGH_SPEED = new OID("1.3.6.1.2.1.31.1.1.1.15");
    public static final OID IF_ALIAS = new OID("1.3.6.1.2.1.31.1.1.1.18");
    public static final List<OID> INTERFACES =
            List.of(
                    IF_DESCR,
                    IF_TYPE,
                    IF_MTU,
                    IF_SPEED,
                    IF_PHYS_ADDRESS,
                    IF_ADMIN_STATUS,
                    IF_OPER_STATUS,
                    IF_NAME,
                    IF_HIGH_SPEED,
                    IF_ALIAS);

    // ENTITY-MIB (RFC 6933), entPhysicalTable
    public static final OID ENT_PHYSICAL = new OID("1.3.6.1.2.1.47.1.1.1.1");
    public static final OID ENT_DESCR = new OID("1.3.6.1.2.1.47.1.1.1.1.2");
    public static final OID ENT_CONTAINED_IN = new OID("1.3.6.1.2.1.47.1.1.1.1.4");
    public static final OID ENT_CLASS = new OID("1.3.6.1.2.1.47.1.1.1.1.5");
    public static final OID ENT_NAME = new OID("1.3.6.1.2.1.47.1.1.1.1.7");
    public static final OID ENT_HARDWARE_REV = new OID("1.3.6.1.2.1.47.1.1.1.1.8");
    public static final OID ENT_FIRMWARE_REV = new OID("1.3.6.1.2.1.47.1.1.1.1.9");
    public static final OID ENT_SOFTWARE_REV = new OID("1.3.6.1.2.1.47.1.1.1.1.10");
    public static final OID ENT_SERIAL_NUM = new OID("1.3.6.1.2.1.47.1.1.1.1.11");
    public static final OID ENT_MODEL_NAME = new OID("1.3.6.1.2.1.47.1.1.1.1.13");
    public static final List<OID> PARTS =
            List.of(
                    ENT_DESCR,
                    ENT_CONTAINED_IN,
                    ENT_CLASS,
                    ENT_NAME,
                    ENT_HARDWARE_REV,
                    ENT_FIRMWARE_REV,
                    ENT_SOFTWARE_REV,
                    ENT_SERIAL_NUM,
                    ENT_MODEL_NAME);

    // ENTITY-SENSOR-MIB (RFC 3433), entPhySensorTable
    public static final OID SENSOR_TYPE = new OID("1.3.6.1.2.1.99.1.1.1.1");
    public static final OID SENSOR_SCALE = new OID("1.3.6.1.2.1.99.1.1.1.2");
    public static final OID SENSOR_PRECISION = new OID("1.3.6.1.2.1.99.1.1.1.3");
    public static final OID SENSOR_VALUE = new OID("1.3.6.1.2.1.99.1.1.1.4");
    public static final OID SENSOR_STATUS = new OID("1.3.6.1.2.1.99.1.1.1.5");
    public static final List<OID> SENSORS =
            List.of(SENSOR_TYPE, SENSOR_SCALE, SENSOR_PRECISION, SENSOR_VALUE, SENSOR_STATUS);

    // BRIDGE-MIB (RFC 4188) and Q-BRIDGE-MIB (RFC 4363)
    public static final OID BRIDGE_ADDRESS = new OID("1.3.6.1.2.1.17.1.1.0");
    public static final OID BRIDGE_PORT_IF = new OID("1.3.6.1.2.1.17.1.4.1.2");
    public static final OID FDB_ADDRESS = new OID("1.3.6.1.2.1.17.4.3.1.1");
    public static final OID FDB_PORT = new OID("1.3.6.1.2.1.17.4.3.1.2");
    public static final OID VLAN_FDB_PORT = new OID("1.3.6.1.2.1.17.7.1.2.2.1.2");
    public static final OID VLAN_FDB_ID = new OID("1.3.6.1.2.1.17.7.1.4.2.1.3");
    public static final OID VLAN_CURRENT_EGRESS = new OID("1.3.6.1.2.1.17.7.1.4.2.1.4");
    public static final OID VLAN_CURRENT_UNTAGGED = new OID("1.3.6.1.2.1.17.7.1.4.2.1.5");
    public static final OID VLAN_STATIC_NAME = new OID("1.3.6.1.2.1.17.7.1.4.3.1.1");
    public static final OID VLAN_STATIC_EGRESS = new OID("1.3.6.1.2.1.17.7.1.4.3.1.2");
    public static final OID VLAN_STATIC_UNTAGGED = new OID("1.3.6.1.2.1.17.7.1.4.3.1.4");
    public static final OID VLAN_PVID = new OID("1.3.6.1.2.1.17.7.1.4.5.1.1");
    public static final List<OID> BRIDGE =
            List.of(
                    BRIDGE_PORT_IF,
                    VLAN_FDB_ID,
                    VLAN_CURRENT_EGRESS,
                    VLAN_CURRENT_UNTAGGED,
                    VLAN_STATIC_NAME,
                    VLAN_STATIC_EGRESS,
                    VLAN_STATIC_UNTAGGED,
                    VLAN_PVID);
    public static final List<OID> STATIONS = List.of(VLAN_FDB_PORT, FDB_PORT);

    // IEEE8021-Q-BRIDGE-MIB (IEEE 802.1Q): the same tables with a component before the VLAN
    public static final OID IEEE_CURRENT_EGRESS = new OID("1.3.111.2.802.1.1.4.1.4.2.1.5");
    public static final OID IEEE_CURRENT_UNTAGGED = new OID("1.3.111.2.802.1.1.4.1.4.2.1.6");
    public static final OID IEEE_STATIC_NAME = new OID("1.3.111.2.802.1.1.4.1.4.3.1.3");
    public static final OID IEEE_STATIC_EGRESS = new OID("1.3.111.2.802.1.1.4.1.4.3.1.4");
    public static final OID IEEE_STATIC_UNTAGGED = new OID("1.3.111.2.802.1.1.4.1.4.3.1.6");
    public static final List<OID> IEEE_BRIDGE =
            List.of(
                    IEEE_CURRENT_EGRESS,
                    IEEE_CURRENT_UNTAGGED,
                    IEEE_STATIC_NAME,
                    IEEE_STATIC_EGRESS,
                    IEEE_STATIC_UNTAGGED);

    // CISCO-VTP-MIB and CISCO-VLAN-MEMBERSHIP-MIB
    public static final OID VTP_VLAN_NAME = new OID("1.3.6.1.4.1.9.9.46.1.3.1.1.4");
    public static final OID VTP_TRUNK_VLANS = new OID("1.3.6.1.4.1.9.9.46.1.6.1.1.4");
    public static final OID VTP_TRUNK_NATIVE = new OID("1.3.6.1.4.1.9.9.46.1.6.1.1.5");
    public static final OID VTP_TRUNK_STATUS = new OID("1.3.6.1.4.1.9.9.46.1.6.1.1.14");
    public static final OID VTP_TRUNK_VLANS_2K = new OID("1.3.6.1.4.1.9.9.46.1.6.1.1.17");
    public static final OID VTP_TRUNK_VLANS_3K = new OID("1.3.6.1.4.1.9.9.46.1.6.1.1.18");
    public static final OID VTP_TRUNK_VLANS_4K = new OID("1.3.6.1.4.1.9.9.46.1.6.1.1.19");
    public static final OID VM_VLAN = new OID("1.3.6.1.4.1.9.9.68.1.2.2.1.2");
    public static final List<OID> VTP =
            List.of(
                    VTP_VLAN_NAME,
                    VTP_TRUNK_VLANS,
                    VTP_TRUNK_NATIVE,
                    VTP_TRUNK_STATUS,
                    VTP_TRUNK_VLANS_2K,
                    VTP_TRUNK_VLANS_3K,
                    VTP_TRUNK_VLANS_4K,
                    VM_VLAN);

    // LLDP-MIB (IEEE 802.1AB-2005) and LLDP-V2-MIB keep local ports and remote systems
    public static final OID LLDP_LOC_PORT_ID = new OID("1.0.8802.1.1.2.1.3.7.1.3");
    public static final OID LLDP_LOC_PORT_DESCR = new OID("1.0.8802.1.1.2.1.3.7.1.4");
    public static final OID LLDP_REM = new OID("1.0.8802.1.1.2.1.4.1.1");
    public static final OID LLDP_REM_ADDRESS = new OID("1.0.8802.1.1.2.1.4.2.1.3");
    public static final List<OID> LLDP =
            List.of(LLDP_LOC_PORT_ID, LLDP_LOC_PORT_DESCR, LLDP_REM, LLDP_REM_ADDRESS);
    public static final OID LLDP_LOC_CHASSIS_SUBTYPE = new OID("1.0.8802.1.1.2.1.3.1.0");
    public static final OID LLDP_LOC_CHASSIS = new OID("1.0.8802.1.1.2.1.3.2.0");

    // CISCO-CDP-MIB
    public static final OID CDP_CACHE = new OID("1.3.6.1.4.1.9.9.23.1.2.1.1");

    // HOST-RESOURCES-MIB (RFC 2790), UCD-SNMP-MIB
    public static final OID PROCESSOR_LOAD = new OID("1.3.6.1.2.1.25.3.3.1.2");
    public static final OID STORAGE_TYPE = new OID("1.3.6.1.2.1.25.2.3.1.2");
    public static final OID STORAGE_UNITS = new OID("1.3.6.1.2.1.25.2.3.1.4");
    public static final OID STORAGE_SIZE = new OID("1.3.6.1.2.1.25.2.3.1.5");
    public static final OID STORAGE_USED = new OID("1.3.6.1.2.1.25.2.3.1.6");
    public static final List<OID> HOST =
            List.of(PROCESSOR_LOAD, STORAGE_TYPE, STORAGE_UNITS, STORAGE_SIZE, STORAGE_USED);

    private Mib() {}
}
