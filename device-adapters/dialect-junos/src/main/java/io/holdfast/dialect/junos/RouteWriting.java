package io.holdfast.dialect.junos;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.network.Family;
import io.holdfast.spi.xml.XmlText;
import java.util.List;

/** Writes {@code routing-options}: IPv4 under static, IPv6 under the table inet6.0. */
final class RouteWriting {

    static final String SIXTH = "inet6.0";

    private RouteWriting() {}

    static void write(XmlText out, DeviceConfig config) {
        out.open("routing-options");
        routes(out, of(config, Family.IPV4));
        out.open("rib").leaf("name", SIXTH);
        routes(out, of(config, Family.IPV6));
        out.close().close();
    }

    private static List<StaticRoute> of(DeviceConfig config, Family family) {
        return config.routes().stream().filter(r -> r.destination().family() == family).toList();
    }

    private static void routes(XmlText out, List<StaticRoute> routes) {
        if (routes.isEmpty()) {
            out.empty("static", "nc:operation", InterfaceWriting.REPLACE);
            return;
        }
        out.open("static", "nc:operation", InterfaceWriting.REPLACE);
        for (var route : routes) {
            out.open("route").leaf("name", route.destination().toString());
            out.leaf("next-hop", route.nextHop().toString()).close();
        }
        out.close();
    }
}
