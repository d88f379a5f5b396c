package io.holdfast.ui.policy;

import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.Guardrail;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All cells of the zone-conduit matrix; made once, so that a hundred zones cost no waiting. */
record Matrix(
        List<Zone> zones,
        Map<Pair, List<Conduit>> conduits,
        Map<ZoneKind, Map<ZoneKind, Guardrail>> closed,
        Set<Pair> pending) {

    /** From one zone to another. */
    record Pair(ZoneName from, ZoneName to) {
        static Pair of(Conduit conduit) {
            return new Pair(conduit.from().zone(), conduit.to().zone());
        }
    }

    /**
     * Takes the model apart.
     *
     * @param pending pairs that an open change speaks of
     */
    static Matrix of(ZoneModel model, Set<Pair> pending) {
        var conduits = new HashMap<Pair, List<Conduit>>();
        for (var conduit : model.conduits()) {
            conduits.computeIfAbsent(Pair.of(conduit), _ -> new ArrayList<>()).add(conduit);
        }
        var closed = new EnumMap<ZoneKind, Map<ZoneKind, Guardrail>>(ZoneKind.class);
        for (var from : ZoneKind.values()) {
            var to = new EnumMap<ZoneKind, Guardrail>(ZoneKind.class);
            for (var kind : ZoneKind.values()) {
                model.guardrails().stream()
                        .filter(g -> Cell.closes(g, from, kind))
                        .findFirst()
                        .ifPresent(g -> to.put(kind, g));
            }
            closed.put(from, to);
        }
        return new Matrix(model.zones(), conduits, closed, pending);
    }

    /** Only the zones that match some text, and those they have a conduit with. */
    Matrix matching(String text) {
        var wanted = text.strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return this;
        }
        var found = new HashSet<ZoneName>();
        for (var zone : zones) {
            var kind = zone.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (zone.name().value().contains(wanted) || kind.contains(wanted)) {
                found.add(zone.name());
            }
        }
        var shown = new HashSet<>(found);
        for (var pair : conduits.keySet()) {
            if (found.contains(pair.from()) || found.contains(pair.to())) {
                shown.add(pair.from());
                shown.add(pair.to());
            }
        }
        return new Matrix(
                zones.stream().filter(z -> shown.contains(z.name())).toList(),
                conduits,
                closed,
                pending);
    }

    Cell cell(Zone from, Zone to) {
        var guardrail = closed.getOrDefault(from.kind(), Map.of()).get(to.kind());
        return new Cell(
                from,
                to,
                conduits.getOrDefault(new Pair(from.name(), to.name()), List.of()),
                from.equals(to) ? Optional.empty() : Optional.ofNullable(guardrail));
    }

    boolean pending(Zone from, Zone to) {
        return pending.contains(new Pair(from.name(), to.name()));
    }

    Optional<Zone> zone(String name) {
        return zones.stream().filter(z -> z.name().value().equals(name)).findFirst();
    }
}
