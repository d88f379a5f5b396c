package io.holdfast.simulator;

import io.holdfast.simulator.FleetReady.DeviceReady;
import io.holdfast.simulator.clock.WallClock;
import io.holdfast.simulator.door.ProbeDoor;
import io.holdfast.simulator.snmp.SnmpDoor;
import io.holdfast.simulator.wire.NetconfDoor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * All simulated sites of one process with their doors open on loopback. Close it to switch all off.
 */
public final class SimulatedFleet implements AutoCloseable {

    /** IPv4 on purpose: the demo's ports are IPv4 loopback, whatever the machine prefers. */
    private static final String HOST = "127.0.0.1";

    private final WallClock clock = new WallClock();
    private final SimulatedWan wan = new SimulatedWan();
    private final List<SimulatedSite> sites = new ArrayList<>();
    private final Map<SimulatedDevice, List<AutoCloseable>> doors = new LinkedHashMap<>();
    private final List<DeviceReady> ready = new ArrayList<>();

    private SimulatedFleet() {}

    /**
     * Starts every device of every site; they forget everything when the process ends.
     *
     * @throws IOException if a port is taken or a host key file cannot be used; nothing stays open
     */
    public static SimulatedFleet start(FleetDescription description) throws IOException {
        return start(description, Optional.empty());
    }

    /**
     * The same with flash memory in a folder: a fleet whose process was killed starts again with
     * what its devices had saved, as after a power failure.
     */
    public static SimulatedFleet start(FleetDescription description, Path flash)
            throws IOException {
        return start(description, Optional.of(flash));
    }

    private static SimulatedFleet start(FleetDescription description, Optional<Path> flash)
            throws IOException {
        var fleet = new SimulatedFleet();
        try {
            for (var site : description.sites()) {
                var saved = flash.isPresent() ? Flash.saved(site, flash.get()) : site;
                var started = new SimulatedSite(saved, fleet.clock);
                if (flash.isPresent()) {
                    Flash.keep(started, flash.get());
                }
                fleet.start(started);
            }
            return fleet;
        } catch (IOException | RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    private void start(SimulatedSite site) throws IOException {
        sites.add(site);
        wan.join(site);
        for (var device : site.devices()) {
            ready.add(open(site, device));
        }
    }

    private DeviceReady open(SimulatedSite site, SimulatedDevice device) throws IOException {
        var description = device.description();
        var its = new ArrayList<AutoCloseable>();
        doors.put(device, its);
        var netconf = NetconfDoor.open(device, HOST, description.netconfPort());
        its.add(netconf);
        var probe = ProbeDoor.open(device, description.probePort());
        its.add(probe);
        var snmp = SnmpDoor.open(device, HOST, description.snmpPort());
        its.add(snmp);
        return new DeviceReady(
                site.name(),
                device.slot(),
                description.role(),
                description.model(),
                HOST,
                netconf.port(),
                snmp.port(),
                device.hostKey(),
                "http://" + HOST + ":" + probe.port() + "/probe");
    }

    /**
     * Takes the device out of a slot and puts another unit in, at the same ports.
     *
     * @param in what is put in, from what stood there
     */
    public DeviceReady swap(String site, String slot, UnaryOperator<DeviceDescription> in)
            throws IOException {
        var out = device(site, slot).orElseThrow();
        var at = ready.stream().filter(r -> isAt(r, site, slot)).findFirst().orElseThrow();
        var snmp = at.snmp();
        int probe = URI.create(at.probe()).getPort();
        Optional.ofNullable(doors.remove(out)).ifPresent(SimulatedFleet::close);
        var unit = in.apply(out.description()).withPorts(at.netconf(), snmp, probe);
        var now = open(out.site(), out.site().swap(out, unit));
        ready.set(ready.indexOf(at), now);
        return now;
    }

    private static boolean isAt(DeviceReady ready, String site, String slot) {
        return ready.site().equals(site) && ready.slot().equals(slot);
    }

    /** Where everything listens. */
    public FleetReady ready() {
        return new FleetReady(ready);
    }

    public List<SimulatedSite> sites() {
        return List.copyOf(sites);
    }

    public Optional<SimulatedDevice> device(String site, String slot) {
        return sites.stream()
                .filter(s -> s.name().equals(site))
                .findFirst()
                .flatMap(s -> s.device(slot));
    }

    @Override
    public void close() {
        List.copyOf(doors.values()).reversed().forEach(SimulatedFleet::close);
        doors.clear();
        clock.close();
    }

    private static void close(List<AutoCloseable> its) {
        for (var door : its.reversed()) {
            try {
                door.close();
            } catch (Exception e) {
                // the process is about to end or the next start says what is wrong with the port
                org.slf4j.LoggerFactory.getLogger(SimulatedFleet.class).debug("door stays open", e);
            }
        }
    }
}
