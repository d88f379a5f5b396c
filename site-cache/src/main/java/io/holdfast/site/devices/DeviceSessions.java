package io.holdfast.site.devices;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.lookout.Behaviours;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.DeviceTransport;
import io.holdfast.spi.OpenResult;
import java.util.Optional;

/**
 * Opens sessions to devices by what the centre signed. Each session begins with what was learnt of
 * the device before, and what it learns is kept when a step of it ends.
 */
final class DeviceSessions {

    private final Drivers drivers;
    private final AccessBook access;
    private final Behaviours behaviours;
    private final DeviceLimits limits;

    DeviceSessions(Drivers drivers, AccessBook access, Behaviours behaviours, DeviceLimits limits) {
        this.drivers = drivers;
        this.access = access;
        this.behaviours = behaviours;
        this.limits = limits;
    }

    /** The key a device shows to whoever asks; nobody logs in. */
    Optional<String> hostKey(Door.Known door) {
        return drivers.netconf().flatMap(netconf -> netconf.hostKey(address(door), limits.open()));
    }

    Opening fresh(DeviceSlot slot) {
        var netconf = drivers.netconf();
        if (netconf.isEmpty()) {
            return new Opening.Not("this site node has no NETCONF adapter");
        }
        return switch (access.door(slot)) {
            case Door.Shut(var reason) -> new Opening.Not(reason);
            case Door.Known door -> {
                var pinned = door.reach().pinnedHostKey();
                yield pinned == null || !door.speaksNetconf()
                        ? new Opening.Not("not onboarded: nobody confirmed its host key")
                        : opened(slot, pinned, open(slot, netconf.get(), door, pinned));
            }
        };
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

    private OpenResult open(
            DeviceSlot slot, DeviceTransport netconf, Door.Known door, String pinned) {
        behaviours
                .learnt(slot)
                .filter(learnt -> learnt.hostKey().equals(pinned))
                .ifPresent(learnt -> netconf.learnt(pinned, learnt.software(), learnt.table()));
        var secret = door.secret();
        return netconf.open(
                address(door),
                secret.user(),
                secret.password().toCharArray(),
                pinned,
                limits.open());
    }

    private static DeviceAddress address(Door.Known door) {
        return new DeviceAddress(door.reach().netconfHost(), door.reach().netconfPort());
    }
}
