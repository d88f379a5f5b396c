package io.holdfast.snmp.vendor;

import io.holdfast.snmp.mib.Source;
import io.holdfast.snmp.mib.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.snmp4j.smi.OID;

/**
 * How devices of one family are told apart from others, and where they keep their facts.
 *
 * @param enterprises identifiers below 1.3.6.1.4.1 that sysObjectID may begin with
 * @param markers subtrees that only this family has; looked for where sysObjectID says nothing
 *     (many embedded systems answer with the one of net-snmp)
 * @param portAliases a column below sysObjectID with what an operator calls each port, or empty
 * @param descr a pattern that sysDescr must match as well, or an empty one
 */
record Vendor(
        String name,
        List<OID> enterprises,
        List<OID> markers,
        Pattern descr,
        Source hardware,
        Source version,
        Source serial,
        String portAliases) {

    private static final OID ENTERPRISES = new OID("1.3.6.1.4.1");

    static Vendor named(String name) {
        return new Vendor(
                name,
                List.of(),
                List.of(),
                Pattern.compile(""),
                Source.nowhere(),
                Source.nowhere(),
                Source.nowhere(),
                "");
    }

    Vendor under(String... suffixes) {
        var all = new ArrayList<>(enterprises);
        for (var suffix : suffixes) {
            all.add(enterprise(suffix));
        }
        return new Vendor(name, all, markers, descr, hardware, version, serial, portAliases);
    }

    Vendor marked(String... subtrees) {
        var all = new ArrayList<>(markers);
        for (var subtree : subtrees) {
            all.add(new OID(subtree));
        }
        return new Vendor(name, enterprises, all, descr, hardware, version, serial, portAliases);
    }

    Vendor saying(String pattern) {
        return new Vendor(
                name,
                enterprises,
                markers,
                Pattern.compile(pattern),
                hardware,
                version,
                serial,
                portAliases);
    }

    Vendor hardware(Source source) {
        return new Vendor(name, enterprises, markers, descr, source, version, serial, portAliases);
    }

    Vendor version(Source source) {
        return new Vendor(name, enterprises, markers, descr, hardware, source, serial, portAliases);
    }

    Vendor serial(Source source) {
        return new Vendor(
                name, enterprises, markers, descr, hardware, version, source, portAliases);
    }

    Vendor portAliases(String column) {
        return new Vendor(name, enterprises, markers, descr, hardware, version, serial, column);
    }

    /** Whether a device with this system group and these markers is one of the family. */
    boolean recognises(Walk walk) {
        if (!descr.pattern().isEmpty() && !descr.matcher(walk.sysDescr()).find()) {
            return false;
        }
        if (enterprises.isEmpty() && markers.isEmpty()) {
            return true;
        }
        return enterprises.stream().anyMatch(e -> walk.sysObjectId().startsWith(e))
                || markers.stream().anyMatch(walk::has);
    }

    static OID enterprise(String suffix) {
        var oid = new OID(ENTERPRISES);
        oid.append(suffix);
        return oid;
    }
}
