package io.holdfast.core.compile;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.GroupName;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one site sees of the conduits between sites: the other end is a group of the WAN with the
 * other site's addresses, and a tunnel has to be there to carry it. Compiler and verifier both take
 * this view, so the proof of a site needs no other site; both ends are proved, each by itself.
 */
public final class SiteToSite {

    /** The model and plan of one site with the conduits between sites made its own. */
    public record View(ZoneModel model, SitePlan plan, List<VpnRequirement> tunnels) {
        public View {
            tunnels = List.copyOf(tunnels);
        }
    }

    private record Tunnel(SiteId remote, Family family) {}

    private static final class Needs {
        private final List<Prefix> local = new ArrayList<>();
        private final List<Prefix> remote = new ArrayList<>();
        private final List<ConduitId> conduits = new ArrayList<>();
    }

    private final ZoneModel model;
    private final SitePlan plan;
    private final List<SitePlan> plans;
    private final List<SiteZone.SiteGroup> groups = new ArrayList<>();
    private final TreeMap<Tunnel, Needs> needs =
            new TreeMap<>(Comparator.comparing(Tunnel::remote).thenComparing(Tunnel::family));

    private SiteToSite(ZoneModel model, SitePlan plan, List<SitePlan> plans) {
        this.model = model;
        this.plan = plan;
        this.plans = plans;
    }

    /** The view of a site; the same model and plan if no conduit leads from or to another site. */
    public static View at(ZoneModel model, SitePlan plan, List<SitePlan> plans) {
        return new SiteToSite(model, plan, plans).view();
    }

    private View view() {
        var conduits = new ArrayList<Conduit>();
        for (var conduit : model.conduits()) {
            conduits.add(
                    conduit.scope() instanceof Scope.BetweenSites(var from, var to)
                                    && (from.equals(plan.site()) || to.equals(plan.site()))
                            ? local(conduit, from, to)
                            : conduit);
        }
        if (groups.isEmpty()) {
            return new View(model, plan, List.of());
        }
        var wan = wan(plan);
        var zones =
                plan.zones().stream()
                        .map(z ->
                                wan.filter(z::equals).isPresent()
                                        ? z.with(z.prefixes(), z.gateways(), more(z.groups()))
                                        : z)
                        .toList();
        return new View(model.with(conduits), plan.with(zones, plan.devices()), tunnels());
    }

    private List<SiteZone.SiteGroup> more(List<SiteZone.SiteGroup> own) {
        var all = new ArrayList<>(own);
        groups.stream().sorted(Comparator.comparing(SiteZone.SiteGroup::name)).forEach(all::add);
        return all;
    }

    /** The conduit with the other site's end in the WAN; unchanged where that cannot be told. */
    private Conduit local(Conduit conduit, SiteId from, SiteId to) {
        boolean initiating = from.equals(plan.site());
        var other = plans.stream().filter(p -> p.site().equals(initiating ? to : from)).findFirst();
        var wan = wan(plan);
        if (other.isEmpty() || wan.isEmpty()) {
            return conduit;
        }
        var far = initiating ? conduit.to() : conduit.from();
        var near = initiating ? conduit.from() : conduit.to();
        var remote = addresses(other.get(), far);
        var name = new GroupName(DeviceNames.fit(other.get().site() + "-" + conduit.id(), 63));
        groups.add(new SiteZone.SiteGroup(name, remote));
        for (var family : Family.values()) {
            var there = remote.stream().filter(p -> p.family() == family).toList();
            var here = addresses(plan, near).stream().filter(p -> p.family() == family).toList();
            if (!there.isEmpty() && !here.isEmpty()) {
                var need =
                        needs.computeIfAbsent(
                                new Tunnel(other.get().site(), family), _ -> new Needs());
                need.local.addAll(here);
                need.remote.addAll(there);
                need.conduits.add(conduit.id());
            }
        }
        var outside = new Endpoint.Group(wan.get().zone(), name);
        var scope = new Scope.OnlySites(List.of(plan.site()));
        return initiating
                ? conduit.between(near, outside, scope)
                : conduit.between(outside, near, scope);
    }

    private Optional<SiteZone> wan(SitePlan of) {
        return of.zones().stream()
                .filter(z ->
                        model.zone(z.zone())
                                .map(Zone::kind)
                                .filter(k -> k == ZoneKind.WAN)
                                .isPresent())
                .findFirst();
    }

    private static List<Prefix> addresses(SitePlan of, Endpoint end) {
        var zone = of.zone(end.zone());
        return switch (end) {
            case Endpoint.WholeZone _ -> zone.map(SiteZone::prefixes).orElse(List.of());
            case Endpoint.Group(_, var group) ->
                    zone.stream()
                            .flatMap(z -> z.groups().stream())
                            .filter(g -> g.name().equals(group))
                            .flatMap(g -> g.prefixes().stream())
                            .toList();
        };
    }

    private List<VpnRequirement> tunnels() {
        var tunnels = new ArrayList<VpnRequirement>();
        needs.forEach((tunnel, need) -> {
            var other = plans.stream().filter(p -> p.site().equals(tunnel.remote())).findFirst();
            var here = uplink(plan, tunnel.family());
            var there = other.flatMap(p -> uplink(p, tunnel.family()));
            var device = enforcer();
            if (here.isPresent() && there.isPresent() && device.isPresent()) {
                tunnels.add(
                        new VpnRequirement(
                                device.get(),
                                tunnel.remote(),
                                here.get(),
                                there.get(),
                                need.local,
                                need.remote,
                                need.conduits,
                                VpnRequirement.Proposal.AES_256_GCM_SHA_384_ECP_384));
            }
        });
        return tunnels;
    }

    private Optional<DeviceSlot> enforcer() {
        return wan(plan).flatMap(z -> new SiteView(model, plan).enforcer(z.zone()));
    }

    private Optional<IpAddress> uplink(SitePlan of, Family family) {
        return wan(of).stream()
                .flatMap(z -> z.gateways().stream())
                .map(g -> g.address())
                .filter(a -> a.family() == family)
                .findFirst();
    }
}
