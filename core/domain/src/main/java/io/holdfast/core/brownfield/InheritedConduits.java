package io.holdfast.core.brownfield;

import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.verify.Sha256;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.GroupName;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

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

    /** The longest readable head of an id; a digest of what the rule lets through follows. */
    private static final int HEAD = 50;

    /** 32 bits tell the rules of a site apart, and the groups of a zone. */
    private static final int DIGITS = 8;

    /**
     * Writes the proposals.
     *
     * @param device what the names of the conduits begin with
     */
    public static InheritedConduits of(
            List<Inherited> rules,
            ZoneModel model,
            SitePlan plan,
            String device,
            LocalDate review) {
        var writing = new Writing(new ZoneAddresses(model, plan), plan);
        for (var rule : rules) {
            switch (rule) {
                case Inherited.Proposed proposed -> writing.add(proposed, device, review);
                case Inherited.Retired _ -> {}
            }
        }
        return new InheritedConduits(writing.plan(), writing.conduits);
    }

    private static final class Writing {

        private final ZoneAddresses addresses;
        private final SitePlan before;
        private final Map<ZoneName, List<SiteZone.SiteGroup>> groups = new LinkedHashMap<>();
        private final List<Conduit> conduits = new ArrayList<>();

        Writing(ZoneAddresses addresses, SitePlan before) {
            this.addresses = addresses;
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
            var sources = ends(proposed, PacketMatch::source);
            var destinations = ends(proposed, PacketMatch::destination);
            boolean every = isWhole(proposed.from(), sources);
            boolean everywhere = isWhole(proposed.to(), destinations);
            // Two whole zones would let the other address family through, too; the WAN would need
            // more prefixes than a group may have.
            boolean byDestination = every && everywhere && !addresses.isRest(proposed.to());
            var from =
                    every && (!everywhere || byDestination)
                            ? new Endpoint.WholeZone(proposed.from())
                            : group(proposed.from(), sources);
            var to =
                    everywhere && !byDestination
                            ? new Endpoint.WholeZone(proposed.to())
                            : group(proposed.to(), destinations);
            var name = (device + " " + proposed.list() + " " + proposed.rule()).strip();
            conduits.add(
                    new Conduit(
                            id(device, proposed),
                            name.length() > NAME ? name.substring(0, NAME) : name,
                            from,
                            to,
                            proposed.flows().stream().map(PacketMatch::service).distinct().toList(),
                            "",
                            "",
                            review,
                            new Scope.OnlySites(List.of(before.site()))));
        }

        /** The same for the same rule each time it is read, another for every other rule. */
        private static ConduitId id(String device, Inherited.Proposed proposed) {
            var words =
                    (device + "-" + proposed.rule())
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^a-z0-9]+", "-")
                            .replaceAll("^[^a-z]+", "");
            var head = words.substring(0, Math.min(HEAD, words.length())).replaceAll("-+$", "");
            var what =
                    proposed.list()
                            + " "
                            + proposed.rule()
                            + " "
                            + proposed.from()
                            + " "
                            + proposed.to()
                            + " "
                            + proposed.flows();
            return new ConduitId(
                    (head.isEmpty() ? "rule" : head) + "-" + Sha256.of(what).substring(0, DIGITS));
        }

        private static List<Prefix> ends(
                Inherited.Proposed proposed, Function<PacketMatch, Prefix> side) {
            return proposed.flows().stream().map(side).distinct().toList();
        }

        private boolean isWhole(ZoneName zone, List<Prefix> prefixes) {
            return prefixes.equals(addresses.whole(zone, prefixes.getFirst().family()));
        }

        /** A group that is there, or a new one with a name that is no other's. */
        private Endpoint group(ZoneName zone, List<Prefix> prefixes) {
            var known = groups.computeIfAbsent(zone, _ -> new ArrayList<>());
            for (var group : known) {
                if (group.prefixes().equals(prefixes)) {
                    return new Endpoint.Group(zone, group.name());
                }
            }
            var digest = Sha256.of(prefixes.toString());
            int digits = DIGITS;
            while (isTaken(known, digest.substring(0, digits))) {
                digits++;
            }
            var group = new SiteZone.SiteGroup(name(digest.substring(0, digits)), prefixes);
            known.add(group);
            return new Endpoint.Group(zone, group.name());
        }

        private static GroupName name(String digest) {
            return new GroupName("inherited-" + digest);
        }

        private static boolean isTaken(List<SiteZone.SiteGroup> known, String digest) {
            return known.stream().anyMatch(g -> g.name().equals(name(digest)));
        }
    }
}
