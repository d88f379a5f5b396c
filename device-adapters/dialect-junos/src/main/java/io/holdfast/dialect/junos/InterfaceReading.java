package io.holdfast.dialect.junos;

import io.holdfast.core.config.AclName;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.dialect.junos.VlanReading.Vlans;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/** Reads {@code interfaces}: each physical interface and its units. */
final class InterfaceReading {

    private final Vlans vlans;
    private final SortedMap<Integer, TunnelReading.Bound> tunnels;
    private final List<InterfaceConfig> found = new ArrayList<>();

    private InterfaceReading(Vlans vlans, SortedMap<Integer, TunnelReading.Bound> tunnels) {
        this.vlans = vlans;
        this.tunnels = tunnels;
    }

    static List<InterfaceConfig> read(
            Part interfaces, Vlans vlans, SortedMap<Integer, TunnelReading.Bound> tunnels) {
        var reading = new InterfaceReading(vlans, tunnels);
        for (var each : interfaces.each("interface")) {
            each.remarks()
                    .carryOut(() -> {
                        reading.port(each);
                    });
        }
        interfaces.done();
        return List.copyOf(reading.found);
    }

    /** What stands on an interface or a unit of its own words. */
    private record Words(String description, boolean enabled) {
        static Words of(Part part) {
            return new Words(part.text("description").orElse(""), !part.has("disable"));
        }
    }

    private record LayerThree(
            boolean present, List<InterfaceAddress> addresses, List<AclName> ingress) {}

    private void port(Part port) {
        var name = port.name();
        var words = Words.of(port);
        boolean tagging = port.has("vlan-tagging");
        var units = port.each("unit");
        port.done();
        if (name.equals(Junos.IRB)) {
            units.forEach(unit -> unit.remarks().attempt(() -> own(unit)));
            return;
        }
        if (name.equals(Junos.TUNNELS)) {
            if (!words.equals(new Words("", true))) {
                throw port.noModel("there is a model for its units, and for no words of its own");
            }
            units.forEach(unit -> unit.remarks().attempt(() -> tunnel(unit)));
            return;
        }
        if (tagging) {
            found.add(interfaceOf(port, name, words, new InterfaceMode.Routed(), NOTHING));
            units.forEach(unit -> unit.remarks().attempt(() -> subinterface(unit, name)));
            return;
        }
        if (units.size() > 1) {
            throw port.noModel("has several units without vlan-tagging");
        }
        if (units.isEmpty()) {
            found.add(interfaceOf(port, name, words, new InterfaceMode.NoVlan(), NOTHING));
            return;
        }
        untagged(port, units.getFirst(), name, words);
    }

    private static final LayerThree NOTHING = new LayerThree(false, List.of(), List.of());

    private void untagged(Part port, Part unit, String name, Words words) {
        unit.number(unit.name(), 0, 0);
        var described = unit.text("description");
        if (described.isPresent()) {
            unit.remarks().add(unit.path(), "its description is left out");
        }
        if (unit.has("disable")) {
            throw unit.noModel("no model for a disabled unit of a port that is not");
        }
        var family = unit.child("family");
        var switching = family.flatMap(f -> f.child("ethernet-switching"));
        var layer = family.map(this::layerThree).orElse(NOTHING);
        family.ifPresent(Part::done);
        unit.done();
        if (switching.isPresent()) {
            if (layer.present()) {
                throw unit.noModel("switches and routes at once");
            }
            found.add(interfaceOf(port, name, words, switched(switching.get()), NOTHING));
        } else if (layer.present()) {
            found.add(interfaceOf(port, name, words, new InterfaceMode.Routed(), layer));
        } else {
            throw unit.noModel("neither switches nor routes");
        }
    }

    private InterfaceMode switched(Part switching) {
        var mode = switching.text("interface-mode").map(String::strip).orElse("access");
        var members = new TreeSet<Integer>();
        switching
                .child("vlan")
                .ifPresent(vlan -> {
                    for (var word : vlan.texts("members")) {
                        members.addAll(vlans.meant(vlan, word));
                    }
                    vlan.done();
                });
        switching.done();
        return switch (mode) {
            case "trunk" -> new InterfaceMode.TrunkPort(List.copyOf(members));
            case "access" -> {
                if (members.size() != 1) {
                    throw switching.noModel(
                            "an access port in " + members.size() + " VLANs; one is named");
                }
                yield new InterfaceMode.AccessPort(members.first());
            }
            default -> throw switching.noModel("no model for interface-mode " + mode);
        };
    }

    private InterfaceConfig subinterface(Part unit, String port) {
        int number = unit.number(unit.name(), 1, 16385);
        var words = Words.of(unit);
        int vlan =
                ConfigReading.maybe(unit, "vlan-id", 1, 4094)
                        .orElseThrow(() -> unit.noModel("has no vlan-id"));
        return unit(unit, port + "." + number, words, new InterfaceMode.Subinterface(port, vlan));
    }

    private InterfaceConfig own(Part unit) {
        int number = unit.number(unit.name(), 0, 16385);
        var words = Words.of(unit);
        var vlan =
                Optional.ofNullable(vlans.own().get(number))
                        .orElseThrow(() -> unit.noModel("no VLAN has it as l3-interface"));
        return unit(unit, Units.ofVlan(number, vlan), words, new InterfaceMode.VlanInterface(vlan));
    }

    /** A tunnel of somebody else's: to replace the interface would cut it. */
    private InterfaceConfig tunnel(Part unit) {
        int number = unit.number(unit.name(), 0, 16385);
        var words = Words.of(unit);
        var bound =
                Optional.ofNullable(tunnels.get(number))
                        .orElseThrow(() -> unit.noModel("a tunnel that is not Holdfast's"));
        var family = unit.child("family");
        var layer = family.map(this::layerThree).orElse(NOTHING);
        boolean speaks =
                family.flatMap(f -> f.child(Junos.family(bound.tunnel().family()))).isPresent();
        family.ifPresent(Part::done);
        unit.done();
        if (!speaks || !layer.addresses().isEmpty() || !layer.ingress().isEmpty()) {
            throw unit.noModel("a tunnel has a family, and no address and filter");
        }
        var read =
                interfaceOf(
                        unit,
                        Units.TUNNEL + number,
                        words,
                        new InterfaceMode.TunnelInterface(bound.tunnel()),
                        NOTHING);
        found.add(read);
        return read;
    }

    private InterfaceConfig unit(Part unit, String name, Words words, InterfaceMode mode) {
        var family = unit.child("family");
        var layer = family.map(this::layerThree).orElse(NOTHING);
        family.ifPresent(Part::done);
        unit.done();
        var read = interfaceOf(unit, name, words, mode, layer);
        found.add(read);
        return read;
    }

    private LayerThree layerThree(Part family) {
        var addresses = new ArrayList<InterfaceAddress>();
        var ingress = new ArrayList<AclName>();
        boolean present = false;
        for (var which : Family.values()) {
            var part = family.child(Junos.family(which));
            if (part.isPresent()) {
                present = true;
                part.get().each("address").forEach(a -> addresses.add(address(a, which)));
                part.get()
                        .child("filter")
                        .ifPresent(filter -> {
                            filter(filter, ingress);
                            filter.done();
                        });
                part.get().done();
            }
        }
        return new LayerThree(present, addresses, ingress);
    }

    private static InterfaceAddress address(Part part, Family family) {
        var text = part.name();
        part.done();
        var address = part.value(() -> InterfaceAddress.of(text));
        if (address.address().family() != family) {
            throw part.noModel("is of the other family");
        }
        return address;
    }

    private static void filter(Part filter, List<AclName> ingress) {
        filter.child("input")
                .ifPresent(input -> {
                    var name =
                            input.text("filter-name")
                                    .map(String::strip)
                                    .filter(n -> !n.isEmpty())
                                    .orElseGet(input::ownText);
                    input.done();
                    ingress.add(input.value(() -> new AclName(name)));
                });
    }

    private static InterfaceConfig interfaceOf(
            Part part, String name, Words words, InterfaceMode mode, LayerThree layer) {
        return part.value(() ->
                new InterfaceConfig(
                        name,
                        words.description(),
                        words.enabled(),
                        mode,
                        layer.addresses(),
                        layer.ingress()));
    }
}
