package io.holdfast.core.observe;

/**
 * A station at an access point, where the vendor's table tells.
 *
 * @param signal dBm, 0 if unknown
 */
public record WirelessClient(String mac, String ssid, String radio, int signal) {}
