package io.holdfast.dialect.ietf;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.spi.DeviceDialect;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.Subtree;
import io.holdfast.spi.xml.XmlText;
import java.util.ArrayList;
import java.util.List;

/**
 * The dialect {@code ietf}: interfaces of RFC 8343 and RFC 8344, VLANs of IEEE 802.1Q, access lists
 * of RFC 8519 and static routes of RFC 8349, each only where the device lists the module (rulings
 * V4).
 *
 * <p>Whose is what. A device that filters or switches for Holdfast (it lists
 * ietf-access-control-list or ieee802-dot1q-bridge) is Holdfast's <em>as a whole</em>: {@code
 * interfaces}, {@code acls} and {@code routing} are replaced, and of the bridge {@code br0}, which
 * the device itself brings along with its address, {@code filtering-database} and {@code
 * bridge-vlan}. What is not in the configuration is then gone, so nothing may be written to such a
 * device whose running configuration does not read back to what was last known: {@link #read} says
 * Unreadable about everything it has no model for, and what it can read and Holdfast does not want
 * shows as a removal in the difference that people approve. On every other device (a host with
 * interfaces, say) only the <em>named interfaces</em> are replaced, one by one: others stay
 * untouched, and one that is no longer wanted stays and shows as a difference.
 *
 * <p>{@code forwarding} is written but not insisted on when reading: servers that leave out
 * defaults do not show it, and only an explicit {@code false} contradicts.
 */
public final class IetfDialect implements DeviceDialect {

    /** Stored in bundles; never changes. */
    public static final String NAME = "ietf";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(DeviceCapabilities capabilities) {
        return capabilities.modules().contains(Yang.INTERFACES_MODULE);
    }

    @Override
    public List<String> blockers(DeviceConfig config, DeviceCapabilities capabilities) {
        return Blockers.of(config, capabilities.modules());
    }

    @Override
    public Rendered render(DeviceConfig config, DeviceCapabilities capabilities) {
        var modules = capabilities.modules();
        boolean whole = ownedAsWhole(modules);
        var out = new XmlText();
        if (modules.contains(Yang.INTERFACES_MODULE)) {
            InterfaceWriting.write(out, config, whole);
        }
        if (modules.contains(Yang.BRIDGE_MODULE)) {
            BridgeWriting.write(out, config);
        }
        if (modules.contains(Yang.ACL_MODULE)) {
            FilterWriting.write(out, config);
        }
        if (modules.contains(Yang.ROUTING_MODULE) && (whole || !config.routes().isEmpty())) {
            RouteWriting.write(out, config, whole);
        }
        return new Rendered(NAME, out.toString());
    }

    @Override
    public ReadResult read(String text) {
        return ConfigReading.read(text);
    }

    @Override
    public List<Subtree> owns(DeviceCapabilities capabilities) {
        var owned = new ArrayList<Subtree>();
        for (var tree :
                List.of(Yang.INTERFACES_TREE, Yang.BRIDGE_TREE, Yang.ACL_TREE, Yang.ROUTING_TREE)) {
            if (capabilities.modules().contains(tree.module())) {
                owned.add(tree);
            }
        }
        return List.copyOf(owned);
    }

    private static boolean ownedAsWhole(List<String> modules) {
        return modules.contains(Yang.ACL_MODULE) || modules.contains(Yang.BRIDGE_MODULE);
    }
}
