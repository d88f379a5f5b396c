package io.holdfast.core.zone;

import io.holdfast.core.AddedLater;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an organisation decided: its zones, its conduits and its guardrails, over all sites.
 * Prefixes and devices are not here but in each {@link io.holdfast.core.site.SitePlan}.
 */
public record ZoneModel(
        List<Zone> zones,
        List<Conduit> conduits,
        List<Guardrail> guardrails,
        @AddedLater List<RiskAcceptance> acceptances) {

    public ZoneModel {
        zones = List.copyOf(zones);
        conduits = List.copyOf(conduits);
        guardrails = List.copyOf(guardrails);
        acceptances = List.copyOf(acceptances);
    }

    /** A model in which nobody has accepted a risk. */
    public ZoneModel(List<Zone> zones, List<Conduit> conduits, List<Guardrail> guardrails) {
        this(zones, conduits, guardrails, List.of());
    }

    /** The same model with other conduits. */
    public ZoneModel with(List<Conduit> other) {
        return new ZoneModel(zones, other, guardrails, acceptances);
    }

    /** The same model with other zones and conduits. */
    public ZoneModel with(List<Zone> otherZones, List<Conduit> otherConduits) {
        return new ZoneModel(otherZones, otherConduits, guardrails, acceptances);
    }

    /** The same model with other accepted risks. */
    public ZoneModel accepting(List<RiskAcceptance> other) {
        return new ZoneModel(zones, conduits, guardrails, other);
    }

    /**
     * The model as it speaks at a time: without temporary conduits that are over, without risk
     * acceptances that have ended, and without the conduits that stood on those alone.
     */
    public ZoneModel at(Instant now) {
        var valid = acceptances.stream().filter(a -> a.valid(now)).toList();
        var open =
                conduits.stream()
                        .filter(c -> !c.over(now))
                        .filter(c -> !lostItsAcceptance(c.id(), valid))
                        .toList();
        return open.equals(conduits) && valid.equals(acceptances)
                ? this
                : new ZoneModel(zones, open, guardrails, valid);
    }

    private boolean lostItsAcceptance(ConduitId conduit, List<RiskAcceptance> valid) {
        return acceptances.stream()
                .filter(a -> a.conduit().equals(conduit))
                .anyMatch(a -> valid.stream().noneMatch(a::sameMatter));
    }

    /** Whether somebody accepted that this conduit breaks this guardrail. */
    public boolean accepted(ConduitId conduit, Guardrail guardrail) {
        return acceptances.stream()
                .anyMatch(
                        a -> a.conduit().equals(conduit) && a.guardrail().equals(guardrail.name()));
    }

    public Optional<Zone> zone(ZoneName name) {
        // Asked thousands of times for one site: a loop.
        for (var zone : zones) {
            if (zone.name().equals(name)) {
                return Optional.of(zone);
            }
        }
        return Optional.empty();
    }

    public Optional<Conduit> conduit(ConduitId id) {
        return conduits.stream().filter(c -> c.id().equals(id)).findFirst();
    }
}
