package io.holdfast.core.compile;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.ZoneModel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns a model and the plan of one site (one enforcing firewall, any number of switches) into what
 * each device is told. It claims nothing: whether the result allows exactly what was approved is
 * for the proof, which does not trust it.
 *
 * <p>The order of devices is farthest from the site node first. It fits additions and removals
 * alike: while only the firewall has changed, a new zone has no VLAN yet and a removed one no
 * router any more, so no intermediate state lets through what neither side allows (rulings P2).
 */
public final class PolicyCompiler {

    private final SiteView site;
    private final Cabling cabling;
    private final Notes notes = new Notes();

    private PolicyCompiler(ZoneModel model, SitePlan plan) {
        site = new SiteView(model, plan);
        cabling = new Cabling(plan);
    }

    /** Compiles one site. Same input, same value. */
    public static CompiledSite compile(ZoneModel model, SitePlan plan) {
        return new PolicyCompiler(model, plan).compile();
    }

    private CompiledSite compile() {
        var devices = new TreeMap<DeviceSlot, DeviceConfig>();
        var firewalls = site.firewalls();
        if (firewalls.isEmpty()) {
            notes.blocker(
                    "NO_FIREWALL", "No firewall enforces the zones of " + site.plan().site() + ".");
        } else if (firewalls.size() > 1) {
            notes.blocker(
                    "SEVERAL_FIREWALLS",
                    "This release compiles sites with one enforcing firewall, and "
                            + site.plan().site()
                            + " has "
                            + firewalls.size()
                            + ".");
        } else {
            devices(firewalls.getFirst(), devices);
        }
        managementZone();
        conduits(devices);
        devices.values().forEach(this::overlaps);
        return CompiledSite.of(
                site.plan().site(), devices, notes.origins(), notes.findings(), groups(devices));
    }

    private void devices(Device firewall, SortedMap<DeviceSlot, DeviceConfig> devices) {
        var paths = new VlanPaths(site, cabling, firewall);
        var sorted =
                site.plan().devices().stream()
                        .filter(Device::configured)
                        .sorted(Comparator.comparing(Device::slot))
                        .toList();
        var reached = cabling.hopsFrom(List.of(firewall.slot()));
        for (var device : sorted) {
            switch (device.role()) {
                case FIREWALL ->
                        devices.put(
                                device.slot(),
                                new FirewallCompiler(site, device, paths, notes).compile());
                case SWITCH ->
                        devices.put(
                                device.slot(),
                                new SwitchCompiler(site, device, paths, notes).compile());
                case ACCESS_POINT ->
                        notes.blocker(
                                device.slot(),
                                "DEVICE_WITHOUT_USE",
                                "This release inventories access points and does not configure them.");
            }
            if (device.role() == DeviceRole.SWITCH && !reached.containsKey(device.slot())) {
                notes.blocker(
                        device.slot(),
                        "DEVICE_WITHOUT_USE",
                        "No cable leads from " + device.slot() + " to the firewall.");
            }
        }
    }

    private void managementZone() {
        var zone = site.management();
        if (zone.isEmpty()) {
            notes.blocker(
                    "NO_MANAGEMENT_ZONE",
                    "Without a management zone nothing at "
                            + site.plan().site()
                            + " can be managed.");
        } else if (entrances().isEmpty()) {
            notes.blocker(
                    "SITE_NODE_WITHOUT_PORT",
                    "No switch port leads into " + zone.get().zone() + " for the site node.");
        }
    }

    /** The switches the site node can be plugged into. */
    private List<DeviceSlot> entrances() {
        return site.management().stream()
                .flatMap(zone ->
                        site.plan().devices().stream()
                                .filter(d -> d.role() == DeviceRole.SWITCH)
                                .filter(d -> SiteView.hasAccessPort(d, zone.zone())))
                .map(Device::slot)
                .sorted()
                .toList();
    }

    private void conduits(SortedMap<DeviceSlot, DeviceConfig> devices) {
        for (var conduit :
                site.model().conduits().stream()
                        .sorted(Comparator.comparing(Conduit::id))
                        .toList()) {
            if (!conduit.scope().covers(site.plan().site())) {
                continue;
            }
            if (!site.conduits().contains(conduit)) {
                notes.note(
                        "CONDUIT_NOT_AT_SITE",
                        "Conduit "
                                + conduit.id()
                                + " changes nothing here: "
                                + site.plan().site()
                                + " does not have both of its zones.");
            } else if (!devices.isEmpty()) {
                path(conduit);
            }
        }
    }

    private void path(Conduit conduit) {
        boolean any = false;
        for (var family : Family.values()) {
            boolean wanted =
                    !site.addresses(conduit.from(), family).isEmpty()
                            && !site.addresses(conduit.to(), family).isEmpty();
            any |= wanted;
            if (wanted) {
                end(conduit, conduit.from(), family);
                end(conduit, conduit.to(), family);
            }
        }
        if (!any) {
            notes.note(
                    "CONDUIT_WITHOUT_ADDRESSES",
                    "Conduit "
                            + conduit.id()
                            + " changes nothing here: from "
                            + conduit.from()
                            + " to "
                            + conduit.to()
                            + " there are no addresses of one family.");
        }
    }

    private void end(Conduit conduit, Endpoint end, Family family) {
        boolean routed =
                notes.routed(end.zone()).filter(z -> SiteView.routes(z, family)).isPresent();
        // A site without an uplink of a family is not connected by it, and loses nothing.
        boolean islandOfFamily =
                site.isWan(end.zone())
                        && site.plan().zone(end.zone()).stream()
                                .noneMatch(z -> SiteView.routes(z, family));
        if (!routed && !islandOfFamily) {
            notes.blocker(
                    "CONDUIT_WITHOUT_PATH",
                    "Conduit "
                            + conduit.id()
                            + " has no enforcement point: the firewall has no "
                            + (family == Family.IPV4 ? "IPv4" : "IPv6")
                            + " interface in "
                            + end.zone()
                            + ".");
        }
    }

    /** Two conduits that permit the very same packets: a finding naming both (rulings P8). */
    private void overlaps(DeviceConfig config) {
        for (var list : config.accessLists()) {
            var seen = new HashMap<PacketMatch, FilterRule>();
            for (var rule : list.rules()) {
                if (rule.verdict() == Verdict.PERMIT) {
                    var earlier = seen.putIfAbsent(rule.match(), rule);
                    if (earlier != null) {
                        overlap(list, earlier, rule);
                    }
                }
            }
        }
    }

    private void overlap(AccessList list, FilterRule earlier, FilterRule later) {
        notes.note(
                "CONDUITS_OVERLAP",
                "In "
                        + list.name()
                        + " rule "
                        + later.name()
                        + " permits the same packets as rule "
                        + earlier.name()
                        + ".");
    }

    /** One device a group: each is kept before the next is touched. */
    private SortedMap<DeviceSlot, Integer> groups(SortedMap<DeviceSlot, DeviceConfig> devices) {
        var hops = cabling.hopsFrom(entrances());
        var order =
                devices.keySet().stream()
                        .sorted(
                                Comparator.comparingInt((DeviceSlot s) ->
                                                -hops.getOrDefault(s, Integer.MAX_VALUE))
                                        .thenComparing(Comparator.naturalOrder()))
                        .toList();
        var groups = new TreeMap<DeviceSlot, Integer>();
        for (int i = 0; i < order.size(); i++) {
            groups.put(order.get(i), i + 1);
        }
        return groups;
    }
}
