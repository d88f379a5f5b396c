package io.holdfast.core.config;

import java.nio.charset.StandardCharsets;

/**
 * A wireless network that an access point offers. Its clients land untagged in one VLAN of the
 * point's uplink.
 *
 * @param ssid 1 to 32 bytes of UTF-8 without control characters
 */
public record WirelessNetwork(String ssid, int vlan, boolean enabled, WirelessSecurity security) {

    public WirelessNetwork {
        int bytes = ssid.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > 32 || ssid.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "the name of a wireless network is 1 to 32 bytes without control characters");
        }
        if (vlan < 1 || vlan > 4094) {
            throw new IllegalArgumentException("a VLAN id is 1 to 4094, not " + vlan);
        }
    }
}
