package io.holdfast.dialect.openconfigap;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.WirelessNetwork;
import io.holdfast.core.config.WirelessSecurity;
import io.holdfast.spi.xml.XmlText;

/** Writes the networks of the access point and the VLANs of its ports. */
final class PointWriting {

    private PointWriting() {}

    static void write(XmlText out, DeviceConfig config) {
        out.open("access-points", "xmlns", OpenConfig.POINTS, "xmlns:nc", OpenConfig.NETCONF);
        out.open("access-point").leaf("hostname", OpenConfig.POINT);
        out.open("config").leaf("hostname", OpenConfig.POINT).close();
        if (config.wirelessNetworks().isEmpty()) {
            out.empty("ssids", "nc:operation", "replace");
        } else {
            out.open("ssids", "nc:operation", "replace");
            config.wirelessNetworks().forEach(network -> network(out, network));
            out.close();
        }
        out.close().close();
        if (!config.interfaces().isEmpty()) {
            out.open("interfaces", "xmlns", OpenConfig.INTERFACES, "xmlns:nc", OpenConfig.NETCONF);
            config.interfaces().forEach(each -> port(out, each));
            out.close();
        }
    }

    private static void network(XmlText out, WirelessNetwork network) {
        out.open("ssid").leaf("name", network.ssid()).open("config");
        out.leaf("name", network.ssid());
        out.leaf("enabled", Boolean.toString(network.enabled()));
        out.leaf("default-vlan", Integer.toString(network.vlan()));
        switch (network.security()) {
            case WirelessSecurity.Open _ -> out.leaf("opmode", "OPEN");
            case WirelessSecurity.Wpa2Personal(var passphrase) -> {
                out.leaf("opmode", "WPA2_PERSONAL");
                out.leaf("wpa2-psk", passphrase.toString());
            }
            case WirelessSecurity.Wpa2Enterprise(var group) -> {
                out.leaf("opmode", "WPA2_ENTERPRISE");
                out.leaf("server-group", group);
            }
        }
        out.close().close();
    }

    private static void port(XmlText out, InterfaceConfig each) {
        out.open("interface").leaf("name", each.name());
        out.open("config", "nc:operation", "replace").leaf("name", each.name());
        out.leaf("type", "ianaift:ethernetCsmacd", "xmlns:ianaift", OpenConfig.IF_TYPE);
        if (!each.description().isEmpty()) {
            out.leaf("description", each.description());
        }
        out.leaf("enabled", Boolean.toString(each.enabled())).close();
        out.open("ethernet", "xmlns", OpenConfig.ETHERNET);
        out.open("switched-vlan", "xmlns", OpenConfig.VLAN, "nc:operation", "replace");
        out.open("config");
        switch (each.mode()) {
            case InterfaceMode.AccessPort(int vlan) ->
                    out.leaf("interface-mode", "ACCESS")
                            .leaf("access-vlan", Integer.toString(vlan));
            case InterfaceMode.TrunkPort(var vlans) -> {
                out.leaf("interface-mode", "TRUNK");
                vlans.forEach(vlan -> out.leaf("trunk-vlans", Integer.toString(vlan)));
            }
            case InterfaceMode.NoVlan _,
                    InterfaceMode.Routed _,
                    InterfaceMode.Subinterface _,
                    InterfaceMode.TunnelInterface _,
                    InterfaceMode.VlanInterface _ ->
                    out.leaf("interface-mode", "ACCESS");
        }
        out.close().close().close().close();
    }
}
