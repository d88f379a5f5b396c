package io.holdfast.site.devices;

import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.spi.InventoryReader;
import java.util.Optional;

/** Whether and how a device may be spoken to, by what the centre signed. */
sealed interface Door {

    /**
     * The secret is opened only for the one conversation that needs it.
     *
     * @param other opens it if the first does not, while a rotation is under way
     */
    record Known(
            DeviceAccess.Reach reach,
            DeviceAccess.DeviceSecret secret,
            Optional<DeviceAccess.DeviceSecret> other)
            implements Door {

        boolean speaksNetconf() {
            return Door.speaksNetconf(reach);
        }

        /** Whether it is configured at all, over whichever protocol. */
        boolean isConfigured() {
            return speaksNetconf() || writesSnmp();
        }

        /** Configured over SNMP, as somebody permitted it and nothing better is there. */
        boolean writesSnmp() {
            return Door.writesSnmp(reach);
        }

        boolean speaksSnmp() {
            return Door.speaksSnmp(reach);
        }
    }

    /** As whom a device is spoken to over SNMP. */
    static InventoryReader.SnmpUser snmpUser(DeviceAccess.DeviceSecret secret) {
        return new InventoryReader.SnmpUser(
                secret.snmpUser(), secret.snmpAuth(), secret.snmpPriv());
    }

    static boolean speaksNetconf(DeviceAccess.Reach reach) {
        return reach.way().callsHome()
                || (reach.netconfPort() > 0 && !reach.netconfHost().isBlank());
    }

    static boolean writesSnmp(DeviceAccess.Reach reach) {
        return !speaksNetconf(reach) && speaksSnmp(reach) && reach.managementVlan() > 0;
    }

    static boolean speaksSnmp(DeviceAccess.Reach reach) {
        return reach.snmpPort() > 0 && !reach.snmpHost().isBlank();
    }

    /** Nobody told this site of the device, or its secret does not open. */
    record Shut(String reason) implements Door {}
}
