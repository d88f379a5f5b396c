package io.holdfast.apps.bench.proof;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.OnLink;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.util.List;

/** Whether somebody approved one packet, as request or as answer, read from the conduits alone. */
final class PlainApproval {

    private final ZoneModel model;
    private final SitePlan plan;

    PlainApproval(ZoneModel model, SitePlan plan) {
        this.model = model;
        this.plan = plan;
    }

    boolean allows(ZoneName from, ZoneName to, Packet packet) {
        if (OnLink.holds(packet.source()) || OnLink.holds(packet.destination())) {
            return false;
        }
        for (var conduit : model.conduits()) {
            if (!conduit.scope().covers(plan.site())) {
                continue;
            }
            boolean asks =
                    conduit.from().zone().equals(from)
                            && conduit.to().zone().equals(to)
                            && holds(conduit.from(), packet.source())
                            && holds(conduit.to(), packet.destination())
                            && conduit.services().stream().anyMatch(s -> speaks(s, packet));
            boolean answers =
                    conduit.from().zone().equals(to)
                            && conduit.to().zone().equals(from)
                            && holds(conduit.to(), packet.source())
                            && holds(conduit.from(), packet.destination())
                            && conduit.services().stream()
                                    .flatMap(s -> s.replies(packet.family()).stream())
                                    .anyMatch(s -> speaks(s, packet));
            if (asks || answers) {
                return true;
            }
        }
        return false;
    }

    private static boolean speaks(Service service, Packet packet) {
        var everywhere = Prefix.every(packet.family());
        return PlainFilter.matches(new PacketMatch(everywhere, everywhere, service), packet);
    }

    private boolean holds(Endpoint end, IpAddress address) {
        var zone = plan.zone(end.zone());
        if (zone.isEmpty()) {
            return false;
        }
        List<Prefix> prefixes =
                switch (end) {
                    case Endpoint.WholeZone _ -> zone.get().prefixes();
                    case Endpoint.Group(_, var name) ->
                            zone.get().groups().stream()
                                    .filter(g -> g.name().equals(name))
                                    .flatMap(g -> g.prefixes().stream())
                                    .toList();
                };
        if (end instanceof Endpoint.WholeZone && prefixes.isEmpty()) {
            // The WAN: every address that no other zone has.
            return plan.zones().stream()
                    .flatMap(z -> z.prefixes().stream())
                    .noneMatch(p -> p.contains(address));
        }
        return prefixes.stream().anyMatch(p -> p.contains(address));
    }
}
