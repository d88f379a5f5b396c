package io.holdfast.core.brownfield;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.GroupName;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.ZoneName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The proposals of an import as a draft of the model: a conduit for each, between zones, groups
 * that are there already, or new groups. No conduit has a justification or an owner: only people
 * can say why something is needed, and until they do the model refuses it.
 *
 * @param plan the site's plan with the new groups
 */
public record InheritedConduits(SitePlan plan, List<Conduit> conduits) {

    public InheritedConduits {
        conduits = List.copyOf(conduits);
    }

    /** A name longer than this is cut: it is only to find the rule again. */
    private static final int NAME = 100;

    public static InheritedConduits of(
            BrownfieldImport.Draft draft, SitePlan plan, String device, LocalDate review) {
        var writing = new Writing(plan);
        for (var rule : draft.rules()) {
            switch (rule) {
                case Inherited.Proposed proposed -> writing.add(proposed, device, review);
                case Inherited.Retired _ -> {}
            }
        }
        return new InheritedConduits(writing.plan(), writing.conduits);
    }

    private static final class Writing {

        private final SitePlan before;
        private final Map<ZoneName, List<SiteZone.SiteGroup>> groups = new LinkedHashMap<>();
        private final List<Conduit> conduits = new ArrayList<>();
        private int made;

        Writing(SitePlan before) {
            this.before = before;
            before.zones().forEach(z -> groups.put(z.zone(), new ArrayList<>(z.groups())));
        }

        SitePlan plan() {
            var zones =
                    before.zones().stream()
                            .map(z ->
                                    z.with(
                                            z.prefixes(),
                                            z.gateways(),
                                            groups.getOrDefault(z.zone(), List.of())))
                            .toList();
            return before.with(zones, before.devices());
        }

        void add(Inherited.Proposed proposed, String device, LocalDate review) {
            var flows = proposed.flows();
            var from = end(proposed.from(), flows.stream().map(PacketMatch::source).toList());
            var destinations = flows.stream().map(PacketMatch::destination).toList();
            // Two whole zones would let the other address family through, too.
            var to =
                    from instanceof Endpoint.WholeZone
                            ? group(proposed.to(), destinations.stream().distinct().toList())
                            : end(proposed.to(), destinations);
            var name = device + " " + proposed.list() + " " + proposed.rule();
            conduits.add(
                    new Conduit(
                            new ConduitId("inherited-" + (conduits.size() + 1)),
                            name.length() > NAME ? name.substring(0, NAME) : name,
                            from,
                            to,
                            flows.stream().map(PacketMatch::service).distinct().toList(),
                            "",
                            "",
                            review,
                            new Scope.OnlySites(List.of(before.site()))));
        }

        private Endpoint end(ZoneName zone, List<Prefix> all) {
            var prefixes = all.stream().distinct().toList();
            return prefixes.equals(whole(zone, prefixes.getFirst().family()))
                    ? new Endpoint.WholeZone(zone)
                    : group(zone, prefixes);
        }

        private List<Prefix> whole(ZoneName zone, Family family) {
            var prefixes = before.zone(zone).stream().flatMap(z -> z.prefixes().stream()).toList();
            if (!prefixes.isEmpty()) {
                return prefixes.stream().filter(p -> p.family() == family).toList();
            }
            var parts = new ArrayList<Prefix>();
            BrownfieldImport.outside(
                    Prefix.every(family), BrownfieldImport.inside(before, family), parts);
            return parts;
        }

        private Endpoint group(ZoneName zone, List<Prefix> prefixes) {
            var known = groups.computeIfAbsent(zone, _ -> new ArrayList<>());
            Optional<SiteZone.SiteGroup> same =
                    known.stream().filter(g -> g.prefixes().equals(prefixes)).findFirst();
            if (same.isEmpty()) {
                made++;
                var group = new SiteZone.SiteGroup(new GroupName("inherited-" + made), prefixes);
                known.add(group);
                return new Endpoint.Group(zone, group.name());
            }
            return new Endpoint.Group(zone, same.get().name());
        }
    }
}
