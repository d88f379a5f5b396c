package io.holdfast.snmp.vendor;

import static io.holdfast.snmp.mib.Source.below;
import static io.holdfast.snmp.mib.Source.descr;
import static io.holdfast.snmp.mib.Source.first;
import static io.holdfast.snmp.mib.Source.joined;
import static io.holdfast.snmp.mib.Source.scalar;

import io.holdfast.snmp.mib.Source;
import java.util.List;

/** Switches and routers made for plants. */
final class IndustrialVendors {

    private static final String HM = "1.3.6.1.4.1.248.14.1.1.";
    private static final String HM2 = "1.3.6.1.4.1.248.11.10.1.1.";

    /** AUTOMATION-SYSTEM-MIB. */
    private static final String SIEMENS = "1.3.6.1.4.1.4329.6.3.2.1.1.";

    /** RUGGEDCOM-SYS-INFO-MIB. */
    private static final String RUGGEDCOM = "1.3.6.1.4.1.15004.4.2.3.";

    /** Where newer software keeps its version; in older software something else stands there. */
    private static final Source TELTONIKA_FIRMWARE =
            scalar("1.3.6.1.4.1.48690.1.6.0").matching("^\\w+_R_\\S+$");

    static final List<Vendor> ALL =
            List.of(
                    Vendor.named("Hirschmann")
                            .under("248")
                            .hardware(
                                    scalar(HM2 + "2.0")
                                            .or(first(HM + "9.1.3"))
                                            .or(descr("^Hirschmann ([^-]+?) *(?:-|$)")))
                            .version(
                                    scalar(HM + "2.0")
                                            .or(descr("SW: *(?:HiOS-)?([\\w.-]+)"))
                                            .or(first(HM2 + "5.1.4")))
                            .serial(scalar(HM2 + "3.0").or(first(HM + "9.1.10"))),
                    Vendor.named("Moxa")
                            .under("8691")
                            .hardware(below("1.2.0"))
                            .portAliases("1.9.1.1.7")
                            .version(below("1.4.0"))
                            .serial(below("1.78.0")),
                    Vendor.named("Siemens RUGGEDCOM")
                            .under("15004")
                            .hardware(descr("(RX\\w+|R[SM]G?\\w+)").or(descr("^(\\S+ \\S+)")))
                            .version(scalar(RUGGEDCOM + "3.0").or(Generic.VERSION))
                            .serial(scalar(RUGGEDCOM + "1.0")),
                    Vendor.named("Siemens")
                            .under("4329", "4196")
                            .hardware(
                                    descr("SIMATIC NET, ([^,]+)")
                                            .or(descr("^(?:Siemens, )?([^,]+)"))
                                            .replacing("  +", " "))
                            .version(
                                    descr("FW: *(?:Version )?(V?\\d[\\w. ]*)")
                                            .or(scalar(SIEMENS + "5.0")))
                            .serial(
                                    scalar(SIEMENS + "3.0")
                                            .or(descr("FW:[^,]*, *(?:SN: *)?(\\w+)"))),
                    Vendor.named("Westermo")
                            .under("16177")
                            .hardware(Generic.MODEL.or(descr("^Westermo ([^,]+)")))
                            .version(descr("primary: *(v[\\w.-]+)").or(Generic.VERSION)),
                    Vendor.named("Advantech")
                            .under("10297")
                            .hardware(scalar("1.3.6.1.4.1.10297.100.1.1.0"))
                            .portAliases("3.1.1.1.2")
                            .version(
                                    joined(
                                                    "{} Build {}",
                                                    scalar("1.3.6.1.4.1.10297.100.1.4.0"),
                                                    below("1.1.15.0"))
                                            .or(scalar("1.3.6.1.4.1.10297.100.1.4.0")))
                            .serial(scalar("1.3.6.1.4.1.10297.100.1.5.0")),
                    Vendor.named("Phoenix Contact")
                            .under("4346")
                            .hardware(scalar("1.3.6.1.4.1.4346.11.11.1.1.0").or(Generic.HARDWARE))
                            .version(Generic.VERSION),
                    Vendor.named("Planet")
                            .under("10456")
                            .hardware(
                                    descr("^PLANET, ?([^,]+)|^([A-Z]+-\\S+) \\d")
                                            .or(Generic.HARDWARE))
                            .version(descr(", *(v[\\w.]+) *$").or(Generic.VERSION)),
                    Vendor.named("Teltonika")
                            .under("48690")
                            .marked("1.3.6.1.4.1.48690.1", "1.3.6.1.4.1.48690.2.14")
                            .hardware(
                                    teltonikaModel()
                                            .onlyWith(TELTONIKA_FIRMWARE)
                                            .or(scalar("1.3.6.1.4.1.48690.1.7.0"))
                                            .or(ServerVendors.GENERIC_LINUX))
                            .version(
                                    TELTONIKA_FIRMWARE
                                            .or(scalar("1.3.6.1.4.1.48690.2.14.0"))
                                            .or(ServerVendors.KERNEL))
                            .serial(
                                    scalar("1.3.6.1.4.1.48690.1.1.0")
                                            .onlyWith(TELTONIKA_FIRMWARE)
                                            .or(scalar("1.3.6.1.4.1.48690.1.5.0"))));

    private IndustrialVendors() {}

    /**
     * The second object holds whatever name somebody gave; the product code begins with the model.
     */
    private static Source teltonikaModel() {
        return scalar("1.3.6.1.4.1.48690.1.3.0")
                .matching("^(RUT[A-Z]\\d{2}|[A-Z]{3}\\d{3})")
                .or(scalar("1.3.6.1.4.1.48690.1.2.0"));
    }
}
