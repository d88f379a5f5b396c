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

    /** What a list judges: all that comes in at one side, or only what leaves at another. */
    sealed interface Passage {

        Routing.Side in();

        /** The name of a rule where this passage is judged. */
        String named(String rule, Family family);

        /** Whatever comes in; a list of one family. */
        record Into(Routing.Side in) implements Passage {
            @Override
            public String named(String rule, Family family) {
                return rule;
            }
        }

        /** From one side to another; both families in one policy. */
        record Between(Routing.Side in, Routing.Side out) implements Passage {
            @Override
            public String named(String rule, Family family) {
                return DeviceNames.ofFamily(rule, family);
            }
        }
    }

    private boolean leads(Passage passage, SiteZone from, SiteZone to, Family family) {
        return switch (passage) {
            case Passage.Into(var in) -> routing.enters(from.zone(), to.zone(), family, device, in);
            case Passage.Between(var in, var out) -> {
                var step = new Routing.Step(device, in, out);
                yield routing.way(from.zone(), to.zone(), family).contains(step)
                        || (!holds(to, family) && leadsOut(from, step, family));
            }
        };
    }

    private boolean holds(SiteZone zone, Family family) {
        return routing.router(zone.zone(), family).filter(device::equals).isPresent();
    }

    /** To what no conduit leads there is no route: such packets go where the WAN is. */
    private boolean leadsOut(SiteZone from, Routing.Step step, Family family) {
        return site.zones().stream()
                .filter(z -> site.is(z, ZoneKind.WAN))
                .anyMatch(z -> routing.way(from.zone(), z.zone(), family).contains(step));
    }

    /** The zones whose packets pass here, sorted. */
    List<SiteZone> sources(Passage passage, Family family) {
        return switch (passage.in()) {
            case Routing.Side.InZone(var zone) -> site.plan().zone(zone).stream().toList();
            case Routing.Side.InTransit _ ->
                    site.zones().stream()
                            .filter(z ->
                                    site.zones().stream()
                                            .anyMatch(to -> leads(passage, z, to, family)))
                            .toList();
        };
    }

    /**
     * Each guardrail that begins where these packets do. Early, so that no conduit could open it;
     * late only towards zones that this list must let something through to, as answers, through a
     * jump host or under an accepted risk.
     */
    void write(Passage passage, ListWriter list, List<ConduitRules.Rule> rules, boolean early) {
        var sources = sources(passage, list.family());
        for (var guardrail : site.model().guardrails()) {
            for (var source : sources) {
                var targets = targets(guardrail, passage, source, list.family());
                for (var target : targets) {
                    // In a transit "from the WAN" is from everywhere: it would deny others, too.
                    boolean used =
                            (site.is(source, ZoneKind.WAN)
                                            && passage.in() instanceof Routing.Side.InTransit)
                                    || rules.stream()
                                            .filter(r -> r.source().equals(source.zone()))
                                            .anyMatch(r -> r.towards().equals(target.zone()));
                    if (used != early && !site.is(target, ZoneKind.WAN)) {
                        deny(guardrail, source, target, sources.size() > 1, targets, passage, list);
                    }
                }
            }
        }
    }

    boolean towardsWan(Passage passage, Family family) {
        var sources = sources(passage, family);
        return site.model().guardrails().stream()
                .anyMatch(g ->
                        sources.stream()
                                .anyMatch(s ->
                                        targets(g, passage, s, family).stream()
                                                .anyMatch(t -> site.is(t, ZoneKind.WAN))));
    }

    /** After the inside has been denied, because the WAN is every other address. */
    void writeTowardsWan(Passage passage, ListWriter list) {
        var sources = sources(passage, list.family());
        for (var guardrail : site.model().guardrails()) {
            for (var source : sources) {
                for (var target : targets(guardrail, passage, source, list.family())) {
                    if (site.is(target, ZoneKind.WAN)) {
                        deny(
                                guardrail,
                                source,
                                target,
                                sources.size() > 1,
                                List.of(),
                                passage,
                                list);
                    }
                }
            }
        }
    }

    private List<SiteZone> targets(
            Guardrail guardrail, Passage passage, SiteZone from, Family family) {
        boolean begins = passage.equals(new Passage.Into(new Routing.Side.InZone(from.zone())));
        return site.zones().stream()
                .filter(t -> denied(guardrail, from, t))
                .filter(t -> begins || leads(passage, from, t, family))
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
            Passage passage,
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
                        passage.named(
                                DeviceNames.rule("guard-" + guardrail.name(), rest), list.family()),
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
