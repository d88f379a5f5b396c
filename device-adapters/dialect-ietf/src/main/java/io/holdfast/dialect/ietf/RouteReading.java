package io.holdfast.dialect.ietf;

import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import java.util.ArrayList;
import java.util.List;

/** Reads static routes; any other routing protocol decides in ways there is no model for. */
final class RouteReading {

    private RouteReading() {}

    static List<StaticRoute> read(Node routing) {
        var routes = new ArrayList<StaticRoute>();
        routing.child("control-plane-protocols")
                .ifPresent(protocols -> {
                    protocols.each("control-plane-protocol", node -> protocol(node, routes));
                    protocols.done();
                });
        routing.done();
        if (routes.stream().map(StaticRoute::destination).distinct().count() != routes.size()) {
            throw routing.noModel("two routes to one destination");
        }
        return routes;
    }

    private static void protocol(Node node, List<StaticRoute> routes) {
        var type = node.needIdentity("type", Yang.ROUTING);
        node.needString("name");
        if (!type.equals("static")) {
            throw node.noModel("no model for routing by " + type);
        }
        node.child("static-routes")
                .ifPresent(list -> {
                    list.child(Yang.IPV4_ROUTING, "ipv4")
                            .ifPresent(own -> family(own, Family.IPV4, routes));
                    list.child(Yang.IPV6_ROUTING, "ipv6")
                            .ifPresent(own -> family(own, Family.IPV6, routes));
                    list.done();
                });
        node.done();
    }

    private static void family(Node node, Family family, List<StaticRoute> routes) {
        node.each(
                "route",
                route -> {
                    var destination =
                            route.value(() -> Prefix.of(route.need("destination-prefix")));
                    var hop =
                            route.child("next-hop").orElseThrow(() -> route.noModel("no next-hop"));
                    var address = hop.value(() -> IpAddress.of(hop.need("next-hop-address")));
                    hop.done();
                    route.done();
                    if (destination.family() != family) {
                        throw route.noModel(destination + " is of the other family");
                    }
                    routes.add(route.value(() -> new StaticRoute(destination, address)));
                });
        node.done();
    }
}
