package io.holdfast.simulator;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.Prefix;
import io.holdfast.simulator.clock.SimulatorClock;
import io.holdfast.simulator.plane.DevicePlane;
import io.holdfast.simulator.plane.Fate;
import io.holdfast.simulator.plane.PacketWalk;
import io.holdfast.simulator.plane.PlaneTunnel;
import io.holdfast.simulator.plane.SiteTopology;
import io.holdfast.simulator.plane.SiteTopology.PortAt;
import io.holdfast.simulator.plane.SiteTopology.Station;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The devices of one site with the cables between them. Whether a device can be managed follows
 * from what all of them run: after each change it is looked at again, and who is cut off is cut.
 */
public final class SimulatedSite {

    /** Any port above 1023 serves: lists that look at the manager's source port do not exist. */
    private static final int MANAGER_PORT = 50_830;

    private final SiteDescription description;
    private final SiteTopology topology;
    private final List<SimulatedDevice> devices = new CopyOnWriteArrayList<>();
    private PacketWalk.Beyond beyond = _ -> Optional.empty();

    /** A site whose devices have just been switched on. */
    public SimulatedSite(SiteDescription description, SimulatorClock clock) {
        this.description = description;
        this.topology = topology(description);
        description.devices().forEach(d -> devices.add(new SimulatedDevice(this, d, clock)));
    }

    private static SiteTopology topology(SiteDescription description) {
        var cables = new HashMap<PortAt, PortAt>();
        for (var cable : description.cables()) {
            var one = new PortAt(cable.device(), cable.port());
            var other = new PortAt(cable.otherDevice(), cable.otherPort());
            cables.put(one, other);
            cables.put(other, one);
        }
        var stations = new HashMap<PortAt, Station>();
        for (var plug : description.stations()) {
            var zone =
                    description.zones().stream()
                            .filter(z -> z.name().equals(plug.zone()))
                            .findFirst()
                            .orElseThrow(
                                    () -> new IllegalArgumentException("no zone " + plug.zone()));
            stations.put(
                    new PortAt(plug.device(), plug.port()),
                    new Station(
                            zone.name(),
                            zone.prefixes().stream().map(Prefix::of).toList(),
                            zone.gateways().stream().map(IpAddress::of).toList()));
        }
        return new SiteTopology(cables, stations);
    }

    /** Takes the device out of a slot and puts another one in, with the same cables. */
    SimulatedDevice swap(SimulatedDevice out, DeviceDescription in) {
        out.power(false);
        var device = new SimulatedDevice(this, in, out.clock());
        devices.set(devices.indexOf(out), device);
        changed();
        return device;
    }

    /** The site hangs on a WAN over which its tunnels reach other sites. */
    void joins(PacketWalk.Beyond wan) {
        beyond = wan;
    }

    /** The other end of a tunnel, if it is one of this site's devices and would let it come up. */
    Optional<PacketWalk.Landing> endOf(PlaneTunnel tunnel) {
        var planes = planes();
        for (var device : devices) {
            var plane = planes.get(device.slot());
            var end = plane == null ? Optional.<PlaneTunnel>empty() : tunnel.endAt(plane);
            if (end.isPresent()) {
                var walk = new PacketWalk(topology, planes, beyond);
                return end.map(e -> new PacketWalk.Landing(walk, name(), device.slot(), e));
            }
        }
        return Optional.empty();
    }

    public String name() {
        return description.site();
    }

    public SiteDescription description() {
        return description;
    }

    public List<SimulatedDevice> devices() {
        return List.copyOf(devices);
    }

    public Optional<SimulatedDevice> device(String slot) {
        return devices.stream().filter(d -> d.slot().equals(slot)).findFirst();
    }

    public boolean hasZone(String zone) {
        return description.zones().stream().anyMatch(z -> z.name().equals(zone));
    }

    /**
     * Looks at all devices again and cuts the sessions of those the site node no longer reaches.
     */
    void changed() {
        for (var device : devices) {
            if (reachability(device, 6, 830) instanceof Fate.Dropped(var why)) {
                device.cutAll(why);
            }
        }
    }

    Fate reachability(SimulatedDevice device, int protocol, int port) {
        if (!device.powered()) {
            return new Fate.Dropped(device.slot() + " has no power");
        }
        if (!device.pathUp()) {
            return new Fate.Dropped("the path to " + device.slot() + " is cut");
        }
        var to = device.managementAddress();
        var from =
                description.siteNode().stream()
                        .map(IpAddress::of)
                        .filter(a -> a.family() == to.family())
                        .findFirst();
        if (from.isEmpty()) {
            return new Fate.Dropped("the site node has no address of that family");
        }
        var at = new PortAt(description.siteNodeAt().device(), description.siteNodeAt().port());
        var planes = planes();
        var there =
                new PacketWalk(topology, planes, beyond)
                        .fromStation(at, new Packet(from.get(), to, protocol, MANAGER_PORT, port));
        if (there instanceof Fate.Dropped) {
            return there;
        }
        var plane = planes.get(device.slot());
        if (plane == null || !plane.ownsAddress(to)) {
            return new Fate.Dropped(device.slot() + " no longer has the address " + to);
        }
        var back =
                new PacketWalk(topology, planes, beyond)
                        .fromDevice(
                                device.slot(),
                                new Packet(to, from.get(), protocol, port, MANAGER_PORT));
        return back instanceof Fate.Dropped(var why)
                ? new Fate.Dropped("its answers do not come back: " + why)
                : there;
    }

    private Map<String, DevicePlane> planes() {
        var planes = new HashMap<String, DevicePlane>();
        devices.forEach(d -> d.plane().ifPresent(p -> planes.put(d.slot(), p)));
        return planes;
    }

    /** What the whole site does with a packet of a zone's end device. */
    public Fate probe(String zone, Packet packet) {
        var ports = topology.portsOf(zone);
        Fate last = new Fate.Dropped("no end device of " + zone + " is plugged in");
        for (var port : ports) {
            last = new PacketWalk(topology, planes(), beyond).fromStation(port, packet);
            if (last instanceof Fate.Passed) {
                return last;
            }
        }
        return last;
    }

    Fate probe(SimulatedDevice device, String zone, Packet packet) {
        var plane = device.plane();
        if (plane.isEmpty()) {
            return new Fate.Dropped(device.slot() + " has no power");
        }
        return switch (device.description().role()) {
            case "firewall" -> {
                var entry = device.description().entries().get(zone);
                yield entry == null
                        ? new Fate.Dropped(zone + " does not touch " + device.slot())
                        : plane.get().forward(entry, packet);
            }
            case "switch" ->
                    new SwitchProbe(topology, device.slot(), plane.get()).judge(zone, packet);
            default -> new Fate.Dropped(device.slot() + " forwards nothing");
        };
    }
}
