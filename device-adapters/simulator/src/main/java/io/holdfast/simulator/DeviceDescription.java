package io.holdfast.simulator;

import java.util.List;
import java.util.Map;

/**
 * One simulated device, in plain words and numbers so that any JSON reader can make it.
 *
 * @param role firewall, switch or access-point
 * @param ports names of the physical ports
 * @param entries zone name to the interface (of a firewall) or port (of a switch) its packets enter
 *     by
 * @param netconfPort on loopback; 0 for any free one
 * @param snmpPort as netconfPort
 * @param probePort as netconfPort
 * @param hostKeyFile where the SSH host key is kept, or empty for a new one at each start
 * @param factory the configuration it comes with: the children of a config element, as XML
 */
public record DeviceDescription(
        String slot,
        String role,
        String model,
        String serial,
        List<String> ports,
        Map<String, String> entries,
        String managementAddress,
        Credentials credentials,
        int netconfPort,
        int snmpPort,
        int probePort,
        String hostKeyFile,
        String factory) {

    public DeviceDescription {
        ports = List.copyOf(ports);
        entries = Map.copyOf(entries);
    }

    /** Who may speak to the device: one NETCONF user, one SNMPv3 user (SHA-256, AES-256). */
    public record Credentials(
            String user, String password, String snmpUser, String snmpAuth, String snmpPriv) {
        @Override
        public String toString() {
            return "Credentials[" + user + ", " + snmpUser + "]";
        }
    }

    public DeviceDescription withPorts(int netconf, int snmp, int probe) {
        return new DeviceDescription(
                slot,
                role,
                model,
                serial,
                ports,
                entries,
                managementAddress,
                credentials,
                netconf,
                snmp,
                probe,
                hostKeyFile,
                factory);
    }

    public DeviceDescription withHostKeyFile(String file) {
        return new DeviceDescription(
                slot,
                role,
                model,
                serial,
                ports,
                entries,
                managementAddress,
                credentials,
                netconfPort,
                snmpPort,
                probePort,
                file,
                factory);
    }

    /** Another unit for the same place, as it comes out of its box. */
    public DeviceDescription unit(String otherModel, String otherSerial, String file) {
        return new DeviceDescription(
                slot,
                role,
                otherModel,
                otherSerial,
                ports,
                entries,
                managementAddress,
                credentials,
                netconfPort,
                snmpPort,
                probePort,
                file,
                factory);
    }

    DeviceDescription withFactory(String other) {
        return new DeviceDescription(
                slot,
                role,
                model,
                serial,
                ports,
                entries,
                managementAddress,
                credentials,
                netconfPort,
                snmpPort,
                probePort,
                hostKeyFile,
                other);
    }
}
