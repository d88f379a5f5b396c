package io.holdfast.core.observe;

import java.util.List;

/**
 * What a device heard from the other end of a cable, by LLDP (IEEE 802.1AB) or CDP. Claims of the
 * neighbour, passed on by the device.
 *
 * @param localIfIndex the port it was heard on, 0 if the device does not say
 * @param localPort the device's own word for that port
 * @param chassisId MAC address in lower case with colons where it is one, else text
 * @param portId likewise
 * @param addresses management addresses it gave, as text
 */
public record Neighbour(
        Protocol protocol,
        int localIfIndex,
        String localPort,
        String chassisId,
        String portId,
        String portDescr,
        String sysName,
        String platform,
        String software,
        List<String> addresses) {

    /** How it was heard. */
    public enum Protocol {
        LLDP,
        CDP
    }

    public Neighbour {
        addresses = List.copyOf(addresses);
    }
}
