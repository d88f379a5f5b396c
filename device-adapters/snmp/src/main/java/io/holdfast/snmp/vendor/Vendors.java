package io.holdfast.snmp.vendor;

import io.holdfast.snmp.mib.Source;
import io.holdfast.snmp.mib.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/**
 * Model, version and serial number of any device: by its vendor's table where one is known, else by
 * what the standards and the usual grammar of sysDescr give.
 */
public final class Vendors {

    private static final List<Vendor> ALL =
            Stream.of(
                            CiscoVendor.ALL,
                            IndustrialVendors.ALL,
                            WirelessVendors.ALL,
                            SwitchVendors.ALL,
                            CampusVendors.ALL,
                            RouterVendors.ALL,
                            FirewallVendors.ALL,
                            ServerVendors.ALL)
                    .flatMap(List::stream)
                    .toList();

    /** What a device is, in its vendor's words. */
    public record Facts(String vendor, String hardware, String version, String serial) {}

    private Vendors() {}

    /** Subtrees whose presence tells a vendor. */
    public static List<OID> markers() {
        return ALL.stream().flatMap(v -> v.markers().stream()).distinct().toList();
    }

    /** What to read besides the standard tables. */
    public static List<Source.Read> reads(Walk system) {
        var vendor = of(system);
        var reads = new ArrayList<Source.Read>();
        for (var source : List.of(vendor.hardware(), vendor.version(), vendor.serial())) {
            reads.addAll(source.reads(system));
        }
        if (!vendor.portAliases().isEmpty()) {
            reads.add(new Source.Read(below(system, vendor.portAliases()), true));
        }
        return reads.stream().distinct().toList();
    }

    /** The device's facts. */
    public static Facts facts(Walk walk) {
        var vendor = of(walk);
        return new Facts(
                vendor.name(),
                vendor.hardware().or(Generic.HARDWARE).find(walk).orElse(""),
                vendor.version().or(Generic.VERSION).find(walk).orElse(""),
                vendor.serial().or(Generic.SERIAL).find(walk).orElse(""));
    }

    /** What an operator calls each port, by its number, where the vendor keeps that apart. */
    public static Map<OID, Variable> portAliases(Walk walk) {
        var column = of(walk).portAliases();
        return column.isEmpty() ? Map.of() : walk.column(below(walk, column));
    }

    private static OID below(Walk system, String suffix) {
        var oid = new OID(system.sysObjectId());
        oid.append(suffix);
        return oid;
    }

    private static Vendor of(Walk walk) {
        return ALL.stream().filter(v -> v.recognises(walk)).findFirst().orElse(Vendor.named(""));
    }
}
