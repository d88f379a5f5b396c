package io.holdfast.dialect.junos;

import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code routing-options}: static routes with one next hop. */
final class RouteReading {

    private RouteReading() {}

    static List<StaticRoute> read(Part options) {
        var found = new ArrayList<StaticRoute>();
        options.ignore("router-id", "autonomous-system");
        options.child("static").ifPresent(part -> routes(part, Family.IPV4, found));
        for (var table : options.each("rib")) {
            var name = table.name();
            if (name.equals(RouteWriting.SIXTH) || name.equals("inet.0")) {
                var family = name.equals("inet.0") ? Family.IPV4 : Family.IPV6;
                table.child("static").ifPresent(part -> routes(part, family, found));
                table.done();
            } else {
                table.remarks().add(table.path(), "no model for this table");
            }
        }
        options.done();
        return List.copyOf(found);
    }

    private static void routes(Part part, Family family, List<StaticRoute> found) {
        for (var route : part.each("route")) {
            route.remarks()
                    .attempt(() -> route(route, family))
                    .ifPresent(read -> {
                        if (found.stream()
                                .anyMatch(r -> r.destination().equals(read.destination()))) {
                            route.remarks().add(route.path(), "stands twice");
                        } else {
                            found.add(read);
                        }
                    });
        }
        part.done();
    }

    private static StaticRoute route(Part route, Family family) {
        var name = route.name();
        var hops = route.texts("next-hop");
        route.doneOrNoModel();
        if (hops.size() != 1) {
            throw route.noModel("has " + hops.size() + " next hops; there is a model for one");
        }
        var read =
                route.value(() -> new StaticRoute(Prefix.of(name), IpAddress.of(hops.getFirst())));
        if (read.destination().family() != family) {
            throw route.noModel("is of the other family");
        }
        return read;
    }
}
