package io.holdfast.spi;

import io.holdfast.core.observe.Inventory;
import java.time.Duration;

/** How a device's inventory is read over SNMP. Found by {@link java.util.ServiceLoader}. */
public interface InventoryReader {

    /** SNMPv3 user with authentication and privacy (RFC 3414; SHA-256 RFC 7860, AES-256). */
    record SnmpUser(String name, String authPassword, String privPassword) {
        @Override
        public String toString() {
            return "SnmpUser[" + name + "]";
        }
    }

    /** What became of reading an inventory. */
    sealed interface Result {
        record Seen(Inventory inventory) implements Result {}

        record Silent(String reason) implements Result {}
    }

    Result read(DeviceAddress address, SnmpUser user, Duration limit);
}
