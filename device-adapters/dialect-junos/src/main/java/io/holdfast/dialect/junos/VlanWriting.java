package io.holdfast.dialect.junos;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.Vlan;
import io.holdfast.spi.xml.XmlText;

/**
 * Writes {@code vlans}. Junos calls a VLAN by an identifier: Holdfast takes {@code v40} and puts
 * the VLAN's own name into the description.
 */
final class VlanWriting {

    private VlanWriting() {}

    static String name(DeviceConfig config, int id) {
        return config.vlans().stream().anyMatch(v -> v.id() == id) ? "v" + id : "";
    }

    static void write(XmlText out, DeviceConfig config) {
        if (config.vlans().isEmpty()) {
            out.empty("vlans", "nc:operation", InterfaceWriting.REPLACE);
            return;
        }
        out.open("vlans", "nc:operation", InterfaceWriting.REPLACE);
        config.vlans().forEach(vlan -> vlan(out, config, vlan));
        out.close();
    }

    private static void vlan(XmlText out, DeviceConfig config, Vlan vlan) {
        out.open("vlan").leaf("name", "v" + vlan.id());
        out.leaf("description", vlan.name());
        out.leaf("vlan-id", Integer.toString(vlan.id()));
        for (var each : config.interfaces()) {
            if (each.mode().equals(new InterfaceMode.VlanInterface(vlan.id()))) {
                out.leaf("l3-interface", Units.of(each).toString());
            }
        }
        out.close();
    }
}
