package io.holdfast.simulator;

import java.util.Set;
import java.util.TreeSet;

/**
 * Which configuration model a simulated device understands. Its model name says so: one with Junos
 * or OpenConfig in it speaks that, every other the standard modules.
 */
enum Speech {
    STANDARD,
    JUNOS,
    OPENCONFIG;

    static Speech of(String model) {
        if (model.contains("Junos")) {
            return JUNOS;
        }
        return model.contains("OpenConfig") ? OPENCONFIG : STANDARD;
    }

    /** The modules a device of this role understands. */
    Set<String> modules(String role) {
        var modules = new TreeSet<String>();
        switch (this) {
            case STANDARD -> standard(role, modules);
            case JUNOS -> {
                modules.addAll(Set.of("junos-conf-root", "junos-conf-vlans"));
                if (role.equals("firewall")) {
                    modules.add("junos-conf-security");
                }
            }
            case OPENCONFIG ->
                    modules.addAll(
                            Set.of(
                                    "openconfig-access-points",
                                    "openconfig-interfaces",
                                    "openconfig-if-ethernet",
                                    "openconfig-vlan",
                                    "openconfig-if-ip"));
        }
        return modules;
    }

    private static void standard(String role, Set<String> modules) {
        modules.addAll(
                Set.of(
                        "ietf-interfaces",
                        "iana-if-type",
                        "ietf-ip",
                        "ietf-system",
                        "ietf-routing",
                        "ietf-ipv4-unicast-routing",
                        "ietf-ipv6-unicast-routing"));
        switch (role) {
            case "firewall" -> modules.add("ietf-access-control-list");
            case "switch" -> {
                modules.add("ieee802-dot1q-bridge");
                modules.add("ietf-access-control-list");
            }
            case "access-point" -> {}
            default -> throw new IllegalArgumentException("no such device role: " + role);
        }
    }
}
