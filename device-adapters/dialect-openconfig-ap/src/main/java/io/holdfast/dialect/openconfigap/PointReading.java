package io.holdfast.dialect.openconfigap;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.SecretReference;
import io.holdfast.core.config.WirelessNetwork;
import io.holdfast.core.config.WirelessSecurity;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.xml.XmlDocument;
import io.holdfast.spi.xml.XmlElement;
import io.holdfast.spi.xml.XmlLimits;
import io.holdfast.spi.xml.XmlResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads what is owned; leaves of owned containers that it does not know make it unreadable. */
final class PointReading {

    /** Leaves the reading; becomes Unreadable at its door. */
    private static final class NoModel extends RuntimeException {
        NoModel(String where, String what) {
            super(where + ": " + what);
        }
    }

    /** Defaults of the model; a device may spell them. */
    private static final Set<String> DEFAULTS =
            Set.of(
                    "hidden=false",
                    "operating-frequency=FREQ_2_5_GHZ",
                    "dva=false",
                    "loopback-mode=false",
                    "advertise-apname=false");

    private PointReading() {}

    static ReadResult read(String text) {
        return switch (XmlDocument.readFragment(text, XmlLimits.DEVICE)) {
            case XmlResult.Rejected(var reason) -> new ReadResult.Unreadable(reason);
            case XmlResult.Parsed(var root) -> {
                try {
                    yield new ReadResult.Read(config(root));
                } catch (NoModel | IllegalArgumentException e) {
                    yield new ReadResult.Unreadable(String.valueOf(e.getMessage()));
                }
            }
        };
    }

    private static DeviceConfig config(XmlElement root) {
        if (!root.text().isBlank()) {
            throw new NoModel("text", "words outside the configuration");
        }
        var networks = new ArrayList<WirelessNetwork>();
        var ports = new ArrayList<InterfaceConfig>();
        int points = 0;
        for (var top : root.children()) {
            if (top.is(OpenConfig.POINTS, "access-points")) {
                for (var point : top.children()) {
                    points++;
                    point.child(OpenConfig.POINTS, "ssids")
                            .ifPresent(ssids -> networks(ssids, networks));
                }
            } else if (top.is(OpenConfig.INTERFACES, "interfaces")) {
                top.children(OpenConfig.INTERFACES, "interface")
                        .forEach(each -> port(each).ifPresent(ports::add));
            } else {
                throw new NoModel("text", "no model for <" + top.name() + ">");
            }
        }
        if (points != 1) {
            throw new NoModel("access-points", "one access point is expected, not " + points);
        }
        return new DeviceConfig(
                ports, List.of(), List.of(), List.of(), List.of(), List.of(), networks);
    }

    private static void networks(XmlElement ssids, List<WirelessNetwork> found) {
        for (var ssid : ssids.children()) {
            var network = network(ssid);
            if (found.stream().anyMatch(n -> n.ssid().equals(network.ssid()))) {
                throw new NoModel("ssid " + network.ssid(), "stands twice");
            }
            found.add(network);
        }
    }

    private static WirelessNetwork network(XmlElement ssid) {
        var name = need(ssid, "name", "ssid");
        var where = "ssid " + name;
        known(ssid, where, Set.of("name", "config", "state", "bssids", "clients"));
        var config =
                ssid.child(OpenConfig.POINTS, "config")
                        .orElseThrow(() -> new NoModel(where, "has no config"));
        known(
                config,
                where,
                Set.of("name", "enabled", "default-vlan", "opmode", "wpa2-psk", "server-group"));
        if (!need(config, "name", where).equals(name)) {
            throw new NoModel(where, "has two names");
        }
        int vlan = number(leaf(config, "default-vlan", where).orElse(""), where);
        boolean enabled = truth(leaf(config, "enabled", where).orElse("true"), where);
        return new WirelessNetwork(name, vlan, enabled, security(config, where));
    }

    private static WirelessSecurity security(XmlElement config, String where) {
        var passphrase = leaf(config, "wpa2-psk", where);
        var group = leaf(config, "server-group", where);
        var mode = need(config, "opmode", where);
        boolean fits =
                switch (mode) {
                    case "OPEN" -> passphrase.isEmpty() && group.isEmpty();
                    case "WPA2_PERSONAL" -> passphrase.isPresent() && group.isEmpty();
                    case "WPA2_ENTERPRISE" -> passphrase.isEmpty() && group.isPresent();
                    default -> throw new NoModel(where, "no model for opmode " + mode);
                };
        if (!fits) {
            throw new NoModel(where, "its secrets are not those of " + mode);
        }
        if (passphrase.isPresent()) {
            return new WirelessSecurity.Wpa2Personal(SecretReference.of(passphrase.get().strip()));
        }
        return group.<WirelessSecurity>map(WirelessSecurity.Wpa2Enterprise::new)
                .orElseGet(WirelessSecurity.Open::new);
    }

    /** A port that has VLANs; every other interface is the access point's own affair. */
    private static Optional<InterfaceConfig> port(XmlElement element) {
        var name = need(element, "name", "interface");
        var where = "interface " + name;
        var switched =
                element.child(OpenConfig.ETHERNET, "ethernet")
                        .flatMap(e -> e.child(OpenConfig.VLAN, "switched-vlan"))
                        .flatMap(s -> s.child(OpenConfig.VLAN, "config"));
        if (switched.isEmpty()) {
            return Optional.empty();
        }
        var config =
                element.child(OpenConfig.INTERFACES, "config")
                        .orElseThrow(() -> new NoModel(where, "has no config"));
        known(config, where, Set.of("name", "type", "description", "enabled"));
        known(switched.get(), where, Set.of("interface-mode", "access-vlan", "trunk-vlans"));
        return Optional.of(
                new InterfaceConfig(
                        name,
                        leaf(config, "description", where).orElse(""),
                        truth(leaf(config, "enabled", where).orElse("true"), where),
                        mode(switched.get(), where),
                        List.of(),
                        List.of()));
    }

    private static InterfaceMode mode(XmlElement switched, String where) {
        var access = leaf(switched, "access-vlan", where);
        var trunk = new TreeSet<Integer>();
        for (var each : switched.children()) {
            if (each.name().equals("trunk-vlans")) {
                range(each.text().strip(), where, trunk);
            }
        }
        return switch (need(switched, "interface-mode", where)) {
            case "ACCESS" -> {
                if (!trunk.isEmpty()) {
                    throw new NoModel(where, "is access port and trunk at once");
                }
                yield access.<InterfaceMode>map(
                                v -> new InterfaceMode.AccessPort(number(v.strip(), where)))
                        .orElseGet(InterfaceMode.NoVlan::new);
            }
            case "TRUNK" -> {
                if (access.isPresent() || trunk.isEmpty()) {
                    throw new NoModel(where, "is a trunk without named VLANs");
                }
                yield new InterfaceMode.TrunkPort(List.copyOf(trunk));
            }
            default -> throw new NoModel(where, "no model for its interface-mode");
        };
    }

    private static void range(String text, String where, Set<Integer> found) {
        int dots = text.indexOf("..");
        int first = number(dots < 0 ? text : text.substring(0, dots), where);
        int last = dots < 0 ? first : number(text.substring(dots + 2), where);
        if (last < first) {
            throw new NoModel(where, "the range " + text + " runs backwards");
        }
        for (int vlan = first; vlan <= last; vlan++) {
            found.add(vlan);
        }
    }

    private static void known(XmlElement element, String where, Set<String> names) {
        for (var child : element.children()) {
            var spelled = child.name() + "=" + local(child.text().strip());
            if (!names.contains(child.name()) && !DEFAULTS.contains(spelled)) {
                throw new NoModel(where, "no model for " + child.name());
            }
        }
    }

    private static String local(String text) {
        return text.substring(text.indexOf(':') + 1);
    }

    private static Optional<String> leaf(XmlElement element, String name, String where) {
        var all = element.children(element.namespace(), name).toList();
        if (all.size() > 1) {
            throw new NoModel(where, name + " stands twice");
        }
        return all.stream().findFirst().map(XmlElement::text);
    }

    private static String need(XmlElement element, String name, String where) {
        return leaf(element, name, where).orElseThrow(() -> new NoModel(where, "has no " + name));
    }

    private static boolean truth(String text, String where) {
        return switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new NoModel(where, "neither true nor false: " + text);
        };
    }

    private static int number(String text, String where) {
        var plain = text.strip();
        if (!plain.matches("[1-9][0-9]{0,3}") || Integer.parseInt(plain) > 4094) {
            throw new NoModel(where, "not a VLAN from 1 to 4094: " + plain);
        }
        return Integer.parseInt(plain);
    }
}
