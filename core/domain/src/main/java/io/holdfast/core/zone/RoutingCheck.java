package io.holdfast.core.zone;

import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.OnLink;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.Chassis;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.site.Ssid;
import io.holdfast.core.site.Transit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What makes the way between zones refusable: who holds which border, the networks between routing
 * devices, further boxes of one device, wireless networks.
 */
final class RoutingCheck {

    private static final int MOST_TRANSITS = 100;

    private RoutingCheck() {}

    static void check(SitePlan plan, ZoneModel model, FoundProblems found) {
        for (int i = 0; i < plan.zones().size(); i++) {
            enforcedBy(plan.zones().get(i), plan, found.at("zones").at(i).at("enforcedBy"));
        }
        wireless(plan, model, found.at("zones"));
        transits(plan, found.at("transits"));
        for (int i = 0; i < plan.devices().size(); i++) {
            chassis(plan.devices().get(i), plan, found.at("devices").at(i).at("chassis"));
        }
    }

    private static void enforcedBy(SiteZone zone, SitePlan plan, FoundProblems found) {
        if (zone.enforcedBy().size() > 1) {
            found.add(
                    "TWO_ENFORCEMENT_POINTS",
                    "One device holds the border of "
                            + zone.zone()
                            + "; a pair that keeps its configuration alike is one device.");
        }
        for (int i = 0; i < zone.enforcedBy().size(); i++) {
            var slot = zone.enforcedBy().get(i);
            var device = plan.device(slot);
            if (device.isEmpty()) {
                found.at(i).add("UNKNOWN_DEVICE", "There is no device \"" + slot + "\".");
            } else if (!device.get().configured()
                    || device.get().role() == DeviceRole.ACCESS_POINT) {
                found.at(i)
                        .add(
                                "NO_ENFORCEMENT_POINT",
                                slot
                                        + " cannot hold the border of "
                                        + zone.zone()
                                        + ": Holdfast writes no filter on it.");
            } else if (elsewhere(zone, plan)) {
                found.at(i)
                        .add(
                                "ROUTED_ELSEWHERE",
                                "The routed port into " + zone.zone() + " is not on " + slot + ".");
            }
        }
    }

    private static boolean elsewhere(SiteZone zone, SitePlan plan) {
        var use = new PortUse.Routed(zone.zone());
        return plan.devices().stream()
                .filter(d -> d.ports().stream().anyMatch(p -> p.use().equals(use)))
                .anyMatch(d -> !zone.enforcedBy().contains(d.slot()));
    }

    private static void wireless(SitePlan plan, ZoneModel model, FoundProblems found) {
        var names = new HashSet<String>();
        for (int i = 0; i < plan.zones().size(); i++) {
            var zone = plan.zones().get(i);
            for (int k = 0; k < zone.ssids().size(); k++) {
                var ssid = zone.ssids().get(k);
                var at = found.at(i).at("ssids").at(k);
                if (!names.add(ssid.name())) {
                    at.at("name")
                            .add(
                                    "SSID_TWICE",
                                    "The wireless network \""
                                            + ssid.name()
                                            + "\" leads into another zone already.");
                }
                if (zone.vlan() == 0) {
                    at.add("SSID_WITHOUT_VLAN", "Zone " + zone.zone() + " has no VLAN.");
                }
                if (ssid.admission() instanceof Ssid.Admission.Open
                        && model.zone(zone.zone()).stream()
                                .noneMatch(z -> z.kind() == ZoneKind.GUEST)) {
                    at.at("admission")
                            .add(
                                    "SSID_OPEN",
                                    "A wireless network without admission is for guests only.");
                }
            }
        }
    }

    private static void transits(SitePlan plan, FoundProblems found) {
        if (plan.transits().size() > MOST_TRANSITS) {
            found.add("MODEL_TOO_LARGE", "A site has at most " + MOST_TRANSITS + " transits.");
            return;
        }
        var names = new HashSet<String>();
        Map<Integer, String> vlans = new HashMap<>();
        plan.zones().forEach(z -> vlans.put(z.vlan(), z.zone().value()));
        var claimed = new ArrayList<Prefix>();
        for (int i = 0; i < plan.transits().size(); i++) {
            var transit = plan.transits().get(i);
            var at = found.at(i);
            if (!names.add(transit.name())
                    || plan.zones().stream()
                            .anyMatch(z -> z.zone().value().equals(transit.name()))) {
                at.at("name")
                        .add(
                                "TRANSIT_TWICE",
                                "There is another zone or transit " + transit.name() + ".");
            }
            var other = vlans.putIfAbsent(transit.vlan(), transit.name());
            if (other != null) {
                at.at("vlan")
                        .add(
                                "VLAN_TWICE",
                                "VLAN " + transit.vlan() + " belongs to " + other + " already.");
            }
            ends(transit, plan, at.at("ends"));
            subnets(transit, plan, claimed, at.at("ends"));
        }
    }

    private static void ends(Transit transit, SitePlan plan, FoundProblems found) {
        if (transit.ends().size() < 2) {
            found.add("TRANSIT_ENDS", "A transit joins at least two devices.");
        }
        var devices = new HashSet<>();
        for (int i = 0; i < transit.ends().size(); i++) {
            var end = transit.ends().get(i);
            var device = plan.device(end.device());
            if (device.isEmpty()) {
                found.at(i)
                        .at("device")
                        .add("UNKNOWN_DEVICE", "There is no device \"" + end.device() + "\".");
            } else if (!device.get().configured()
                    || device.get().role() == DeviceRole.ACCESS_POINT) {
                found.at(i)
                        .at("device")
                        .add("NO_ENFORCEMENT_POINT", end.device() + " does not route.");
            }
            if (!devices.add(end.device())) {
                found.at(i).at("device").add("TRANSIT_ENDS", end.device() + " stands in it twice.");
            }
            var families = new HashSet<>();
            if (end.addresses().isEmpty()
                    || !end.addresses().stream()
                            .allMatch(a -> families.add(a.address().family()))) {
                found.at(i)
                        .at("addresses")
                        .add(
                                "TRANSIT_ADDRESSES",
                                "An end has one address of each family it speaks.");
            }
        }
    }

    private static void subnets(
            Transit transit, SitePlan plan, List<Prefix> claimed, FoundProblems found) {
        var own = new ArrayList<Prefix>();
        Set<Object> addresses = new HashSet<>();
        for (int i = 0; i < transit.ends().size(); i++) {
            for (int k = 0; k < transit.ends().get(i).addresses().size(); k++) {
                var address = transit.ends().get(i).addresses().get(k);
                var at = found.at(i).at("addresses").at(k);
                if (!addresses.add(address.address())) {
                    at.add("ADDRESS_TWICE", address.address() + " belongs to another end.");
                }
                subnet(address, plan, own, claimed, at);
            }
        }
        claimed.addAll(own);
    }

    private static void subnet(
            InterfaceAddress address,
            SitePlan plan,
            List<Prefix> own,
            List<Prefix> claimed,
            FoundProblems found) {
        var subnet = address.subnet();
        var sameFamily = own.stream().filter(p -> p.family() == subnet.family()).toList();
        if (sameFamily.isEmpty()) {
            own.add(subnet);
        } else if (!sameFamily.contains(subnet)) {
            found.add(
                    "TRANSIT_TWO_SUBNETS",
                    subnet + " and " + sameFamily.getFirst() + " are not one network.");
        }
        boolean taken =
                claimed.stream().anyMatch(subnet::overlaps)
                        || plan.zones().stream()
                                .flatMap(z -> z.prefixes().stream())
                                .anyMatch(subnet::overlaps)
                        || plan.zones().stream()
                                .flatMap(z -> z.gateways().stream())
                                .anyMatch(g -> g.subnet().overlaps(subnet));
        if (taken) {
            found.add("PREFIX_OVERLAP", subnet + " belongs to a zone or another transit.");
        }
        if (OnLink.prefixes(subnet.family()).stream().anyMatch(subnet::overlaps)) {
            found.add("PREFIX_NOT_ROUTED", "No router forwards addresses of " + subnet + ".");
        }
    }

    private static void chassis(Device device, SitePlan plan, FoundProblems found) {
        var names = new HashSet<String>();
        for (int i = 0; i < device.chassis().size(); i++) {
            var chassis = device.chassis().get(i);
            if (!names.add(chassis.name())) {
                found.at(i)
                        .at("name")
                        .add("CHASSIS_TWICE", "There are two boxes " + chassis.name() + ".");
            }
            for (int k = 0; k < chassis.cables().size(); k++) {
                cable(device, chassis.cables().get(k), plan, found.at(i).at("cables").at(k));
            }
        }
    }

    private static void cable(
            Device device, Chassis.Cable cable, SitePlan plan, FoundProblems found) {
        boolean trunk =
                device.ports().stream()
                        .anyMatch(p ->
                                p.name().equals(cable.port()) && p.use() instanceof PortUse.Trunk);
        if (!trunk) {
            found.at("port")
                    .add(
                            "PORT_USE",
                            "Port " + cable.port() + " of " + device.slot() + " is no trunk.");
        }
        var back = new PortUse.Trunk(device.slot(), cable.port());
        boolean plugged =
                plan.device(cable.peer()).stream()
                        .flatMap(p -> p.ports().stream())
                        .anyMatch(p -> p.name().equals(cable.peerPort()) && p.use().equals(back));
        if (!plugged) {
            found.at("peerPort")
                    .add(
                            "CABLE_ONE_SIDED",
                            "Port "
                                    + cable.peerPort()
                                    + " of "
                                    + cable.peer()
                                    + " does not lead back to "
                                    + cable.port()
                                    + " of "
                                    + device.slot()
                                    + ".");
        }
    }
}
