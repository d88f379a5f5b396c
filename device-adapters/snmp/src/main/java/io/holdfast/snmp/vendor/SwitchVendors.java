package io.holdfast.snmp.vendor;

import static io.holdfast.snmp.mib.Source.computed;
import static io.holdfast.snmp.mib.Source.descr;
import static io.holdfast.snmp.mib.Source.first;
import static io.holdfast.snmp.mib.Source.joined;
import static io.holdfast.snmp.mib.Source.object;
import static io.holdfast.snmp.mib.Source.scalar;

import io.holdfast.snmp.mib.Source;
import io.holdfast.snmp.mib.Walk;
import java.util.List;
import org.snmp4j.smi.OID;

/** Access and small office switches. */
final class SwitchVendors {

    /** PROBE of RMON2 (RFC 4502): software and hardware revision. */
    private static final String PROBE = "1.3.6.1.2.1.16.19.";

    private static final String TPLINK = "1.3.6.1.4.1.11863.6.1.1.";

    /** Model, version and serial number of each module (LCOS-MIB, lcsFirmwareVersionTable). */
    private static final String LANCOM = "1.3.6.1.4.1.2356.11.3.1.1.";

    /** Objects of access devices; of switches the next. */
    private static final String ZYXEL_CPE = "1.3.6.1.4.1.890.1.2.1.1.";

    private static final String ZYXEL = "1.3.6.1.4.1.890.1.15.3.1.";

    /** MODEL words, VERSION, other: as switches built on FASTPATH say it. */
    private static final Source FASTPATH_MODEL = descr("^([^, ]+)");

    private static final Source FASTPATH_VERSION =
            descr("^[^,]+(?:, [^,\\d][^,]*)?, *v?(\\d[\\w.]+)");

    static final List<Vendor> ALL =
            List.of(
                    Vendor.named("D-Link")
                            .under("171.10.153", "171.10.76", "171.10.75")
                            .hardware(descr("^(\\S+)"))
                            .version(
                                    descr("^\\S+ +(?:Version )?(\\d[\\w.]+)")
                                            .or(scalar(PROBE + "2.0"))),
                    Vendor.named("D-Link")
                            .under("171")
                            .hardware(
                                    joined("{} Rev. {}", descr("^(\\S+)"), scalar(PROBE + "3.0"))
                                            .or(Generic.MODEL)
                                            .or(computed(Walk::sysDescr)))
                            .version(
                                    scalar(PROBE + "2.0")
                                            .or(first("1.3.6.1.4.1.171.14.5.1.8.1.3"))
                                            .or(productObject())
                                            .or(Generic.outermost(Generic.SOFTWARE_REV))
                                            .or(Generic.FIRMWARE))
                            .serial(
                                    scalar("1.3.6.1.4.1.171.12.1.1.12.0")
                                            .or(first("1.3.6.1.4.1.171.12.11.1.9.4.1.17"))
                                            .or(Generic.SERIAL)),
                    Vendor.named("TP-Link")
                            .under("11863")
                            .hardware(scalar(TPLINK + "5.0"))
                            .version(scalar(TPLINK + "6.0"))
                            .serial(scalar(TPLINK + "8.0")),
                    Vendor.named("Netgear")
                            .under("4526")
                            .hardware(FASTPATH_MODEL)
                            .version(FASTPATH_VERSION.or(Generic.VERSION)),
                    Vendor.named("Ubiquiti EdgeSwitch")
                            .under("4413")
                            .hardware(descr("^([^,]+),").replacing("^UBNT ", ""))
                            .version(FASTPATH_VERSION.or(Generic.VERSION))
                            .serial(Generic.SERIAL),
                    Vendor.named("LANCOM SX")
                            .under("2356.16")
                            .hardware(
                                    scalar("1.3.6.1.4.1.2356.16.1.1.1.1.3.0")
                                            .or(descr("^LANCOM (\\S+)")))
                            .version(
                                    scalar("1.3.6.1.4.1.2356.16.1.1.1.1.13.0").or(FASTPATH_VERSION))
                            .serial(scalar("1.3.6.1.4.1.2356.16.1.1.1.1.4.0")),
                    Vendor.named("LANCOM")
                            .under("2356")
                            .hardware(
                                    first(LANCOM + "2")
                                            .or(
                                                    descr(
                                                            "^(LANCOM .+?) +\\d+\\.\\d+\\.|^(LANCOM"
                                                                    + " [^,]+)")))
                            .version(
                                    first(LANCOM + "3")
                                            .or(descr("(\\d+\\.\\d+\\.\\d\\S*(?: / [\\d.]{10})?)")))
                            .serial(
                                    first(LANCOM + "4")
                                            .or(descr("(\\d{12,18}) *$"))
                                            .or(Generic.SERIAL)),
                    Vendor.named("Zyxel")
                            .under("890")
                            .hardware(
                                    scalar(ZYXEL + "11.0")
                                            .or(scalar(ZYXEL_CPE + "2.0"))
                                            .or(Generic.MODEL)
                                            .or(Generic.HARDWARE))
                            .version(
                                    scalar(ZYXEL + "6.0")
                                            .or(scalar(ZYXEL_CPE + "1.0"))
                                            .or(Generic.VERSION))
                            .serial(
                                    scalar(ZYXEL + "12.0")
                                            .or(scalar(ZYXEL_CPE + "10.0"))
                                            .or(Generic.SERIAL)),
                    Vendor.named("Avaya ERS")
                            .under("45.3", "2272")
                            .hardware(descr("^(.+?) +(?:HW:|\\()"))
                            .version(descr("SW:v?(\\S+)").or(Generic.VERSION))
                            .serial(scalar("1.3.6.1.4.1.45.1.6.3.1.6.0").or(Generic.SERIAL)));

    private SwitchVendors() {}

    /** Newer families keep a copy of the software table below each product's own number. */
    private static Source productObject() {
        return object(walk -> {
            var id = walk.sysObjectId();
            var oid = new OID("1.3.6.1.4.1.171.11");
            if (id.size() > 8) {
                oid.append(id.get(8));
            }
            oid.append("1000.5.1.8.1.3.1");
            return oid;
        });
    }
}
