package io.holdfast.site.devices;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.InventoryReader;
import io.holdfast.spi.OpenResult;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Opens devices with what opens them. While a rotation is under way there are two secrets, and a
 * device that turns one down is asked with the other: whoever changes a password at a device never
 * has to do it in the same moment as here.
 */
final class Entrance {

    private final DeviceLimits limits;

    /** Devices that the second secret opened: worth proving it again. */
    private final Set<DeviceSlot> byOther = ConcurrentHashMap.newKeySet();

    Entrance(DeviceLimits limits) {
        this.limits = limits;
    }

    /**
     * Opens a device with the one or the other.
     *
     * @param with opens it with a secret
     */
    OpenResult open(Door.Known door, Function<DeviceAccess.DeviceSecret, OpenResult> with) {
        var opened = with.apply(door.secret());
        if (!(opened instanceof OpenResult.LoginRefused) || door.other().isEmpty()) {
            return opened;
        }
        var second = with.apply(door.other().get());
        if (second instanceof OpenResult.Open) {
            byOther.add(door.reach().slot());
            return second;
        }
        return opened;
    }

    InventoryReader.Result inventory(InventoryReader reader, Door.Known door) {
        var read = inventory(reader, door, door.secret());
        var other = door.other().filter(o -> !sameSnmp(o, door.secret()));
        if (read instanceof InventoryReader.Result.Seen || other.isEmpty()) {
            return read;
        }
        var second = inventory(reader, door, other.get());
        return second instanceof InventoryReader.Result.Seen ? second : read;
    }

    /** With one secret and no other. */
    InventoryReader.Result inventory(
            InventoryReader reader, Door.Known door, DeviceAccess.DeviceSecret secret) {
        return reader.read(
                new DeviceAddress(door.reach().snmpHost(), door.reach().snmpPort()),
                Door.snmpUser(secret),
                limits.inventory());
    }

    private static boolean sameSnmp(DeviceAccess.DeviceSecret one, DeviceAccess.DeviceSecret two) {
        return one.snmpUser().equals(two.snmpUser())
                && one.snmpAuth().equals(two.snmpAuth())
                && one.snmpPriv().equals(two.snmpPriv());
    }

    /** Whether the second secret opened this device since this was asked last. */
    boolean openedByOther(DeviceSlot slot) {
        return byOther.remove(slot);
    }
}
