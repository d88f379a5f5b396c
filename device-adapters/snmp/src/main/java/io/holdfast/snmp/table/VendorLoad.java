package io.holdfast.snmp.table;

import io.holdfast.core.observe.Load;
import io.holdfast.snmp.mib.Walk;
import java.util.List;
import java.util.Optional;
import org.snmp4j.smi.OID;

/** Processor and memory where vendors keep them in tables of their own. */
public final class VendorLoad {

    /** cpmCPUTotal1minRev and cpmCPUTotal5minRev's neighbour (CISCO-PROCESS-MIB). */
    private static final OID CISCO_CPU = new OID("1.3.6.1.4.1.9.9.109.1.1.1.1.7");

    /** CISCO-MEMORY-POOL-MIB: used and free of each pool; pool 1 is the processor's. */
    private static final OID CISCO_USED = new OID("1.3.6.1.4.1.9.9.48.1.1.1.5.1");

    private static final OID CISCO_FREE = new OID("1.3.6.1.4.1.9.9.48.1.1.1.6.1");

    /** jnxOperatingCPU (JUNIPER-MIB): one row a part, zero for parts without processor. */
    private static final OID JUNIPER_CPU = new OID("1.3.6.1.4.1.2636.3.1.13.1.8");

    /**
     * fgSysCpuUsage, fgSysMemUsage in per cent, fgSysMemCapacity in KiB (FORTINET-FORTIGATE-MIB).
     */
    private static final OID FORTINET_CPU = new OID("1.3.6.1.4.1.12356.101.4.1.3.0");

    private static final OID FORTINET_MEMORY = new OID("1.3.6.1.4.1.12356.101.4.1.4.0");
    private static final OID FORTINET_CAPACITY = new OID("1.3.6.1.4.1.12356.101.4.1.5.0");

    /** hmCpuUtilization of classic Hirschmann, hm2DiagCpuUtilization of HiOS. */
    private static final OID HIRSCHMANN_CPU = new OID("1.3.6.1.4.1.248.14.2.15.2.1.0");

    private static final OID HIOS_CPU = new OID("1.3.6.1.4.1.248.11.22.1.8.10.1.0");

    public static final List<OID> TABLES = List.of(CISCO_CPU, CISCO_USED, CISCO_FREE, JUNIPER_CPU);
    public static final List<OID> SCALARS =
            List.of(FORTINET_CPU, FORTINET_MEMORY, FORTINET_CAPACITY, HIRSCHMANN_CPU, HIOS_CPU);

    private VendorLoad() {}

    static List<Integer> processors(Walk walk) {
        for (var table : List.of(CISCO_CPU, JUNIPER_CPU)) {
            var loads =
                    walk.under(table).values().stream()
                            .map(v -> (int) Walk.number(v, 0))
                            .filter(load -> load > 0)
                            .toList();
            if (!loads.isEmpty()) {
                return loads;
            }
        }
        for (var scalar : List.of(FORTINET_CPU, HIRSCHMANN_CPU, HIOS_CPU)) {
            if (walk.has(scalar)) {
                return List.of((int) walk.number(scalar, 0));
            }
        }
        return List.of();
    }

    static Optional<Load.Memory> memory(Walk walk) {
        if (walk.has(CISCO_USED)) {
            long used = walk.number(CISCO_USED, 0);
            return Optional.of(new Load.Memory(used, used + walk.number(CISCO_FREE, 0)));
        }
        if (walk.has(FORTINET_CAPACITY)) {
            long size = walk.number(FORTINET_CAPACITY, 0) * 1024;
            return Optional.of(new Load.Memory(size * walk.number(FORTINET_MEMORY, 0) / 100, size));
        }
        return Optional.empty();
    }
}
