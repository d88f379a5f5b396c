package io.holdfast.dialect.snmpqbridge;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceMode;
import java.util.stream.Collectors;

/** Writes the page: a first line, then a line for each VLAN, then one for each port. */
final class PageWriting {

    static final String FIRST_LINE = "snmp-qbridge 1";

    private PageWriting() {}

    static String write(DeviceConfig config) {
        var page = new StringBuilder(FIRST_LINE).append('\n');
        for (var vlan : config.vlans()) {
            page.append("vlan ").append(vlan.id()).append(' ').append(quoted(vlan.name()));
            page.append('\n');
        }
        for (var port : config.interfaces()) {
            page.append("port ").append(quoted(port.name()));
            page.append(port.enabled() ? " up " : " down ").append(mode(port.mode()));
            page.append(' ').append(quoted(port.description())).append('\n');
        }
        return page.toString();
    }

    private static String mode(InterfaceMode mode) {
        return switch (mode) {
            case InterfaceMode.AccessPort(int vlan) -> "untagged " + vlan;
            case InterfaceMode.TrunkPort(var vlans) when vlans.isEmpty() -> "tagged none";
            case InterfaceMode.TrunkPort(var vlans) ->
                    "tagged "
                            + vlans.stream().map(String::valueOf).collect(Collectors.joining(","));
            case InterfaceMode.NoVlan() -> "no-vlan";
            case InterfaceMode.Routed _,
                    InterfaceMode.Subinterface _,
                    InterfaceMode.TunnelInterface _,
                    InterfaceMode.VlanInterface _ ->
                    throw new IllegalArgumentException("a blocker: " + mode);
        };
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
