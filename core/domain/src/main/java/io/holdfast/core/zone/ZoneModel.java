package io.holdfast.core.zone;

import java.util.List;
import java.util.Optional;

/**
 * What an organisation decided: its zones, its conduits and its guardrails, over all sites.
 * Prefixes and devices are not here but in each {@link io.holdfast.core.site.SitePlan}.
 */
public record ZoneModel(List<Zone> zones, List<Conduit> conduits, List<Guardrail> guardrails) {

    public ZoneModel {
        zones = List.copyOf(zones);
        conduits = List.copyOf(conduits);
        guardrails = List.copyOf(guardrails);
    }

    public Optional<Zone> zone(ZoneName name) {
        return zones.stream().filter(z -> z.name().equals(name)).findFirst();
    }

    public Optional<Conduit> conduit(ConduitId id) {
        return conduits.stream().filter(c -> c.id().equals(id)).findFirst();
    }
}
