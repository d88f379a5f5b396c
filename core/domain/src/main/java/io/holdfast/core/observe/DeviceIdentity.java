package io.holdfast.core.observe;

/**
 * Who a device is, by everything that tells two devices apart. A name is not part of it: names are
 * given, copied and changed.
 *
 * @param engineId the SNMP engine id (RFC 3411), hex; empty over v2c
 * @param chassisMac lower case with colons, or empty
 * @param hostKey the pinned key of its NETCONF door, or empty
 */
public record DeviceIdentity(String serial, String engineId, String chassisMac, String hostKey) {

    /** The same device, with the key of its NETCONF door. */
    public DeviceIdentity withHostKey(String key) {
        return new DeviceIdentity(serial, engineId, chassisMac, key);
    }
}
