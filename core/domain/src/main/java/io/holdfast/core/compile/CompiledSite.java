package io.holdfast.core.compile;

import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.verify.Decision;
import io.holdfast.core.verify.RuleOrigins;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each device of a site is to be told, and why. Same input, same value.
 *
 * @param devices the configured devices, sorted by slot
 * @param origins one for each rule of each list
 * @param groups order of the rollout inside the site: devices with the same number are on trial
 *     together, lower numbers first, farthest from the site node first (rulings P2)
 */
public record CompiledSite(
        SiteId site,
        SortedMap<DeviceSlot, DeviceConfig> devices,
        List<Origin> origins,
        List<CompileFinding> findings,
        SortedMap<DeviceSlot, Integer> groups)
        implements RuleOrigins {

    public CompiledSite {
        devices = Collections.unmodifiableSortedMap(new TreeMap<>(devices));
        origins = List.copyOf(origins);
        findings = List.copyOf(findings);
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    }

    static CompiledSite of(
            SiteId site,
            Map<DeviceSlot, DeviceConfig> devices,
            List<Origin> origins,
            List<CompileFinding> findings,
            Map<DeviceSlot, Integer> groups) {
        return new CompiledSite(
                site, new TreeMap<>(devices), origins, findings, new TreeMap<>(groups));
    }

    /** Whether it may not be submitted. */
    public boolean blocked() {
        return findings.stream().anyMatch(CompileFinding::blocker);
    }

    @Override
    public Optional<String> originOf(DeviceSlot slot, Decision decision) {
        var origin =
                switch (decision) {
                    case Decision.ByRule(var list, var rule, _) -> origin(slot, list, rule);
                    case Decision.ByPolicy(var from, var to, var rule, _) ->
                            origin(slot, DeviceNames.policy(from, to), rule);
                    case Decision.Answers(var from, var to, var rule) ->
                            origin(slot, DeviceNames.policy(from, to), rule);
                    case Decision.ByHostRule(var zone, var rule, _) ->
                            origin(slot, DeviceNames.host(zone), rule);
                    case Decision.EndOfList _,
                            Decision.MissingList _,
                            Decision.EndOfPolicy _,
                            Decision.EndOfHostRules _,
                            Decision.NoSecurityZone _,
                            Decision.NoList _,
                            Decision.NoAddress _,
                            Decision.NoRoute _,
                            Decision.Routed _,
                            Decision.GoesRound _,
                            Decision.SameNetwork _,
                            Decision.NotConnected _ ->
                            Optional.<Origin>empty();
                };
        return origin.map(o -> o.source().inWords());
    }

    /** Why a rule exists. */
    public Optional<Origin> origin(DeviceSlot slot, AclName list, String rule) {
        return origins.stream()
                .filter(o -> o.slot().equals(slot))
                .filter(o -> o.list().equals(list))
                .filter(o -> o.rule().equals(rule))
                .findFirst();
    }
}
