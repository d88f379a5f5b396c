package io.holdfast.sitelink;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitRisk;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How dangerous a step from the stored to the new content is (rulings D3). The site computes it; a
 * sender can raise it, never lower it. When in doubt it is the higher class.
 */
public final class RiskOf {

    private RiskOf() {}

    public static RiskClass higher(RiskClass one, RiskClass other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    public static RiskClass between(Optional<SiteContent> stored, SiteContent offered) {
        if (stored.isPresent() && loosensAGuardrail(stored.get(), offered)) {
            return RiskClass.R3;
        }
        if (acceptsARisk(stored, offered) || newWith(ConduitRisk.HIGH, stored, offered)) {
            return RiskClass.R3;
        }
        if (opensAWayIntoOt(stored, offered) || newWith(ConduitRisk.RAISED, stored, offered)) {
            return RiskClass.R2;
        }
        if (changesOneThatStaysChanged(stored, offered)) {
            return RiskClass.R2;
        }
        return changesADevice(stored, offered) || endsOtherwise(stored, offered)
                ? RiskClass.R1
                : RiskClass.R0;
    }

    /** A device will be told something else by itself, or at another time. */
    private static boolean endsOtherwise(Optional<SiteContent> stored, SiteContent offered) {
        return !offered.ends().equals(stored.map(SiteContent::ends).orElse(List.of()));
    }

    /** A switch that only bridges for us takes nothing back by itself (rulings V2). */
    private static boolean changesOneThatStaysChanged(
            Optional<SiteContent> stored, SiteContent offered) {
        var before = stored.map(RiskOf::configs).orElse(new TreeMap<>());
        return offered.devices().stream()
                .filter(d -> d.config().bridgesOnly())
                .anyMatch(d -> !d.config().equals(before.get(d.slot())));
    }

    /** A signed exception opens a guardrail, whoever signed it. */
    private static boolean acceptsARisk(Optional<SiteContent> stored, SiteContent offered) {
        var before = stored.map(c -> c.model().acceptances()).orElse(List.of());
        return !before.containsAll(offered.model().acceptances());
    }

    /** A conduit of this risk comes, or is another than before. */
    private static boolean newWith(
            ConduitRisk risk, Optional<SiteContent> stored, SiteContent offered) {
        var before = stored.map(c -> c.model().conduits()).orElse(List.of());
        return offered.model().conduits().stream()
                .filter(c -> c.risk() == risk)
                .anyMatch(c -> !before.contains(c));
    }

    /**
     * A guardrail is gone or another, or a zone is no longer of the kind the guardrails speak of.
     */
    private static boolean loosensAGuardrail(SiteContent stored, SiteContent offered) {
        if (!offered.model().guardrails().containsAll(stored.model().guardrails())) {
            return true;
        }
        return stored.model().zones().stream()
                        .anyMatch(zone ->
                                offered.model()
                                        .zone(zone.name())
                                        .map(now -> loosens(zone, now))
                                        .orElse(isOfThisSite(stored, zone.name())))
                || movesAddresses(stored, offered);
    }

    /**
     * The zone behind a tunnel is another site's; when the last way to it is gone, so is it here.
     */
    private static boolean isOfThisSite(SiteContent stored, ZoneName zone) {
        return stored.plan().zone(zone).isPresent()
                && stored.plan().tunnels().stream().noneMatch(t -> t.zone().equals(zone));
    }

    /** Addresses come under a zone for which other guardrails hold than before. */
    private static boolean movesAddresses(SiteContent stored, SiteContent offered) {
        return stored.plan().zones().stream()
                .anyMatch(before ->
                        offered.plan().zones().stream()
                                .filter(now -> !now.zone().equals(before.zone()))
                                .filter(now -> overlap(before, now))
                                .anyMatch(now -> loosens(stored, before, offered, now)));
    }

    private static boolean overlap(SiteZone one, SiteZone other) {
        return one.prefixes().stream()
                .anyMatch(p -> other.prefixes().stream().anyMatch(p::overlaps));
    }

    private static boolean loosens(
            SiteContent stored, SiteZone before, SiteContent offered, SiteZone now) {
        return stored.model()
                .zone(before.zone())
                .flatMap(b -> offered.model().zone(now.zone()).map(n -> loosens(b, n)))
                .orElse(true);
    }

    private static boolean loosens(Zone before, Zone now) {
        return before.kind() != now.kind()
                || (before.essentialFunction() && !now.essentialFunction());
    }

    private static boolean changesADevice(Optional<SiteContent> stored, SiteContent offered) {
        return !configs(offered).equals(stored.map(RiskOf::configs).orElse(new TreeMap<>()));
    }

    private static Map<DeviceSlot, DeviceConfig> configs(SiteContent content) {
        var configs = new TreeMap<DeviceSlot, DeviceConfig>();
        content.devices().forEach(d -> configs.put(d.slot(), d.config()));
        return configs;
    }

    private static boolean opensAWayIntoOt(Optional<SiteContent> stored, SiteContent offered) {
        var before = new TreeSet<String>();
        stored.ifPresent(content -> before.addAll(waysIntoOt(content)));
        return !before.containsAll(waysIntoOt(offered));
    }

    /** Each way into productive OT at this site in one line: who, to whom, with which service. */
    private static List<String> waysIntoOt(SiteContent content) {
        return content.model().conduits().stream()
                .filter(c -> c.scope().covers(content.plan().site()))
                .filter(c -> isOt(content, c.to().zone()))
                .flatMap(c -> ways(content, c))
                .toList();
    }

    private static Stream<String> ways(SiteContent content, Conduit conduit) {
        var ends = addresses(content, conduit.from()) + " to " + addresses(content, conduit.to());
        return conduit.services().stream().map(service -> ends + " " + service);
    }

    private static boolean isOt(SiteContent content, ZoneName zone) {
        return content.model().zone(zone).map(z -> z.kind() == ZoneKind.OT).orElse(false);
    }

    private static String addresses(SiteContent content, Endpoint endpoint) {
        var zone = content.plan().zone(endpoint.zone());
        List<Prefix> prefixes =
                switch (endpoint) {
                    case Endpoint.WholeZone(_) -> zone.map(SiteZone::prefixes).orElse(List.of());
                    case Endpoint.Group(_, var name) ->
                            zone.stream()
                                    .flatMap(z -> z.groups().stream())
                                    .filter(g -> g.name().equals(name))
                                    .flatMap(g -> g.prefixes().stream())
                                    .toList();
                };
        return endpoint + " " + prefixes.stream().sorted().toList();
    }
}
