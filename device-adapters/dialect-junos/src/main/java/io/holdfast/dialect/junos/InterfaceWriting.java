package io.holdfast.dialect.junos;

import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.network.Family;
import io.holdfast.spi.xml.XmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Writes {@code interfaces}: physical interfaces with their units. */
final class InterfaceWriting {

    static final String REPLACE = "replace";

    private final XmlText out;
    private final DeviceConfig config;

    private InterfaceWriting(XmlText out, DeviceConfig config) {
        this.out = out;
        this.config = config;
    }

    static void write(XmlText out, DeviceConfig config) {
        if (config.interfaces().isEmpty()) {
            out.empty("interfaces", "nc:operation", REPLACE);
            return;
        }
        out.open("interfaces", "nc:operation", REPLACE);
        new InterfaceWriting(out, config).ports();
        out.close();
    }

    private void ports() {
        var units = new TreeMap<String, List<InterfaceConfig>>();
        for (var each : config.interfaces()) {
            units.computeIfAbsent(Units.of(each).port(), _ -> new ArrayList<>()).add(each);
        }
        units.forEach((port, all) -> {
            out.open("interface").leaf("name", port);
            all.stream().filter(i -> i.name().equals(port)).findFirst().ifPresent(this::physical);
            boolean tagged = all.stream().anyMatch(InterfaceWriting::isSubinterface);
            if (tagged) {
                out.empty("vlan-tagging");
            }
            for (var each : all) {
                boolean carrier = tagged && each.mode() instanceof InterfaceMode.Routed;
                if (!carrier && !(each.mode() instanceof InterfaceMode.NoVlan)) {
                    unit(each);
                }
            }
            out.close();
        });
    }

    private static boolean isSubinterface(InterfaceConfig each) {
        return each.mode() instanceof InterfaceMode.Subinterface;
    }

    /** A port's words stand on the port, a subinterface's on its unit. */
    private void physical(InterfaceConfig each) {
        if (!each.description().isEmpty()) {
            out.leaf("description", each.description());
        }
        if (!each.enabled()) {
            out.empty("disable");
        }
    }

    private void unit(InterfaceConfig each) {
        var at = Units.of(each);
        out.open("unit").leaf("name", Integer.toString(at.unit()));
        if (!at.port().equals(each.name())) {
            physical(each);
        }
        switch (each.mode()) {
            case InterfaceMode.Subinterface(_, int vlan) ->
                    out.leaf("vlan-id", Integer.toString(vlan));
            case InterfaceMode.AccessPort(int vlan) -> switching("access", List.of(vlan));
            case InterfaceMode.TrunkPort(var vlans) -> switching("trunk", vlans);
            case InterfaceMode.Routed _ -> {
                if (each.addresses().isEmpty() && each.ingress().isEmpty()) {
                    out.open("family").empty("inet").close();
                }
            }
            case InterfaceMode.TunnelInterface(var tunnel) ->
                    out.open("family").empty(Junos.family(tunnel.family())).close();
            case InterfaceMode.VlanInterface _, InterfaceMode.NoVlan _ -> {}
        }
        families(each);
        out.close();
    }

    private void switching(String mode, List<Integer> vlans) {
        out.open("family").open("ethernet-switching").leaf("interface-mode", mode);
        if (!vlans.isEmpty()) {
            out.open("vlan");
            vlans.forEach(vlan -> out.leaf("members", VlanWriting.name(config, vlan)));
            out.close();
        }
        out.close().close();
    }

    private void families(InterfaceConfig each) {
        if (each.addresses().isEmpty() && each.ingress().isEmpty()) {
            return;
        }
        out.open("family");
        for (var family : Family.values()) {
            var addresses =
                    each.addresses().stream().filter(a -> a.address().family() == family).toList();
            var lists = each.ingress().stream().filter(name -> isOf(name, family)).toList();
            if (addresses.isEmpty() && lists.isEmpty()) {
                continue;
            }
            out.open(Junos.family(family));
            for (var list : lists) {
                out.open("filter").open("input").leaf("filter-name", list.value());
                out.close().close();
            }
            for (var address : addresses) {
                out.open("address").leaf("name", address.toString()).close();
            }
            out.close();
        }
        out.close();
    }

    private boolean isOf(AclName name, Family family) {
        return config.accessList(name).map(list -> list.family() == family).orElse(false);
    }
}
