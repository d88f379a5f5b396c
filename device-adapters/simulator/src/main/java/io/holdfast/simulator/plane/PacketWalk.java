package io.holdfast.simulator.plane;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.simulator.plane.SiteTopology.PortAt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows one packet over a site, layer 2 and layer 3, through what its devices run at this moment.
 * A device without power is not in {@code planes}.
 */
public final class PacketWalk {

    private static final int MOST_HOPS = 16;

    private final SiteTopology topology;
    private final Map<String, DevicePlane> planes;
    private final Beyond beyond;
    private final List<String> trace = new ArrayList<>();

    public PacketWalk(SiteTopology topology, Map<String, DevicePlane> planes) {
        this(topology, planes, _ -> Optional.empty());
    }

    /** The same where some packets go on at another site. */
    public PacketWalk(SiteTopology topology, Map<String, DevicePlane> planes, Beyond beyond) {
        this.topology = topology;
        this.planes = Map.copyOf(planes);
        this.beyond = beyond;
    }

    /** Who is at the other end of a tunnel; nobody if it does not stand. */
    @FunctionalInterface
    public interface Beyond {
        Optional<PacketWalk.Landing> otherEnd(PlaneTunnel tunnel);
    }

    /** Where what a tunnel carries comes out. */
    public record Landing(PacketWalk walk, String site, String device, PlaneTunnel tunnel) {}

    /** A frame somewhere on its way: it has just come out of the cable at this port. */
    private record Frame(PortAt at, int tag) {}

    /** Who took a frame in. */
    private sealed interface Taker {
        record Router(String device, PlaneInterface entry) implements Taker {}

        record EndStation(PortAt at, SiteTopology.Station station) implements Taker {}
    }

    /** A packet that a station behind this port sends. */
    public Fate fromStation(PortAt port, Packet packet) {
        var station = topology.stations().get(port);
        if (station == null) {
            return new Fate.Dropped("nothing is plugged in at " + port);
        }
        var target = packet.destination();
        if (!station.isWan() && !station.has(target)) {
            var gateway = station.gateway(packet.family());
            if (gateway.isEmpty()) {
                return new Fate.Dropped(station.zone() + " has no gateway of this family");
            }
            target = gateway.get();
        }
        if (station.isWan()) {
            // the provider's router sends to whatever the firewall's routed port is
            return wanEntry(port, packet);
        }
        return carried(List.of(new Frame(port, 0)), List.of(), target, packet, MOST_HOPS);
    }

    /** A packet that a device itself sends, as an answer to its manager. */
    public Fate fromDevice(String device, Packet packet) {
        var plane = planes.get(device);
        if (plane == null) {
            return new Fate.Dropped(device + " has no power");
        }
        plane.sends(packet);
        return sent(device, plane, packet, MOST_HOPS);
    }

    private Fate wanEntry(PortAt port, Packet packet) {
        var plane = planes.get(port.device());
        if (plane == null) {
            return new Fate.Dropped(port.device() + " has no power");
        }
        return plane.routedAt(port.port(), 0)
                .map(entry -> routed(port.device(), plane, entry, packet, MOST_HOPS))
                .orElseGet(() -> new Fate.Dropped(port + " is down"));
    }

    private Fate routed(
            String device, DevicePlane plane, PlaneInterface entry, Packet packet, int hops) {
        var entered = plane.enter(entry, packet);
        if (entered instanceof Fate.Dropped(var why)) {
            return new Fate.Dropped(device + " " + entry.name() + ": " + why);
        }
        if (plane.ownsAddress(packet.destination())) {
            if (plane.toItself(entry, packet) instanceof Fate.Dropped(var why)) {
                return new Fate.Dropped(device + " " + entry.name() + ": " + why);
            }
            trace.add(device);
            return new Fate.Passed(
                    "reached " + device + " itself over " + String.join(", ", trace));
        }
        if (!entry.routesFor().contains(packet.family())) {
            return new Fate.Dropped(device + " " + entry.name() + " does not route this family");
        }
        var landing = through(plane, packet);
        if (landing.isPresent()) {
            return carried(device, plane, entry, packet, landing.get(), hops);
        }
        var exit = plane.exitTo(packet.destination());
        if (exit.isPresent()
                && plane.between(entry, exit.get().through(), packet)
                        instanceof Fate.Dropped(var why)) {
            return new Fate.Dropped(device + " " + entry.name() + ": " + why);
        }
        trace.add(device + " " + entry.name());
        return sent(device, plane, packet, hops - 1);
    }

    /** What is behind the other end is routed into a tunnel as long as it stands. */
    private Optional<Standing> through(DevicePlane plane, Packet packet) {
        for (var tunnel : plane.tunnels()) {
            var part = plane.interfaceNamed(tunnel.unit()).filter(plane::isUp);
            if (part.isPresent()
                    && plane.ownsAddress(tunnel.local())
                    && tunnel.leadsTo(packet.destination())) {
                var there = beyond.otherEnd(tunnel);
                if (there.isPresent()) {
                    return there.map(l -> new Standing(tunnel, part.get(), l));
                }
            }
        }
        return Optional.empty();
    }

    private record Standing(PlaneTunnel tunnel, PlaneInterface part, Landing landing) {}

    private Fate carried(
            String device,
            DevicePlane plane,
            PlaneInterface entry,
            Packet packet,
            Standing standing,
            int hops) {
        if (plane.between(entry, standing.part(), packet) instanceof Fate.Dropped(var why)) {
            return new Fate.Dropped(device + " " + entry.name() + ": " + why);
        }
        if (!standing.tunnel().carries(packet)) {
            return new Fate.Dropped(device + ": the tunnel does not carry it");
        }
        var there = standing.landing();
        return there.walk().outOf(there.device(), there.tunnel(), packet, hops - 1)
                        instanceof Fate.Dropped(var why)
                ? new Fate.Dropped("at " + there.site() + ": " + why)
                : new Fate.Passed("reached " + there.site() + " through the tunnel of " + device);
    }

    /** A packet that comes out of a tunnel here. */
    private Fate outOf(String device, PlaneTunnel tunnel, Packet packet, int hops) {
        var plane = planes.get(device);
        var entry =
                plane == null
                        ? Optional.<PlaneInterface>empty()
                        : plane.interfaceNamed(tunnel.unit()).filter(plane::isUp);
        if (plane == null || entry.isEmpty()) {
            return new Fate.Dropped(device + " " + tunnel.unit() + " is down");
        }
        if (hops <= 0 || !tunnel.otherWay().carries(packet)) {
            return new Fate.Dropped("it must not be in the tunnel");
        }
        return routed(device, plane, entry.get(), packet, hops);
    }

    private Fate sent(String device, DevicePlane plane, Packet packet, int hops) {
        if (hops <= 0) {
            return new Fate.Dropped("it goes round in circles");
        }
        if (plane.ownsAddress(packet.destination())) {
            return new Fate.Passed("reached " + device + " itself");
        }
        var exit = plane.exitTo(packet.destination());
        if (exit.isEmpty()) {
            return new Fate.Dropped(device + " has no route to " + packet.destination());
        }
        var out = exit.get().through();
        var frames = new ArrayList<Frame>();
        if (out.type().equals("l3ipvlan")) {
            int vlan = Integer.parseInt(out.name().substring("vlan".length()));
            plane.bridge()
                    .members(vlan)
                    .forEach((port, tagged) -> {
                        if (plane.isPortUp(port)) {
                            leave(device, port, tagged ? vlan : 0, frames);
                        }
                    });
        } else {
            leave(device, out.port(), out.tag(), frames);
        }
        return carried(
                frames, stationsAt(device, plane, out), exit.get().neighbour(), packet, hops);
    }

    private List<Taker.EndStation> stationsAt(
            String device, DevicePlane plane, PlaneInterface out) {
        return topology.stations().entrySet().stream()
                .filter(e -> e.getKey().device().equals(device))
                .filter(e -> leadsTo(plane, out, e.getKey().port()))
                .map(e -> new Taker.EndStation(e.getKey(), e.getValue()))
                .toList();
    }

    private static boolean leadsTo(DevicePlane plane, PlaneInterface out, String port) {
        if (!out.type().equals("l3ipvlan")) {
            return out.tag() == 0 && out.port().equals(port);
        }
        int vlan = Integer.parseInt(out.name().substring("vlan".length()));
        return plane.isPortUp(port) && Boolean.FALSE.equals(plane.bridge().members(vlan).get(port));
    }

    private Fate arrived(PortAt at, SiteTopology.Station station) {
        return new Fate.Passed(
                "reached "
                        + station.zone()
                        + " at "
                        + at
                        + (trace.isEmpty() ? "" : " over " + String.join(", ", trace)));
    }

    private void leave(String device, String port, int tag, List<Frame> frames) {
        var other = topology.cables().get(new PortAt(device, port));
        if (other != null) {
            frames.add(new Frame(other, tag));
        }
    }

    /** Floods frames through the bridges until somebody owns the address they are sent to. */
    private Fate carried(
            List<Frame> start,
            List<Taker.EndStation> near,
            IpAddress target,
            Packet packet,
            int hops) {
        Deque<Frame> waiting = new ArrayDeque<>(start);
        var seen = new HashSet<Frame>();
        var stations = new ArrayList<Taker.EndStation>(near);
        var silent = new ArrayList<String>();
        while (!waiting.isEmpty()) {
            var frame = waiting.remove();
            if (!seen.add(frame)) {
                continue;
            }
            var router = taken(frame, target, silent);
            if (router.isPresent()) {
                var plane = planes.get(router.get().device());
                if (plane != null) {
                    return routed(router.get().device(), plane, router.get().entry(), packet, hops);
                }
            }
            flood(frame, waiting, stations);
        }
        for (var found : stations) {
            boolean takes =
                    found.station().isWan()
                            ? !topology.isOnSite(target)
                            : found.station().has(target);
            if (takes) {
                return arrived(found.at(), found.station());
            }
        }
        return new Fate.Dropped(
                "nobody answers for "
                        + target
                        + (silent.isEmpty() ? "" : " (" + String.join("; ", silent) + ")"));
    }

    private Optional<Taker.Router> taken(Frame frame, IpAddress target, List<String> silent) {
        var device = frame.at().device();
        var plane = planes.get(device);
        if (plane == null) {
            silent.add(device + " has no power");
            return Optional.empty();
        }
        if (!plane.isPortUp(frame.at().port())) {
            silent.add(frame.at() + " is down");
            return Optional.empty();
        }
        var routed = plane.routedAt(frame.at().port(), frame.tag()).filter(i -> i.owns(target));
        if (routed.isPresent()) {
            return routed.map(i -> new Taker.Router(device, i));
        }
        int vlan = plane.bridge().vlanOf(frame.at().port(), frame.tag());
        if (vlan == 0) {
            silent.add(
                    frame.at()
                            + (frame.tag() == 0
                                    ? " takes no untagged frame"
                                    : " does not take VLAN " + frame.tag()));
            return Optional.empty();
        }
        return plane.inVlan(vlan).filter(i -> i.owns(target)).map(i -> new Taker.Router(device, i));
    }

    private void flood(Frame frame, Deque<Frame> waiting, List<Taker.EndStation> stations) {
        var device = frame.at().device();
        var plane = planes.get(device);
        if (plane == null) {
            return;
        }
        plane.bridged(frame.at().port(), frame.tag())
                .forEach((port, tag) -> {
                    var here = new PortAt(device, port);
                    var other = topology.cables().get(here);
                    if (other != null) {
                        waiting.add(new Frame(other, tag));
                    } else if (tag == 0) {
                        var station = topology.stations().get(here);
                        if (station != null) {
                            stations.add(new Taker.EndStation(here, station));
                        }
                    }
                });
    }
}
