package io.holdfast.core.verify;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.site.TunnelEnd;
import io.holdfast.core.zone.Guardrail;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every state a site can be in while groups of devices change one after the other. */
final class Transition {

    /**
     * Rulings P2: 256 states are proved in a moment, and no larger group was ever needed at once.
     */
    private static final int LARGEST_GROUP = 8;

    /** A person reads the first few; a broken change breaks in every state. */
    private static final int MOST_COUNTER_EXAMPLES = 20;

    private final PacketSpace space;
    private final Situation before;
    private final Situation after;
    private final Map<DeviceSlot, Integer> groups;
    private final RuleOrigins origins;
    private final List<Finding> findings = new ArrayList<>();
    private final List<CounterExample> counterExamples = new ArrayList<>();
    private final TreeSet<String> assumptions = new TreeSet<>();
    private int states;

    Transition(
            PacketSpace space,
            Situation before,
            Situation after,
            Map<DeviceSlot, Integer> groups,
            RuleOrigins origins) {
        this.space = space;
        this.before = before;
        this.after = after;
        this.groups = groups;
        this.origins = origins;
    }

    Proof prove(SortedMap<String, String> inputs) {
        var bounds =
                new Bounds(
                        List.of(
                                new Approved(space, before.model(), before.plan()),
                                new Approved(space, after.model(), after.plan())));
        var kept = new TreeSet<DeviceSlot>();
        var known = firstConfigurations();
        for (var group : changing().entrySet()) {
            if (group.getValue().size() > LARGEST_GROUP) {
                findings.add(
                        new Finding(
                                Finding.Severity.BLOCKER,
                                "GROUP_TOO_LARGE",
                                "group " + group.getKey(),
                                "group "
                                        + group.getKey()
                                        + " changes "
                                        + group.getValue().size()
                                        + " devices at once; at most "
                                        + LARGEST_GROUP
                                        + " can be proved together"));
                break;
            }
            int subsets = 1 << group.getValue().size();
            for (int chosen = 0; chosen < subsets; chosen++) {
                var renewed = new TreeSet<>(kept);
                for (int i = 0; i < group.getValue().size(); i++) {
                    if ((chosen >> i & 1) == 1) {
                        renewed.add(group.getValue().get(i));
                    }
                }
                // The empty choice of a later group is the full choice of the one before.
                boolean seen = chosen == 0 && !kept.isEmpty();
                if (!seen && renewed.containsAll(known)) {
                    judge(bounds, renewed);
                }
            }
            kept.addAll(group.getValue());
        }
        return Proof.of(
                findings.stream().distinct().toList(),
                counterExamples,
                new Certificate(inputs, List.of(), List.of(), List.copyOf(assumptions), states));
    }

    /** Devices that change, by group number; a device without a group comes last, by itself. */
    private SortedMap<Integer, List<DeviceSlot>> changing() {
        var slots = new TreeSet<>(before.configs().keySet());
        slots.addAll(after.configs().keySet());
        slots.removeIf(slot -> config(before, slot).equals(config(after, slot)));
        int last = groups.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        var byGroup = new TreeMap<Integer, List<DeviceSlot>>();
        for (var slot : slots) {
            var group = groups.get(slot);
            if (group == null) {
                last++;
                group = last;
            }
            byGroup.computeIfAbsent(group, _ -> new ArrayList<>()).add(slot);
        }
        return byGroup;
    }

    private static DeviceConfig config(Situation site, DeviceSlot slot) {
        return site.configs().getOrDefault(slot, DeviceConfig.EMPTY);
    }

    /** Devices on which Holdfast owned nothing before: what they did until then is not judged. */
    private SortedSet<DeviceSlot> firstConfigurations() {
        var first =
                after.configs().keySet().stream()
                        .filter(slot -> config(before, slot).equals(DeviceConfig.EMPTY))
                        .filter(slot -> !config(after, slot).equals(DeviceConfig.EMPTY))
                        .collect(Collectors.toCollection(TreeSet::new));
        for (var slot : first) {
            assumptions.add(
                    slot + " gets its first configuration: states before it are taken as found");
        }
        return first;
    }

    private void judge(Bounds bounds, SortedSet<DeviceSlot> renewed) {
        var configs = new TreeMap<DeviceSlot, DeviceConfig>();
        var devices = new ArrayList<>(after.plan().devices());
        after.configs()
                .forEach((slot, config) ->
                        configs.put(slot, renewed.contains(slot) ? config : config(before, slot)));
        devices.replaceAll(device ->
                renewed.contains(device.slot())
                        ? device
                        : before.plan().device(device.slot()).orElse(device));
        var plan = after.plan();
        var mixed = plan.with(zones(), devices).joined(zones(), tunnels());
        var reach =
                new Reachability(
                        space, new Situation(after.model(), mixed, configs, after.around()));
        var state = new StateProof(space, reach, bounds, origins, words(renewed));
        state.judge(guardrails());
        states++;
        findings.addAll(state.findings().stream().filter(Finding::blocks).toList());
        assumptions.addAll(reach.topology().assumptions());
        for (var example : state.counterExamples()) {
            if (counterExamples.size() < MOST_COUNTER_EXAMPLES) {
                counterExamples.add(example);
            }
        }
    }

    /**
     * While devices change, hosts know the old gateway or the new one, groups have both addresses.
     */
    private List<SiteZone> zones() {
        var zones = new TreeMap<ZoneName, SiteZone>();
        before.plan().zones().forEach(zone -> zones.put(zone.zone(), zone));
        after.plan().zones().forEach(zone -> zones.merge(zone.zone(), zone, Transition::both));
        return List.copyOf(zones.values());
    }

    /** A tunnel of the old plan stands until its device has the new configuration. */
    private List<TunnelEnd> tunnels() {
        return together(after.plan().tunnels(), before.plan().tunnels());
    }

    private static SiteZone both(SiteZone old, SiteZone fresh) {
        return fresh.with(
                together(fresh.prefixes(), old.prefixes()),
                together(fresh.gateways(), old.gateways()),
                together(fresh.groups(), old.groups()));
    }

    private static <T> List<T> together(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).distinct().toList();
    }

    /**
     * Guardrails that hold before and after. One that only begins or ends with this change is
     * judged with the final state: on the way the old or the new policy still speaks.
     */
    private List<Guardrail> guardrails() {
        return before.model().guardrails().stream()
                .filter(after.model().guardrails()::contains)
                .toList();
    }

    private String words(SortedSet<DeviceSlot> renewed) {
        var changed = changing().values().stream().flatMap(List::stream).sorted().toList();
        return changed.stream()
                .map(slot ->
                        slot
                                + (renewed.contains(slot) ? " runs the new" : " runs the old")
                                + " configuration")
                .collect(Collectors.joining(" and "));
    }
}
