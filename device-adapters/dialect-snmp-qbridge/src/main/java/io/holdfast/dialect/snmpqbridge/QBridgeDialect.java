package io.holdfast.dialect.snmpqbridge;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.spi.DeviceDialect;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.Subtree;
import java.util.List;

/**
 * The dialect {@code snmp-qbridge}: what a switch without NETCONF can be told by SNMP SET (RFC 4363
 * Q-BRIDGE-MIB, RFC 2863 IF-MIB). Its text is a page of lines that a person can read; the session
 * turns it into the objects of the device.
 *
 * <p>Whose is what. Owned are the static VLANs with their names and the sets of ports that leave
 * them with and without a tag; and of every bridge port its PVID, which frames it takes, its
 * description (ifAlias) and its administrative state. The switch's own interface, its address and
 * who may reach it are not: what a proof takes for granted of them it says. Addresses, routes and
 * filters are blockers. A port that is untagged in one VLAN and tagged in others has no model here:
 * it reads as Unreadable, and nothing is written to such a device.
 */
public final class QBridgeDialect implements DeviceDialect {

    /** Stored in bundles; never changes. */
    public static final String NAME = "snmp-qbridge";

    /** What a device lists that this dialect speaks to. */
    static final String MODULE = "Q-BRIDGE-MIB";

    private static final List<Subtree> OWNED =
            List.of(new Subtree(MODULE, "dot1qVlan", "1.3.6.1.2.1.17.7.1.4"));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(DeviceCapabilities capabilities) {
        return capabilities.modules().contains(MODULE);
    }

    @Override
    public boolean bridgesOnly(DeviceCapabilities capabilities) {
        return recognises(capabilities);
    }

    @Override
    public List<String> blockers(DeviceConfig config, DeviceCapabilities capabilities) {
        return Blockers.of(config, capabilities.modules().contains(MODULE));
    }

    @Override
    public Rendered render(DeviceConfig config, DeviceCapabilities capabilities) {
        return new Rendered(NAME, PageWriting.write(config));
    }

    @Override
    public ReadResult read(String text) {
        return PageReading.read(text);
    }

    @Override
    public List<Subtree> owns(DeviceCapabilities capabilities) {
        return recognises(capabilities) ? OWNED : List.of();
    }
}
