package io.holdfast.dialect.ietf;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.network.Family;
import io.holdfast.spi.xml.XmlText;

/** Writes ietf-interfaces with its augments of ietf-ip and ieee802-dot1q-bridge. */
final class InterfaceWriting {

    private InterfaceWriting() {}

    static void write(XmlText out, DeviceConfig config, boolean whole) {
        String[] top = whole ? replacing(Yang.INTERFACES) : merging(Yang.INTERFACES);
        if (config.interfaces().isEmpty()) {
            if (whole) {
                out.empty("interfaces", top);
            }
            return;
        }
        out.open("interfaces", top);
        for (var each : config.interfaces()) {
            if (whole) {
                out.open("interface");
            } else {
                out.open("interface", "xmlns:nc", Yang.NETCONF, "nc:operation", "replace");
            }
            interfaceBody(out, each);
            out.close();
        }
        out.close();
    }

    /** Attributes of an element whose content takes the place of what was there. */
    static String[] replacing(String namespace) {
        return new String[] {
            "xmlns", namespace, "xmlns:nc", Yang.NETCONF, "nc:operation", "replace"
        };
    }

    static String[] merging(String namespace) {
        return new String[] {"xmlns", namespace};
    }

    private static void interfaceBody(XmlText out, InterfaceConfig each) {
        out.leaf("name", each.name());
        if (!each.description().isEmpty()) {
            out.leaf("description", each.description());
        }
        out.leaf("type", "ianaift:" + type(each.mode()), "xmlns:ianaift", Yang.IF_TYPE);
        out.leaf("enabled", Boolean.toString(each.enabled()));
        addresses(out, each, Family.IPV4);
        addresses(out, each, Family.IPV6);
        bridgePort(out, each.mode());
    }

    private static String type(InterfaceMode mode) {
        return switch (mode) {
            case InterfaceMode.Subinterface _ -> Yang.SUBINTERFACE;
            case InterfaceMode.VlanInterface _ -> Yang.VLAN_INTERFACE;
            case InterfaceMode.Routed _,
                    InterfaceMode.AccessPort _,
                    InterfaceMode.TrunkPort _,
                    InterfaceMode.NoVlan _ ->
                    Yang.PHYSICAL;
            case InterfaceMode.TunnelInterface _ ->
                    throw new IllegalArgumentException("a blocker: " + mode);
        };
    }

    private static void addresses(XmlText out, InterfaceConfig each, Family family) {
        var own = each.addresses().stream().filter(a -> a.address().family() == family).toList();
        if (own.isEmpty()) {
            return;
        }
        out.open(family == Family.IPV4 ? "ipv4" : "ipv6", merging(Yang.IP));
        if (routes(each.mode())) {
            out.leaf("forwarding", "true");
        }
        for (var address : own) {
            out.open("address");
            out.leaf("ip", address.address().toString());
            out.leaf("prefix-length", Integer.toString(address.length()));
            out.close();
        }
        out.close();
    }

    static boolean routes(InterfaceMode mode) {
        return mode instanceof InterfaceMode.Routed || mode instanceof InterfaceMode.Subinterface;
    }

    private static void bridgePort(XmlText out, InterfaceMode mode) {
        if (!Ports.isBridgePort(mode)) {
            return;
        }
        out.open("bridge-port", merging(Yang.BRIDGE));
        out.leaf("bridge-name", Yang.BRIDGE_NAME);
        out.leaf("component-name", Yang.BRIDGE_NAME);
        out.leaf("port-type", "dot1q:c-vlan-bridge-port", "xmlns:dot1q", Yang.BRIDGE);
        if (mode instanceof InterfaceMode.AccessPort(int vlan)) {
            out.leaf("pvid", Integer.toString(vlan));
        }
        boolean trunk = mode instanceof InterfaceMode.TrunkPort;
        out.leaf("acceptable-frame", trunk ? Yang.TAGGED_ONLY : Yang.UNTAGGED_ONLY);
        out.leaf("enable-ingress-filtering", "true");
        out.close();
    }
}
