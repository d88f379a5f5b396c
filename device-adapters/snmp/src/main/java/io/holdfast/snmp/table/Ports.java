package io.holdfast.snmp.table;

import io.holdfast.core.observe.Port;
import io.holdfast.core.observe.Port.AdminStatus;
import io.holdfast.core.observe.Port.OperStatus;
import io.holdfast.snmp.mib.Mib;
import io.holdfast.snmp.mib.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/** The interface table (IF-MIB, RFC 2863). */
public final class Ports {

    /** ifSpeed of an interface faster than it can tell. */
    private static final long TOO_FAST = 4_294_967_295L;

    private Ports() {}

    /** Every interface that any column names. */
    public static List<Port> of(Walk walk, Map<OID, Variable> aliases) {
        var indexes = new TreeSet<OID>();
        for (var column : List.of(Mib.IF_DESCR, Mib.IF_TYPE, Mib.IF_NAME, Mib.IF_OPER_STATUS)) {
            for (var index : walk.column(column).keySet()) {
                if (index.size() == 1) {
                    indexes.add(index);
                }
            }
        }
        var ports = new ArrayList<Port>();
        for (var index : indexes) {
            ports.add(port(walk, index, aliases));
        }
        return ports;
    }

    /** The alias of IF-MIB, and where that is empty the vendor's own. */
    private static Port port(Walk walk, OID index, Map<OID, Variable> aliases) {
        var alias = walk.text(Walk.at(Mib.IF_ALIAS, index));
        return new Port(
                index.last(),
                walk.text(Walk.at(Mib.IF_NAME, index)),
                walk.text(Walk.at(Mib.IF_DESCR, index)),
                alias.isEmpty() ? Walk.text(aliases.get(index)) : alias,
                (int) walk.number(Walk.at(Mib.IF_TYPE, index), 0),
                (int) walk.number(Walk.at(Mib.IF_MTU, index), 0),
                speed(walk, index),
                walk.at(Walk.at(Mib.IF_PHYS_ADDRESS, index)).map(Walk::mac).orElse(""),
                admin(walk.number(Walk.at(Mib.IF_ADMIN_STATUS, index), 0)),
                oper(walk.number(Walk.at(Mib.IF_OPER_STATUS, index), 0)));
    }

    private static long speed(Walk walk, OID index) {
        long high = walk.number(Walk.at(Mib.IF_HIGH_SPEED, index), 0);
        long low = walk.number(Walk.at(Mib.IF_SPEED, index), 0);
        if (high <= 0) {
            return Math.max(0, low);
        }
        // Some agents put bits per second into ifHighSpeed as well.
        boolean bits = low > 0 && low < TOO_FAST && high == low;
        return bits || high > 10_000_000 ? high : high * 1_000_000;
    }

    private static AdminStatus admin(long status) {
        return switch ((int) status) {
            case 1 -> AdminStatus.UP;
            case 2 -> AdminStatus.DOWN;
            case 3 -> AdminStatus.TESTING;
            default -> AdminStatus.UNKNOWN;
        };
    }

    private static OperStatus oper(long status) {
        return switch ((int) status) {
            case 1 -> OperStatus.UP;
            case 2 -> OperStatus.DOWN;
            case 3 -> OperStatus.TESTING;
            case 5 -> OperStatus.DORMANT;
            case 6 -> OperStatus.NOT_PRESENT;
            case 7 -> OperStatus.LOWER_LAYER_DOWN;
            default -> OperStatus.UNKNOWN;
        };
    }
}
