package io.holdfast.dialect.ietf;

import io.holdfast.core.config.Vlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads ieee802-dot1q-bridge: VLANs, and the numbers of the ports registered in each. */
final class BridgeReading {

    private BridgeReading() {}

    /** The one bridge; the ports of each VLAN by their numbers. */
    record Bridge(List<Vlan> vlans, SortedMap<Integer, List<Ports.Membership>> memberships) {
        static final Bridge NONE = new Bridge(List.of(), new TreeMap<>());
    }

    static Bridge read(Node bridges) {
        var bridge = bridges.child("bridge");
        bridges.done();
        return bridge.map(BridgeReading::bridge).orElse(Bridge.NONE);
    }

    private static Bridge bridge(Node node) {
        if (!node.needString("name").equals(Yang.BRIDGE_NAME)) {
            throw node.noModel("the one bridge is called " + Yang.BRIDGE_NAME);
        }
        node.leaf("address"); // the device's own
        var type = node.identity("bridge-type", Yang.BRIDGE).orElse("customer-vlan-bridge");
        if (!type.equals("customer-vlan-bridge")) {
            throw node.noModel("no model for a " + type);
        }
        var component = node.child("component");
        node.done();
        return component.map(BridgeReading::component).orElse(Bridge.NONE);
    }

    private static Bridge component(Node node) {
        if (!node.needString("name").equals(Yang.BRIDGE_NAME)) {
            throw node.noModel("the one component is called " + Yang.BRIDGE_NAME);
        }
        node.leaf("id");
        node.leaf("address");
        var type = node.identity("type", Yang.BRIDGE).orElse("c-vlan-component");
        if (!type.equals("c-vlan-component")) {
            throw node.noModel("no model for a " + type);
        }
        var memberships = new TreeMap<Integer, List<Ports.Membership>>();
        node.child("filtering-database")
                .ifPresent(database -> {
                    database.each(
                            "vlan-registration-entry", entry -> registration(entry, memberships));
                    database.done("aging-time=300");
                });
        var vlans = new ArrayList<Vlan>();
        node.child("bridge-vlan")
                .ifPresent(list -> {
                    list.each("vlan", vlan -> vlans.add(vlan(vlan)));
                    list.done();
                });
        if (vlans.stream().map(Vlan::id).distinct().count() != vlans.size()) {
            throw node.noModel("a VLAN stands twice");
        }
        node.done("traffic-class-enabled=true");
        return new Bridge(vlans, memberships);
    }

    private static Vlan vlan(Node node) {
        int id = node.number("vid", 1, 4094);
        var name = node.needString("name");
        node.done();
        return node.value(() -> new Vlan(id, name));
    }

    private static void registration(
            Node entry, SortedMap<Integer, List<Ports.Membership>> memberships) {
        entry.leaf("database-id");
        var vids = vids(entry, entry.need("vids"));
        if (!entry.leaf("entry-type").orElse("static").equals("static")) {
            throw entry.noModel("no model for a learnt registration");
        }
        var ports = new ArrayList<Ports.Membership>();
        entry.each("port-map", port -> ports.add(port(port)));
        if (ports.stream().map(Ports.Membership::port).distinct().count() != ports.size()) {
            throw entry.noModel("a port stands twice");
        }
        entry.done();
        for (int vid : vids) {
            if (memberships.putIfAbsent(vid, List.copyOf(ports)) != null) {
                throw entry.noModel("VLAN " + vid + " is registered twice");
            }
        }
    }

    private static Ports.Membership port(Node node) {
        int number = node.number("port-ref", 1, 4095);
        var how =
                node.child("static-vlan-registration-entries")
                        .orElseThrow(() -> node.noModel("no static-vlan-registration-entries"));
        if (!how.need("registrar-admin-control").equals("fixed-new-ignored")) {
            throw how.noModel("no model for a registration that is not fixed");
        }
        boolean tagged =
                switch (how.need("vlan-transmitted")) {
                    case "tagged" -> true;
                    case "untagged" -> false;
                    default -> throw how.noModel("neither tagged nor untagged");
                };
        how.done();
        node.done();
        return new Ports.Membership(number, tagged);
    }

    /** Reads 1,10-100,250; each VLAN once. */
    private static List<Integer> vids(Node entry, String text) {
        if (!text.matches(
                        "[1-9][0-9]{0,3}(-[1-9][0-9]{0,3})?(,[1-9][0-9]{0,3}(-[1-9][0-9]{0,3})?)*")
                || text.length() > 40_000) {
            throw entry.noModel("vids is not a list of VLANs");
        }
        var found = new HashSet<Integer>();
        for (var part : text.split(",", -1)) {
            int dash = part.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
            int last = dash < 0 ? first : Integer.parseInt(part.substring(dash + 1));
            if (first > last || last > 4094) {
                throw entry.noModel("vids is not a list of VLANs");
            }
            for (int vid = first; vid <= last; vid++) {
                if (!found.add(vid)) {
                    throw entry.noModel("VLAN " + vid + " is named twice");
                }
            }
        }
        return found.stream().sorted().toList();
    }
}
