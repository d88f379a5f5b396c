package io.holdfast.snmp.vendor;

import static io.holdfast.snmp.mib.Source.descr;
import static io.holdfast.snmp.mib.Source.first;
import static io.holdfast.snmp.mib.Source.joined;
import static io.holdfast.snmp.mib.Source.scalar;

import io.holdfast.snmp.mib.Source;
import java.util.List;

/** Campus and data centre switches. */
final class CampusVendors {

    private static final String DELL = "1.3.6.1.4.1.674.10895.3000.1.2.100.";
    private static final String ICX = "1.3.6.1.4.1.1991.1.1.";

    static final List<Vendor> ALL =
            List.of(
                    Vendor.named("Aruba CX")
                            .under("47196")
                            .hardware(
                                    first("1.3.6.1.2.1.47.1.1.1.1.2")
                                            .or(
                                                    descr(
                                                            "^(?:Aruba|HPE?(?: ANW| Networking)?)"
                                                                    + " +\\S+ +(.*?) +Sw(?:it)?ch "))
                                            .or(Generic.HARDWARE))
                            .version(descr("\\b([A-Z]{2}\\.\\d[\\w.]+)").or(Generic.VERSION)),
                    Vendor.named("Allied Telesis")
                            .under("207")
                            .hardware(
                                    first("1.3.6.1.4.1.207.8.4.4.3.21.1.1.4").or(Generic.HARDWARE))
                            .version(
                                    scalar("1.3.6.1.4.1.207.8.4.4.4.500.2.1.1.0")
                                            .or(descr("v(\\d\\S+)"))
                                            .or(Generic.VERSION))
                            .serial(Generic.SERIAL.or(first("1.3.6.1.4.1.207.8.4.4.3.21.1.1.8"))),
                    Vendor.named("HP Instant On")
                            .under("11")
                            .saying("Instant On")
                            .hardware(instantOn())
                            .version(descr("InstantOn_\\w+?_(\\d[\\d.]+)").or(Generic.VERSION)),
                    Vendor.named("HP ProCurve")
                            .under("11.2.3.7", "11.2.3.6", "11.2.3.8")
                            .hardware(procurve())
                            .version(
                                    descr("revision ([\\w.]+)")
                                            .or(descr("\\b([A-Z]{1,2}\\.\\d{1,2}\\.\\d[\\w.]*)"))
                                            .or(Generic.VERSION))
                            .serial(scalar("1.3.6.1.4.1.11.2.36.1.1.2.9.0").or(Generic.SERIAL)),
                    Vendor.named("HPE Comware")
                            .under("25506", "11.2.3.7.11.161", "43.1")
                            .hardware(
                                    Generic.MODEL
                                            .or(descr("Release \\S+ (?:HPE?|H3C) (.+?) Copyright"))
                                            .or(Generic.HARDWARE))
                            .version(descr("Version ([\\w.]+)").or(Generic.VERSION)),
                    Vendor.named("Extreme XOS")
                            .under("1916")
                            .hardware(descr("XOS \\(([^)]+)\\)").or(Generic.HARDWARE))
                            .version(
                                    descr("version (\\S+)")
                                            .or(scalar("1.3.6.1.4.1.1916.1.1.1.13.0")))
                            .serial(
                                    scalar("1.3.6.1.4.1.1916.1.1.1.16.0")
                                            .matching("(\\S+) *$")
                                            .or(Generic.SERIAL)),
                    Vendor.named("Brocade ICX")
                            .under("1991")
                            .hardware(
                                    descr("(?:Inc\\.|ICX|FCX)[ ,]+(?:Stacking System )?([\\w-]+)")
                                            .or(Generic.HARDWARE))
                            .version(descr("Version V?([\\w.]+)"))
                            .serial(scalar(ICX + "1.1.2.0").or(Generic.SERIAL)),
                    Vendor.named("Dell PowerConnect")
                            .under("674.10895")
                            .hardware(scalar(DELL + "1.0").or(Generic.HARDWARE))
                            .version(scalar(DELL + "4.0").or(Generic.VERSION))
                            .serial(first(DELL + "8.1.4").or(Generic.SERIAL)),
                    Vendor.named("Alcatel-Lucent OmniSwitch")
                            .under("6486", "800.3")
                            .hardware(
                                    Generic.MODEL.or(
                                            descr(
                                                    "^(?:Alcatel-Lucent(?: Enterprise)?)? *(.+?)"
                                                            + " +\\d+\\.\\d+")))
                            .version(descr("(\\d+\\.\\d+\\.\\d+\\.\\w[\\w.]*)")),
                    Vendor.named("Arista")
                            .under("30065")
                            .hardware(
                                    Generic.MODEL.or(descr("running on an Arista Networks (\\S+)")))
                            .version(descr("EOS version (\\S+)").or(Generic.VERSION)));

    private CampusVendors() {}

    /** "Aruba Instant On 1930 48G ... Switch JL686A, InstantOn_...": model and part number. */
    private static Source instantOn() {
        return joined(
                        "{} {}",
                        descr("Instant On (.+?) Switch").replacing(" +", " "),
                        descr("Switch(?: Series)? (\\w+),"))
                .or(descr("Instant On ([^,]+)"));
    }

    /**
     * "HP J9773A 2530-24G-PoEP Switch, revision ...", "PROCURVE J9029A - PA.03.10", "HP 1810-24G,
     * PL.1.9, ...".
     */
    private static Source procurve() {
        return descr(
                        "^(?:HPE?|Aruba|ProCurve|PROCURVE|Hewlett-Packard)(?: ProCurve)?"
                                + " +([^,]+?)(?: +- +[^,]*)?(?:,|$)")
                .replacing("\\b(?:OfficeConnect|Switch)\\b ?", "")
                .or(Generic.HARDWARE);
    }
}
