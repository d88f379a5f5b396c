package io.holdfast.core.config;

/** How clients of a wireless network prove themselves (IEEE 802.11 RSN). */
public sealed interface WirelessSecurity {

    /** Anyone joins and nothing is enciphered. */
    record Open() implements WirelessSecurity {}

    /** WPA2 with one passphrase for all clients. */
    record Wpa2Personal(SecretReference passphrase) implements WirelessSecurity {}

    /** WPA2 with a login per client (IEEE 802.1X), asked at this group of RADIUS servers. */
    record Wpa2Enterprise(String serverGroup) implements WirelessSecurity {}
}
