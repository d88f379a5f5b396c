package io.holdfast.controller.inventory;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.inventory.store.InventoryStore;
import io.holdfast.controller.policies.PolicyBook;
import io.holdfast.controller.policies.PolicyInForce;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Scope;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the policy in force still says of a site: for whoever gives the site up. It stays until a
 * change takes it out, which is approved as any other.
 */
@Service
public class SiteMentions {

    private final Access access;
    private final InventoryStore store;
    private final PolicyBook policy;

    SiteMentions(Access access, InventoryStore store, PolicyBook policy) {
        this.access = access;
        this.store = store;
        this.policy = policy;
    }

    /** All of them, those that name the site first. */
    @Transactional(readOnly = true)
    public List<Mention> of(SiteId site) {
        access.requireRead();
        if (store.site(site).isEmpty()) {
            throw Refused.notFound("site", site.value());
        }
        var inForce = policy.current();
        return Stream.of(conduits(inForce, site), tunnels(inForce, site), plan(inForce, site))
                .flatMap(mentions -> mentions)
                .sorted(
                        Comparator.comparing(Mention::byName)
                                .reversed()
                                .thenComparing(Mention::kind)
                                .thenComparing(Mention::name))
                .toList();
    }

    private static Stream<Mention> conduits(PolicyInForce inForce, SiteId site) {
        return inForce.model().conduits().stream()
                .flatMap(conduit -> {
                    var name = conduit.id().value();
                    return switch (conduit.scope()) {
                        case Scope.EverySite() ->
                                Stream.of(new Mention(Mention.Kind.CONDUIT, name, false));
                        case Scope.OnlySites(var sites) when sites.contains(site) ->
                                Stream.of(new Mention(Mention.Kind.CONDUIT, name, true));
                        case Scope.BetweenSites(var from, var to)
                                when from.equals(site) || to.equals(site) ->
                                Stream.of(new Mention(Mention.Kind.CONDUIT, name, true));
                        case Scope.OnlySites _, Scope.BetweenSites _ -> Stream.of();
                    };
                });
    }

    /** Ends of tunnels at other sites that lead here. */
    private static Stream<Mention> tunnels(PolicyInForce inForce, SiteId site) {
        return inForce.plans().stream()
                .flatMap(plan ->
                        plan.tunnels().stream()
                                .filter(end -> end.remoteSite().equals(site))
                                .map(end ->
                                        new Mention(
                                                Mention.Kind.TUNNEL,
                                                plan.site()
                                                        + "/"
                                                        + end.device()
                                                        + " "
                                                        + end.interfaceName(),
                                                true)));
    }

    private static Stream<Mention> plan(PolicyInForce inForce, SiteId site) {
        return inForce.plan(site).stream().flatMap(SiteMentions::parts);
    }

    private static Stream<Mention> parts(SitePlan plan) {
        return Stream.concat(
                plan.zones().stream()
                        .map(z -> new Mention(Mention.Kind.ZONE, z.zone().value(), true)),
                plan.devices().stream()
                        .map(d -> new Mention(Mention.Kind.DEVICE, d.slot().value(), true)));
    }
}
