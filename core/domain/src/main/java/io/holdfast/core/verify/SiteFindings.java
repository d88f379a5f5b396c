package io.holdfast.core.verify;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Conduit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be said about a situation without following a packet. */
final class SiteFindings {

    private final Approved approved;
    private final List<Finding> findings = new ArrayList<>();

    private SiteFindings(Approved approved) {
        this.approved = approved;
    }

    static List<Finding> of(PacketSpace space, Situation site, Approved approved) {
        var all = new SiteFindings(approved);
        for (var device : site.plan().devices()) {
            var config = site.configs().get(device.slot());
            if (device.configured() && config == null) {
                all.blocker(
                        "DEVICE_WITHOUT_CONFIGURATION",
                        device.slot().value(),
                        device.slot()
                                + " is to be configured, but there is no configuration for it");
            } else if (device.configured() && config != null) {
                all.names(device.slot(), config);
                all.ports(device, config);
                all.lists(device.slot(), config);
                all.wireless(site, device.slot(), config);
                all.tunnels(site, device.slot(), config);
            }
        }
        all.plan(site);
        all.conduits();
        all.findings.addAll(SeenFindings.of(site));
        all.findings.addAll(RuleFindings.of(space, site, approved));
        all.findings.addAll(AddressFindings.of(space, site));
        return all.findings;
    }

    private void blocker(String code, String where, String detail) {
        findings.add(new Finding(Finding.Severity.BLOCKER, code, where, detail));
    }

    private void warning(String code, String where, String detail) {
        findings.add(new Finding(Finding.Severity.WARNING, code, where, detail));
    }

    /** A name that stands for two things proves nothing about either. */
    private void plan(Situation site) {
        var zones = site.plan().zones().stream().map(SiteZone::zone).toList();
        twice(zones)
                .forEach(
                        z -> blocker("NAME_TWICE", z.value(), "the plan has zone " + z + " twice"));
        var slots = site.plan().devices().stream().map(Device::slot).toList();
        twice(slots)
                .forEach(s ->
                        blocker("NAME_TWICE", s.value(), "the plan has device " + s + " twice"));
        for (var zone : zones) {
            if (site.model().zone(zone).isEmpty()) {
                blocker(
                        "ZONE_UNKNOWN",
                        zone.value(),
                        "the plan has zone " + zone + ", of which the model knows nothing");
            }
        }
        twice(addresses(site))
                .forEach(a ->
                        blocker(
                                "ADDRESS_TWICE",
                                a.toString(),
                                "two interfaces have the address " + a));
        for (var slot : site.configs().keySet()) {
            if (site.plan().device(slot).filter(Device::configured).isEmpty()) {
                blocker(
                        "DEVICE_NOT_IN_PLAN",
                        slot.value(),
                        "there is a configuration for "
                                + slot
                                + ", which the plan does not configure");
            }
        }
    }

    /** With what an access point keeps to itself: it has its address all the same. */
    private static List<IpAddress> addresses(Situation site) {
        var addresses = new ArrayList<IpAddress>();
        site.configs()
                .forEach((slot, config) -> {
                    var told = told(config);
                    addresses.addAll(told);
                    site.plan().device(slot).stream()
                            .filter(d -> d.role() == DeviceRole.ACCESS_POINT)
                            .map(Device::managementAddress)
                            .filter(a -> !told.contains(a))
                            .forEach(addresses::add);
                });
        return addresses;
    }

    private static List<IpAddress> told(DeviceConfig config) {
        return config.interfaces().stream()
                .flatMap(i -> i.addresses().stream())
                .map(InterfaceAddress::address)
                .toList();
    }

    private static <T> Set<T> twice(List<T> all) {
        var seen = new HashSet<T>();
        return all.stream()
                .filter(one -> !seen.add(one))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void names(DeviceSlot slot, DeviceConfig config) {
        var parts = config.interfaces().stream().map(InterfaceConfig::name).toList();
        twice(parts)
                .forEach(p ->
                        blocker(
                                "NAME_TWICE",
                                slot + " " + p,
                                slot + " has interface " + p + " twice"));
        var lists = config.accessLists().stream().map(AccessList::name).toList();
        twice(lists)
                .forEach(l ->
                        blocker("NAME_TWICE", slot + " " + l, slot + " has list " + l + " twice"));
        for (var part : config.interfaces()) {
            var families =
                    part.ingress().stream()
                            .flatMap(name -> config.accessList(name).stream())
                            .map(AccessList::family)
                            .toList();
            if (!twice(families).isEmpty()) {
                blocker(
                        "TWO_LISTS_FOR_ONE_FAMILY",
                        slot + " " + part.name(),
                        slot + " " + part.name() + " asks for two lists of one address family");
            }
        }
    }

    private void ports(Device device, DeviceConfig config) {
        for (var part : config.interfaces()) {
            var where = device.slot() + " " + part.name();
            var planned =
                    device.ports().stream().filter(p -> p.name().equals(part.name())).findFirst();
            if (isOpenPort(part)) {
                if (planned.isEmpty()) {
                    blocker(
                            "PORT_NOT_IN_PLAN",
                            where,
                            where + " is open, but the plan has no such port");
                } else if (planned.get().use() instanceof PortUse.Unused) {
                    blocker("UNUSED_PORT_OPEN", where, where + " is not in use, but it is open");
                }
            }
            for (var name : part.ingress()) {
                if (config.accessList(name).isEmpty()) {
                    blocker(
                            "LIST_MISSING",
                            where,
                            where + " asks for list " + name + ", which does not exist");
                }
            }
        }
    }

    /** A wireless network nobody planned lets strangers in by the air. */
    private void wireless(Situation site, DeviceSlot slot, DeviceConfig config) {
        for (var network : config.wirelessNetworks()) {
            boolean planned =
                    site.plan().zones().stream()
                            .flatMap(z -> z.ssids().stream())
                            .anyMatch(s -> s.name().equals(network.ssid()));
            if (network.enabled() && !planned) {
                blocker(
                        "WIRELESS_NETWORK_NOT_IN_PLAN",
                        slot + " " + network.ssid(),
                        slot
                                + " offers wireless network "
                                + network.ssid()
                                + ", which leads into no zone of the plan");
            }
        }
    }

    /** Nothing that crosses the WAN does it in the clear, and to nobody else. */
    private void tunnels(Situation site, DeviceSlot slot, DeviceConfig config) {
        for (var end : Tunnels.missing(site, slot, config)) {
            blocker(
                    "TUNNEL_MISSING",
                    slot + " " + end.zone(),
                    slot
                            + " has no tunnel "
                            + end.tunnel().between()
                            + " with "
                            + end.tunnel().proposal()
                            + " to zone "
                            + end.zone()
                            + ", as it is planned");
        }
        for (var part : Tunnels.unplanned(site, slot, config)) {
            blocker(
                    "TUNNEL_NOT_IN_PLAN",
                    slot + " " + part.name(),
                    slot + " " + part.name() + " is a tunnel that the plan does not have");
        }
    }

    private static boolean isOpenPort(InterfaceConfig part) {
        return part.enabled()
                && switch (part.mode()) {
                    case InterfaceMode.AccessPort _, InterfaceMode.Routed _ -> true;
                    case InterfaceMode.TrunkPort(var vlans) -> !vlans.isEmpty();
                    case InterfaceMode.Subinterface _,
                            InterfaceMode.VlanInterface _,
                            InterfaceMode.TunnelInterface _,
                            InterfaceMode.NoVlan _ ->
                            false;
                };
    }

    private void lists(DeviceSlot slot, DeviceConfig config) {
        for (var list : config.accessLists()) {
            if (config.interfaces().stream().noneMatch(i -> i.ingress().contains(list.name()))) {
                warning(
                        "LIST_NOT_BOUND",
                        slot + " " + list.name(),
                        "no interface of " + slot + " uses list " + list.name());
            }
        }
        for (var part : config.interfaces()) {
            if (config.stateful()
                    && !part.addresses().isEmpty()
                    && config.zoneOf(part.name()).isEmpty()) {
                warning(
                        "INTERFACE_IN_NO_SECURITY_ZONE",
                        slot + " " + part.name(),
                        slot + " " + part.name() + " is in no security zone and passes nothing");
            }
        }
    }

    private void conduits() {
        var flows = approved.flows();
        for (int i = 0; i < flows.size(); i++) {
            var one = flows.get(i);
            if (one.forward().isEmpty()) {
                warning(
                        "CONDUIT_WITHOUT_PACKETS",
                        one.conduit().id().value(),
                        "conduit "
                                + one.conduit().id()
                                + " allows nothing at this site: one of its ends"
                                + " has no address here");
                continue;
            }
            for (var other : flows.subList(i + 1, flows.size())) {
                if (sameZones(one.conduit(), other.conduit())
                        && !one.forward().intersect(other.forward()).isEmpty()) {
                    warning(
                            "CONDUITS_OVERLAP",
                            one.conduit().id().value(),
                            "conduits "
                                    + one.conduit().id()
                                    + " and "
                                    + other.conduit().id()
                                    + " allow some of the same packets");
                }
            }
        }
    }

    /** Zones have no address in common, so only conduits between the same two can overlap. */
    private static boolean sameZones(Conduit one, Conduit other) {
        return one.from().zone().equals(other.from().zone())
                && one.to().zone().equals(other.to().zone());
    }
}
