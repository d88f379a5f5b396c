package io.holdfast.simulator;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.simulator.DeviceDescription.Credentials;
import io.holdfast.simulator.clock.SimulatorClock;
import io.holdfast.simulator.datastore.Datastores;
import io.holdfast.simulator.datastore.HistoryEntry;
import io.holdfast.simulator.datastore.Refused;
import io.holdfast.simulator.datastore.Schema;
import io.holdfast.simulator.datastore.Who;
import io.holdfast.simulator.plane.DevicePlane;
import io.holdfast.simulator.plane.Fate;
import io.holdfast.simulator.xml.MalformedXml;
import io.holdfast.simulator.xml.XmlReader;
import io.holdfast.simulator.xml.XmlWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * One device: what it runs, what it forwards, who is connected, and what is wrong with it. Its
 * doors (wire, SNMP, probe, in process) are other classes; all speak to this one.
 */
public final class SimulatedDevice {

    /** Someone connected to the device. */
    public interface Connection {
        /** Ends it at once, without a word to the other side. */
        void cut(String why);
    }

    private final SimulatedSite site;
    private final DeviceDescription description;
    private final SimulatorClock clock;
    private final Datastores datastores;
    private final Map<Long, Connection> connections = new ConcurrentHashMap<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final List<Consumer<Credentials>> doors = new CopyOnWriteArrayList<>();
    private final AtomicLong lastSession = new AtomicLong();
    private volatile DevicePlane plane;
    private volatile boolean powered = true;
    private volatile boolean pathUp = true;
    private volatile Fault fault = Fault.NONE;
    private volatile Instant startedAt;
    private volatile String hostKey;
    private volatile Credentials credentials;

    SimulatedDevice(SimulatedSite site, DeviceDescription description, SimulatorClock clock) {
        this.site = site;
        this.description = description;
        this.clock = clock;
        this.startedAt = clock.now();
        this.hostKey = keyOf(description);
        this.credentials = description.credentials();
        try {
            var factory = XmlReader.read("<config>" + description.factory() + "</config>");
            this.datastores =
                    new Datastores(
                            Schema.of(Speech.of(description.model()).modules(description.role())),
                            factory,
                            clock,
                            this::runningChanged);
        } catch (MalformedXml e) {
            throw new IllegalArgumentException(
                    description.slot() + ": the factory configuration is not XML", e);
        } catch (Refused e) {
            throw new IllegalArgumentException(
                    description.slot()
                            + ": the factory configuration is refused at "
                            + e.error().path(),
                    e);
        }
        this.plane = DevicePlane.read(datastores.running(), description.ports());
    }

    public String slot() {
        return description.slot();
    }

    public DeviceDescription description() {
        return description;
    }

    /** What opens the device now. */
    public Credentials credentials() {
        return credentials;
    }

    /** Somebody changes users and passwords at the device; open sessions go on. */
    public void opensWith(Credentials other) {
        credentials = other;
        doors.forEach(door -> door.accept(other));
    }

    /** Is told whenever something else opens the device. */
    public void watchCredentials(Consumer<Credentials> door) {
        doors.add(door);
    }

    public SimulatedSite site() {
        return site;
    }

    public SimulatorClock clock() {
        return clock;
    }

    public Datastores datastores() {
        return datastores;
    }

    public IpAddress managementAddress() {
        return IpAddress.of(description.managementAddress());
    }

    public Duration uptime() {
        return Duration.between(startedAt, clock.now());
    }

    /** Who changed what this device runs, when and why. */
    public List<HistoryEntry> history() {
        return datastores.history();
    }

    /** What the device runs, indented. */
    public String runningXml() {
        return XmlWriter.pretty(datastores.running());
    }

    public Fault fault() {
        return fault;
    }

    public void have(Fault wrong) {
        fault = wrong;
    }

    /** What the device forwards; empty while it has no power. */
    public Optional<DevicePlane> plane() {
        return powered ? Optional.of(plane) : Optional.empty();
    }

    public boolean powered() {
        return powered;
    }

    /** Current on or off. Off loses all that was not saved to startup. */
    public void power(boolean on) {
        if (on == powered) {
            return;
        }
        powered = on;
        if (on) {
            startedAt = clock.now();
            datastores.started();
            site.changed();
        } else {
            cutAll("power lost");
            datastores.losePower();
        }
    }

    /** The path between site node and device, beside what the devices run: a cable pulled. */
    public void path(boolean up) {
        pathUp = up;
        site.changed();
    }

    boolean pathUp() {
        return pathUp;
    }

    /** Whether the site node reaches this device now, and why or why not. */
    public Fate reachability(int protocol, int port) {
        return site.reachability(this, protocol, port);
    }

    /** Whether NETCONF over SSH from the site node gets through now. */
    public boolean answersNetconf() {
        return reachability(6, 830) instanceof Fate.Passed;
    }

    /** What this device alone does with a packet that comes out of a zone. */
    public Fate probe(String zone, Packet packet) {
        return site.probe(this, zone, packet);
    }

    public long newSession() {
        return lastSession.incrementAndGet();
    }

    public void connected(long session, Connection connection) {
        connections.put(session, connection);
    }

    /** A session ended, by whatever cause. */
    public void disconnected(Who who) {
        connections.remove(who.session());
        datastores.sessionLost(who);
        if (fault == Fault.TRIAL_ENDS_WITH_ITS_SESSION) {
            new Deeds(this).endTrialOf(who);
        }
    }

    /** Is told of every change of what this device runs, until it is taken off again. */
    public void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    public void unwatch(Runnable watcher) {
        watchers.remove(watcher);
    }

    /** Ends another session by force (RFC 6241 section 7.9); false if there is none. */
    public boolean kill(long session) {
        var connection = connections.get(session);
        if (connection == null) {
            return false;
        }
        connection.cut("killed");
        return true;
    }

    void cutAll(String why) {
        connections.values().forEach(c -> c.cut(why));
    }

    private void runningChanged() {
        plane = DevicePlane.read(datastores.running(), description.ports());
        site.changed();
        watchers.forEach(Runnable::run);
    }

    /**
     * A fingerprint that stays the same in every simulation, until a wire door shows a real one.
     */
    private static String keyOf(DeviceDescription description) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            var digest = sha256.digest(description.serial().getBytes(StandardCharsets.UTF_8));
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fingerprint of the host key. */
    public String hostKey() {
        return hostKey;
    }

    public void showsHostKey(String fingerprint) {
        hostKey = fingerprint;
    }
}
