package io.holdfast.snmp;

import io.holdfast.core.observe.SpoiledTable;
import io.holdfast.snmp.mib.Mib;
import io.holdfast.snmp.table.Ports;
import io.holdfast.snmp.vendor.Vendors;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.InventoryReader;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.SurveyReader.Limits;
import java.time.Duration;

/**
 * Reads a device's inventory over SNMPv3 with authentication and privacy (HMAC-SHA-256, AES-256):
 * system group, interfaces, chassis. It writes nothing and speaks no older version.
 */
public final class SnmpInventory implements InventoryReader {

    /** Rows of one table, and bytes of all answers, that the short look puts up with. */
    private static final int MOST_ROWS = 4096;

    private static final long MOST_BYTES = 4L << 20;

    private final SnmpDoorway doorway = new SnmpDoorway();

    @Override
    public Result read(DeviceAddress address, SnmpUser user, Duration limit) {
        var limits = new Limits(limit, MOST_ROWS, MOST_BYTES);
        try (var device =
                SnmpConversation.open(address, SnmpAccess.V3.of(user), "", doorway, limits)) {
            var walk = SnmpSurvey.read(device, Mib.PARTS);
            var spoiled =
                    device.spoiled().stream()
                            .filter(s -> s.part() == SpoiledTable.Part.INTERFACES)
                            .findFirst();
            if (spoiled.isPresent()) {
                return new Result.Silent(spoiled.get().table() + ": " + spoiled.get().reason());
            }
            return new Result.Seen(
                    SnmpSurvey.inventory(
                            walk,
                            device.engineId(),
                            Vendors.facts(walk),
                            Ports.of(walk, Vendors.portAliases(walk))));
        } catch (Silence silence) {
            return new Result.Silent(String.valueOf(silence.getMessage()));
        }
    }
}
