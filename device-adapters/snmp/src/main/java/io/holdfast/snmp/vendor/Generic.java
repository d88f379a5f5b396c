package io.holdfast.snmp.vendor;

import static io.holdfast.snmp.mib.Source.computed;
import static io.holdfast.snmp.mib.Source.descr;

import io.holdfast.snmp.mib.Source;
import io.holdfast.snmp.mib.Walk;
import java.util.ArrayList;
import java.util.List;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/** What can be known of a device of any vendor: ENTITY-MIB and the usual grammar of sysDescr. */
final class Generic {

    private static final String ENTITY = "1.3.6.1.2.1.47.1.1.1.1.";
    static final OID DESCR = new OID(ENTITY + "2");
    static final OID CONTAINED_IN = new OID(ENTITY + "4");
    static final OID CLASS = new OID(ENTITY + "5");
    static final OID NAME = new OID(ENTITY + "7");
    static final OID HARDWARE_REV = new OID(ENTITY + "8");
    static final OID FIRMWARE_REV = new OID(ENTITY + "9");
    static final OID SOFTWARE_REV = new OID(ENTITY + "10");
    static final OID SERIAL_NUM = new OID(ENTITY + "11");
    static final OID MODEL_NAME = new OID(ENTITY + "13");

    private static final int CHASSIS = 3;
    private static final int STACK = 11;

    static final Source MODEL = outermost(MODEL_NAME);
    static final Source SERIAL = outermost(SERIAL_NUM);
    static final Source SOFTWARE = outermost(SOFTWARE_REV).or(anywhere(SOFTWARE_REV));
    static final Source FIRMWARE = outermost(FIRMWARE_REV);

    static final Source HARDWARE =
            MODEL.or(descr("^([\\w+/-]*\\d[\\w+/.-]*),"))
                    .or(descr("^([^,;(]{1,60})"))
                    .or(outermost(DESCR));

    static final Source VERSION =
            SOFTWARE.or(
                            descr(
                                    "(?i)\\b(?:software version|firmware"
                                            + " version|version|firmware|release|revision|ver|fw|sw)\\b["
                                            + " :.=]*(v?\\d[\\w.()-]*)"))
                    .or(descr("(?i)\\bv(\\d+\\.[\\w.-]+)"))
                    .or(descr("^[^,]+, ?v?(\\d[\\w.-]+)"))
                    .or(descr("\\b(\\d+\\.\\d+\\.[\\w.-]+)"))
                    .or(FIRMWARE);

    private Generic() {}

    /**
     * A property of the device as a whole: of the stack or chassis if the device says which parts
     * are those, else of the parts that lie in no other, else of the first part.
     */
    static Source outermost(OID column) {
        return computed(walk -> outermost(walk, column));
    }

    private static String outermost(Walk walk, OID column) {
        var cells = walk.column(column);
        var classes = walk.column(CLASS);
        var around = walk.column(CONTAINED_IN);
        for (int kind : List.of(STACK, CHASSIS)) {
            for (var cell : cells.entrySet()) {
                if (Walk.number(classes.get(cell.getKey()), 0) == kind) {
                    var told = Source.told(Walk.text(cell.getValue()));
                    if (told.isPresent()) {
                        return told.get();
                    }
                }
            }
        }
        boolean chassisKnown =
                classes.values().stream().anyMatch(c -> Walk.number(c, 0) == CHASSIS);
        if (chassisKnown) {
            return "";
        }
        var candidates = new ArrayList<Variable>();
        for (var cell : cells.entrySet()) {
            if (around.isEmpty() || Walk.number(around.get(cell.getKey()), -1) == 0) {
                candidates.add(cell.getValue());
            }
        }
        candidates.addAll(cells.values());
        return candidates.stream()
                .flatMap(v -> Source.told(Walk.text(v)).stream())
                .findFirst()
                .orElse("");
    }

    /** The first part that has the property at all. */
    static Source anywhere(OID column) {
        return computed(walk ->
                walk.column(column).values().stream()
                        .flatMap(v -> Source.told(Walk.text(v)).stream())
                        .findFirst()
                        .orElse(""));
    }
}
