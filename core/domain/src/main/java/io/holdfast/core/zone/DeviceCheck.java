package io.holdfast.core.zone;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.site.Chassis;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import java.util.HashSet;
import java.util.Set;

/** What makes one site's devices, cables and management addresses refusable. */
final class DeviceCheck {

    private static final int MOST_DEVICES = 200;
    private static final int MOST_PORTS = 1_024;

    private DeviceCheck() {}

    static void check(SitePlan plan, ZoneModel model, FoundProblems found) {
        if (plan.devices().size() > MOST_DEVICES
                || plan.devices().stream().anyMatch(d -> d.ports().size() > MOST_PORTS)) {
            found.at("devices")
                    .add(
                            "MODEL_TOO_LARGE",
                            "A site has at most "
                                    + MOST_DEVICES
                                    + " devices of at most "
                                    + MOST_PORTS
                                    + " ports.");
            return;
        }
        siteNode(plan, model, found.at("siteNode"));
        defaultRoutes(plan, found.at("defaultRoutes"));
        var slots = new HashSet<DeviceSlot>();
        var addresses = new HashSet<>(plan.siteNode());
        var routed = new HashSet<ZoneName>();
        for (int i = 0; i < plan.devices().size(); i++) {
            var device = plan.devices().get(i);
            var at = found.at("devices").at(i);
            if (!slots.add(device.slot())) {
                at.at("slot").add("SLOT_TWICE", "The site has " + device.slot() + " twice.");
            }
            managementAddress(device, plan, model, addresses, at.at("managementAddress"));
            ports(device, plan, model, routed, at.at("ports"));
        }
    }

    private static void siteNode(SitePlan plan, ZoneModel model, FoundProblems found) {
        if (plan.siteNode().isEmpty()) {
            found.add("SITE_NODE_MISSING", "A site has a site node, with at least one address.");
        }
        var families = new HashSet<Family>();
        for (int i = 0; i < plan.siteNode().size(); i++) {
            var address = plan.siteNode().get(i);
            if (!PlanCheck.inside(plan, model, ZoneKind.MANAGEMENT, address)) {
                found.at(i)
                        .add(
                                "SITE_NODE_OUTSIDE_MANAGEMENT",
                                "The site node's address "
                                        + address
                                        + " is not within the management zone.");
            }
            if (!families.add(address.family())) {
                found.at(i).add("SITE_NODE_TWICE", "A site node has one address for each family.");
            }
            if (own(plan, address)) {
                found.at(i).add("ADDRESS_TWICE", address + " is the firewall's own address.");
            }
        }
    }

    private static void defaultRoutes(SitePlan plan, FoundProblems found) {
        var families = new HashSet<Family>();
        for (int i = 0; i < plan.defaultRoutes().size(); i++) {
            var hop = plan.defaultRoutes().get(i);
            if (!families.add(hop.family())) {
                found.at(i)
                        .add("DEFAULT_ROUTE_TWICE", "There is one default route for each family.");
            }
            boolean onLink =
                    plan.zones().stream()
                            .flatMap(z -> z.gateways().stream())
                            .map(InterfaceAddress::subnet)
                            .anyMatch(s -> s.contains(hop));
            if (!onLink || own(plan, hop)) {
                found.at(i)
                        .add(
                                "DEFAULT_ROUTE_UNREACHABLE",
                                "The next hop " + hop + " is no neighbour of the firewall.");
            }
        }
    }

    private static boolean own(SitePlan plan, IpAddress address) {
        return plan.zones().stream()
                .flatMap(z -> z.gateways().stream())
                .anyMatch(g -> g.address().equals(address));
    }

    private static void managementAddress(
            Device device,
            SitePlan plan,
            ZoneModel model,
            Set<IpAddress> addresses,
            FoundProblems found) {
        var address = device.managementAddress();
        if (!PlanCheck.inside(plan, model, ZoneKind.MANAGEMENT, address)) {
            found.add(
                    "MANAGEMENT_ADDRESS_OUTSIDE",
                    "The management address "
                            + address
                            + " of "
                            + device.slot()
                            + " is not within the management zone.");
        }
        if (!addresses.add(address)) {
            found.add("ADDRESS_TWICE", address + " belongs to another device or to the site node.");
        }
        boolean own = own(plan, address);
        if (device.role() == DeviceRole.FIREWALL
                && device.configured()
                && !own
                && holdsManagement(device, plan, model)) {
            found.add(
                    "MANAGEMENT_ADDRESS_NOT_GATEWAY",
                    device.slot()
                            + " is managed at its own address in the management zone, and "
                            + address
                            + " is not that gateway.");
        }
        if (own && !routes(device, plan)) {
            found.add("ADDRESS_TWICE", address + " is the firewall's own address.");
        }
        if (plan.siteNode().stream().noneMatch(n -> n.family() == address.family())) {
            found.add(
                    "MANAGEMENT_FAMILY",
                    "The site node has no address of the family of " + address + ".");
        }
    }

    /** The device that holds the border of the management zone is managed at its gateway. */
    private static boolean holdsManagement(Device device, SitePlan plan, ZoneModel model) {
        return plan.zones().stream()
                .filter(z ->
                        model.zone(z.zone()).stream()
                                .anyMatch(k -> k.kind() == ZoneKind.MANAGEMENT))
                .anyMatch(z -> z.enforcedBy().isEmpty() || z.enforcedBy().contains(device.slot()));
    }

    private static boolean routes(Device device, SitePlan plan) {
        return device.role() == DeviceRole.FIREWALL
                || plan.zones().stream().anyMatch(z -> z.enforcedBy().contains(device.slot()));
    }

    private static void ports(
            Device device,
            SitePlan plan,
            ZoneModel model,
            Set<ZoneName> routed,
            FoundProblems found) {
        var names = new HashSet<String>();
        for (int i = 0; i < device.ports().size(); i++) {
            var port = device.ports().get(i);
            var at = found.at(i);
            if (!names.add(port.name())) {
                at.at("name")
                        .add(
                                "PORT_TWICE",
                                "Port " + port.name() + " of " + device.slot() + " has two uses.");
            }
            switch (port.use()) {
                case PortUse.Unused _ -> {}
                case PortUse.Access(var zone) -> {
                    zone(zone, plan, model, at.at("use").at("zone"));
                    if (device.role() == DeviceRole.FIREWALL) {
                        at.at("use").add("PORT_USE", "A firewall has routed ports and trunks.");
                    }
                    if (plan.zone(zone).stream().anyMatch(z -> z.vlan() == 0)) {
                        at.at("use").add("PORT_USE", "Zone " + zone + " has no VLAN to switch.");
                    }
                }
                case PortUse.Routed(var zone) -> {
                    zone(zone, plan, model, at.at("use").at("zone"));
                    if (device.role() != DeviceRole.FIREWALL) {
                        at.at("use").add("PORT_USE", "Only a firewall routes.");
                    }
                    if (!routed.add(zone)) {
                        at.at("use")
                                .at("zone")
                                .add(
                                        "ZONE_ROUTED_TWICE",
                                        "Zone " + zone + " has a routed port already.");
                    }
                    if (plan.zone(zone).stream().anyMatch(z -> z.vlan() != 0)) {
                        at.at("use")
                                .at("zone")
                                .add(
                                        "ZONE_ROUTED_AND_SWITCHED",
                                        "Zone " + zone + " has a VLAN, so it comes over a trunk.");
                    }
                }
                case PortUse.Trunk trunk -> trunk(device, port, trunk, plan, at.at("use"));
            }
        }
    }

    private static void zone(ZoneName zone, SitePlan plan, ZoneModel model, FoundProblems found) {
        if (model.zone(zone).isEmpty()) {
            found.add("UNKNOWN_ZONE", "There is no zone \"" + zone + "\".");
        } else if (plan.zone(zone).isEmpty()) {
            found.add("ZONE_NOT_AT_SITE", "Zone " + zone + " is not at this site.");
        }
    }

    private static void trunk(
            Device device, Port port, PortUse.Trunk trunk, SitePlan plan, FoundProblems found) {
        var peer = plan.device(trunk.peer());
        if (peer.isEmpty() || trunk.peer().equals(device.slot())) {
            found.at("peer")
                    .add("UNKNOWN_DEVICE", "There is no other device \"" + trunk.peer() + "\".");
            return;
        }
        var back = new PortUse.Trunk(device.slot(), port.name());
        boolean plugged =
                peer.get().ports().stream()
                                .anyMatch(p ->
                                        p.name().equals(trunk.peerPort()) && p.use().equals(back))
                        || leadsToChassis(device, port, trunk, peer.get());
        if (!plugged) {
            found.at("peerPort")
                    .add(
                            "CABLE_ONE_SIDED",
                            "Port "
                                    + trunk.peerPort()
                                    + " of "
                                    + trunk.peer()
                                    + " does not lead back to "
                                    + port.name()
                                    + " of "
                                    + device.slot()
                                    + ".");
        }
    }

    private static boolean leadsToChassis(
            Device device, Port port, PortUse.Trunk trunk, Device peer) {
        var back = new Chassis.Cable(trunk.peerPort(), device.slot(), port.name());
        return peer.chassis().stream().anyMatch(c -> c.cables().contains(back));
    }
}
