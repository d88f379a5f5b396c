package io.holdfast.bundlecheck;

import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitRisk;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The risk class of a step, worked out anew (docs/formats/bundle.md, "Risk classes"). */
final class RiskRules {

    private final Optional<OfferedContent> before;
    private final OfferedContent after;

    private RiskRules(Optional<OfferedContent> before, OfferedContent after) {
        this.before = before;
        this.after = after;
    }

    static Risk of(Optional<OfferedContent> before, OfferedContent after) {
        return new RiskRules(before, after).risk();
    }

    private Risk risk() {
        boolean looser = before.filter(this::losesAGuardrail).isPresent();
        if (looser || acceptsMore() || brings(ConduitRisk.HIGH)) {
            return Risk.R3;
        }
        if (!waysOfBefore().containsAll(waysInto(after))
                || brings(ConduitRisk.RAISED)
                || tellsWhatStays()) {
            return Risk.R2;
        }
        boolean sameDevices =
                before.map(OfferedContent::configs).orElseGet(TreeMap::new).equals(after.configs());
        boolean sameEnds = after.ends().equals(before.map(OfferedContent::ends).orElse(List.of()));
        return sameDevices && sameEnds ? Risk.R0 : Risk.R1;
    }

    private boolean losesAGuardrail(OfferedContent old) {
        if (!after.model().guardrails().containsAll(old.model().guardrails())) {
            return true;
        }
        for (var zone : old.model().zones()) {
            var now = after.model().zone(zone.name());
            if (now.isEmpty() ? ownZone(old, zone.name()) : isLooser(zone, now.get())) {
                return true;
            }
        }
        return old.plan().zones().stream()
                .anyMatch(z -> after.plan().zones().stream().anyMatch(n -> moves(old, z, n)));
    }

    /** A zone with addresses here that is not reached through a tunnel. */
    private static boolean ownZone(OfferedContent old, ZoneName zone) {
        boolean behindATunnel = old.plan().tunnels().stream().anyMatch(t -> t.zone().equals(zone));
        return old.plan().zone(zone).isPresent() && !behindATunnel;
    }

    private static boolean isLooser(Zone before, Zone now) {
        boolean forgotten = before.essentialFunction() && !now.essentialFunction();
        return forgotten || before.kind() != now.kind();
    }

    /** An address of one zone becomes one of another zone that is guarded less or otherwise. */
    private boolean moves(OfferedContent old, SiteZone from, SiteZone to) {
        if (from.zone().equals(to.zone()) || !shareAddresses(from.prefixes(), to.prefixes())) {
            return false;
        }
        var left = old.model().zone(from.zone());
        var entered = after.model().zone(to.zone());
        return left.isEmpty() || entered.isEmpty() || isLooser(left.get(), entered.get());
    }

    private static boolean shareAddresses(List<Prefix> some, List<Prefix> others) {
        return some.stream().anyMatch(p -> others.stream().anyMatch(p::overlaps));
    }

    private boolean acceptsMore() {
        var known = before.map(b -> b.model().acceptances()).orElse(List.of());
        return after.model().acceptances().stream().anyMatch(a -> !known.contains(a));
    }

    private boolean brings(ConduitRisk risk) {
        var known = before.map(b -> b.model().conduits()).orElse(List.of());
        return after.model().conduits().stream()
                .anyMatch(c -> c.risk() == risk && !known.contains(c));
    }

    /** A device that cannot take back what it is told is told something else. */
    private boolean tellsWhatStays() {
        return after.devices().stream()
                .filter(d -> d.config().bridgesOnly())
                .anyMatch(d ->
                        !before.map(b -> b.configs().get(d.slot()))
                                .equals(Optional.of(d.config())));
    }

    private Set<List<String>> waysOfBefore() {
        return before.map(RiskRules::waysInto).orElse(Set.of());
    }

    /** Who reaches productive OT of this site, by which service, each as addresses. */
    private static Set<List<String>> waysInto(OfferedContent content) {
        var ways = new HashSet<List<String>>();
        for (var conduit : content.model().conduits()) {
            if (conduit.scope().covers(content.plan().site()) && leadsIntoOt(content, conduit)) {
                for (var service : conduit.services()) {
                    var way = new ArrayList<String>();
                    way.add(service.toString());
                    way.addAll(end(content, conduit.from()));
                    way.addAll(end(content, conduit.to()));
                    ways.add(way);
                }
            }
        }
        return ways;
    }

    private static boolean leadsIntoOt(OfferedContent content, Conduit conduit) {
        return content.model()
                .zone(conduit.to().zone())
                .filter(z -> z.kind() == ZoneKind.OT)
                .isPresent();
    }

    private static List<String> end(OfferedContent content, Endpoint end) {
        var words = new ArrayList<String>();
        words.add(end.toString());
        content.plan().zone(end.zone()).stream()
                .flatMap(zone ->
                        switch (end) {
                            case Endpoint.WholeZone(_) -> zone.prefixes().stream();
                            case Endpoint.Group(_, var name) ->
                                    zone.groups().stream()
                                            .filter(g -> g.name().equals(name))
                                            .flatMap(g -> g.prefixes().stream());
                        })
                .sorted()
                .map(Prefix::toString)
                .forEach(words::add);
        return words;
    }
}
