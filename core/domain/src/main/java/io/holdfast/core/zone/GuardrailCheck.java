package io.holdfast.core.zone;

import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which guardrails a conduit breaks by its words alone, and who accepted it. */
final class GuardrailCheck {

    /** From one kind of zone to another, as one site sees a conduit. */
    private record Way(ZoneKind from, ZoneKind to, boolean toItsGroup) {}

    private GuardrailCheck() {}

    static void check(Conduit conduit, ZoneModel model, FoundProblems found) {
        for (var guardrail : broken(conduit, model)) {
            if (!model.accepted(conduit.id(), guardrail)) {
                found.add("CONDUIT_BREAKS_GUARDRAIL", sentence(conduit, guardrail));
            }
        }
    }

    /** The guardrails that the conduit breaks, accepted or not. */
    static List<Guardrail> broken(Conduit conduit, ZoneModel model) {
        var from = kind(conduit.from(), model);
        var to = kind(conduit.to(), model);
        if (from.isEmpty() || to.isEmpty()) {
            return List.of();
        }
        var ways = new ArrayList<Way>();
        switch (conduit.scope()) {
            case Scope.BetweenSites _ -> {
                // The other site is a part of the WAN, with a tunnel or without.
                ways.add(new Way(from.get(), ZoneKind.WAN, false));
                ways.add(new Way(ZoneKind.WAN, to.get(), true));
                ways.add(new Way(from.get(), to.get(), true));
            }
            case Scope.EverySite _, Scope.OnlySites _ -> {
                if (!conduit.from().zone().equals(conduit.to().zone())) {
                    ways.add(new Way(from.get(), to.get(), true));
                }
            }
        }
        return model.guardrails().stream()
                .filter(g -> ways.stream().anyMatch(w -> breaks(conduit, w, g)))
                .toList();
    }

    private static Optional<ZoneKind> kind(Endpoint endpoint, ZoneModel model) {
        return model.zone(endpoint.zone()).map(Zone::kind);
    }

    private static boolean breaks(Conduit conduit, Way way, Guardrail guardrail) {
        return switch (guardrail) {
            case Guardrail.NeverDirect never -> never.from() == way.from && never.to() == way.to;
            case Guardrail.OnlyThrough only ->
                    only.from() == way.from
                            && only.to() == way.to
                            && !(conduit.from() instanceof Endpoint.Group(_, var group)
                                    && group.equals(only.group()));
            case Guardrail.OnlyReads reads ->
                    reads.from() == way.from
                            && reads.to() == way.to
                            && way.toItsGroup
                            && !(conduit.to() instanceof Endpoint.Group(_, var group)
                                    && !group.equals(reads.group()))
                            && conduit.services().stream()
                                    .anyMatch(s ->
                                            reads.reading().stream().noneMatch(r -> within(s, r)));
            case Guardrail.ManagementOnlyFromSiteNode _ -> way.to == ZoneKind.MANAGEMENT;
        };
    }

    private static boolean within(Service service, Service wide) {
        return switch (wide) {
            case Service.EveryProtocol _ -> true;
            case Service.Tcp(var source, var ports) ->
                    service instanceof Service.Tcp(var s, var p)
                            && within(s, source)
                            && within(p, ports);
            case Service.Udp(var source, var ports) ->
                    service instanceof Service.Udp(var s, var p)
                            && within(s, source)
                            && within(p, ports);
            case Service.Icmp(int first, int last) ->
                    service instanceof Service.Icmp(int f, int l) && first <= f && l <= last;
            case Service.Other other -> service.equals(other);
        };
    }

    private static boolean within(PortRange narrow, PortRange wide) {
        return wide.first() <= narrow.first() && narrow.last() <= wide.last();
    }

    private static String sentence(Conduit conduit, Guardrail guardrail) {
        var path = "From " + conduit.from() + " to " + conduit.to();
        return switch (guardrail) {
            case Guardrail.NeverDirect never ->
                    path
                            + " is never direct (guardrail "
                            + never.name()
                            + "); lead it through a DMZ.";
            case Guardrail.OnlyThrough only ->
                    path
                            + " leads only through "
                            + only.group()
                            + " (guardrail "
                            + only.name()
                            + ").";
            case Guardrail.OnlyReads reads ->
                    path
                            + " only reads from "
                            + reads.group()
                            + ", with "
                            + reads.reading()
                            + " and nothing else (guardrail "
                            + reads.name()
                            + ").";
            case Guardrail.ManagementOnlyFromSiteNode only ->
                    "Into the management zone only the site node opens conversations (guardrail "
                            + only.name()
                            + ").";
        };
    }
}
