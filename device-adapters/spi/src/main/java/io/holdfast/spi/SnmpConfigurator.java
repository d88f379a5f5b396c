package io.holdfast.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * How a switch that only SNMP configures is spoken to, where a person permitted it. Found by {@link
 * java.util.ServiceLoader}. Such a switch cannot take itself back: whoever opens a session keeps
 * what it ran, and takes it back (rulings V2).
 */
public interface SnmpConfigurator {

    /** Name of the dialect its sessions speak. */
    String dialect();

    /**
     * The fingerprint of the engine id a device shows, without logging in; empty if nobody answers.
     */
    Optional<String> engine(DeviceAddress address, Duration limit);

    /** Where what a device ran is written down before it is touched. */
    interface UndoBook {

        /** On disk when this returns; replaces what was kept of an earlier transaction. */
        void keep(String transaction, String ran);

        /** What the device ran before this transaction. */
        Optional<String> kept(String transaction);
    }

    /**
     * How one device is opened.
     *
     * @param pinnedEngine fingerprint a person confirmed
     * @param managementVlan the VLAN the device is managed in: it, and the ports that carry it, are
     *     never cut
     * @param dialect turns texts into configurations and back
     * @param limit for each conversation with the device
     */
    record Way(
            DeviceAddress address,
            SnmpAccess.V3 user,
            String pinnedEngine,
            int managementVlan,
            DeviceDialect dialect,
            UndoBook undo,
            Duration limit) {}

    OpenResult open(Way way);
}
