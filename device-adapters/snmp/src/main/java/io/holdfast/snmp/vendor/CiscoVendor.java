package io.holdfast.snmp.vendor;

import static io.holdfast.snmp.mib.Source.computed;
import static io.holdfast.snmp.mib.Source.descr;
import static io.holdfast.snmp.mib.Source.first;
import static io.holdfast.snmp.mib.Source.joined;
import static io.holdfast.snmp.mib.Source.scalar;

import io.holdfast.snmp.mib.Source;
import io.holdfast.snmp.mib.Walk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snmp4j.smi.OID;

/**
 * Cisco's families: IOS, IOS XE, IOS XR, NX-OS, ASA and FTD, wireless controllers, small business.
 */
final class CiscoVendor {

    private static final OID PRODUCTS = Vendor.enterprise("9.1");

    /** OLD-CISCO-CHASSIS-MIB chassisId and OLD-CISCO-STACK serial numbers, of before ENTITY-MIB. */
    private static final Source OLD_SERIAL = scalar("1.3.6.1.4.1.9.3.6.3.0");

    /** The image in parentheses and the version behind it, where a release train is named. */
    private static final Source NAMED_TRAIN =
            joined(
                    "{} {}",
                    descr("Cisco IOS Software \\[\\w+\\].*?Software \\(([\\w-]+)\\)"),
                    descr("Version ([\\w.()]+)"));

    private static final Source VERSION = descr("Version:? *([\\w.():]+)");

    private static final Source HARDWARE =
            Generic.MODEL
                    .or(stackName())
                    .or(computed(CiscoVendor::product))
                    .or(Generic.outermost(Generic.DESCR));

    static final List<Vendor> ALL =
            List.of(
                    Vendor.named("Cisco small business")
                            .under("9.6.1")
                            .hardware(smallBusinessHardware())
                            .version(smallBusinessVersion())
                            .serial(Generic.SERIAL.or(first("1.3.6.1.4.1.9.6.1.101.53.14.1.5"))),
                    Vendor.named("Cisco small business")
                            .under("9.1")
                            .saying("Catalyst 1[23]00 Series|^CBS\\d|Smart Switch")
                            .hardware(smallBusinessHardware())
                            .version(smallBusinessVersion())
                            .serial(Generic.SERIAL.or(first("1.3.6.1.4.1.9.6.1.101.53.14.1.5"))),
                    Vendor.named("Cisco FTD")
                            .under("9.1")
                            .saying("Firepower Threat Defense")
                            .hardware(HARDWARE)
                            .version(descr("Version (\\d[^,]*)")),
                    Vendor.named("Cisco ASA")
                            .under("9.1")
                            .saying("Adaptive Security Appliance")
                            .hardware(HARDWARE)
                            .version(
                                    Generic.outermost(Generic.SOFTWARE_REV)
                                            .or(descr("Version ([\\w.()]+)"))),
                    Vendor.named("Cisco IOS XR")
                            .under("9.1")
                            .saying("IOS XR")
                            .hardware(Generic.MODEL.or(descr("Software \\((?:Cisco )?([^)]+)\\)")))
                            .version(descr("Version +([\\w.]+)")),
                    Vendor.named("Cisco NX-OS")
                            .under("9.12.3.1.3", "9.1")
                            .saying("NX-OS")
                            .hardware(HARDWARE)
                            .version(descr("Version ([\\w.()]+)")),
                    Vendor.named("Cisco WLC")
                            .under("14179")
                            .marked("1.3.6.1.4.1.14179.1.1.1.3")
                            .hardware(scalar("1.3.6.1.4.1.14179.1.1.1.3.0").or(HARDWARE))
                            .version(scalar("1.3.6.1.4.1.14179.1.1.1.14.0").or(VERSION))
                            .serial(scalar("1.3.6.1.4.1.14179.1.1.1.4.0")),
                    Vendor.named("Cisco IOS")
                            .under("9")
                            .hardware(HARDWARE)
                            .version(NAMED_TRAIN.or(VERSION))
                            .serial(Generic.SERIAL.or(OLD_SERIAL)),
                    Vendor.named("Cisco Meraki")
                            .under("29671")
                            .hardware(descr("^(?:Cisco )?Meraki (\\S+)"))
                            .version(Generic.VERSION));

    private CiscoVendor() {}

    /** A stack whose chassis tell no model is named by the stack itself. */
    private static Source stackName() {
        return computed(walk -> {
            for (var cell : walk.column(Generic.CLASS).entrySet()) {
                if (Walk.number(cell.getValue(), 0) == 11) {
                    return walk.text(Walk.at(Generic.DESCR, cell.getKey()));
                }
            }
            return "";
        });
    }

    private static Source smallBusinessHardware() {
        var model = Generic.MODEL.or(first("1.3.6.1.4.1.9.6.1.101.53.14.1.7"));
        return joined("{} {}", model, Generic.outermost(Generic.HARDWARE_REV))
                .or(model)
                .or(descr("^(\\S+)"));
    }

    private static Source smallBusinessVersion() {
        var software =
                Generic.outermost(Generic.SOFTWARE_REV)
                        .or(first("1.3.6.1.4.1.9.6.1.101.53.14.1.2"));
        var boot = first("1.3.6.1.4.1.9.6.1.101.53.14.1.3");
        return joined("Software {}, Bootldr {}, Firmware {}", software, boot, Generic.FIRMWARE)
                .or(joined("Software {}, Firmware {}", software, Generic.FIRMWARE.or(boot)))
                .or(software);
    }

    private static String product(Walk walk) {
        var id = walk.sysObjectId();
        if (id.size() != PRODUCTS.size() + 1 || !id.startsWith(PRODUCTS)) {
            return "";
        }
        return Products.NAMES.getOrDefault(id.last(), "");
    }

    /** Read once, when a Cisco device tells no model of its own. */
    private static final class Products {

        static final Map<Integer, String> NAMES = read();

        private static Map<Integer, String> read() {
            var names = new HashMap<Integer, String>();
            var file =
                    Objects.requireNonNull(
                            CiscoVendor.class.getResourceAsStream("cisco-products.txt"));
            try (var reader =
                    new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
                reader.lines()
                        .filter(line -> !line.startsWith("#"))
                        .forEach(line -> {
                            int gap = line.indexOf(' ');
                            names.put(
                                    Integer.parseInt(line.substring(0, gap)),
                                    line.substring(gap + 1));
                        });
                return Map.copyOf(names);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
