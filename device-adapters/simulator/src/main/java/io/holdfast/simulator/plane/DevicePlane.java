package io.holdfast.simulator.plane;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.Prefix;
import io.holdfast.simulator.datastore.Vids;
import io.holdfast.simulator.xml.Element;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one device forwards: read from its own running configuration, from nothing else. It knows no
 * zones and no policy.
 */
public final class DevicePlane {

    /** A static route; without next hop packets vanish. */
    record Route(Prefix destination, Optional<IpAddress> nextHop) {}

    /** Where a packet leaves: interface, and whose layer 2 address it is sent to. */
    record Exit(PlaneInterface through, IpAddress neighbour) {}

    private final SortedMap<String, PlaneInterface> interfaces;
    private final Map<String, PlaneList> lists;
    private final List<Route> routes;
    private final PlaneBridge bridge;
    private final Optional<ZoneTable> zones;

    DevicePlane(
            SortedMap<String, PlaneInterface> interfaces,
            Map<String, PlaneList> lists,
            List<Route> routes,
            PlaneBridge bridge,
            Optional<ZoneTable> zones) {
        this.interfaces = interfaces;
        this.lists = lists;
        this.routes = routes;
        this.bridge = bridge;
        this.zones = zones;
    }

    /**
     * Reads a configuration.
     *
     * @param hardware the physical ports; bridge port numbers are their places in name order
     */
    public static DevicePlane read(Element config, List<String> hardware) {
        var junos = config.child("configuration");
        if (junos.isPresent()) {
            return JunosReading.read(junos.get());
        }
        if (config.child("access-points").isPresent()) {
            return AccessPointReading.read(config);
        }
        var lists = new HashMap<String, PlaneList>();
        var bound = new HashMap<String, List<String>>();
        for (var acls : config.all("acls")) {
            acls.all("acl").stream().map(PlaneList::read).forEach(l -> lists.put(l.name(), l));
            acls.child("attachment-points")
                    .map(a -> a.all("interface"))
                    .orElse(List.of())
                    .forEach(i ->
                            bound.put(
                                    i.textAt("", "interface-id"),
                                    i
                                            .at("ingress", "acl-sets")
                                            .map(s -> s.all("acl-set"))
                                            .orElse(List.of())
                                            .stream()
                                            .map(s -> s.textAt("", "name"))
                                            .toList()));
        }
        var interfaces = new TreeMap<String, PlaneInterface>();
        for (var all : config.all("interfaces")) {
            for (var one : all.all("interface")) {
                var name = one.textAt("", "name");
                interfaces.put(name, readInterface(one, name, bound.getOrDefault(name, List.of())));
            }
        }
        return new DevicePlane(
                interfaces,
                lists,
                readRoutes(config),
                readBridge(config, hardware),
                Optional.empty());
    }

    /** The VLANs of its bridge: by number the ports they leave by, and whether with a tag. */
    public SortedMap<Integer, SortedMap<String, Boolean>> vlans() {
        var vlans = new TreeMap<Integer, SortedMap<String, Boolean>>();
        bridge.vlans().forEach(vlan -> vlans.put(vlan, bridge.members(vlan)));
        return vlans;
    }

    /** Whether it has a port of this name that is not switched off. */
    public boolean isOn(String port) {
        return Optional.ofNullable(interfaces.get(port)).map(PlaneInterface::enabled).orElse(true);
    }

    private static PlaneInterface readInterface(Element one, String name, List<String> bound) {
        var addresses = new ArrayList<InterfaceAddress>();
        var routesFor = new ArrayList<Family>();
        for (var family : List.of("ipv4", "ipv6")) {
            var ip = one.child(family);
            if (ip.isEmpty() || ip.get().textAt("true", "enabled").equals("false")) {
                continue;
            }
            if (ip.get().textAt("false", "forwarding").equals("true")) {
                routesFor.add(family.equals("ipv4") ? Family.IPV4 : Family.IPV6);
            }
            for (var address : ip.get().all("address")) {
                addresses.add(
                        new InterfaceAddress(
                                IpAddress.of(address.textAt("", "ip")),
                                Integer.parseInt(address.textAt("0", "prefix-length"))));
            }
        }
        return new PlaneInterface(
                name,
                one.child("type").map(Element::localText).orElse(""),
                one.textAt("true", "enabled").equals("true"),
                addresses,
                bound,
                one.child("bridge-port").isPresent(),
                routesFor);
    }

    private static List<Route> readRoutes(Element config) {
        var routes = new ArrayList<Route>();
        for (var routing : config.all("routing")) {
            for (var protocol :
                    routing.child("control-plane-protocols")
                            .map(p -> p.all("control-plane-protocol"))
                            .orElse(List.of())) {
                for (var family : List.of("ipv4", "ipv6")) {
                    for (var route :
                            protocol.at("static-routes", family)
                                    .map(f -> f.all("route"))
                                    .orElse(List.of())) {
                        routes.add(
                                new Route(
                                        Prefix.of(route.textAt("", "destination-prefix")),
                                        route.at("next-hop", "next-hop-address")
                                                .map(a -> IpAddress.of(a.trimmed()))));
                    }
                }
            }
        }
        return routes;
    }

    private static PlaneBridge readBridge(Element config, List<String> hardware) {
        var vlans = new HashSet<Integer>();
        var members = new HashMap<Integer, SortedMap<String, Boolean>>();
        var numbered = hardware.stream().sorted().toList();
        for (var bridges : config.all("bridges")) {
            for (var bridge : bridges.all("bridge")) {
                for (var component : bridge.all("component")) {
                    component
                            .child("bridge-vlan")
                            .ifPresent(v ->
                                    v.all("vlan")
                                            .forEach(one ->
                                                    vlans.add(
                                                            Integer.valueOf(
                                                                    one.textAt("0", "vid")))));
                    component
                            .child("filtering-database")
                            .ifPresent(f -> readMembers(f, numbered, members));
                }
            }
        }
        var ports = new TreeMap<String, PlaneBridge.Port>();
        for (var all : config.all("interfaces")) {
            for (var one : all.all("interface")) {
                one.child("bridge-port")
                        .ifPresent(port -> ports.put(one.textAt("", "name"), readPort(port)));
            }
        }
        return new PlaneBridge(vlans, ports, members);
    }

    private static PlaneBridge.Port readPort(Element port) {
        var takes = port.textAt("admit-all-frames", "acceptable-frame");
        return new PlaneBridge.Port(
                Integer.parseInt(port.textAt("1", "pvid")),
                !takes.equals("admit-only-VLAN-tagged-frames"),
                !takes.equals("admit-only-untagged-and-priority-tagged"),
                port.textAt("false", "enable-ingress-filtering").equals("true"));
    }

    private static void readMembers(
            Element database,
            List<String> numbered,
            Map<Integer, SortedMap<String, Boolean>> members) {
        for (var entry : database.all("vlan-registration-entry")) {
            for (var map : entry.all("port-map")) {
                int number = Integer.parseInt(map.textAt("0", "port-ref"));
                var how = map.child("static-vlan-registration-entries");
                boolean forbidden =
                        how.map(h -> h.textAt("normal", "registrar-admin-control"))
                                .orElse("normal")
                                .equals("forbidden");
                if (number > numbered.size() || how.isEmpty() || forbidden) {
                    continue;
                }
                boolean tagged = how.get().textAt("tagged", "vlan-transmitted").equals("tagged");
                for (var vid : Vids.read(entry.textAt("", "vids"))) {
                    members.computeIfAbsent(vid, _ -> new TreeMap<>())
                            .put(numbered.get(number - 1), tagged);
                }
            }
        }
    }

    List<PlaneTunnel> tunnels() {
        return zones.map(ZoneTable::tunnels).orElse(List.of());
    }

    PlaneBridge bridge() {
        return bridge;
    }

    List<PlaneInterface> interfaces() {
        return List.copyOf(interfaces.values());
    }

    Optional<PlaneInterface> interfaceNamed(String name) {
        return Optional.ofNullable(interfaces.get(name));
    }

    /** Whether an interface is up, and with it the port below it. */
    boolean isUp(PlaneInterface one) {
        var port = interfaces.get(one.port());
        return one.enabled() && (port == null ? one.port().equals(one.name()) : port.enabled());
    }

    /** Whether a physical port is up. A port nobody configured is down. */
    boolean isPortUp(String port) {
        return interfaceNamed(port).map(PlaneInterface::enabled).orElse(false);
    }

    /** The routed interface that takes frames with this tag on this port, if it is up. */
    Optional<PlaneInterface> routedAt(String port, int tag) {
        return interfaces.values().stream()
                .filter(i -> !i.bridged() && i.port().equals(port) && i.tag() == tag && isUp(i))
                .findFirst();
    }

    /** The switch's own interface in a VLAN, if it is up: type l3ipvlan, named vlanVID. */
    Optional<PlaneInterface> inVlan(int vlan) {
        return interfaceNamed("vlan" + vlan)
                .filter(i -> i.type().equals("l3ipvlan") && i.enabled());
    }

    /** Whether an address is the device's own, on an interface that is up. */
    public boolean ownsAddress(IpAddress address) {
        return interfaces.values().stream().anyMatch(i -> isUp(i) && i.owns(address));
    }

    /** The lists at the entrance: every bound list of the packet's family must let it pass. */
    Fate enter(PlaneInterface one, Packet packet) {
        Fate fate = new Fate.Passed("no list of this family on " + one.name());
        for (var name : one.ingress()) {
            var list = lists.get(name);
            if (list == null) {
                return new Fate.Dropped(
                        "the list " + name + " bound to " + one.name() + " is missing");
            }
            if (list.family() != packet.family()) {
                continue;
            }
            fate = list.judge(packet);
            if (fate instanceof Fate.Dropped) {
                return fate;
            }
        }
        return fate;
    }

    /** What the security zones say of a packet in transit; on a device without any, nothing. */
    Fate between(PlaneInterface entry, PlaneInterface exit, Packet packet) {
        return zones.map(z -> z.between(entry, exit, packet))
                .orElseGet(() -> new Fate.Passed("there are no security zones"));
    }

    /** What the security zones say of a packet for the device itself. */
    Fate toItself(PlaneInterface entry, Packet packet) {
        return zones.map(z -> z.toItself(entry, packet))
                .orElseGet(() -> new Fate.Passed("there are no security zones"));
    }

    /** The device itself sends a packet; a stateful one lets the answer in. */
    void sends(Packet packet) {
        zones.ifPresent(z -> z.sent(packet));
    }

    /** Where a packet to this address leaves: longest prefix, connected before static. */
    Optional<Exit> exitTo(IpAddress destination) {
        Optional<Exit> best = Optional.empty();
        int longest = -1;
        for (var one : interfaces.values()) {
            var connected =
                    isUp(one) ? one.connectedTo(destination) : Optional.<InterfaceAddress>empty();
            if (connected.isPresent() && connected.get().length() > longest) {
                longest = connected.get().length();
                best = Optional.of(new Exit(one, destination));
            }
        }
        var candidates =
                routes.stream()
                        .filter(r -> r.destination().contains(destination))
                        .sorted(
                                Comparator.comparingInt((Route r) -> r.destination().length())
                                        .reversed())
                        .toList();
        for (var route : candidates) {
            if (route.destination().length() <= longest) {
                break;
            }
            if (route.nextHop().isEmpty()) {
                return Optional.empty();
            }
            var hop = route.nextHop().get();
            for (var one : interfaces.values()) {
                if (isUp(one) && one.connectedTo(hop).isPresent()) {
                    return Optional.of(new Exit(one, hop));
                }
            }
        }
        return best;
    }

    /**
     * Judges and routes a packet that arrived on an interface: what this device alone does with it.
     */
    public Fate forward(String entry, Packet packet) {
        var one = interfaceNamed(entry);
        if (one.isEmpty()) {
            return new Fate.Dropped("there is no interface " + entry);
        }
        if (!isUp(one.get())) {
            return new Fate.Dropped("the interface " + entry + " is down");
        }
        var entered = enter(one.get(), packet);
        if (entered instanceof Fate.Dropped) {
            return entered;
        }
        if (ownsAddress(packet.destination())) {
            return toItself(one.get(), packet) instanceof Fate.Dropped dropped
                    ? dropped
                    : new Fate.Passed(entered.why() + "; it is for the device itself");
        }
        if (!one.get().routesFor().contains(packet.family())) {
            return new Fate.Dropped("the interface " + entry + " does not route this family");
        }
        return exitTo(packet.destination())
                .map(exit ->
                        between(one.get(), exit.through(), packet) instanceof Fate.Dropped dropped
                                ? dropped
                                : new Fate.Passed(
                                        entered.why() + "; it leaves by " + exit.through().name()))
                .orElseGet(() -> new Fate.Dropped("no route to " + packet.destination()));
    }

    /**
     * The ports, with tags, by which a frame leaves that came in here; empty if it is not taken.
     */
    public SortedMap<String, Integer> bridged(String port, int tag) {
        var out = new TreeMap<String, Integer>();
        if (!isPortUp(port)) {
            return out;
        }
        int vlan = bridge.vlanOf(port, tag);
        if (vlan == 0) {
            return out;
        }
        bridge.members(vlan)
                .forEach((other, tagged) -> {
                    if (!other.equals(port) && isPortUp(other)) {
                        out.put(other, tagged ? vlan : 0);
                    }
                });
        return out;
    }
}
