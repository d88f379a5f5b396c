package io.holdfast.core.observe;

import java.util.List;

/**
 * What SNMP told of one device: system group (RFC 3418), interfaces (RFC 2863), chassis (RFC 6933).
 *
 * @param uptime hundredths of a second since the agent started (sysUpTime)
 */
public record Inventory(
        String sysName,
        String sysDescr,
        String sysObjectId,
        String sysLocation,
        long uptime,
        String hardware,
        String serial,
        String softwareVersion,
        String engineId,
        List<InterfaceSighting> interfaces) {

    public Inventory {
        interfaces = List.copyOf(interfaces);
    }
}
