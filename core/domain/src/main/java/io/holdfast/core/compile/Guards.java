package io.holdfast.core.compile;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Guardrail;
import io.holdfast.core.zone.ZoneKind;
import java.util.List;

/** The guardrails in the filters of one device: each denied and logged under its own name. */
final class Guards {

    private final SiteView site;
    private final Routing routing;
    private final DeviceSlot device;

    Guards(SiteView site, Routing routing, DeviceSlot device) {
        this.site = site;
        this.routing = routing;
        this.device = device;
    }

    /**
     * Each guardrail that begins in these zones. Early, so that no conduit could open it; late only
     * towards zones that this list must let something through to, as answers, through a jump host
     * or under an accepted risk.
     */
    void write(
            Routing.Side side,
            List<SiteZone> sources,
            ListWriter list,
            List<ConduitRules.Rule> rules,
            boolean early) {
        for (var guardrail : site.model().guardrails()) {
            for (var source : sources) {
                var targets = targets(guardrail, side, source, list.family());
                for (var target : targets) {
                    // In a transit "from the WAN" is from everywhere: it would deny others, too.
                    boolean used =
                            (site.is(source, ZoneKind.WAN)
                                            && side instanceof Routing.Side.InTransit)
                                    || rules.stream()
                                            .filter(r -> r.source().equals(source.zone()))
                                            .anyMatch(r -> r.towards().equals(target.zone()));
                    if (used != early && !site.is(target, ZoneKind.WAN)) {
                        deny(guardrail, source, target, sources.size() > 1, targets, list);
                    }
                }
            }
        }
    }

    boolean towardsWan(Routing.Side side, List<SiteZone> sources, Family family) {
        return site.model().guardrails().stream()
                .anyMatch(g ->
                        sources.stream()
                                .anyMatch(s ->
                                        targets(g, side, s, family).stream()
                                                .anyMatch(t -> site.is(t, ZoneKind.WAN))));
    }

    /** After the inside has been denied, because the WAN is every other address. */
    void writeTowardsWan(Routing.Side side, List<SiteZone> sources, ListWriter list) {
        for (var guardrail : site.model().guardrails()) {
            for (var source : sources) {
                for (var target : targets(guardrail, side, source, list.family())) {
                    if (site.is(target, ZoneKind.WAN)) {
                        deny(guardrail, source, target, sources.size() > 1, List.of(), list);
                    }
                }
            }
        }
    }

    private List<SiteZone> targets(
            Guardrail guardrail, Routing.Side side, SiteZone from, Family family) {
        boolean begins = side.equals(new Routing.Side.InZone(from.zone()));
        return site.zones().stream()
                .filter(t -> denied(guardrail, from, t))
                .filter(t -> begins || routing.enters(from.zone(), t.zone(), family, device, side))
                .toList();
    }

    private boolean denied(Guardrail guardrail, SiteZone from, SiteZone to) {
        if (from.zone().equals(to.zone())) {
            return false;
        }
        return switch (guardrail) {
            case Guardrail.NeverDirect never ->
                    site.is(from, never.from()) && site.is(to, never.to());
            case Guardrail.OnlyThrough only -> site.is(from, only.from()) && site.is(to, only.to());
            case Guardrail.OnlyReads reads ->
                    site.is(from, reads.from())
                            && site.is(to, reads.to())
                            && to.groups().stream().anyMatch(g -> g.name().equals(reads.group()));
            case Guardrail.ManagementOnlyFromSiteNode _ -> site.is(to, ZoneKind.MANAGEMENT);
        };
    }

    private void deny(
            Guardrail guardrail,
            SiteZone source,
            SiteZone target,
            boolean severalSources,
            List<SiteZone> targets,
            ListWriter list) {
        var sources = site.addresses(source, list.family());
        var destinations = destinations(guardrail, target, list.family());
        int number = 0;
        for (var from : sources) {
            for (var to : destinations) {
                number++;
                var rest =
                        (severalSources ? "." + DeviceNames.fit(source.zone().value(), 20) : "")
                                + (targets.size() > 1
                                        ? "." + DeviceNames.fit(target.zone().value(), 20)
                                        : "")
                                + (sources.size() * destinations.size() > 1 ? "." + number : "");
                list.deny(
                        DeviceNames.rule("guard-" + guardrail.name(), rest),
                        from,
                        to,
                        new RuleSource.OfGuardrail(guardrail.name()));
            }
        }
    }

    private List<Prefix> destinations(Guardrail guardrail, SiteZone target, Family family) {
        return guardrail instanceof Guardrail.OnlyReads reads
                ? site.addresses(new Endpoint.Group(target.zone(), reads.group()), family)
                : site.addresses(target, family);
    }
}
