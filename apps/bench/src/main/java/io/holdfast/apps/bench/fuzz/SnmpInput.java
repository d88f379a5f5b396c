package io.holdfast.apps.bench.fuzz;

import io.holdfast.snmp.SnmpSurvey;
import io.holdfast.snmp.mib.Mib;
import io.holdfast.snmp.mib.Walk;
import io.holdfast.snmp.table.Clients;
import io.holdfast.snmp.table.VendorLoad;
import io.holdfast.snmp.table.VendorVlans;
import io.holdfast.snmp.vendor.Vendors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** Bytes as answers of an SNMP device. */
final class SnmpInput {

    private static final OID ENTERPRISES = new OID("1.3.6.1.4.1");

    /** Vendors with tables of their own, by their numbers. */
    private static final int[] VENDORS = {
        9, 248, 2356, 2636, 4329, 8691, 12356, 14823, 14988, 16177, 47196
    };

    private static final List<OID> ROOTS = roots();

    private SnmpInput() {}

    private static List<OID> roots() {
        var roots = new ArrayList<OID>(Mib.SYSTEM);
        roots.addAll(Mib.INTERFACES);
        roots.addAll(Mib.PARTS);
        roots.addAll(Mib.SENSORS);
        roots.addAll(Mib.BRIDGE);
        roots.addAll(Mib.IEEE_BRIDGE);
        roots.addAll(Mib.STATIONS);
        roots.addAll(Mib.VTP);
        roots.addAll(Mib.LLDP);
        roots.add(Mib.CDP_CACHE);
        roots.addAll(Mib.HOST);
        roots.addAll(VendorVlans.TABLES);
        roots.addAll(VendorLoad.TABLES);
        roots.addAll(Clients.TABLES);
        roots.addAll(Vendors.markers());
        return List.copyOf(roots);
    }

    /** Decodes a message's PDU and reads its variables as tables. */
    static void answer(byte[] bytes) {
        var answer = new PDU();
        try {
            answer.decodeBER(new BERInputStream(ByteBuffer.wrap(bytes)));
        } catch (IOException | RuntimeException e) {
            // The library's own reading; its dispatcher drops the message.
            return;
        }
        var walk = new Walk();
        answer.getVariableBindings().forEach(vb -> walk.put(vb.getOid(), vb.getVariable()));
        read(walk);
    }

    /** Fills tables. */
    static void tables(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        var walk = new Walk();
        walk.put(
                new OID("1.3.6.1.2.1.1.2.0"),
                below(ENTERPRISES, VENDORS[next(in) % VENDORS.length], next(in)));
        while (in.remaining() > 3) {
            var oid = new OID(ROOTS.get((next(in) << 8 | next(in)) % ROOTS.size()));
            for (int left = next(in) % 9; left > 0; left--) {
                oid.append(next(in));
            }
            walk.put(oid, value(in));
        }
        read(walk);
    }

    private static OID below(OID oid, int... more) {
        var longer = new OID(oid);
        for (int each : more) {
            longer.append(each);
        }
        return longer;
    }

    private static Variable value(ByteBuffer in) {
        return switch (next(in) % 6) {
            case 0 -> new Integer32(next(in));
            case 1 -> new Integer32(Integer.MIN_VALUE + next(in));
            case 2 -> new Gauge32(0xFFFF_FF00L + next(in));
            case 3 -> new Counter64(-1L - next(in));
            case 4 -> below(ENTERPRISES, next(in), next(in));
            default -> {
                var octets = new byte[Math.min(next(in), in.remaining())];
                in.get(octets);
                yield new OctetString(octets);
            }
        };
    }

    private static int next(ByteBuffer in) {
        return in.hasRemaining() ? in.get() & 0xff : 0;
    }

    private static void read(Walk walk) {
        var survey = SnmpSurvey.survey(walk, "", List.of());
        if (survey.ports().size() > walk.size()) {
            throw new IllegalStateException("more ports than answers");
        }
    }
}
