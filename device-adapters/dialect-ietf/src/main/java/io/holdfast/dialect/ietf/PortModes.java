package io.holdfast.dialect.ietf;

import io.holdfast.core.config.InterfaceMode;
import io.holdfast.dialect.ietf.InterfaceReading.Kind;
import io.holdfast.dialect.ietf.InterfaceReading.SeenInterface;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Puts together what the interface says of a port and what the bridge says of its number. */
final class PortModes {

    private PortModes() {}

    /** The VLANs of each bridge port by the port's name. */
    static Map<String, List<Registered>> of(
            List<SeenInterface> seen, SortedMap<Integer, List<Ports.Membership>> memberships) {
        var names = numbers(seen);
        var byPort = new HashMap<String, List<Registered>>();
        memberships.forEach((vlan, ports) -> {
            for (var port : ports) {
                var name = names.get(port.port());
                if (name == null) {
                    throw new NoModel(
                            "/bridges/bridge/component/filtering-database",
                            "no bridge port has number " + port.port());
                }
                byPort.computeIfAbsent(name, _ -> new ArrayList<>())
                        .add(new Registered(vlan, port.tagged()));
            }
        });
        return byPort;
    }

    /** A VLAN a port is registered in. */
    record Registered(int vlan, boolean tagged) {}

    /** Which port has which number: as the device shows it, else the first by name is number 1. */
    private static Map<Integer, String> numbers(List<SeenInterface> seen) {
        var ports =
                seen.stream()
                        .filter(i -> i.kind() instanceof Kind.Switched)
                        .sorted(Comparator.comparing(SeenInterface::name))
                        .toList();
        var names = new HashMap<Integer, String>();
        for (int i = 0; i < ports.size(); i++) {
            int position = i + 1;
            int number =
                    ports.get(i).kind() instanceof Kind.Switched(_, _, var shown)
                            ? shown.orElse(position)
                            : position;
            if (names.putIfAbsent(number, ports.get(i).name()) != null) {
                throw new NoModel("/interfaces", "two bridge ports with number " + number);
            }
        }
        return names;
    }

    static InterfaceMode mode(SeenInterface each, Map<String, List<Registered>> byPort) {
        return switch (each.kind()) {
            case Kind.Settled(var mode) -> mode;
            case Kind.Switched(boolean taggedOnly, var pvid, _) -> {
                var registered = byPort.getOrDefault(each.name(), List.of());
                if (registered.stream().anyMatch(r -> r.tagged() != taggedOnly)) {
                    throw noModel(each, "it takes one kind of frame and sends the other");
                }
                if (taggedOnly) {
                    if (pvid.orElse(1) != 1) {
                        throw noModel(each, "a trunk with a VLAN for untagged frames");
                    }
                    yield new InterfaceMode.TrunkPort(
                            registered.stream().map(Registered::vlan).toList());
                }
                if (registered.isEmpty() && pvid.orElse(1) == 1) {
                    yield new InterfaceMode.NoVlan();
                }
                if (registered.size() != 1 || registered.getFirst().vlan() != pvid.orElse(1)) {
                    throw noModel(each, "untagged in VLANs other than its own");
                }
                yield new InterfaceMode.AccessPort(registered.getFirst().vlan());
            }
        };
    }

    private static NoModel noModel(SeenInterface each, String what) {
        return new NoModel("/interfaces/interface[" + each.name() + "]/bridge-port", what);
    }
}
