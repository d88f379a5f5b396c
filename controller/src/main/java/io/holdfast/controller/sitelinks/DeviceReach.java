package io.holdfast.controller.sitelinks;

import io.holdfast.controller.scope.Refused;

/** Where the site node finds one device. Addresses of the site's network, or names it knows. */
public record DeviceReach(String netconfHost, int netconfPort, String snmpHost, int snmpPort) {

    public DeviceReach {
        host("/netconfHost", netconfHost);
        port("/netconfPort", netconfPort);
        host("/snmpHost", snmpHost);
        port("/snmpPort", snmpPort);
    }

    private static void host(String pointer, String host) {
        if (!host.matches("[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?|::[0-9A-Fa-f:.]*")) {
            throw Refused.invalid(pointer, "NOT_A_HOST", "This is neither an address nor a name.");
        }
    }

    private static void port(String pointer, int port) {
        if (port < 1 || port > 65_535) {
            throw Refused.invalid(pointer, "NOT_A_PORT", "A port is a number from 1 to 65535.");
        }
    }
}
