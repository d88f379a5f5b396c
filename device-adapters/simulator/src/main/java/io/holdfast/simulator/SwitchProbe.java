package io.holdfast.simulator;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.simulator.plane.DevicePlane;
import io.holdfast.simulator.plane.Fate;
import io.holdfast.simulator.plane.SiteTopology;
import io.holdfast.simulator.plane.SiteTopology.PortAt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one switch does with a packet between zones: it carries the frame from the port of the first
 * zone up to the router, and from the router down to the port of the second. Both legs count; the
 * WAN has none here.
 */
final class SwitchProbe {

    private final SiteTopology topology;
    private final String slot;
    private final DevicePlane plane;

    SwitchProbe(SiteTopology topology, String slot, DevicePlane plane) {
        this.topology = topology;
        this.slot = slot;
        this.plane = plane;
    }

    Fate judge(String zone, Packet packet) {
        var in = portsHere(zone);
        var target = zoneOf(packet.destination());
        var out = target.map(this::portsHere).orElse(List.of());
        if (in.isEmpty() && out.isEmpty()) {
            return new Fate.Dropped("neither end is plugged in at " + slot);
        }
        if (target.isPresent() && target.get().equals(zone)) {
            return new Fate.Passed("stays in " + zone + ", behind the port");
        }
        if (!in.isEmpty() && upwards(in).isEmpty()) {
            return new Fate.Dropped("no port of " + zone + " reaches the router: " + in);
        }
        if (!out.isEmpty() && !downwards(out)) {
            return new Fate.Dropped(
                    "nothing from the router reaches a port of " + target.orElse("") + ": " + out);
        }
        return new Fate.Passed("carried between port and router");
    }

    private List<String> portsHere(String zone) {
        return topology.portsOf(zone).stream()
                .filter(p -> p.device().equals(slot))
                .map(PortAt::port)
                .toList();
    }

    private Optional<String> zoneOf(IpAddress address) {
        return topology.stations().values().stream()
                .filter(s -> s.prefixes().stream().anyMatch(p -> p.contains(address)))
                .map(SiteTopology.Station::zone)
                .findFirst();
    }

    /** The trunk ports, with the tag, by which frames of these access ports leave. */
    private List<PortAt> upwards(List<String> in) {
        var trunks = new ArrayList<PortAt>();
        for (var port : in) {
            plane.bridged(port, 0).keySet().stream()
                    .map(p -> new PortAt(slot, p))
                    .filter(topology.cables()::containsKey)
                    .forEach(trunks::add);
        }
        return trunks;
    }

    /** Whether some tag on some trunk leads to one of these access ports and back. */
    private boolean downwards(List<String> out) {
        for (var port : out) {
            for (var up : plane.bridged(port, 0).entrySet()) {
                boolean trunk = topology.cables().containsKey(new PortAt(slot, up.getKey()));
                if (trunk && plane.bridged(up.getKey(), up.getValue()).containsKey(port)) {
                    return true;
                }
            }
        }
        return false;
    }
}
