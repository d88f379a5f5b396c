package io.holdfast.simulator;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import java.util.List;

/**
 * The first configuration of a device that speaks Junos' configuration model: management answers
 * from its own zone or VLAN, nothing passes between zones.
 */
final class JunosFactory {

    private static final String NAMESPACE = "http://xml.juniper.net/xnm/1.1/xnm";

    private final SitePlan plan;
    private final Device device;
    private final ManagementZone management;
    private final StringBuilder xml = new StringBuilder();

    private JunosFactory(SitePlan plan, Device device) {
        this.plan = plan;
        this.device = device;
        this.management = ManagementZone.of(plan);
    }

    static String of(SitePlan plan, Device device) {
        return new JunosFactory(plan, device).write();
    }

    private String write() {
        boolean firewall = device.role() == DeviceRole.FIREWALL;
        xml.append("<configuration xmlns=\"").append(NAMESPACE).append("\">\n");
        xml.append("<system><host-name>").append(plan.site()).append('-').append(device.slot());
        xml.append("</host-name></system>\n<interfaces>\n");
        device.ports().forEach(port -> port(port, firewall));
        if (!firewall) {
            xml.append("<interface><name>irb</name>");
            unit(management.vlan(), "");
            xml.append("</interface>\n");
        }
        xml.append("</interfaces>\n");
        if (firewall) {
            security();
        } else {
            xml.append("<vlans><vlan><name>v").append(management.vlan()).append("</name>");
            xml.append("<description>management</description>");
            xml.append("<vlan-id>").append(management.vlan()).append("</vlan-id>");
            xml.append("<l3-interface>irb.").append(management.vlan());
            xml.append("</l3-interface></vlan></vlans>\n");
        }
        return xml.append("</configuration>\n").toString();
    }

    private void port(Port port, boolean firewall) {
        xml.append("<interface><name>").append(port.name()).append("</name>");
        boolean own =
                port.use() instanceof PortUse.Access(var zone)
                        && zone.value().equals(management.name());
        if (port.use() instanceof PortUse.Trunk) {
            if (firewall) {
                xml.append("<vlan-tagging/>");
                unit(management.vlan(), "<vlan-id>" + management.vlan() + "</vlan-id>");
            } else {
                switching("trunk");
            }
        } else if (own) {
            switching("access");
        } else {
            xml.append("<disable/>");
        }
        xml.append("</interface>\n");
    }

    private void switching(String mode) {
        xml.append("<unit><name>0</name><family><ethernet-switching><interface-mode>");
        xml.append(mode).append("</interface-mode><vlan><members>v").append(management.vlan());
        xml.append("</members></vlan></ethernet-switching></family></unit>");
    }

    private void unit(int number, String tag) {
        xml.append("<unit><name>").append(number).append("</name>");
        xml.append("<description>management</description>").append(tag).append("<family>");
        for (var family : Family.values()) {
            var own = addresses().stream().filter(a -> a.address().family() == family).toList();
            if (own.isEmpty()) {
                continue;
            }
            var word = family == Family.IPV4 ? "inet" : "inet6";
            xml.append('<').append(word).append('>');
            own.forEach(a -> xml.append("<address><name>").append(a).append("</name></address>"));
            xml.append("</").append(word).append('>');
        }
        xml.append("</family></unit>");
    }

    private List<InterfaceAddress> addresses() {
        if (management.isGateway(device.managementAddress())) {
            return management.gateways();
        }
        return List.of(new InterfaceAddress(device.managementAddress(), management.length()));
    }

    private void security() {
        xml.append("<security><policies><default-policy><deny-all/></default-policy></policies>");
        xml.append("<zones><security-zone><name>").append(management.name()).append("</name>");
        xml.append("<host-inbound-traffic>");
        for (var service : List.of("netconf", "snmp", "ping")) {
            xml.append("<system-services><name>").append(service);
            xml.append("</name></system-services>");
        }
        xml.append("</host-inbound-traffic>");
        for (var port : device.ports()) {
            if (port.use() instanceof PortUse.Trunk) {
                xml.append("<interfaces><name>").append(port.name()).append('.');
                xml.append(management.vlan()).append("</name></interfaces>");
            }
        }
        // A person made its key and brought its certificate, before anything else is told to it.
        xml.append("</security-zone></zones><pki><ca-profile><name>holdfast-tunnels</name>");
        xml.append("<ca-identity>plant</ca-identity></ca-profile></pki></security>\n");
    }
}
