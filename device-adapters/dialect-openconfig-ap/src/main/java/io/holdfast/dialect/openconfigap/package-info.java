/**
 * Wireless networks and the VLANs they land in, in the words of OpenConfig, and back.
 *
 * <ul>
 *   <li>Network: {@code access-points access-point[ap] ssids ssid config}: {@code name}, {@code
 *       enabled}, {@code default-vlan}, {@code opmode} OPEN, WPA2_PERSONAL with {@code wpa2-psk} (a
 *       reference, never the secret), WPA2_ENTERPRISE with {@code server-group}.
 *   <li>Switch port: {@code interfaces interface config} and {@code ethernet switched-vlan config}:
 *       {@code interface-mode} ACCESS with {@code access-vlan} (without it: in no VLAN), TRUNK with
 *       {@code trunk-vlans}. The model takes a trunk without VLANs for one with all of them, so
 *       such a one cannot be told.
 * </ul>
 */
@NullMarked
package io.holdfast.dialect.openconfigap;

import org.jspecify.annotations.NullMarked;
