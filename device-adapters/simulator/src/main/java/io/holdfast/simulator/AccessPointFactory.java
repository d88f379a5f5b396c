package io.holdfast.simulator;

import io.holdfast.core.network.Family;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;

/**
 * The first configuration of an access point that speaks OpenConfig: its address in the management
 * VLAN, its cabled port ready for it, no wireless network.
 */
final class AccessPointFactory {

    private static final String TYPE =
            "<type xmlns:ianaift=\"urn:ietf:params:xml:ns:yang:iana-if-type\">ianaift:";

    private AccessPointFactory() {}

    static String of(SitePlan plan, Device device) {
        var management = ManagementZone.of(plan);
        var xml = new StringBuilder();
        xml.append("<access-points xmlns=\"http://openconfig.net/yang/wifi/access-points\">");
        xml.append("<access-point><hostname>ap</hostname><config><hostname>ap</hostname></config>");
        xml.append("</access-point></access-points>\n");
        xml.append("<interfaces xmlns=\"http://openconfig.net/yang/interfaces\">\n");
        for (var port : device.ports()) {
            boolean trunk = port.use() instanceof PortUse.Trunk;
            boolean up = trunk || port.use() instanceof PortUse.Access;
            xml.append("<interface><name>").append(port.name()).append("</name><config><name>");
            xml.append(port.name()).append("</name>").append(TYPE).append("ethernetCsmacd</type>");
            xml.append("<enabled>").append(up).append("</enabled></config>");
            xml.append("<ethernet xmlns=\"http://openconfig.net/yang/interfaces/ethernet\">");
            xml.append("<switched-vlan xmlns=\"http://openconfig.net/yang/vlan\"><config>");
            xml.append("<interface-mode>").append(trunk ? "TRUNK" : "ACCESS");
            xml.append("</interface-mode>");
            if (up) {
                var leaf = trunk ? "trunk-vlans" : "access-vlan";
                xml.append('<').append(leaf).append('>').append(management.vlan());
                xml.append("</").append(leaf).append('>');
            }
            xml.append("</config></switched-vlan></ethernet></interface>\n");
        }
        own(xml, device, management);
        return xml.append("</interfaces>\n").toString();
    }

    private static void own(StringBuilder xml, Device device, ManagementZone management) {
        var address = device.managementAddress();
        var family = address.family() == Family.IPV4 ? "ipv4" : "ipv6";
        xml.append("<interface><name>vlan").append(management.vlan()).append("</name><config>");
        xml.append("<name>vlan").append(management.vlan()).append("</name>");
        xml.append(TYPE).append("l3ipvlan</type><enabled>true</enabled></config>");
        xml.append("<routed-vlan xmlns=\"http://openconfig.net/yang/vlan\"><config><vlan>");
        xml.append(management.vlan()).append("</vlan></config>");
        xml.append('<').append(family);
        xml.append(" xmlns=\"http://openconfig.net/yang/interfaces/ip\"><addresses><address><ip>");
        xml.append(address).append("</ip><config><ip>").append(address).append("</ip>");
        xml.append("<prefix-length>").append(management.length()).append("</prefix-length>");
        xml.append("</config></address></addresses></").append(family).append('>');
        xml.append("</routed-vlan></interface>\n");
    }
}
