package io.holdfast.core.compile;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.site.DeviceSlot;
import java.util.stream.Collectors;

/** A compiled site as a text that a person can compare line by line. */
final class ConfigText {

    private ConfigText() {}

    static String of(CompiledSite compiled) {
        var text = new StringBuilder("site " + compiled.site() + "\n");
        compiled.devices()
                .forEach((slot, config) -> {
                    text.append("\ndevice ").append(slot);
                    text.append(" in group ").append(compiled.groups().get(slot));
                    text.append("\n");
                    device(compiled, slot, config, text);
                });
        for (var finding : compiled.findings()) {
            text.append("\n").append(finding.blocker() ? "BLOCKER " : "note ");
            text.append(finding.slots()).append(" ").append(finding.code()).append(": ");
            text.append(finding.detail()).append("\n");
        }
        return text.toString();
    }

    private static void device(
            CompiledSite compiled, DeviceSlot slot, DeviceConfig config, StringBuilder text) {
        config.interfaces().forEach(i -> text.append("  ").append(line(i)).append("\n"));
        config.vlans().forEach(v -> text.append("  vlan " + v.id() + " " + v.name()).append("\n"));
        config.routes()
                .forEach(r ->
                        text.append("  route " + r.destination() + " via " + r.nextHop() + "\n"));
        for (var list : config.accessLists()) {
            text.append("  list ").append(list.name()).append("\n");
            for (var rule : list.rules()) {
                var why =
                        compiled.origin(slot, list.name(), rule.name())
                                .map(o -> o.source().inWords())
                                .orElse("NO ORIGIN");
                text.append("    ").append(line(rule)).append("   # ").append(why).append("\n");
            }
        }
    }

    private static String line(InterfaceConfig part) {
        var mode =
                switch (part.mode()) {
                    case InterfaceMode.Routed _ -> "routed";
                    case InterfaceMode.Subinterface(var parent, int vlan) ->
                            "subinterface of " + parent + " vlan " + vlan;
                    case InterfaceMode.VlanInterface(int vlan) -> "interface of vlan " + vlan;
                    case InterfaceMode.AccessPort(int vlan) -> "access " + vlan;
                    case InterfaceMode.TrunkPort(var vlans) -> "trunk " + vlans;
                    case InterfaceMode.NoVlan _ -> "no vlan";
                    case InterfaceMode.TunnelInterface(var tunnel) -> "tunnel " + tunnel.between();
                };
        return "interface "
                + part.name()
                + (part.enabled() ? " up " : " shut ")
                + mode
                + part.addresses().stream().map(a -> " " + a).collect(Collectors.joining())
                + part.ingress().stream().map(a -> " " + a).collect(Collectors.joining())
                + " ("
                + part.description()
                + ")";
    }

    private static String line(FilterRule rule) {
        return rule.name()
                + ": "
                + rule.verdict()
                + " "
                + rule.match().source()
                + " -> "
                + rule.match().destination()
                + " "
                + rule.match().service()
                + (rule.log() ? " log" : "");
    }
}
