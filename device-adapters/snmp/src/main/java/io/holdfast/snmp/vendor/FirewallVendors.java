package io.holdfast.snmp.vendor;

import static io.holdfast.snmp.mib.Source.descr;
import static io.holdfast.snmp.mib.Source.first;
import static io.holdfast.snmp.mib.Source.joined;
import static io.holdfast.snmp.mib.Source.scalar;

import io.holdfast.snmp.mib.Source;
import java.util.List;

/** Firewalls. */
final class FirewallVendors {

    private static final String PALO_ALTO = "1.3.6.1.4.1.25461.2.1.2.";
    private static final String CHECK_POINT = "1.3.6.1.4.1.2620.1.6.";
    private static final String SOPHOS = "1.3.6.1.4.1.2604.5.1.1.";
    private static final String SONICWALL = "1.3.6.1.4.1.8741.2.1.1.";

    /** What a FreeBSD firewall's own agent extension prints. */
    private static final Source EXTENDED = first("1.3.6.1.4.1.8072.1.3.2.3.1.2");

    static final List<Vendor> ALL =
            List.of(
                    Vendor.named("FortiAP")
                            .under("12356.120")
                            .hardware(
                                    scalar("1.3.6.1.4.1.12356.120.1.1.0")
                                            .matching("^FP([^-]+)-")
                                            .then(model -> "FortiAP " + model))
                            .version(scalar("1.3.6.1.4.1.12356.120.1.1.0"))
                            .serial(scalar("1.3.6.1.4.1.12356.120.1.2.0")),
                    Vendor.named("FortiSwitch")
                            .under("12356.106")
                            .hardware(scalar("1.3.6.1.4.1.12356.106.4.1.1.0").matching("^(\\S+)"))
                            .version(
                                    scalar("1.3.6.1.4.1.12356.106.4.1.1.0")
                                            .matching(" v?(\\d[\\d.]*)"))
                            .serial(scalar("1.3.6.1.4.1.12356.100.1.1.1.0").or(Generic.SERIAL)),
                    Vendor.named("Fortinet")
                            .under("12356")
                            .hardware(fortinetModel())
                            .version(
                                    scalar("1.3.6.1.4.1.12356.101.4.1.1.0")
                                            .or(scalar("1.3.6.1.4.1.12356.103.2.1.4.0")))
                            .serial(scalar("1.3.6.1.4.1.12356.100.1.1.1.0").or(Generic.SERIAL)),
                    Vendor.named("Palo Alto")
                            .under("25461")
                            .hardware(scalar(PALO_ALTO + "2.1.0").or(Generic.MODEL))
                            .version(scalar(PALO_ALTO + "1.1.0"))
                            .serial(scalar(PALO_ALTO + "1.3.0")),
                    Vendor.named("Check Point")
                            .under("2620")
                            .marked(CHECK_POINT + "4.1")
                            .hardware(scalar(CHECK_POINT + "16.7.0"))
                            .version(scalar(CHECK_POINT + "4.1.0"))
                            .serial(scalar(CHECK_POINT + "16.3.0")),
                    Vendor.named("Sophos")
                            .under("2604.5")
                            .hardware(scalar(SOPHOS + "2.0"))
                            .version(scalar(SOPHOS + "3.0"))
                            .serial(scalar(SOPHOS + "4.0")),
                    Vendor.named("SonicWall")
                            .under("8741")
                            .marked(SONICWALL + "1")
                            .hardware(scalar(SONICWALL + "1.0"))
                            .version(
                                    joined(
                                            "(Firmware {} / ROM {})",
                                            scalar(SONICWALL + "3.0"),
                                            scalar(SONICWALL + "4.0")))
                            .serial(scalar(SONICWALL + "2.0")),
                    Vendor.named("OPNsense")
                            .under("8072.3.2.8")
                            .saying("OPN|HBSD|stable/2\\d")
                            .hardware(EXTENDED.matching("\\((.+)\\)").or(descr("(\\S+)$")))
                            .version(
                                    EXTENDED.matching("OPNsense (\\S+)")
                                            .or(descr("^FreeBSD \\S+ (\\S+)"))),
                    Vendor.named("pfSense")
                            .under("12325", "8072.3.2.8")
                            .hardware(descr("(\\S+)$"))
                            .version(
                                    descr("^pfSense (\\d\\S+)|pfSense \\S+ (\\d\\S+)")
                                            .or(descr("^FreeBSD \\S+ (\\S+)"))),
                    Vendor.named("Stormshield")
                            .under("11256")
                            .hardware(scalar("1.3.6.1.4.1.11256.1.0.1.0"))
                            .version(scalar("1.3.6.1.4.1.11256.1.0.2.0"))
                            .serial(scalar("1.3.6.1.4.1.11256.1.0.3.0")),
                    Vendor.named("WatchGuard")
                            .under("3097")
                            .version(scalar("1.3.6.1.4.1.3097.6.3.1.0")),
                    Vendor.named("F5")
                            .under("3375")
                            .hardware(scalar("1.3.6.1.4.1.3375.2.1.3.5.2.0"))
                            .version(scalar("1.3.6.1.4.1.3375.2.1.4.2.0"))
                            .serial(scalar("1.3.6.1.4.1.3375.2.1.3.3.3.0")));

    private FirewallVendors() {}

    /** FGT_60F is a FortiGate 60F; a rugged one says FGR, one with radio FWF. */
    private static Source fortinetModel() {
        return Generic.MODEL
                .or(Generic.outermost(Generic.NAME))
                .or(first("1.3.6.1.2.1.47.1.1.1.1.2"))
                .matching("\\b(F[A-Z]{1,2}[_-]?[\\w]+)")
                .then(code ->
                        code.replaceFirst("^FGT_?", "FortiGate ")
                                .replaceFirst("^FGR_?", "FortiGate Rugged ")
                                .replaceFirst("^FWF_?", "FortiWiFi "))
                .or(Generic.HARDWARE);
    }
}
