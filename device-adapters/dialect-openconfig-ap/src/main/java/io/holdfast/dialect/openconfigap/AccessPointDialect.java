package io.holdfast.dialect.openconfigap;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.WirelessNetwork;
import io.holdfast.core.config.WirelessSecurity;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.spi.DeviceDialect;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.Subtree;
import io.holdfast.spi.xml.XmlEscape;
import io.holdfast.spi.xml.XmlText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/**
 * The dialect {@code openconfig-ap}: wireless networks of openconfig-access-points and the VLANs of
 * the wired ports (openconfig-interfaces with openconfig-vlan).
 *
 * <p>Owned are {@code ssids} of the access point, as a whole, and of each named interface {@code
 * config} and {@code ethernet switched-vlan}. Radios, the point's own address and everything else
 * stay untouched and are looked past when reading.
 */
public final class AccessPointDialect implements DeviceDialect {

    /** Stored in bundles; never changes. */
    public static final String NAME = "openconfig-ap";

    /** The longest passphrase the model takes; the placeholder has to fit as well. */
    private static final int LONGEST_PASSPHRASE = 63;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(DeviceCapabilities capabilities) {
        return capabilities.modules().contains(OpenConfig.POINTS_MODULE);
    }

    @Override
    public List<String> blockers(DeviceConfig config, DeviceCapabilities capabilities) {
        var found = new ArrayList<String>();
        var modules = capabilities.modules();
        if (!config.interfaces().isEmpty()
                && !(modules.contains(OpenConfig.INTERFACES_MODULE)
                        && modules.contains(OpenConfig.VLAN_MODULE))) {
            found.add(
                    "switch ports cannot be told: the device does not list module "
                            + OpenConfig.VLAN_MODULE);
        }
        never(!config.vlans().isEmpty(), "VLANs by name", found);
        never(!config.accessLists().isEmpty(), "access lists", found);
        never(!config.routes().isEmpty(), "static routes", found);
        never(config.stateful() || !config.zonePolicies().isEmpty(), "security zones", found);
        unique(
                config.wirelessNetworks().stream().map(WirelessNetwork::ssid).toList(),
                "wireless network",
                found);
        config.wirelessNetworks().forEach(network -> network(network, found));
        unique(
                config.interfaces().stream().map(InterfaceConfig::name).toList(),
                "interface",
                found);
        config.interfaces().forEach(each -> port(each, found));
        return List.copyOf(found);
    }

    private static void never(boolean wanted, String what, List<String> found) {
        if (wanted) {
            found.add(what + " cannot be told: an access point has none in this model");
        }
    }

    private static void network(WirelessNetwork network, List<String> found) {
        var where = "wireless network " + network.ssid();
        text(network.ssid(), "the name of " + where, found);
        switch (network.security()) {
            case WirelessSecurity.Open _ -> {}
            case WirelessSecurity.Wpa2Personal(var passphrase) -> {
                if (passphrase.toString().length() > LONGEST_PASSPHRASE) {
                    found.add(where + ": the reference to its passphrase is too long");
                }
            }
            case WirelessSecurity.Wpa2Enterprise(var group) ->
                    text(group, "the server group of " + where, found);
        }
    }

    private static void port(InterfaceConfig each, List<String> found) {
        var where = "interface " + each.name();
        text(each.name(), "the name of " + where, found);
        text(each.description(), "the description of " + where, found);
        boolean bridged =
                switch (each.mode()) {
                    case InterfaceMode.AccessPort _, InterfaceMode.NoVlan _ -> true;
                    case InterfaceMode.TrunkPort(var vlans) -> !vlans.isEmpty();
                    case InterfaceMode.Routed _,
                            InterfaceMode.Subinterface _,
                            InterfaceMode.TunnelInterface _,
                            InterfaceMode.VlanInterface _ ->
                            false;
                };
        if (!bridged) {
            found.add(where + " is no switch port with a VLAN, the only kind this model has");
        }
        if (!each.addresses().isEmpty() || !each.ingress().isEmpty()) {
            found.add(where + " has addresses or lists, which an access point keeps to itself");
        }
    }

    private static void text(String text, String what, List<String> found) {
        if (text.chars().anyMatch(Character::isISOControl) || !XmlEscape.canCarry(text)) {
            found.add(what + " has characters that cannot be told");
        }
    }

    private static void unique(Collection<String> all, String what, List<String> found) {
        var seen = new HashSet<String>();
        all.stream()
                .filter(each -> !seen.add(each))
                .forEach(each -> found.add(what + " " + each + " stands twice"));
    }

    @Override
    public Rendered render(DeviceConfig config, DeviceCapabilities capabilities) {
        var out = new XmlText();
        PointWriting.write(out, config);
        return new Rendered(NAME, out.toString());
    }

    @Override
    public ReadResult read(String text) {
        return PointReading.read(text);
    }

    @Override
    public List<Subtree> owns(DeviceCapabilities capabilities) {
        if (!recognises(capabilities)) {
            return List.of();
        }
        var owned = new ArrayList<Subtree>();
        owned.add(
                new Subtree(
                        OpenConfig.POINTS_MODULE,
                        "access-points",
                        OpenConfig.POINTS,
                        List.of("access-point/hostname", "access-point/ssids")));
        if (capabilities.modules().contains(OpenConfig.INTERFACES_MODULE)) {
            owned.add(
                    new Subtree(OpenConfig.INTERFACES_MODULE, "interfaces", OpenConfig.INTERFACES));
        }
        return List.copyOf(owned);
    }
}
