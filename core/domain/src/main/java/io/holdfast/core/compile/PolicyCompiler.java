package io.holdfast.core.compile;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.observe.DeviceAbilities;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.site.TunnelEnd;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.ZoneModel;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Turns a model and the plan of one site (firewalls and routing switches in any order, switches,
 * access points) into what each device is told. It claims nothing: whether the result allows
 * exactly what was approved is for the proof, which does not trust it.
 *
 * <p>The order of devices is farthest from the site node first. It fits additions and removals
 * alike: while only the firewall has changed, a new zone has no VLAN yet and a removed one no
 * router any more, so no intermediate state lets through what neither side allows (rulings P2).
 */
public final class PolicyCompiler {

    private final SiteView site;
    private final Cabling cabling;
    private final VlanPaths vlans;
    private final Routing routing;
    private final DeviceAbilities abilities;
    private final Notes notes = new Notes();

    private PolicyCompiler(ZoneModel model, SitePlan plan, DeviceAbilities abilities) {
        site = new SiteView(model, plan);
        cabling = new Cabling(plan);
        vlans = new VlanPaths(site, cabling);
        routing = new Routing(site, vlans);
        this.abilities = abilities;
        for (var transit : site.transits()) {
            if (routing.neededTransits().contains(transit.name())) {
                vlans.add(transit);
            }
        }
    }

    /** Compiles one site whose devices judge each packet by itself. Same input, same value. */
    public static CompiledSite compile(ZoneModel model, SitePlan plan) {
        return compile(model, plan, DeviceAbilities.USUAL);
    }

    /**
     * Compiles one site.
     *
     * @param stateful the firewalls that judge conversations: they get security zones and policies,
     *     and no rules for answers
     */
    public static CompiledSite compile(
            ZoneModel model, SitePlan plan, Collection<DeviceSlot> stateful) {
        return compile(model, plan, DeviceAbilities.of(stateful, List.of()));
    }

    /** Compiles one site whose devices can do this. */
    public static CompiledSite compile(ZoneModel model, SitePlan plan, DeviceAbilities abilities) {
        return new PolicyCompiler(model, plan, abilities).compile();
    }

    private CompiledSite compile() {
        var devices = new TreeMap<DeviceSlot, DeviceConfig>();
        var firewalls = site.firewalls();
        if (firewalls.isEmpty()) {
            notes.blocker(
                    "NO_FIREWALL", "No firewall enforces the zones of " + site.plan().site() + ".");
        } else {
            devices(firewalls.getFirst(), devices);
            new PathFindings(site, routing, notes).note();
        }
        managementZone();
        tunnels();
        conduits(devices);
        devices.values().forEach(this::overlaps);
        return CompiledSite.of(
                site.plan().site(), devices, notes.origins(), notes.findings(), groups(devices));
    }

    private void devices(Device firewall, SortedMap<DeviceSlot, DeviceConfig> devices) {
        var sorted =
                site.plan().devices().stream()
                        .filter(Device::configured)
                        .sorted(Comparator.comparing(Device::slot))
                        .toList();
        var reached = cabling.hopsFrom(List.of(firewall.slot()));
        for (var device : sorted) {
            switch (device.role()) {
                case FIREWALL -> devices.put(device.slot(), router(device));
                case SWITCH ->
                        devices.put(
                                device.slot(),
                                site.routes(device)
                                        ? switching(device).compile(router(device))
                                        : switching(device).compile());
                case ACCESS_POINT -> devices.put(device.slot(), switching(device).compile());
            }
            if (device.role() != DeviceRole.FIREWALL && !reached.containsKey(device.slot())) {
                notes.blocker(
                        device.slot(),
                        "DEVICE_WITHOUT_USE",
                        "No cable leads from " + device.slot() + " to the firewall.");
            }
        }
    }

    private DeviceConfig router(Device device) {
        return new RouterCompiler(site, device, vlans, routing, notes)
                .compile(abilities.stateful().contains(device.slot()));
    }

    private SwitchCompiler switching(Device device) {
        return new SwitchCompiler(
                site, device, vlans, notes, abilities.bridging().contains(device.slot()));
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

    /**
     * An address that stands at both ends of a tunnel is one of two hosts, and nobody knows which.
     * One that has a name in the WAN as well would be reached in the clear while the tunnel is
     * down.
     */
    private void tunnels() {
        for (var end : site.plan().tunnels()) {
            if (behind(end, Prefix.host(end.tunnel().remote()))) {
                notes.blocker(
                        end.device(),
                        "TUNNEL_ADDRESSES_OVERLAP",
                        "The other end of the tunnel to "
                                + end.zone()
                                + " stands behind it, and could not be reached to bring it up.");
            }
            for (var zone : site.zones()) {
                boolean doubled =
                        !zone.zone().equals(end.zone())
                                && addresses(zone).anyMatch(p -> behind(end, p));
                if (doubled) {
                    notes.blocker(
                            end.device(),
                            "TUNNEL_ADDRESSES_OVERLAP",
                            "Addresses of zone "
                                    + zone.zone()
                                    + " stand at "
                                    + end.remoteSite()
                                    + ", too, behind the tunnel to "
                                    + end.zone()
                                    + ".");
                }
            }
        }
    }

    private static boolean behind(TunnelEnd end, Prefix prefix) {
        return end.tunnel().there().stream().anyMatch(prefix::overlaps);
    }

    /** Of hosts and of groups that lie nowhere else, as those in the WAN. */
    private static Stream<Prefix> addresses(SiteZone zone) {
        return Stream.of(
                        zone.prefixes().stream(),
                        zone.groups().stream().flatMap(g -> g.prefixes().stream()),
                        zone.gateways().stream().map(InterfaceAddress::subnet))
                .flatMap(s -> s);
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
            if (conduit.scope() instanceof Scope.BetweenSites(var from, var to)
                    && (from.equals(site.plan().site()) || to.equals(site.plan().site()))) {
                notes.blocker(
                        "OTHER_SITE_UNKNOWN",
                        "Conduit "
                                + conduit.id()
                                + " leads to another site, and there is no tunnel to it: both sites"
                                + " need a firewall with an address in the WAN, and both ends of the"
                                + " conduit addresses of the same family.");
            }
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
                between(conduit, family);
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
        if (!routed(end, family) && !islandOfFamily(end, family)) {
            notes.blocker(
                    "CONDUIT_WITHOUT_PATH",
                    "Conduit "
                            + conduit.id()
                            + " has no enforcement point: no device has an "
                            + (family == Family.IPV4 ? "IPv4" : "IPv6")
                            + " interface in "
                            + end.zone()
                            + ".");
        }
    }

    private boolean routed(Endpoint end, Family family) {
        return notes.routed(end.zone()).filter(z -> site.routes(z, family)).isPresent();
    }

    /** A site without an uplink of a family is not connected by it, and loses nothing. */
    private boolean islandOfFamily(Endpoint end, Family family) {
        return site.isWan(end.zone())
                && site.plan().zone(end.zone()).stream().noneMatch(z -> site.routes(z, family));
    }

    private void between(Conduit conduit, Family family) {
        if (!routed(conduit.from(), family) || !routed(conduit.to(), family)) {
            return;
        }
        if (routing.way(conduit.from().zone(), conduit.to().zone(), family).isEmpty()) {
            notes.blocker(
                    "CONDUIT_WITHOUT_PATH",
                    "Conduit "
                            + conduit.id()
                            + " has no "
                            + (family == Family.IPV4 ? "IPv4" : "IPv6")
                            + " way from "
                            + conduit.from().zone()
                            + " to "
                            + conduit.to().zone()
                            + ": no transit joins the devices that hold their borders.");
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
