package io.holdfast.core.verify;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who can speak to whom without a router: networks made from ports, VLANs and cables, the routed
 * interfaces in them and the zones whose hosts stand in them. A device that nobody configures is
 * taken to pass everything between all its ports.
 */
final class Topology {

    /** The tag of frames without a tag. */
    private static final int UNTAGGED = 0;

    private final Situation site;
    private final Layer2 layer2 = new Layer2();
    private final Map<String, SortedSet<Integer>> tags = new TreeMap<>();
    private final List<RoutedInterface> interfaces = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private final Map<Integer, List<RoutedInterface>> within = new HashMap<>();
    private final Map<ZoneName, List<Attachment>> standing = new HashMap<>();
    private final Map<ZoneName, List<Integer>> networks = new HashMap<>();
    private final List<String> assumptions = new ArrayList<>();
    private final SortedSet<DeviceSlot> assumed = new TreeSet<>();
    private final Cables cables;
    private final Parts parts;

    Topology(Situation site) {
        this.site = site;
        cables = new Cables(site);
        parts = new Parts(site, cables);
        for (var device : site.plan().devices()) {
            config(device).ifPresent(config -> joinInside(device.slot(), config));
        }
        cables.carrying().forEach(this::joinEnds);
        site.plan().devices().forEach(this::joinUnmanaged);
        site.plan().devices().forEach(this::attach);
        site.plan().devices().forEach(this::attachWireless);
        for (var device : site.plan().devices()) {
            config(device)
                    .ifPresent(config ->
                            attachments.addAll(
                                    Tunnels.attachments(
                                            site,
                                            device.slot(),
                                            config,
                                            part -> isUp(device.slot(), config, part),
                                            part -> layer2.place(inside(device.slot(), part)))));
        }
        attachZonesWithoutPort();
        site.around().hosts().forEach(this::attach);
        layer2.close();
        for (var device : site.plan().devices()) {
            config(device)
                    .ifPresent(config -> {
                        route(device.slot(), config);
                        ownAddress(device);
                    });
        }
        for (var part : interfaces) {
            within.computeIfAbsent(part.network(), _ -> new ArrayList<>()).add(part);
        }
        for (var attachment : attachments) {
            standing.computeIfAbsent(attachment.zone(), _ -> new ArrayList<>()).add(attachment);
        }
    }

    /** Whether the device keeps its own address out of what it is told. */
    boolean isAssumed(DeviceSlot slot) {
        return assumed.contains(slot);
    }

    boolean isDown(Device device) {
        return cables.isDown(device);
    }

    List<RoutedInterface> interfacesIn(int network) {
        return within.getOrDefault(network, List.of());
    }

    List<RoutedInterface> interfacesOf(DeviceSlot device) {
        return interfaces.stream().filter(i -> i.device().equals(device)).toList();
    }

    List<Attachment> attachments(ZoneName zone) {
        return standing.getOrDefault(zone, List.of());
    }

    List<Integer> networks(Attachment attachment) {
        return layer2.networks(attachment.places());
    }

    List<Integer> networks(ZoneName zone) {
        return networks.computeIfAbsent(
                zone,
                z ->
                        attachments(z).stream()
                                .flatMap(a -> networks(a).stream())
                                .distinct()
                                .sorted()
                                .toList());
    }

    List<String> way(Attachment from, Attachment to) {
        for (int start : from.places()) {
            for (int end : to.places()) {
                if (layer2.network(start) == layer2.network(end)) {
                    return layer2.way(start, end);
                }
            }
        }
        return List.of();
    }

    List<String> assumptions() {
        return assumptions;
    }

    /** The configuration of a device that Holdfast configures; none if nothing is known of it. */
    private Optional<DeviceConfig> config(Device device) {
        return device.configured() && !cables.isDown(device)
                ? Optional.ofNullable(site.configs().get(device.slot()))
                : Optional.empty();
    }

    private void joinInside(DeviceSlot slot, DeviceConfig config) {
        for (var part : config.interfaces()) {
            if (part.enabled() && cables.carries(slot, part.name())) {
                switch (part.mode()) {
                    case InterfaceMode.AccessPort(int vlan) ->
                            join(slot, config, part.name(), UNTAGGED, vlan);
                    case InterfaceMode.TrunkPort(var vlans) ->
                            vlans.forEach(vlan -> join(slot, config, part.name(), vlan, vlan));
                    case InterfaceMode.Routed _ -> channel(slot, part.name(), UNTAGGED);
                    case InterfaceMode.Subinterface(var parent, int vlan) -> {
                        if (isUp(slot, config, part)) {
                            channel(slot, parent, vlan);
                        }
                    }
                    case InterfaceMode.VlanInterface(int vlan) -> layer2.place(bridge(slot, vlan));
                    case InterfaceMode.TunnelInterface _ -> layer2.place(inside(slot, part));
                    case InterfaceMode.NoVlan _ -> {}
                }
            }
        }
    }

    private void join(DeviceSlot slot, DeviceConfig config, String port, int tag, int vlan) {
        if (parts.declares(slot, config, vlan)) {
            layer2.join(channel(slot, port, tag), layer2.place(bridge(slot, vlan)));
        }
    }

    private boolean isUp(DeviceSlot slot, DeviceConfig config, InterfaceConfig part) {
        return parts.isUp(slot, config, part);
    }

    private void joinEnds(Cable cable) {
        var both = new TreeSet<>(tags(cable.device(), cable.port()));
        both.addAll(tags(cable.peer(), cable.peerPort()));
        for (int tag : both) {
            layer2.join(
                    channel(cable.device(), cable.port(), tag),
                    channel(cable.peer(), cable.peerPort(), tag));
        }
    }

    private void joinUnmanaged(Device device) {
        if (config(device).isPresent() || cables.isDown(device)) {
            return;
        }
        assumptions.add(
                device.slot()
                        + (device.configured()
                                ? " has no configuration yet"
                                : " is not configured by Holdfast")
                        + ": it is taken to pass everything between all its ports");
        int inside = layer2.place(device.slot() + " (unmanaged)");
        for (var entry : tags.entrySet()) {
            if (entry.getKey().startsWith(device.slot() + " ")) {
                for (int tag : entry.getValue()) {
                    layer2.join(inside, layer2.place(channelName(entry.getKey(), tag)));
                }
            }
        }
    }

    private void attach(Device device) {
        if (cables.isDown(device)) {
            return;
        }
        for (var port : device.ports()) {
            zone(port).ifPresent(zone -> attach(device, port.name(), zone));
        }
    }

    private static Optional<ZoneName> zone(Port port) {
        return switch (port.use()) {
            case PortUse.Access(var zone) -> Optional.of(zone);
            case PortUse.Routed(var zone) -> Optional.of(zone);
            case PortUse.Trunk _, PortUse.Unused _ -> Optional.empty();
        };
    }

    private void attach(Device device, String port, ZoneName zone) {
        boolean managed = config(device).isPresent();
        Stream<Integer> places =
                managed
                        ? tags(device.slot(), port).stream()
                                .map(t -> channel(device.slot(), port, t))
                        : Stream.of(layer2.place(device.slot() + " (unmanaged)"));
        attachments.add(new Attachment(zone, device.slot(), port, places.toList(), managed));
    }

    /**
     * Clients of a wireless network stand in the VLAN it leads to, in the zone that has its name.
     */
    private void attachWireless(Device device) {
        for (var config : config(device).stream().toList()) {
            for (var network : config.wirelessNetworks()) {
                for (var zone : site.plan().zones()) {
                    boolean leadsThere =
                            network.enabled()
                                    && zone.ssids().stream()
                                            .anyMatch(s -> s.name().equals(network.ssid()));
                    if (leadsThere) {
                        attachments.add(
                                new Attachment(
                                        zone.zone(),
                                        device.slot(),
                                        "wireless network " + network.ssid(),
                                        List.of(
                                                layer2.place(
                                                        bridge(device.slot(), network.vlan()))),
                                        true));
                    }
                }
            }
        }
    }

    private static String inside(DeviceSlot slot, InterfaceConfig part) {
        return slot + " " + part.name() + " (tunnel)";
    }

    /** A host that was seen: it stands where it was seen, whatever zone its address is of. */
    private void attach(Surroundings.Host host) {
        site.plan().zones().stream()
                .filter(z -> z.prefixes().stream().anyMatch(p -> p.contains(host.address())))
                .findFirst()
                .ifPresent(zone -> {
                    var places =
                            tags(host.device(), host.port()).stream()
                                    .map(t -> channel(host.device(), host.port(), t))
                                    .toList();
                    attachments.add(
                            new Attachment(zone.zone(), host.device(), host.port(), places, false));
                });
    }

    private void attachZonesWithoutPort() {
        for (SiteZone zone : site.plan().zones()) {
            if (zone.vlan() == 0
                    || attachments.stream().anyMatch(a -> a.zone().equals(zone.zone()))) {
                continue;
            }
            for (var device : site.plan().devices()) {
                if (cables.isDown(device)) {
                    continue;
                }
                var bridge = bridge(device.slot(), zone.vlan());
                if (layer2.knows(bridge)) {
                    assumptions.add(
                            "zone "
                                    + zone.zone()
                                    + " has no port: its hosts are taken to stand in VLAN "
                                    + zone.vlan()
                                    + " of "
                                    + device.slot());
                    attachments.add(
                            new Attachment(
                                    zone.zone(),
                                    device.slot(),
                                    "VLAN " + zone.vlan(),
                                    List.of(layer2.place(bridge)),
                                    true));
                }
            }
        }
    }

    private void route(DeviceSlot slot, DeviceConfig config) {
        for (var part : config.interfaces()) {
            boolean speaks =
                    !part.addresses().isEmpty()
                            || part.mode() instanceof InterfaceMode.TunnelInterface;
            if (isUp(slot, config, part) && speaks) {
                int place =
                        switch (part.mode()) {
                            case InterfaceMode.Subinterface(var parent, int vlan) ->
                                    channel(slot, parent, vlan);
                            case InterfaceMode.VlanInterface(int vlan) ->
                                    layer2.place(bridge(slot, vlan));
                            case InterfaceMode.TunnelInterface _ ->
                                    layer2.place(inside(slot, part));
                            case InterfaceMode.Routed _,
                                    InterfaceMode.AccessPort _,
                                    InterfaceMode.TrunkPort _,
                                    InterfaceMode.NoVlan _ ->
                                    channel(slot, part.name(), UNTAGGED);
                        };
                interfaces.add(new RoutedInterface(slot, part, layer2.network(place)));
            }
        }
    }

    /**
     * An access point, or a switch that is told VLANs and ports alone, has its own address all the
     * same, in the VLAN its plan says, open to whoever stands there.
     */
    private void ownAddress(Device device) {
        var address = device.managementAddress();
        boolean bridging = config(device).filter(DeviceConfig::bridgesOnly).isPresent();
        if (bridging) {
            assumptions.add(
                    device.slot()
                            + " is told its VLANs and ports over SNMP, and nobody saves them: it"
                            + " is taken to keep them over a restart (RFC 4363), and to let"
                            + " nobody configure it who is not permitted to");
        }
        if (!(bridging || device.role() == DeviceRole.ACCESS_POINT)
                || interfacesOf(device.slot()).stream().anyMatch(i -> i.owns(address))) {
            return;
        }
        for (var zone : site.plan().zones()) {
            for (var prefix : zone.prefixes()) {
                var bridge = bridge(device.slot(), zone.vlan());
                if (prefix.contains(address) && layer2.knows(bridge)) {
                    assumed.add(device.slot());
                    assumptions.add(
                            device.slot()
                                    + " keeps its address "
                                    + address
                                    + " to itself: it is taken to answer whoever stands in VLAN "
                                    + zone.vlan());
                    var own =
                            new InterfaceConfig(
                                    "own address",
                                    "",
                                    true,
                                    new InterfaceMode.VlanInterface(zone.vlan()),
                                    List.of(new InterfaceAddress(address, prefix.length())),
                                    List.of());
                    interfaces.add(
                            new RoutedInterface(
                                    device.slot(), own, layer2.network(layer2.place(bridge))));
                }
            }
        }
    }

    private static String bridge(DeviceSlot slot, int vlan) {
        return slot + " VLAN " + vlan;
    }

    private SortedSet<Integer> tags(DeviceSlot slot, String port) {
        return tags.getOrDefault(slot + " " + port, new TreeSet<>());
    }

    private int channel(DeviceSlot slot, String port, int tag) {
        var name = slot + " " + port;
        tags.computeIfAbsent(name, _ -> new TreeSet<>()).add(tag);
        return layer2.place(channelName(name, tag));
    }

    private static String channelName(String port, int tag) {
        return port + (tag == UNTAGGED ? " untagged" : " tag " + tag);
    }
}
