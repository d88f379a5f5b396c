package io.holdfast.core.verify;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.ZoneModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Proves that a site's configurations let through exactly what was approved, now and in every state
 * on the way to it. Takes configurations wherever they come from and trusts none of them.
 */
public final class SiteProof {

    private SiteProof() {}

    /** Judges a final state. */
    public static Proof prove(
            ZoneModel model, SitePlan plan, Map<DeviceSlot, DeviceConfig> configs) {
        return prove(model, plan, configs, RuleOrigins.UNKNOWN);
    }

    /** Judges a final state; sentences name where a rule comes from. */
    public static Proof prove(
            ZoneModel model,
            SitePlan plan,
            Map<DeviceSlot, DeviceConfig> configs,
            RuleOrigins origins) {
        return prove(PacketSpace.create(), Situation.of(model, plan, configs), origins);
    }

    /**
     * Judges a final state in a given space. If its rules do not fit, the header space is cut into
     * slices; only what does not fit even so is refused as too large.
     */
    public static Proof prove(PacketSpace space, Situation site, RuleOrigins origins) {
        try {
            return judge(space, site, origins);
        } catch (SpaceFull full) {
            return new SlicedProof(site, space.budget(), slice -> judge(slice, site, origins))
                    .prove()
                    .orElseGet(() -> tooLarge(full, inputs(space, "", site)));
        }
    }

    private static Proof judge(PacketSpace space, Situation site, RuleOrigins origins) {
        var approved = new Approved(space, site.model(), site.plan());
        var reach = new Reachability(space, site);
        var state = new StateProof(space, reach, new Bounds(List.of(approved)), origins, "");
        state.judge(site.model().guardrails());
        var findings = new ArrayList<>(SiteFindings.of(space, site, approved));
        findings.addAll(state.findings());
        return Proof.of(
                findings,
                state.counterExamples(),
                new Certificate(
                        inputs(space, "", site),
                        pairs(reach),
                        replies(approved, reach),
                        reach.topology().assumptions(),
                        1));
    }

    /**
     * Judges every state between an old and a new configuration: groups in order of their number,
     * within the group on trial every subset (rulings P2). The final state is judged by {@link
     * #prove}.
     */
    public static Proof proveTransition(
            ZoneModel oldModel,
            SitePlan oldPlan,
            Map<DeviceSlot, DeviceConfig> oldConfigs,
            ZoneModel newModel,
            SitePlan newPlan,
            Map<DeviceSlot, DeviceConfig> newConfigs,
            Map<DeviceSlot, Integer> groups) {
        return proveTransition(
                PacketSpace.create(),
                Situation.of(oldModel, oldPlan, oldConfigs),
                Situation.of(newModel, newPlan, newConfigs),
                groups,
                RuleOrigins.UNKNOWN);
    }

    /** As above, in a given space, with sentences that name where a rule comes from. */
    public static Proof proveTransition(
            PacketSpace space,
            Situation before,
            Situation after,
            Map<DeviceSlot, Integer> groups,
            RuleOrigins origins) {
        var inputs = inputs(space, "old ", before);
        inputs.putAll(inputs(space, "new ", after));
        try {
            return new Transition(space, before, after, groups, origins).prove(inputs);
        } catch (SpaceFull full) {
            return tooLarge(full, inputs);
        }
    }

    private static Proof tooLarge(SpaceFull full, SortedMap<String, String> inputs) {
        var finding =
                new Finding(
                        Finding.Severity.BLOCKER,
                        "TOO_LARGE",
                        "site",
                        String.valueOf(full.getMessage()));
        return Proof.of(
                List.of(finding),
                List.of(),
                new Certificate(inputs, List.of(), List.of(), List.of(), 0));
    }

    static SortedMap<String, String> inputs(PacketSpace space, String prefix, Situation site) {
        var inputs = new TreeMap<String, String>();
        inputs.put(prefix + "model", digest(space, site.model()));
        inputs.put(prefix + "plan", space.digestOf(site.plan()));
        site.configs()
                .forEach((slot, config) ->
                        inputs.put(prefix + "device " + slot, digest(space, config)));
        if (!site.around().equals(Surroundings.NONE)) {
            inputs.put(prefix + "seen", space.digestOf(site.around()));
        }
        return inputs;
    }

    /** Over the digests of its parts, so that a change of one conduit costs that conduit. */
    private static String digest(PacketSpace space, ZoneModel model) {
        var rest = new ZoneModel(model.zones(), List.of(), model.guardrails(), model.acceptances());
        var text = new StringBuilder(space.digestOf(rest));
        model.conduits().forEach(c -> text.append(' ').append(space.digestOf(c)));
        return Sha256.of(text.toString());
    }

    /**
     * Over the digests of the lists and of the rest, so that a change of one list costs that list.
     */
    private static String digest(PacketSpace space, DeviceConfig config) {
        var rest =
                new DeviceConfig(
                        config.interfaces(),
                        config.vlans(),
                        List.of(),
                        config.routes(),
                        config.securityZones(),
                        config.zonePolicies(),
                        config.wirelessNetworks(),
                        config.bridgesOnly());
        var text = new StringBuilder(space.digestOf(rest));
        config.accessLists().forEach(list -> text.append(' ').append(space.digestOf(list)));
        return Sha256.of(text.toString());
    }

    private static List<Certificate.ZonePair> pairs(Reachability reach) {
        var zones = reach.site().plan().zones().stream().map(SiteZone::zone).sorted().toList();
        var pairs = new ArrayList<Certificate.ZonePair>();
        for (var from : zones) {
            for (var to : zones) {
                var packets = reach.possible(from, to);
                if (!from.equals(to) && !packets.isEmpty()) {
                    pairs.add(
                            new Certificate.ZonePair(
                                    from.value(), to.value(), packets.volume(), packets.digest()));
                }
            }
        }
        return pairs;
    }

    private static List<String> replies(Approved approved, Reachability reach) {
        var lines = new ArrayList<String>();
        for (var flow : approved.flows()) {
            var conduit = flow.conduit();
            if (!unasked(flow, reach).isEmpty()) {
                var services =
                        conduit.services().stream()
                                .flatMap(SiteProof::answers)
                                .distinct()
                                .collect(Collectors.joining(", "));
                lines.add(
                        conduit.id()
                                + ": "
                                + conduit.to()
                                + " -> "
                                + conduit.from()
                                + " "
                                + services);
            }
        }
        return lines;
    }

    private static PacketSet unasked(Approved.Flow flow, Reachability reach) {
        var ends = flow.conduit();
        return reach.stateful()
                ? flow.reply()
                        .intersect(
                                reach.possible(
                                        ends.to().zone(), ends.from().zone(), Talk.UNGUARDED))
                : flow.reply();
    }

    private static Stream<String> answers(Service service) {
        return Stream.of(Family.values())
                .flatMap(family -> service.replies(family).stream())
                .map(Service::toString);
    }
}
