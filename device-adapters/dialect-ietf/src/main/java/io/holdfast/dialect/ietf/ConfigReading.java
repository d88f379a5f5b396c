package io.holdfast.dialect.ietf;

import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.xml.XmlDocument;
import io.holdfast.spi.xml.XmlElement;
import io.holdfast.spi.xml.XmlLimits;
import io.holdfast.spi.xml.XmlResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the owned subtrees, side by side, into one configuration. */
final class ConfigReading {

    private ConfigReading() {}

    static ReadResult read(String text) {
        return switch (XmlDocument.readFragment(text, XmlLimits.DEVICE)) {
            case XmlResult.Rejected(var reason) -> new ReadResult.Unreadable(reason);
            case XmlResult.Parsed(var root) -> {
                try {
                    yield new ReadResult.Read(config(root));
                } catch (NoModel e) {
                    yield new ReadResult.Unreadable(String.valueOf(e.getMessage()));
                }
            }
        };
    }

    private static DeviceConfig config(XmlElement root) {
        var top = new Node(root, "");
        var interfaces = top.child(Yang.INTERFACES, "interfaces");
        var bridges = top.child(Yang.BRIDGE, "bridges");
        var acls = top.child(Yang.ACL, "acls");
        var routing = top.child(Yang.ROUTING, "routing");
        top.done();

        var seen = interfaces.map(InterfaceReading::read).orElseGet(List::of);
        var bridge = bridges.map(BridgeReading::read).orElse(BridgeReading.Bridge.NONE);
        var filters = acls.map(FilterReading::read).orElse(FilterReading.Filters.NONE);
        var routes = routing.map(RouteReading::read).orElseGet(List::of);

        var modes = PortModes.of(seen, bridge.memberships());
        var attached = new LinkedHashMap<>(filters.ingress());
        var result = new ArrayList<InterfaceConfig>();
        for (var each : seen) {
            var ingress = Optional.ofNullable(attached.remove(each.name())).orElseGet(List::of);
            result.add(
                    new InterfaceConfig(
                            each.name(),
                            each.description(),
                            each.enabled(),
                            PortModes.mode(each, modes),
                            each.addresses(),
                            ingress));
        }
        refuseRest(attached);
        return new DeviceConfig(result, bridge.vlans(), filters.lists(), routes);
    }

    private static void refuseRest(Map<String, List<AclName>> attached) {
        for (var name : attached.keySet()) {
            throw new NoModel("/acls/attachment-points", "no interface " + name);
        }
    }
}
