package io.holdfast.dialect.ietf;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How bridge ports are numbered and which VLANs each is registered in. */
final class Ports {

    private Ports() {}

    static boolean isBridgePort(InterfaceMode mode) {
        return switch (mode) {
            case InterfaceMode.AccessPort _, InterfaceMode.TrunkPort _, InterfaceMode.NoVlan _ ->
                    true;
            case InterfaceMode.Routed _,
                    InterfaceMode.Subinterface _,
                    InterfaceMode.TunnelInterface _,
                    InterfaceMode.VlanInterface _ ->
                    false;
        };
    }

    /** The bridge ports in the order of their numbers; the first has number 1. */
    static List<InterfaceConfig> numbered(DeviceConfig config) {
        return config.interfaces().stream().filter(i -> isBridgePort(i.mode())).toList();
    }

    /** Whether a VLAN leaves a port with its tag. */
    record Membership(int port, boolean tagged) {}

    /** Per VLAN the ports registered in it, by number. */
    static SortedMap<Integer, List<Membership>> memberships(DeviceConfig config) {
        var found = new TreeMap<Integer, List<Membership>>();
        var ports = numbered(config);
        for (int i = 0; i < ports.size(); i++) {
            int number = i + 1;
            switch (ports.get(i).mode()) {
                case InterfaceMode.AccessPort(int vlan) -> add(found, vlan, number, false);
                case InterfaceMode.TrunkPort(var vlans) ->
                        vlans.forEach(vlan -> add(found, vlan, number, true));
                case InterfaceMode.NoVlan _,
                        InterfaceMode.Routed _,
                        InterfaceMode.Subinterface _,
                        InterfaceMode.TunnelInterface _,
                        InterfaceMode.VlanInterface _ -> {}
            }
        }
        return found;
    }

    private static void add(
            SortedMap<Integer, List<Membership>> found, int vlan, int port, boolean tagged) {
        found.computeIfAbsent(vlan, _ -> new ArrayList<>()).add(new Membership(port, tagged));
    }
}
