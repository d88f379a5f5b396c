package io.holdfast.core.compile;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Tunnel;
import io.holdfast.core.network.TunnelProposal;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.site.TunnelEnd;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one site sees of the conduits between sites: the other end is a zone of its own that keeps
 * its kind, and stands behind a tunnel, never in the WAN. Compiler and verifier both take this
 * view, so the proof of a site needs no other site; both ends are proved, each by itself.
 */
public final class SiteToSite {

    /** Tunnels are numbered from 1 on; Junos has 16,384 units of its tunnel interface. */
    private static final int NUMBERS = 16_000;

    /** The model and plan of one site with the conduits between sites made its own. */
    public record View(ZoneModel model, SitePlan plan) {

        /** The tunnels that the site's devices have to bring up. */
        public List<TunnelEnd> tunnels() {
            return plan.tunnels();
        }

        /** The conduits for which a tunnel is there, sorted. */
        public List<Conduit> through(TunnelEnd end) {
            return model.conduits().stream()
                    .filter(c ->
                            c.from().zone().equals(end.zone()) || c.to().zone().equals(end.zone()))
                    .sorted(Comparator.comparing(Conduit::id))
                    .toList();
        }
    }

    /** Both ends cut what they carry alike: by site, by zone here and there, by family. */
    private record Cut(SiteId remote, ZoneName near, ZoneName far, Family family)
            implements Comparable<Cut> {
        @Override
        public int compareTo(Cut other) {
            return Comparator.comparing(Cut::remote)
                    .thenComparing(Cut::near)
                    .thenComparing(Cut::far)
                    .thenComparing(Cut::family)
                    .compare(this, other);
        }

        /** The same number whatever other tunnels come and go, but for two that fall on one. */
        int number() {
            var name = remote + " " + near + " " + far + " " + family;
            return 1 + Math.floorMod(name.hashCode(), NUMBERS);
        }
    }

    private record Carried(List<Prefix> here, List<Prefix> there) {}

    private record Far(SiteId site, ZoneName zone) implements Comparable<Far> {
        @Override
        public int compareTo(Far other) {
            return Comparator.comparing(Far::site).thenComparing(Far::zone).compare(this, other);
        }
    }

    private final ZoneModel model;
    private final SitePlan plan;
    private final List<SitePlan> plans;
    private final TreeMap<Cut, Carried> cuts = new TreeMap<>();
    private final TreeMap<Far, ZoneName> names = new TreeMap<>();
    private final TreeMap<Far, TreeMap<String, SiteZone.SiteGroup>> groups = new TreeMap<>();

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
        if (cuts.isEmpty()) {
            return new View(model, plan);
        }
        var device = enforcer(plan).orElseThrow();
        var zones = new ArrayList<>(model.zones());
        var places = new ArrayList<>(plan.zones());
        names.forEach((far, name) -> {
            model.zone(far.zone()).map(z -> named(z, name)).ifPresent(zones::add);
            places.add(place(far, name, device));
        });
        return new View(model.with(zones, conduits), plan.joined(places, ends(device)));
    }

    /** What the zone is at home it is here: guardrails speak of it by its kind. */
    private static Zone named(Zone zone, ZoneName name) {
        return new Zone(
                name,
                zone.kind(),
                zone.slTarget(),
                zone.ownerRole(),
                zone.essentialFunction(),
                zone.inside());
    }

    private SiteZone place(Far far, ZoneName name, DeviceSlot device) {
        var prefixes = new ArrayList<Prefix>();
        cuts.forEach((cut, carried) -> {
            if (cut.remote().equals(far.site()) && cut.far().equals(far.zone())) {
                prefixes.addAll(carried.there());
            }
        });
        var own = groups.getOrDefault(far, new TreeMap<>());
        return new SiteZone(name, 0, outermost(prefixes), List.of(), List.copyOf(own.values()))
                .enforcedBy(device);
    }

    private List<TunnelEnd> ends(DeviceSlot device) {
        var ends = new ArrayList<TunnelEnd>();
        var taken = new HashSet<Integer>();
        cuts.forEach((cut, carried) -> {
            int number = cut.number();
            while (!taken.add(number)) {
                number = number % NUMBERS + 1;
            }
            ends.add(
                    new TunnelEnd(
                            names.getOrDefault(new Far(cut.remote(), cut.far()), cut.far()),
                            cut.remote(),
                            device,
                            "tunnel" + number,
                            new Tunnel(
                                    uplink(plan, cut.family()).orElseThrow(),
                                    other(cut.remote())
                                            .flatMap(p -> uplink(p, cut.family()))
                                            .orElseThrow(),
                                    outermost(carried.here()),
                                    outermost(carried.there()),
                                    TunnelProposal.AES_256_GCM_SHA_384_ECP_384)));
        });
        return ends;
    }

    private Optional<SitePlan> other(SiteId site) {
        return plans.stream().filter(p -> p.site().equals(site)).findFirst();
    }

    /** The conduit with its other end behind a tunnel; unchanged where there can be none. */
    private Conduit local(Conduit conduit, SiteId from, SiteId to) {
        boolean initiating = from.equals(plan.site());
        var remote = initiating ? to : from;
        var other = other(remote);
        var families =
                Arrays.stream(Family.values())
                        .filter(f ->
                                other.flatMap(p -> uplink(p, f)).isPresent()
                                        && uplink(plan, f).isPresent())
                        .toList();
        if (other.isEmpty() || enforcer(plan).isEmpty() || enforcer(other.get()).isEmpty()) {
            return conduit;
        }
        var far = initiating ? conduit.to() : conduit.from();
        var near = initiating ? conduit.from() : conduit.to();
        boolean any = false;
        for (var family : families) {
            var here = addresses(plan, near, family);
            var there = addresses(other.get(), far, family);
            if (!here.isEmpty() && !there.isEmpty()) {
                any = true;
                var carried =
                        cuts.computeIfAbsent(
                                new Cut(remote, near.zone(), far.zone(), family),
                                _ -> new Carried(new ArrayList<>(), new ArrayList<>()));
                carried.here().addAll(here);
                carried.there().addAll(there);
            }
        }
        if (!any) {
            return conduit;
        }
        var outside = outside(new Far(remote, far.zone()), other.get(), far, families);
        var scope = new Scope.OnlySites(List.of(plan.site()));
        return initiating
                ? conduit.between(near, outside, scope)
                : conduit.between(outside, near, scope);
    }

    private Endpoint outside(Far key, SitePlan other, Endpoint far, List<Family> families) {
        var zone = names.computeIfAbsent(key, _ -> nameOf(key));
        return switch (far) {
            case Endpoint.WholeZone _ -> new Endpoint.WholeZone(zone);
            case Endpoint.Group(_, var group) -> {
                var prefixes =
                        families.stream().flatMap(f -> addresses(other, far, f).stream()).toList();
                groups.computeIfAbsent(key, _ -> new TreeMap<>())
                        .put(group.value(), new SiteZone.SiteGroup(group, prefixes));
                yield new Endpoint.Group(zone, group);
            }
        };
    }

    /** As in it-dmz-at-ss-04; a name that a zone has already goes on until it is free. */
    private ZoneName nameOf(Far far) {
        var text = far.zone() + "-at-" + far.site();
        var name = new ZoneName(DeviceNames.fit(text, 63));
        while (model.zone(name).isPresent() || names.containsValue(name)) {
            text += "-x";
            name = new ZoneName(DeviceNames.fit(text, 63));
        }
        return name;
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

    private static List<Prefix> addresses(SitePlan of, Endpoint end, Family family) {
        var zone = of.zone(end.zone());
        var all =
                switch (end) {
                    case Endpoint.WholeZone _ -> zone.stream().flatMap(z -> z.prefixes().stream());
                    case Endpoint.Group(_, var group) ->
                            zone.stream()
                                    .flatMap(z -> z.groups().stream())
                                    .filter(g -> g.name().equals(group))
                                    .flatMap(g -> g.prefixes().stream());
                };
        return all.filter(p -> p.family() == family).distinct().sorted().toList();
    }

    /** Without those that lie in another. */
    private static List<Prefix> outermost(List<Prefix> prefixes) {
        return prefixes.stream()
                .distinct()
                .filter(p -> prefixes.stream().noneMatch(o -> !o.equals(p) && o.contains(p)))
                .sorted()
                .toList();
    }

    private Optional<DeviceSlot> enforcer(SitePlan of) {
        return wan(of).flatMap(z -> new SiteView(model, of).enforcer(z.zone()));
    }

    private Optional<IpAddress> uplink(SitePlan of, Family family) {
        return wan(of).stream()
                .flatMap(z -> z.gateways().stream())
                .map(g -> g.address())
                .filter(a -> a.family() == family)
                .findFirst();
    }
}
