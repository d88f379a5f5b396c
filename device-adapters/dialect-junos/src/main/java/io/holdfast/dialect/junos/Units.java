package io.holdfast.dialect.junos;

import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;

/**
 * Where a neutral interface stands in Junos: a logical unit of a physical interface. Unit 0 for an
 * untagged routed port, the number after the dot for a subinterface, {@code irb} for a switch's own
 * interface, {@code st0} for a tunnel.
 */
record Units(String port, int unit) {

    /** What the neutral name of a tunnel begins with. */
    static final String TUNNEL = "tunnel";

    static Units of(InterfaceConfig each) {
        var name = each.name();
        return switch (each.mode()) {
            case InterfaceMode.Subinterface(var parent, int vlan) ->
                    new Units(
                            parent,
                            name.startsWith(parent + ".")
                                    ? number(name.substring(parent.length() + 1), vlan)
                                    : -1);
            case InterfaceMode.VlanInterface(int vlan) ->
                    new Units(
                            Junos.IRB,
                            name.equals("vlan" + vlan)
                                    ? vlan
                                    : name.startsWith(Junos.IRB + ".")
                                            ? number(name.substring(Junos.IRB.length() + 1), -1)
                                            : -1);
            case InterfaceMode.TunnelInterface _ ->
                    new Units(
                            Junos.TUNNELS,
                            name.startsWith(TUNNEL)
                                    ? number(name.substring(TUNNEL.length()), -1)
                                    : -1);
            case InterfaceMode.Routed _,
                    InterfaceMode.AccessPort _,
                    InterfaceMode.TrunkPort _,
                    InterfaceMode.NoVlan _ ->
                    new Units(name, 0);
        };
    }

    private static int number(String digits, int otherwise) {
        return digits.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(digits) : otherwise;
    }

    /** The neutral name of a switch's own interface. */
    static String ofVlan(int unit, int vlan) {
        return unit == vlan ? "vlan" + vlan : Junos.IRB + "." + unit;
    }

    /** As zones and VLANs name it, as in ge-0/0/1.40. */
    @Override
    public String toString() {
        return port + "." + unit;
    }
}
