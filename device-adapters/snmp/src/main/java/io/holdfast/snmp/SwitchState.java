package io.holdfast.snmp;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.Vlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The switch as its objects describe it (RFC 4363, RFC 2863): more than a configuration can say, so
 * that what has no words is seen.
 *
 * @param ports by bridge port number
 * @param vlans by VLAN id
 */
record SwitchState(SortedMap<Integer, Port> ports, SortedMap<Integer, StaticVlan> vlans) {

    /**
     * A bridge port.
     *
     * @param taggedOnly whether frames without a tag are dropped
     * @param filtering whether frames of VLANs it is not a member of are dropped
     */
    record Port(
            int ifIndex,
            String name,
            String alias,
            boolean up,
            int pvid,
            boolean taggedOnly,
            boolean filtering) {}

    /** A static VLAN: who leaves it at all, and who without a tag. */
    record StaticVlan(String name, SortedSet<Integer> egress, SortedSet<Integer> untagged) {}

    /** What it means, and what it has no words for. */
    record Meaning(DeviceConfig config, List<String> foreign) {}

    Meaning meaning() {
        var foreign = new ArrayList<>(strange());
        var interfaces = new ArrayList<InterfaceConfig>();
        ports.forEach((number, port) -> {
            interfaces.add(
                    new InterfaceConfig(
                            port.name(),
                            port.alias(),
                            port.up(),
                            mode(number, port, foreign),
                            List.of(),
                            List.of()));
        });
        vlans.forEach((id, vlan) -> {
            if (vlan.name().isBlank()) {
                foreign.add("VLAN " + id + " has no name");
            }
        });
        var named =
                vlans.entrySet().stream()
                        .map(v ->
                                new Vlan(
                                        v.getKey(),
                                        v.getValue().name().isBlank()
                                                ? "unnamed"
                                                : v.getValue().name()))
                        .toList();
        return new Meaning(DeviceConfig.bridging(interfaces, named), List.copyOf(foreign));
    }

    /** What no way of ours leads to, whether whole or half gone: somebody else did it. */
    List<String> strange() {
        var strange = new ArrayList<String>();
        var names = new TreeSet<String>();
        ports.values().stream()
                .filter(port -> !names.add(port.name()))
                .forEach(port -> strange.add("two ports are called " + port.name()));
        vlans.forEach((id, vlan) ->
                vlan.egress().stream()
                        .filter(number -> !ports.containsKey(number))
                        .forEach(number ->
                                strange.add(
                                        "VLAN " + id + " has port " + number + ", which is none")));
        return strange;
    }

    private InterfaceMode mode(int number, Port port, List<String> foreign) {
        var tagged = new ArrayList<Integer>();
        var untagged = new ArrayList<Integer>();
        vlans.forEach((id, vlan) -> {
            if (vlan.egress().contains(number)) {
                (vlan.untagged().contains(number) ? untagged : tagged).add(id);
            }
        });
        // Without it a port that is in no VLAN takes tagged frames of every VLAN all the same.
        if (!port.filtering() && (port.up() || !tagged.isEmpty() || !untagged.isEmpty())) {
            foreign.add(port.name() + " takes frames of VLANs it is not in");
        }
        if (port.taggedOnly() && untagged.isEmpty()) {
            return new InterfaceMode.TrunkPort(tagged);
        }
        if (!port.taggedOnly() && tagged.isEmpty() && untagged.isEmpty()) {
            return new InterfaceMode.NoVlan();
        }
        if (!port.taggedOnly() && tagged.isEmpty() && untagged.equals(List.of(port.pvid()))) {
            return new InterfaceMode.AccessPort(port.pvid());
        }
        foreign.add(
                port.name()
                        + " has PVID "
                        + port.pvid()
                        + ", is untagged in "
                        + untagged
                        + " and tagged in "
                        + tagged);
        return new InterfaceMode.NoVlan();
    }

    /** The numbers of the ports by their names. */
    Map<String, Integer> numbers() {
        var numbers = new TreeMap<String, Integer>();
        ports.forEach((number, port) -> numbers.put(port.name(), number));
        return numbers;
    }
}
