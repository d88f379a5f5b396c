package io.holdfast.core.verify;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;

/** Which parts of a device are up, as far as its configuration and its cables say. */
record Parts(Situation site, Cables cables) {

    /** An access point asks no table of VLANs: it passes what its ports and networks name. */
    boolean declares(DeviceSlot slot, DeviceConfig config, int vlan) {
        return isAccessPoint(slot) || config.vlans().stream().anyMatch(v -> v.id() == vlan);
    }

    private boolean isAccessPoint(DeviceSlot slot) {
        return site.plan()
                .device(slot)
                .filter(d -> d.role() == DeviceRole.ACCESS_POINT)
                .isPresent();
    }

    /**
     * A subinterface is up if its port is; a VLAN interface if its VLAN exists; a tunnel if the
     * address it begins at is the device's own, on a part that is up.
     */
    boolean isUp(DeviceSlot slot, DeviceConfig config, InterfaceConfig part) {
        return part.enabled()
                && switch (part.mode()) {
                    case InterfaceMode.Routed _ -> cables.carries(slot, part.name());
                    case InterfaceMode.Subinterface(var parent, _) ->
                            cables.carries(slot, parent)
                                    && config.interfaceNamed(parent)
                                            .filter(InterfaceConfig::enabled)
                                            .filter(p -> p.mode() instanceof InterfaceMode.Routed)
                                            .isPresent();
                    case InterfaceMode.VlanInterface(int vlan) -> declares(slot, config, vlan);
                    case InterfaceMode.TunnelInterface(var tunnel) ->
                            config.interfaces().stream()
                                    .filter(i ->
                                            i.addresses().stream()
                                                    .anyMatch(a ->
                                                            a.address().equals(tunnel.local())))
                                    .filter(i ->
                                            !(i.mode() instanceof InterfaceMode.TunnelInterface))
                                    .anyMatch(i -> isUp(slot, config, i));
                    case InterfaceMode.AccessPort _,
                            InterfaceMode.TrunkPort _,
                            InterfaceMode.NoVlan _ ->
                            false;
                };
    }
}
