package io.holdfast.apps.bench.proof;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.OnLink;
import io.holdfast.core.network.Packet;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.verify.CounterExample;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.verify.Proof;
import io.holdfast.core.verify.RuleOrigins;
import io.holdfast.core.verify.SiteFlows;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.verify.Situation;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import io.holdfast.dialect.ietf.IetfDialect;
import io.holdfast.spi.ReadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * One site looked at by the proof and by plain eyes, as compiled, as read back, and as a mutant.
 */
final class SiteEyes {

    private static final int PROBES = 250;
    private static final DeviceCapabilities CAPABILITIES =
            new DeviceCapabilities(
                    true,
                    DeviceCapabilities.ConfirmedCommit.V1_1,
                    true,
                    false,
                    false,
                    List.of(
                            "ietf-interfaces",
                            "ietf-ip",
                            "ietf-routing",
                            "iana-if-type",
                            "ietf-access-control-list",
                            "ieee802-dot1q-bridge",
                            "ietf-ipv4-unicast-routing",
                            "ietf-ipv6-unicast-routing"));

    private final ZoneModel model;
    private final SitePlan plan;
    private final PlantedBug bug;
    private final ProofCheck.Tally tally;
    private final Random random;
    private final PlainApproval approval;

    SiteEyes(
            ZoneModel model, SitePlan plan, PlantedBug bug, ProofCheck.Tally tally, Random random) {
        this.model = model;
        this.plan = plan;
        this.bug = bug;
        this.tally = tally;
        this.random = random;
        approval = new PlainApproval(model, plan);
    }

    private Proof prove(Map<DeviceSlot, DeviceConfig> configs) {
        return SiteProof.prove(
                PacketSpace.create(),
                Situation.of(model, plan, bug.understood(configs)),
                RuleOrigins.UNKNOWN);
    }

    private List<ZoneName> zones() {
        return plan.zones().stream().map(SiteZone::zone).toList();
    }

    /** The proof holds, and every probe arrives exactly where some conduit allows it. */
    void asCompiled(Map<DeviceSlot, DeviceConfig> compiled) {
        var proof = prove(compiled);
        tally.check(
                "compiled sites proved",
                proof.holds(),
                plan.site() + " " + proof.counterExamples().stream().limit(1).toList());
        var eyes = new PlainSite(plan, compiled);
        var infrastructure = infrastructure(compiled);
        for (var packet : probes(compiled)) {
            for (var from : zones()) {
                var reached = eyes.reached(from, packet);
                for (var to : zones()) {
                    if (!from.equals(to)
                            && !infrastructure.contains(packet.destination().toString())
                            && reached.contains(to) != approval.allows(from, to, packet)) {
                        tally.found(
                                "compiled sites by plain packets",
                                plan.site() + " " + packet + " from " + from + " to " + to);
                    }
                }
            }
        }
        tally.tried("compiled sites by plain packets");
    }

    private static List<String> infrastructure(Map<DeviceSlot, DeviceConfig> configs) {
        return configs.values().stream()
                .flatMap(c -> c.interfaces().stream())
                .flatMap(i -> i.addresses().stream())
                .map(a -> a.address().toString())
                .toList();
    }

    /** What the dialect reads is what was written, and proves the same. */
    void asReadBack(Map<DeviceSlot, DeviceConfig> compiled) {
        var dialect = new IetfDialect();
        var read = new TreeMap<DeviceSlot, DeviceConfig>();
        for (var entry : compiled.entrySet()) {
            var text = dialect.render(entry.getValue(), CAPABILITIES).text();
            switch (dialect.read(text)) {
                case ReadResult.Read(var config) -> read.put(entry.getKey(), config);
                case ReadResult.Unreadable(var reason) ->
                        tally.found("round trip", plan.site() + " " + reason);
            }
        }
        var back = bug.readBack(read);
        tally.check("round trip", back.equals(compiled), plan.site() + " reads back otherwise");
        tally.check("read back sites proved", prove(back).holds(), plan.site().value());
    }

    /**
     * Simulated devices carry exactly what somebody approved, and the proof says of what is read
     * from them what they do.
     */
    void running(Map<DeviceSlot, DeviceConfig> compiled) {
        tally.tried("simulated devices");
        var running = new RunningSite(plan, compiled);
        running.refusals().forEach(why -> tally.found("simulated devices", why));
        var read = bug.understood(bug.readBack(running.readBack()));
        if (!read.keySet().containsAll(compiled.keySet())) {
            tally.found(
                    "simulated devices", plan.site() + " could only be read from " + read.keySet());
            return;
        }
        var space = PacketSpace.create();
        var flows = SiteFlows.of(space, Situation.of(model, plan, read));
        var infrastructure = infrastructure(compiled);
        var probes = probes(compiled);
        for (var flow : flows.conduits()) {
            // Nobody has to be lucky to try what somebody approved, in both families.
            for (var family : Family.values()) {
                var ours = space.every(family).minus(flows.infrastructure());
                flow.forward().intersect(ours).witness().ifPresent(probes::add);
                flow.reply().intersect(ours).witness().ifPresent(probes::add);
            }
        }
        for (var packet : probes) {
            if (infrastructure.contains(packet.destination().toString())
                    || OnLink.holds(packet.source())
                    || OnLink.holds(packet.destination())) {
                continue;
            }
            for (var from : zones()) {
                for (var to : zones()) {
                    boolean carried = !from.equals(to) && running.carries(from, to, packet);
                    boolean proved = !from.equals(to) && flows.between(from, to).contains(packet);
                    if (carried != proved
                            || (!from.equals(to) && carried != approval.allows(from, to, packet))) {
                        tally.found(
                                "simulated devices",
                                packet
                                        + " from "
                                        + from
                                        + " to "
                                        + to
                                        + ": carried "
                                        + carried
                                        + ", proved "
                                        + proved);
                        return;
                    }
                }
            }
            tally.tried("probes of simulated devices");
        }
    }

    /**
     * A mutant that lets other packets through must be refused; whatever packet the proof shows
     * against it must be true of it.
     */
    void mutant(Mutants.Kind kind, Map<DeviceSlot, DeviceConfig> compiled) {
        var mutant = new Mutants(plan, random).of(kind, compiled);
        var proof = prove(mutant);
        var before = new PlainSite(plan, compiled);
        var after = new PlainSite(plan, mutant);
        var infrastructure = infrastructure(mutant);
        boolean refused =
                proof.counterExamples().stream().anyMatch(SiteEyes::aboutPaths)
                        || proof.findings().stream().anyMatch(f -> f.blocks());
        for (var packet : probes(changed(compiled, mutant))) {
            for (var from : zones()) {
                if (!infrastructure.contains(packet.destination().toString())
                        && !before.reached(from, packet).equals(after.reached(from, packet))
                        && !refused) {
                    tally.found("mutants", kind + " of " + plan.site() + " not found: " + packet);
                    return;
                }
            }
        }
        for (var example : proof.counterExamples()) {
            if (!isTrue(example, after)) {
                tally.found("mutants", kind + " of " + plan.site() + " wrongly told: " + example);
                return;
            }
        }
        tally.tried("mutants");
        tally.tried(refused ? "mutants refused" : "mutants that change nothing");
    }

    private static boolean aboutPaths(CounterExample example) {
        return switch (example.claim()) {
            case NO_UNDOCUMENTED_PATH, NOTHING_APPROVED_IS_BLOCKED, GUARDRAILS_HOLD -> true;
            case MANAGEMENT_PATH_SURVIVES, DEVICES_ARE_CLOSED -> false;
        };
    }

    /** An undocumented packet arrives and nobody approved it; a blocked one is approved. */
    private boolean isTrue(CounterExample example, PlainSite site) {
        return switch (example.claim()) {
            case NO_UNDOCUMENTED_PATH -> {
                var from = new ZoneName(example.from());
                var to = new ZoneName(example.to());
                yield site.reached(from, example.packet()).contains(to)
                        && !approval.allows(from, to, example.packet());
            }
            case GUARDRAILS_HOLD ->
                    site.reached(new ZoneName(example.from()), example.packet())
                            .contains(new ZoneName(example.to()));
            case NOTHING_APPROVED_IS_BLOCKED ->
                    approval.allows(
                            new ZoneName(example.from()),
                            new ZoneName(example.to()),
                            example.packet());
            case MANAGEMENT_PATH_SURVIVES, DEVICES_ARE_CLOSED -> true;
        };
    }

    /** The rules of the lists that differ; all rules if none does. */
    private static Map<DeviceSlot, DeviceConfig> changed(
            Map<DeviceSlot, DeviceConfig> before, Map<DeviceSlot, DeviceConfig> after) {
        var changed = new TreeMap<DeviceSlot, DeviceConfig>();
        after.forEach((slot, config) -> {
            var old = before.getOrDefault(slot, DeviceConfig.EMPTY);
            var lists =
                    config.accessLists().stream()
                            .filter(l -> !old.accessLists().contains(l))
                            .toList();
            changed.put(slot, new DeviceConfig(List.of(), List.of(), lists, config.routes()));
        });
        boolean any = changed.values().stream().anyMatch(c -> !c.accessLists().isEmpty());
        return any ? changed : after;
    }

    private List<Packet> probes(Map<DeviceSlot, DeviceConfig> configs) {
        var rules = new ArrayList<FilterRule>();
        configs.values().forEach(c -> c.accessLists().forEach(list -> rules.addAll(list.rules())));
        var probes = new ArrayList<>(PlainFilter.probes(rules, PROBES, random));
        for (var rule : rules) {
            // A grid of many rules is sparse: one packet of each is tried in any case.
            PlainFilter.probes(List.of(rule), 2, random).forEach(probes::add);
        }
        return probes;
    }
}
