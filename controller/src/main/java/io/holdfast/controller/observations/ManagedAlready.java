package io.holdfast.controller.observations;

import io.holdfast.controller.sitelinks.AccessStanding;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.observe.DeviceIdentity;
import io.holdfast.core.observe.Inventory;
import io.holdfast.core.site.DeviceSlot;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whether a found device is one that the site already manages, and by what that is known. */
record ManagedAlready(DeviceSlot slot, String by) {

    /** By what only one device has, before the address, which moves. */
    static Optional<ManagedAlready> find(
            IpAddress address, DeviceIdentity identity, List<AccessStanding> known) {
        return by("HOST_KEY", identity.hostKey(), AccessStanding::pinnedHostKey, known)
                .or(() -> by("SERIAL", identity.serial(), told(Inventory::serial), known))
                .or(() -> by("ENGINE_ID", identity.engineId(), told(Inventory::engineId), known))
                .or(() ->
                        known.stream()
                                .filter(k -> isAt(k, address.toString()))
                                .findFirst()
                                .map(k -> new ManagedAlready(k.slot(), "ADDRESS")));
    }

    private static boolean isAt(AccessStanding known, String address) {
        return known.reach().snmpHost().equals(address)
                || known.reach().netconfHost().equals(address);
    }

    private static Function<AccessStanding, String> told(Function<Inventory, String> what) {
        return known -> known.report().flatMap(r -> r.inventory()).map(what).orElse("");
    }

    private static Optional<ManagedAlready> by(
            String what,
            String value,
            Function<AccessStanding, String> known,
            List<AccessStanding> devices) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return devices.stream()
                .filter(device -> known.apply(device).equals(value))
                .findFirst()
                .map(device -> new ManagedAlready(device.slot(), what));
    }
}
