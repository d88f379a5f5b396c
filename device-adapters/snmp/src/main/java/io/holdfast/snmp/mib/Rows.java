package io.holdfast.snmp.mib;

import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/** Who takes what a device tells of a table, in rising order of object identifier. */
public interface Rows {

    void take(OID oid, Variable value);

    /** Everything below an identifier was taken in vain: the table is not believed. */
    void drop(OID prefix);
}
