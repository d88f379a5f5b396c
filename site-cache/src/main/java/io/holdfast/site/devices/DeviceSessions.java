package io.holdfast.site.devices;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.lookout.Behaviours;
import io.holdfast.sitelink.DeviceAccess.DeviceSecret;
import io.holdfast.sitelink.DeviceAccess.NetconfWay;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.DeviceMemory;
import io.holdfast.spi.OpenResult;
import java.util.Optional;

/**
 * Opens sessions to devices by what the centre signed. Each session begins with what was learnt of
 * the device before, and what it learns is kept when a step of it ends.
 */
final class DeviceSessions {

    private final Drivers drivers;
    private final AccessBook access;
    private final Entrance entrance;
    private final Behaviours behaviours;
    private final DeviceLimits limits;
    private final Switches switches;

    DeviceSessions(
            Drivers drivers,
            AccessBook access,
            Entrance entrance,
            Behaviours behaviours,
            DeviceLimits limits,
            Switches switches) {
        this.drivers = drivers;
        this.access = access;
        this.entrance = entrance;
        this.behaviours = behaviours;
        this.limits = limits;
        this.switches = switches;
    }

    /** The key a device shows to whoever asks; nobody logs in. */
    Optional<String> hostKey(Door.Known door) {
        if (door.writesSnmp()) {
            return switches.engine(door, limits.open());
        }
        var way = door.reach().way();
        return way.callsHome()
                ? drivers.calledBy(way)
                        .flatMap(home -> home.stranger(door.reach().netconfHost(), limits.open()))
                : drivers.calling(way)
                        .flatMap(netconf -> netconf.hostKey(address(door), limits.open()));
    }

    /**
     * Whether a session may be held open while another is wanted. A device that calls home has one
     * call: it is given back, and that the device then calls anew is part of the evidence.
     */
    boolean mayHold(DeviceSlot slot) {
        return access.reach(slot).filter(reach -> !reach.way().callsHome()).isPresent();
    }

    /** Whether somebody permitted that this device is written to over SNMP. */
    boolean writesSnmp(DeviceSlot slot) {
        return access.reach(slot).filter(Door::writesSnmp).isPresent();
    }

    Opening fresh(DeviceSlot slot) {
        return switch (access.door(slot)) {
            case Door.Shut(var reason) -> new Opening.Not(reason);
            case Door.Known door -> {
                var pinned = door.reach().pinnedHostKey();
                if (pinned == null || !door.isConfigured()) {
                    yield new Opening.Not(
                            door.writesSnmp()
                                    ? "not onboarded: nobody confirmed its engine id"
                                    : "not onboarded: nobody confirmed its host key");
                }
                yield opened(slot, pinned, open(slot, door, pinned));
            }
        };
    }

    /** Opens a new unit in a slot, which has to show this key. */
    OpenResult unit(DeviceSlot slot, Door.Known door, String hostKey) {
        return entrance.open(door, secret -> open(slot, door, hostKey, secret));
    }

    private Opening opened(DeviceSlot slot, String pinned, OpenResult result) {
        return switch (result) {
            case OpenResult.Open(var session) ->
                    new Opening.Opened(new Remembering(session, slot, pinned, behaviours));
            case OpenResult.Unreachable(var reason) -> new Opening.Not(reason);
            case OpenResult.LoginRefused(var reason) -> new Opening.Not("login refused: " + reason);
            case OpenResult.HostKeyChanged(var known, var shown) ->
                    new Opening.Stranger(known, shown);
        };
    }

    private OpenResult open(DeviceSlot slot, Door.Known door, String pinned) {
        if (door.writesSnmp()) {
            return entrance.openSwitch(
                    door, secret -> switches.open(door, secret, pinned, drivers, limits));
        }
        return entrance.open(door, secret -> open(slot, door, pinned, secret));
    }

    /** With one secret and no other. */
    OpenResult open(DeviceSlot slot, Door.Known door, String pinned, DeviceSecret secret) {
        var way = door.reach().way();
        var password = secret.password().toCharArray();
        if (way.callsHome()) {
            return drivers.calledBy(way)
                    .map(home -> told(home, slot, pinned))
                    .map(home -> home.open(pinned, secret.user(), password, limits.open()))
                    .orElseGet(() -> noAdapter(way));
        }
        return drivers.calling(way)
                .map(netconf -> told(netconf, slot, pinned))
                .map(netconf ->
                        netconf.open(address(door), secret.user(), password, pinned, limits.open()))
                .orElseGet(() -> noAdapter(way));
    }

    private static OpenResult noAdapter(NetconfWay way) {
        return new OpenResult.Unreachable("this site node has no NETCONF adapter for " + way);
    }

    private <M extends DeviceMemory> M told(M memory, DeviceSlot slot, String pinned) {
        behaviours
                .learnt(slot)
                .filter(learnt -> learnt.hostKey().equals(pinned))
                .ifPresent(learnt -> memory.learnt(pinned, learnt.software(), learnt.table()));
        return memory;
    }

    private static DeviceAddress address(Door.Known door) {
        return new DeviceAddress(door.reach().netconfHost(), door.reach().netconfPort());
    }
}
