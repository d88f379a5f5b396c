package io.holdfast.simulator.plane;

import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.simulator.xml.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads what an access point that speaks OpenConfig bridges. A wireless network is one more port of
 * its bridge, called {@code ssid:NAME}, whose stations are untagged in the network's VLAN.
 */
final class AccessPointReading {

    /** What a network's port is called before its name. */
    static final String WIRELESS = "ssid:";

    private final SortedMap<String, PlaneInterface> interfaces = new TreeMap<>();
    private final SortedMap<String, PlaneBridge.Port> ports = new TreeMap<>();
    private final Map<Integer, SortedMap<String, Boolean>> members = new HashMap<>();

    private AccessPointReading() {}

    static DevicePlane read(Element config) {
        var reading = new AccessPointReading();
        for (var points : config.all("access-points")) {
            for (var point : points.all("access-point")) {
                point.child("ssids")
                        .map(s -> s.all("ssid"))
                        .orElse(List.of())
                        .forEach(reading::network);
            }
        }
        for (var all : config.all("interfaces")) {
            all.all("interface").forEach(reading::wired);
        }
        var vlans = new HashSet<>(reading.members.keySet());
        return new DevicePlane(
                reading.interfaces,
                new HashMap<>(),
                List.of(),
                new PlaneBridge(vlans, reading.ports, reading.members),
                Optional.empty());
    }

    private void network(Element ssid) {
        var name = WIRELESS + ssid.textAt("", "name");
        boolean on = ssid.textAt("true", "config", "enabled").equals("true");
        int vlan = Integer.parseInt(ssid.textAt("0", "config", "default-vlan"));
        bridged(name, on);
        port(name, List.of(vlan), false);
    }

    private void bridged(String name, boolean up) {
        interfaces.put(
                name,
                new PlaneInterface(
                        name, "ethernetCsmacd", up, List.of(), List.of(), true, List.of()));
    }

    private void port(String name, List<Integer> vlans, boolean trunk) {
        int own = trunk || vlans.isEmpty() ? 0 : vlans.getFirst();
        ports.put(name, new PlaneBridge.Port(own, !trunk, trunk, true));
        vlans.forEach(vlan -> members.computeIfAbsent(vlan, _ -> new TreeMap<>()).put(name, trunk));
    }

    private void wired(Element one) {
        var name = one.textAt("", "name");
        boolean up = one.textAt("true", "config", "enabled").equals("true");
        var routed = one.at("routed-vlan");
        if (routed.isPresent()) {
            own(routed.get(), up);
            return;
        }
        bridged(name, up);
        var switched = one.at("ethernet", "switched-vlan", "config");
        if (switched.isEmpty()) {
            return;
        }
        boolean trunk = switched.get().textAt("ACCESS", "interface-mode").equals("TRUNK");
        var vlans = new ArrayList<Integer>();
        for (var word : switched.get().all(trunk ? "trunk-vlans" : "access-vlan")) {
            vlans.add(Integer.valueOf(word.trimmed()));
        }
        port(name, vlans, trunk);
    }

    /** The point's own address, in one of its VLANs. */
    private void own(Element routed, boolean up) {
        var name = "vlan" + routed.textAt("0", "config", "vlan");
        var addresses = new ArrayList<InterfaceAddress>();
        for (var family : List.of("ipv4", "ipv6")) {
            for (var address :
                    routed.at(family, "addresses").map(a -> a.all("address")).orElse(List.of())) {
                addresses.add(
                        new InterfaceAddress(
                                IpAddress.of(address.textAt("", "config", "ip")),
                                Integer.parseInt(address.textAt("0", "config", "prefix-length"))));
            }
        }
        interfaces.put(
                name,
                new PlaneInterface(name, "l3ipvlan", up, addresses, List.of(), false, List.of()));
    }
}
