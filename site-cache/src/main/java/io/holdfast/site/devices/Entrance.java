package io.holdfast.site.devices;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.DeviceAccess.DeviceSecret;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.WireJson;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.InventoryReader;
import io.holdfast.spi.OpenResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Opens devices with what opens them. While a rotation is under way there are two secrets, and a
 * device that turns one down is asked with the other: whoever changes a password at a device never
 * has to do it in the same moment as here. The one that opened it last is tried first: a device may
 * lock out who knocks with an old password again and again.
 */
final class Entrance {

    private final DeviceLimits limits;

    /** Devices that the second secret opened: worth proving it again. */
    private final Set<DeviceSlot> byOther = ConcurrentHashMap.newKeySet();

    /** A password and an SNMP user are changed apart. */
    private enum Way {
        SESSION,
        SNMP
    }

    /** What opened a device last, by its digest. */
    private record Opened(Way way, DeviceSlot slot) {}

    private final Map<Opened, String> last = new ConcurrentHashMap<>();

    Entrance(DeviceLimits limits) {
        this.limits = limits;
    }

    /**
     * Opens a session to a device with the one or the other.
     *
     * @param with opens it with a secret
     */
    OpenResult open(Door.Known door, Function<DeviceSecret, OpenResult> with) {
        return tried(
                door,
                Way.SESSION,
                with,
                OpenResult.Open.class::isInstance,
                OpenResult.LoginRefused.class::isInstance);
    }

    /** The same over SNMP, where a wrong user is mostly answered by nothing. */
    OpenResult openSwitch(Door.Known door, Function<DeviceSecret, OpenResult> with) {
        return tried(
                door,
                Way.SNMP,
                with,
                OpenResult.Open.class::isInstance,
                result ->
                        result instanceof OpenResult.Unreachable
                                || result instanceof OpenResult.LoginRefused);
    }

    InventoryReader.Result inventory(InventoryReader reader, Door.Known door) {
        return tried(
                door,
                Way.SNMP,
                secret -> inventory(reader, door, secret),
                InventoryReader.Result.Seen.class::isInstance,
                InventoryReader.Result.Silent.class::isInstance);
    }

    private <R> R tried(
            Door.Known door,
            Way way,
            Function<DeviceSecret, R> with,
            Predicate<R> opened,
            Predicate<R> worthAnother) {
        var order = inOrder(door, way);
        var first = with.apply(order.getFirst());
        if (opened.test(first) || order.size() == 1) {
            if (opened.test(first)) {
                opened(door, way, order.getFirst());
            }
            return first;
        }
        if (!worthAnother.test(first)) {
            return first;
        }
        var second = with.apply(order.getLast());
        if (!opened.test(second)) {
            return first;
        }
        opened(door, way, order.getLast());
        return second;
    }

    private List<DeviceSecret> inOrder(Door.Known door, Way way) {
        if (door.other().isEmpty() || (way == Way.SNMP && sameSnmp(door))) {
            return List.of(door.secret());
        }
        var other = door.other().get();
        return digest(other).equals(last.get(new Opened(way, door.reach().slot())))
                ? List.of(other, door.secret())
                : List.of(door.secret(), other);
    }

    private void opened(Door.Known door, Way way, DeviceSecret secret) {
        last.put(new Opened(way, door.reach().slot()), digest(secret));
        if (way == Way.SESSION && !secret.equals(door.secret())) {
            byOther.add(door.reach().slot());
        }
    }

    private static String digest(DeviceSecret secret) {
        return Digests.of(WireJson.write(secret));
    }

    /** With one secret and no other. */
    InventoryReader.Result inventory(InventoryReader reader, Door.Known door, DeviceSecret secret) {
        return reader.read(
                new DeviceAddress(door.reach().snmpHost(), door.reach().snmpPort()),
                Door.snmpUser(secret),
                limits.inventory());
    }

    private static boolean sameSnmp(Door.Known door) {
        var one = door.secret();
        return door.other()
                .filter(two -> one.snmpUser().equals(two.snmpUser()))
                .filter(two -> one.snmpAuth().equals(two.snmpAuth()))
                .filter(two -> one.snmpPriv().equals(two.snmpPriv()))
                .isPresent();
    }

    /** Whether the second secret opened this device since this was asked last. */
    boolean openedByOther(DeviceSlot slot) {
        return byOther.remove(slot);
    }
}
