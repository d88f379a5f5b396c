package io.holdfast.apps.bench.proof;

import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.network.Family;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.verify.Proof;
import io.holdfast.core.verify.RuleOrigins;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.verify.Situation;
import io.holdfast.core.zone.Blueprint;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A reference site into whose WAN list somebody put a rule set made to defeat diagrams. */
final class HardSite {

    private final List<FilterRule> rules;

    HardSite(List<FilterRule> rules) {
        this.rules = rules;
    }

    record Outcome(String told, double cpu, long heap) {}

    Outcome prove() {
        var model = Blueprint.reference();
        var plan = Blueprint.sitePlan(new SiteId("hard"), "Hard", "Europe/Berlin", 1);
        var configs = new TreeMap<>(PolicyCompiler.compile(model, plan).devices());
        configs.computeIfPresent(new DeviceSlot("fw-1"), (_, config) -> grown(config));
        for (var pool : ManagementFactory.getMemoryPoolMXBeans()) {
            pool.resetPeakUsage();
        }
        var proofs = new ArrayList<Proof>();
        double cpu =
                Pairs.cpu(() ->
                        proofs.add(
                                SiteProof.prove(
                                        PacketSpace.create(),
                                        Situation.of(model, plan, configs),
                                        RuleOrigins.UNKNOWN)));
        long heap =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(p -> p.getType() == MemoryType.HEAP)
                        .mapToLong(p -> p.getPeakUsage().getUsed())
                        .sum();
        var proof = proofs.getFirst();
        var told =
                proof.findings().stream().anyMatch(f -> f.code().equals("TOO_LARGE"))
                        ? "refused as too large"
                        : proof.certificate().assumptions().stream()
                                        .filter(a -> a.startsWith("judged in"))
                                        .findFirst()
                                        .orElse("judged at once")
                                + "; "
                                + proof.counterExamples().size()
                                + " counter-examples";
        return new Outcome(told, cpu, heap);
    }

    private DeviceConfig grown(DeviceConfig config) {
        var lists = new ArrayList<AccessList>();
        boolean put = false;
        for (var list : config.accessLists()) {
            if (!put && list.family() == Family.IPV4 && list.name().value().contains("wan")) {
                lists.add(new AccessList(list.name(), list.family(), rules));
                put = true;
            } else {
                lists.add(list);
            }
        }
        if (!put) {
            throw new IllegalStateException("the reference firewall has no IPv4 list for the WAN");
        }
        return new DeviceConfig(config.interfaces(), config.vlans(), lists, config.routes());
    }
}
