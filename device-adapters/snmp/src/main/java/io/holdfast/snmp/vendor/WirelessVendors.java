package io.holdfast.snmp.vendor;

import static io.holdfast.snmp.mib.Source.descr;
import static io.holdfast.snmp.mib.Source.first;
import static io.holdfast.snmp.mib.Source.joined;
import static io.holdfast.snmp.mib.Source.scalar;

import java.util.List;

/** Access points, their controllers, radio links. */
final class WirelessVendors {

    private static final String INSTANT = "1.3.6.1.4.1.14823.2.3.3.1.2.1.1.";
    private static final String UNLEASHED = "1.3.6.1.4.1.25053.1.15.1.1.1.1.";
    private static final String ZONE_DIRECTOR = "1.3.6.1.4.1.25053.1.2.1.1.1.1.";

    /** ruckusCtrlSystemNodeTable (RUCKUS-CTRL-MIB). */
    private static final String SMART_ZONE = "1.3.6.1.4.1.25053.1.8.1.1.1.1.1.1.";

    private static final String RUCKUS_AP = "1.3.6.1.4.1.25053.1.1.2.1.1.1.";
    private static final String AF60 = "1.3.6.1.4.1.41112.1.11.1.2.";
    private static final String AF_LTU = "1.3.6.1.4.1.41112.1.10.1.3.";
    private static final String UNIFI = "1.3.6.1.4.1.41112.1.6.3.";

    static final List<Vendor> ALL =
            List.of(
                    Vendor.named("Aruba Instant")
                            .under("14823.1.2")
                            .hardware(descr("MODEL: ([^)]+)\\)").or(first(INSTANT + "6")))
                            .version(descr("Version ([^ ,]+)"))
                            .serial(first(INSTANT + "4")),
                    Vendor.named("ArubaOS")
                            .under("14823", "674.10895", "6486.800")
                            .saying("MODEL: ")
                            .hardware(descr("MODEL: ([^)]+)\\)"))
                            .version(descr("Version ([^ ,]+)"))
                            .serial(
                                    scalar("1.3.6.1.4.1.14823.2.2.1.1.1.12.0")
                                            .or(scalar("1.3.6.1.4.1.14823.2.2.1.2.1.29.0"))),
                    Vendor.named("Ruckus Unleashed")
                            .marked(UNLEASHED + "9")
                            .hardware(scalar(UNLEASHED + "9.0"))
                            .version(
                                    joined(
                                                    "{} ({})",
                                                    scalar(UNLEASHED + "18.0"),
                                                    scalar(UNLEASHED + "20.0"))
                                            .or(scalar(UNLEASHED + "18.0")))
                            .serial(scalar(UNLEASHED + "15.0")),
                    Vendor.named("Ruckus ZoneDirector")
                            .marked(ZONE_DIRECTOR + "9")
                            .hardware(scalar(ZONE_DIRECTOR + "9.0"))
                            .version(scalar(ZONE_DIRECTOR + "18.0"))
                            .serial(scalar(ZONE_DIRECTOR + "15.0")),
                    Vendor.named("Ruckus SmartZone")
                            .under("25053.3.1.11", "25053.3.1.12", "25053.3.1.14")
                            .marked(SMART_ZONE + "3")
                            .hardware(first(SMART_ZONE + "3"))
                            .version(first(SMART_ZONE + "9"))
                            .serial(scalar("1.3.6.1.4.1.25053.1.4.1.1.1.15.13.0")),
                    Vendor.named("Ruckus")
                            .under("25053")
                            .hardware(
                                    scalar(RUCKUS_AP + "1.0")
                                            .or(
                                                    descr(
                                                            "^Ruckus(?: Wireless)?(?:,? Inc\\.?)?"
                                                                    + " (\\S+)")))
                            .version(
                                    first("1.3.6.1.4.1.25053.1.1.3.1.1.1.1.1.3")
                                            .or(Generic.VERSION))
                            .serial(scalar(RUCKUS_AP + "2.0")),
                    Vendor.named("Ubiquiti UniFi")
                            .marked(UNIFI + "3")
                            .hardware(scalar(UNIFI + "3.0"))
                            .version(scalar(UNIFI + "6.0")),
                    Vendor.named("Ubiquiti airFiber LTU")
                            .marked(AF_LTU + "2")
                            .hardware(scalar(AF_LTU + "2.0"))
                            .version(scalar(AF_LTU + "4.0")),
                    Vendor.named("Ubiquiti airFiber 60")
                            .marked(AF60 + "3")
                            .hardware(first(AF60 + "3"))
                            .version(first(AF60 + "4").matching("(v\\d+(?:\\.\\d+)+)")),
                    Vendor.named("Ubiquiti airFiber")
                            .marked("1.3.6.1.4.1.41112.1.3.2.1.40")
                            .hardware(Generic.HARDWARE)
                            .version(
                                    first("1.3.6.1.4.1.41112.1.3.2.1.40")
                                            .matching("v?(\\d[\\w.-]*)")),
                    Vendor.named("Ubiquiti airOS")
                            .under("10002")
                            .marked("1.2.840.10036.3.1.2.1.3")
                            .hardware(first("1.2.840.10036.3.1.2.1.3"))
                            .version(first("1.2.840.10036.3.1.2.1.4").matching("\\.v(\\d\\S*)")),
                    Vendor.named("Cambium")
                            .under("17713")
                            .hardware(Generic.HARDWARE)
                            .version(scalar("1.3.6.1.4.1.17713.21.1.1.1.0").or(Generic.VERSION)));

    private WirelessVendors() {}
}
