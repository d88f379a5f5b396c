package io.holdfast.core.observe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Finds devices that share what only one device may have. It reports and decides nothing: two
 * addresses of one device, the two halves of a high-availability pair and a cloned configuration
 * look alike from afar, and a person tells which it is.
 */
public final class Duplicates {

    private Duplicates() {}

    /** What two or more devices have in common. */
    public sealed interface Finding {

        /** The devices' names for us, sorted. */
        List<String> devices();

        /** Serial number and chassis address agree: one device, known by two names. */
        record SameDevice(List<String> devices, String serial) implements Finding {}

        /**
         * One chassis address, different serial numbers: a pair that shares an address, as
         * firewalls do for high availability, or one that took over another's.
         */
        record SharedAddress(List<String> devices, String chassisMac) implements Finding {}

        /**
         * One serial number, different chassis addresses: copied firmware, or a stack seen twice.
         */
        record SharedSerial(List<String> devices, String serial) implements Finding {}

        /**
         * One SNMP engine id on devices that differ otherwise: a cloned configuration. Keys
         * localized to the engine then open both, and replay protection fails (RFC 3414 section
         * 1.5).
         */
        record SharedEngine(List<String> devices, String engineId) implements Finding {}

        /** One NETCONF host key on devices that differ otherwise: a cloned image. */
        record SharedHostKey(List<String> devices, String hostKey) implements Finding {}
    }

    /** Everything that is shared among the devices, in order of kind and then of device. */
    public static List<Finding> among(Map<String, DeviceIdentity> devices) {
        var sorted = new TreeMap<>(devices);
        var findings = new ArrayList<Finding>();
        var same = new TreeSet<String>();
        for (var group : groups(sorted, DeviceIdentity::serial).entrySet()) {
            for (var alike : byOther(sorted, group.getValue(), DeviceIdentity::chassisMac)) {
                if (alike.size() > 1) {
                    findings.add(new Finding.SameDevice(alike, group.getKey()));
                    same.add(String.join(" ", alike));
                }
            }
        }
        shared(sorted, DeviceIdentity::chassisMac, DeviceIdentity::serial)
                .forEach((mac, names) -> findings.add(new Finding.SharedAddress(names, mac)));
        shared(sorted, DeviceIdentity::serial, DeviceIdentity::chassisMac)
                .forEach((serial, names) -> findings.add(new Finding.SharedSerial(names, serial)));
        groups(sorted, DeviceIdentity::engineId)
                .forEach((engine, names) -> {
                    if (!same.contains(String.join(" ", names))) {
                        findings.add(new Finding.SharedEngine(names, engine));
                    }
                });
        groups(sorted, DeviceIdentity::hostKey)
                .forEach((key, names) -> {
                    if (!same.contains(String.join(" ", names))) {
                        findings.add(new Finding.SharedHostKey(names, key));
                    }
                });
        return List.copyOf(findings);
    }

    /** Devices with one value of the first property and more than one of the second. */
    private static SortedMap<String, List<String>> shared(
            SortedMap<String, DeviceIdentity> devices,
            Function<DeviceIdentity, String> one,
            Function<DeviceIdentity, String> other) {
        var shared = new TreeMap<String, List<String>>();
        groups(devices, one)
                .forEach((value, names) -> {
                    var others = new TreeSet<String>();
                    for (var name : names) {
                        others.add(other.apply(identity(devices, name)));
                    }
                    others.remove("");
                    if (others.size() > 1) {
                        shared.put(value, names);
                    }
                });
        return shared;
    }

    /** Two or more devices by a value they share; a value that is not known is not shared. */
    private static SortedMap<String, List<String>> groups(
            SortedMap<String, DeviceIdentity> devices, Function<DeviceIdentity, String> property) {
        var groups = new TreeMap<String, List<String>>();
        devices.forEach((name, identity) -> {
            var value = property.apply(identity);
            if (!value.isEmpty()) {
                groups.computeIfAbsent(value, _ -> new ArrayList<>()).add(name);
            }
        });
        groups.values().removeIf(names -> names.size() < 2);
        return groups;
    }

    private static Collection<List<String>> byOther(
            SortedMap<String, DeviceIdentity> devices,
            List<String> names,
            Function<DeviceIdentity, String> property) {
        var groups = new TreeMap<String, List<String>>();
        for (var name : names) {
            groups.computeIfAbsent(property.apply(identity(devices, name)), _ -> new ArrayList<>())
                    .add(name);
        }
        return groups.values();
    }

    private static DeviceIdentity identity(SortedMap<String, DeviceIdentity> devices, String name) {
        var identity = devices.get(name);
        if (identity == null) {
            throw new IllegalStateException("no device " + name);
        }
        return identity;
    }
}
