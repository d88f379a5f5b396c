package io.holdfast.snmp.vendor;

import static io.holdfast.snmp.mib.Source.descr;
import static io.holdfast.snmp.mib.Source.first;
import static io.holdfast.snmp.mib.Source.joined;
import static io.holdfast.snmp.mib.Source.scalar;

import io.holdfast.snmp.mib.Source;
import java.util.List;
import java.util.Locale;

/** Routers, and what is built on the same software. */
final class RouterVendors {

    private static final String MIKROTIK = "1.3.6.1.4.1.14988.1.1.";
    private static final String HUAWEI = "1.3.6.1.4.1.2011.5.25.";

    static final List<Vendor> ALL =
            List.of(
                    Vendor.named("Juniper")
                            .under("2636")
                            .hardware(
                                    scalar("1.3.6.1.4.1.2636.3.1.2.0")
                                            .or(
                                                    joined(
                                                            "Juniper {}",
                                                            descr("Inc\\. (\\S+) ")
                                                                    .then(t ->
                                                                            t.toUpperCase(
                                                                                    Locale.ROOT)))))
                            .version(
                                    first("1.3.6.1.4.1.2636.3.40.1.4.1.1.1.5")
                                            .or(
                                                    first("1.3.6.1.2.1.25.6.3.1.2")
                                                            .matching(
                                                                    "\\[(\\S+)\\]|(?:-)(\\d+\\.\\d[\\w.-]*)$"))
                                            .or(descr("JUNOS ([^ ,]+)")))
                            .serial(
                                    scalar("1.3.6.1.4.1.2636.3.1.3.0")
                                            .or(first("1.3.6.1.4.1.2636.3.40.1.4.1.1.1.2"))),
                    Vendor.named("MikroTik")
                            .under("14988")
                            .hardware(descr("^RouterOS (.+)$"))
                            .version(scalar(MIKROTIK + "4.4.0"))
                            .serial(scalar(MIKROTIK + "7.3.0")),
                    Vendor.named("Huawei VRP")
                            .under("2011")
                            .hardware(huaweiModel())
                            .version(huaweiVersion())
                            .serial(scalar(HUAWEI + "188.1.1.0").or(Generic.SERIAL)),
                    Vendor.named("Ekinops")
                            .under("20044")
                            .hardware(descr("^[^,]+, ?([^,]+),"))
                            .version(descr(", ?(Release [\\w.]+)"))
                            .serial(
                                    scalar("1.3.6.1.4.1.20044.7.6.1.0")
                                            .matching("Serial Number *: *(\\w+)|^ *(\\w+) *$")),
                    Vendor.named("Nokia SR OS")
                            .under("6527")
                            .hardware(
                                    descr("(?:ALCATEL|Nokia) (?:SR |SAS-\\w+ )?(\\d\\S+)")
                                            .or(Generic.HARDWARE))
                            .version(descr("^TiMOS-(\\S+)")),
                    Vendor.named("Vyatta")
                            .under("30803", "41112.1.5", "44641")
                            .hardware(Generic.HARDWARE)
                            .version(
                                    descr("^(?:Vyatta|VyOS|EdgeOS) v?([^ ,]+)")
                                            .or(Generic.VERSION)));

    private RouterVendors() {}

    /**
     * Before the words about the platform stands the model; else the series, before the release.
     */
    private static Source huaweiModel() {
        return descr("^(?:Huawei )?([A-Z][\\w-]*\\d[\\w-]*) +Huawei")
                .or(descr("\\(([A-Z][^()]*?) V\\d+R"))
                .or(scalar(HUAWEI + "31.6.5.0"))
                .or(scalar(HUAWEI + "188.1.4.0"))
                .or(first(HUAWEI + "183.1.20.1.5"))
                .or(Generic.MODEL);
    }

    /** "5.170 (V200R010C00SPC600)", and the patch that runs on it. */
    private static Source huaweiVersion() {
        var release =
                joined(
                        "{} ({})",
                        descr("Version *:? ?(\\d[\\d.]*)"),
                        descr("\\([^)]*?(V\\d+R\\w+)[^)]*\\)"));
        return joined("{} [{}]", release, first(HUAWEI + "19.1.8.5.1.1.4"))
                .or(release)
                .or(Generic.VERSION);
    }
}
