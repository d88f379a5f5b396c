package io.holdfast.dialect.ietf;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.network.Family;
import io.holdfast.spi.xml.XmlText;

/** Writes ietf-routing: static routes of both families under one protocol instance. */
final class RouteWriting {

    private RouteWriting() {}

    static void write(XmlText out, DeviceConfig config, boolean whole) {
        String[] top =
                whole
                        ? InterfaceWriting.replacing(Yang.ROUTING)
                        : InterfaceWriting.merging(Yang.ROUTING);
        if (config.routes().isEmpty()) {
            out.empty("routing", top);
            return;
        }
        out.open("routing", top);
        out.open("control-plane-protocols");
        if (whole) {
            out.open("control-plane-protocol");
        } else {
            out.open("control-plane-protocol", "xmlns:nc", Yang.NETCONF, "nc:operation", "replace");
        }
        out.leaf("type", "rt:static", "xmlns:rt", Yang.ROUTING);
        out.leaf("name", "holdfast");
        out.open("static-routes");
        family(out, config, Family.IPV4, "ipv4", Yang.IPV4_ROUTING);
        family(out, config, Family.IPV6, "ipv6", Yang.IPV6_ROUTING);
        out.close().close().close().close();
    }

    private static void family(
            XmlText out, DeviceConfig config, Family family, String name, String namespace) {
        var routes =
                config.routes().stream()
                        .filter(route -> route.destination().family() == family)
                        .toList();
        if (routes.isEmpty()) {
            return;
        }
        out.open(name, InterfaceWriting.merging(namespace));
        for (var route : routes) {
            out.open("route");
            out.leaf("destination-prefix", route.destination().toString());
            out.open("next-hop").leaf("next-hop-address", route.nextHop().toString()).close();
            out.close();
        }
        out.close();
    }
}
