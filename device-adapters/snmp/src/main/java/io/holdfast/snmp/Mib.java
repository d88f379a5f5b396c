package io.holdfast.snmp;

import java.util.List;
import org.snmp4j.smi.OID;

/** The objects that are read, compiled in: no MIB file is parsed at run time. */
final class Mib {

    // SNMPv2-MIB (RFC 3418), group system
    static final OID SYS_DESCR = new OID("1.3.6.1.2.1.1.1.0");
    static final OID SYS_OBJECT_ID = new OID("1.3.6.1.2.1.1.2.0");
    static final OID SYS_UPTIME = new OID("1.3.6.1.2.1.1.3.0");
    static final OID SYS_NAME = new OID("1.3.6.1.2.1.1.5.0");
    static final OID SYS_LOCATION = new OID("1.3.6.1.2.1.1.6.0");
    static final List<OID> SYSTEM =
            List.of(SYS_DESCR, SYS_OBJECT_ID, SYS_UPTIME, SYS_NAME, SYS_LOCATION);

    // IF-MIB (RFC 2863), ifTable and ifXTable
    static final OID IF_DESCR = new OID("1.3.6.1.2.1.2.2.1.2");
    static final OID IF_TYPE = new OID("1.3.6.1.2.1.2.2.1.3");
    static final OID IF_SPEED = new OID("1.3.6.1.2.1.2.2.1.5");
    static final OID IF_PHYS_ADDRESS = new OID("1.3.6.1.2.1.2.2.1.6");
    static final OID IF_ADMIN_STATUS = new OID("1.3.6.1.2.1.2.2.1.7");
    static final OID IF_OPER_STATUS = new OID("1.3.6.1.2.1.2.2.1.8");
    static final OID IF_NAME = new OID("1.3.6.1.2.1.31.1.1.1.1");
    static final OID IF_HIGH_SPEED = new OID("1.3.6.1.2.1.31.1.1.1.15");
    static final OID IF_ALIAS = new OID("1.3.6.1.2.1.31.1.1.1.18");

    // ENTITY-MIB (RFC 6933), entPhysicalTable
    static final OID ENT_CLASS = new OID("1.3.6.1.2.1.47.1.1.1.1.5");
    static final OID ENT_SOFTWARE_REV = new OID("1.3.6.1.2.1.47.1.1.1.1.10");
    static final OID ENT_SERIAL_NUM = new OID("1.3.6.1.2.1.47.1.1.1.1.11");
    static final OID ENT_MODEL_NAME = new OID("1.3.6.1.2.1.47.1.1.1.1.13");

    /** entPhysicalClass chassis(3). */
    static final int CHASSIS = 3;

    private Mib() {}
}
