package io.holdfast.simulator;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import java.util.ArrayList;
import java.util.List;

/**
 * The configuration a device has after a technician unpacked and cabled it: management answers, no
 * zone passes a packet. Written in the standard modules, as a vendor's first-boot assistant would.
 */
public final class FactoryConfig {

    private static final String INTERFACES =
            "<interfaces xmlns=\"urn:ietf:params:xml:ns:yang:ietf-interfaces\""
                    + " xmlns:ianaift=\"urn:ietf:params:xml:ns:yang:iana-if-type\">\n";
    private static final String IP = "urn:ietf:params:xml:ns:yang:ietf-ip";
    private static final String BRIDGE = "urn:ieee:std:802.1Q:yang:ieee802-dot1q-bridge";

    private final SitePlan plan;
    private final Device device;
    private final ManagementZone management;
    private final StringBuilder xml = new StringBuilder();

    private FactoryConfig(SitePlan plan, Device device) {
        this.plan = plan;
        this.device = device;
        this.management = ManagementZone.of(plan);
    }

    /** The children of the config element for one device of a plan. */
    public static String of(SitePlan plan, Device device) {
        return switch (Speech.of(device.model())) {
            case STANDARD -> new FactoryConfig(plan, device).write();
            case JUNOS -> JunosFactory.of(plan, device);
            case OPENCONFIG -> AccessPointFactory.of(plan, device);
        };
    }

    private String write() {
        xml.append(INTERFACES);
        device.ports().forEach(this::port);
        managementInterface();
        xml.append("</interfaces>\n");
        if (device.role() == DeviceRole.SWITCH) {
            bridge();
        }
        xml.append("<system xmlns=\"urn:ietf:params:xml:ns:yang:ietf-system\"><hostname>")
                .append(plan.site())
                .append('-')
                .append(device.slot())
                .append("</hostname></system>\n");
        return xml.toString();
    }

    private void port(Port port) {
        boolean up =
                switch (port.use()) {
                    case PortUse.Trunk _ -> true;
                    case PortUse.Access(var zone) -> zone.value().equals(management.name());
                    case PortUse.Routed _, PortUse.Unused _ -> false;
                };
        xml.append("  <interface><name>").append(port.name()).append("</name>");
        xml.append("<type>ianaift:ethernetCsmacd</type><enabled>").append(up).append("</enabled>");
        if (device.role() == DeviceRole.ACCESS_POINT && up) {
            addresses(ownAddresses());
        }
        if (device.role() == DeviceRole.SWITCH) {
            bridgePort(port, up);
        }
        xml.append("</interface>\n");
    }

    private void bridgePort(Port port, boolean up) {
        boolean trunk = port.use() instanceof PortUse.Trunk;
        xml.append("<bridge-port xmlns=\"").append(BRIDGE).append("\">");
        xml.append("<bridge-name>br0</bridge-name><component-name>br0</component-name>");
        xml.append("<port-type xmlns:dot1q=\"")
                .append(BRIDGE)
                .append("\">dot1q:c-vlan-bridge-port</port-type>");
        if (up && !trunk) {
            xml.append("<pvid>").append(management.vlan()).append("</pvid>");
        }
        xml.append("<acceptable-frame>")
                .append(
                        trunk
                                ? "admit-only-VLAN-tagged-frames"
                                : "admit-only-untagged-and-priority-tagged")
                .append("</acceptable-frame>");
        xml.append("<enable-ingress-filtering>true</enable-ingress-filtering></bridge-port>");
    }

    private void managementInterface() {
        switch (device.role()) {
            case FIREWALL -> {
                for (var port : device.ports()) {
                    if (port.use() instanceof PortUse.Trunk) {
                        routed(port.name() + "." + management.vlan(), "l2vlan");
                        return;
                    }
                }
            }
            case SWITCH -> routed("vlan" + management.vlan(), "l3ipvlan");
            case ACCESS_POINT -> {
                // its one port carries the address itself
            }
        }
    }

    private void routed(String name, String type) {
        xml.append("  <interface><name>").append(name).append("</name>");
        xml.append("<description>management</description>");
        xml.append("<type>ianaift:").append(type).append("</type><enabled>true</enabled>");
        addresses(ownAddresses());
        xml.append("</interface>\n");
    }

    private List<InterfaceAddress> ownAddresses() {
        if (management.isGateway(device.managementAddress())) {
            return management.gateways();
        }
        return List.of(new InterfaceAddress(device.managementAddress(), management.length()));
    }

    private void addresses(List<InterfaceAddress> addresses) {
        for (var family : Family.values()) {
            var own = addresses.stream().filter(a -> a.address().family() == family).toList();
            if (own.isEmpty()) {
                continue;
            }
            var name = family == Family.IPV4 ? "ipv4" : "ipv6";
            xml.append('<').append(name).append(" xmlns=\"").append(IP).append("\">");
            for (var address : own) {
                xml.append("<address><ip>").append(address.address()).append("</ip>");
                xml.append("<prefix-length>").append(address.length());
                xml.append("</prefix-length></address>");
            }
            xml.append("</").append(name).append('>');
        }
    }

    private void bridge() {
        xml.append("<bridges xmlns=\"").append(BRIDGE).append("\" xmlns:dot1q=\"");
        xml.append(BRIDGE).append("\"><bridge><name>br0</name>");
        xml.append("<address>02-00-5e-10-00-01</address>");
        xml.append("<bridge-type>dot1q:customer-vlan-bridge</bridge-type>");
        xml.append("<component><name>br0</name><type>dot1q:c-vlan-component</type>\n");
        xml.append("  <filtering-database><vlan-registration-entry><database-id>1</database-id>");
        xml.append("<vids>").append(management.vlan()).append("</vids>");
        xml.append("<entry-type>static</entry-type>\n");
        var numbered = new ArrayList<>(device.ports());
        numbered.sort(java.util.Comparator.comparing(Port::name));
        for (int i = 0; i < numbered.size(); i++) {
            boolean trunk = numbered.get(i).use() instanceof PortUse.Trunk;
            boolean access =
                    numbered.get(i).use() instanceof PortUse.Access(var zone)
                            && zone.value().equals(management.name());
            if (trunk || access) {
                xml.append("    <port-map><port-ref>").append(i + 1).append("</port-ref>");
                xml.append("<static-vlan-registration-entries>");
                xml.append("<registrar-admin-control>fixed-new-ignored</registrar-admin-control>");
                xml.append("<vlan-transmitted>").append(trunk ? "tagged" : "untagged");
                xml.append("</vlan-transmitted></static-vlan-registration-entries></port-map>\n");
            }
        }
        xml.append("  </vlan-registration-entry></filtering-database>\n");
        xml.append("  <bridge-vlan><vlan><vid>").append(management.vlan()).append("</vid>");
        xml.append("<name>").append(management.name()).append("</name></vlan></bridge-vlan>\n");
        xml.append("</component></bridge></bridges>\n");
    }
}
