package io.holdfast.snmp.vendor;

import static io.holdfast.snmp.mib.Source.descr;
import static io.holdfast.snmp.mib.Source.scalar;

import io.holdfast.snmp.mib.Source;
import java.util.List;

/** What else stands in a cabinet: power, storage, hosts. */
final class ServerVendors {

    /** All that a Linux of no known product tells: its processor, and its kernel. */
    static final Source GENERIC_LINUX =
            descr("^Linux .* (\\S+)$")
                    .then(machine ->
                            machine.startsWith("mips") ? "Generic MIPS" : "Generic " + machine);

    static final Source KERNEL = descr("^Linux \\S+ (\\S+)");

    static final List<Vendor> ALL =
            List.of(
                    Vendor.named("APC")
                            .under("318")
                            .hardware(
                                    scalar("1.3.6.1.4.1.318.1.1.1.1.1.1.0")
                                            .or(scalar("1.3.6.1.4.1.318.1.1.12.1.5.0"))
                                            .or(descr("MN:(\\S+)")))
                            .version(descr("\\bAF1?:v?([\\d.]+)").or(descr("AF1:v([\\d.]+)")))
                            .serial(
                                    scalar("1.3.6.1.4.1.318.1.1.1.1.2.3.0")
                                            .or(scalar("1.3.6.1.4.1.318.1.1.12.1.6.0"))
                                            .or(descr("SN: ?(\\w+)"))),
                    Vendor.named("Synology")
                            .marked("1.3.6.1.4.1.6574.1.5")
                            .hardware(scalar("1.3.6.1.4.1.6574.1.5.1.0"))
                            .version(scalar("1.3.6.1.4.1.6574.1.5.3.0"))
                            .serial(scalar("1.3.6.1.4.1.6574.1.5.2.0")),
                    Vendor.named("VMware").under("6876").version(scalar("1.3.6.1.4.1.6876.1.2.0")),
                    Vendor.named("Linux")
                            .under("8072.3.2.10")
                            .saying("^Linux ")
                            .hardware(GENERIC_LINUX)
                            .version(KERNEL));

    private ServerVendors() {}
}
