package io.holdfast.dialect.ietf;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.spi.xml.XmlText;

/** Writes ieee802-dot1q-bridge: the VLANs of the one bridge and the ports registered in each. */
final class BridgeWriting {

    private BridgeWriting() {}

    static void write(XmlText out, DeviceConfig config) {
        out.open("bridges", "xmlns", Yang.BRIDGE, "xmlns:nc", Yang.NETCONF);
        out.open("bridge");
        out.leaf("name", Yang.BRIDGE_NAME);
        out.leaf("bridge-type", "dot1q:customer-vlan-bridge", "xmlns:dot1q", Yang.BRIDGE);
        out.open("component");
        out.leaf("name", Yang.BRIDGE_NAME);
        out.leaf("type", "dot1q:c-vlan-component", "xmlns:dot1q", Yang.BRIDGE);
        registrations(out, config);
        vlans(out, config);
        out.close().close().close();
    }

    private static void registrations(XmlText out, DeviceConfig config) {
        var memberships = Ports.memberships(config);
        if (memberships.isEmpty()) {
            out.empty("filtering-database", "nc:operation", "replace");
            return;
        }
        out.open("filtering-database", "nc:operation", "replace");
        memberships.forEach((vlan, ports) -> {
            out.open("vlan-registration-entry");
            out.leaf("database-id", "1");
            out.leaf("vids", vlan.toString());
            out.leaf("entry-type", "static");
            for (var port : ports) {
                out.open("port-map");
                out.leaf("port-ref", Integer.toString(port.port()));
                out.open("static-vlan-registration-entries");
                out.leaf("registrar-admin-control", "fixed-new-ignored");
                out.leaf("vlan-transmitted", port.tagged() ? "tagged" : "untagged");
                out.close().close();
            }
            out.close();
        });
        out.close();
    }

    private static void vlans(XmlText out, DeviceConfig config) {
        if (config.vlans().isEmpty()) {
            out.empty("bridge-vlan", "nc:operation", "replace");
            return;
        }
        out.open("bridge-vlan", "nc:operation", "replace");
        for (var vlan : config.vlans()) {
            out.open("vlan");
            out.leaf("vid", Integer.toString(vlan.id()));
            out.leaf("name", vlan.name());
            out.close();
        }
        out.close();
    }
}
