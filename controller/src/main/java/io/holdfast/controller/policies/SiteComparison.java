package io.holdfast.controller.policies;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.holdfast.controller.policies.ChangePreview.ConfigLine;
import io.holdfast.controller.policies.ChangePreview.DeviceDiff;
import io.holdfast.controller.policies.ChangePreview.ExampleLines;
import io.holdfast.controller.policies.ChangePreview.FindingLine;
import io.holdfast.controller.policies.ChangePreview.FlowRow;
import io.holdfast.controller.policies.ChangePreview.ProofLines;
import io.holdfast.controller.policies.ChangePreview.SiteDiff;
import io.holdfast.core.compile.CompiledSite;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.diff.ConfigDiff;
import io.holdfast.core.diff.FlowDiff;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.CounterExample;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.verify.Proof;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.verify.Situation;
import io.holdfast.core.verify.SpaceFull;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.sitelink.SiteContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One site before and after: proof of the new state and of the way to it, flows, lines and texts.
 *
 * @param toldText everything its devices would be told otherwise, for the digest people approve
 */
record SiteComparison(SiteDiff diff, String flowText, String toldText) {

    static SiteComparison of(
            ZoneModel model,
            SitePlan plan,
            Optional<SiteContent> released,
            CompiledSite compiled,
            SiteContent content,
            List<FindingLine> findings) {
        var space = PacketSpace.create();
        var after = Situation.of(model, plan, compiled.devices());
        var before = before(model, plan, released);
        var proofs = new ArrayList<Proof>();
        proofs.add(SiteProof.prove(space, after, compiled));
        if (released.isPresent()) {
            proofs.add(
                    SiteProof.proveTransition(space, before, after, compiled.groups(), compiled));
        } else {
            findings.add(
                    new FindingLine(
                            "NOTE",
                            "FIRST_CONTENT",
                            plan.site().value(),
                            "",
                            "The site has no earlier state of Holdfast's; the way to this one is proved by"
                                    + " the site from what its devices run."));
        }
        proofs.forEach(p -> note(plan, p, findings));
        var flow = flow(space, before, after, plan, findings);
        var devices = new ArrayList<DeviceDiff>();
        var told = new StringBuilder();
        var known = new TreeMap<DeviceSlot, SiteContent.DeviceContent>();
        released.ifPresent(c -> c.devices().forEach(d -> known.put(d.slot(), d)));
        for (var device : content.devices()) {
            var slot = device.slot();
            var old = Optional.ofNullable(known.remove(slot));
            if (old.filter(device::equals).isPresent()) {
                continue;
            }
            var oldConfig = old.map(SiteContent.DeviceContent::config).orElse(DeviceConfig.EMPTY);
            var oldText = old.map(SiteContent.DeviceContent::text).orElse("");
            var lines = ConfigDiff.between(oldConfig, device.config());
            told.append(slot).append('\n').append(lines.canonicalText());
            told.append(told(old, device));
            if (lines.isEmpty()) {
                continue;
            }
            devices.add(
                    new DeviceDiff(
                            slot.value(),
                            device.group(),
                            lines.lines().stream()
                                    .map(l ->
                                            new ConfigLine(
                                                    l.change().name(),
                                                    l.element(),
                                                    l.before(),
                                                    l.after()))
                                    .toList(),
                            unified(slot, oldText, device.text()),
                            device.textDigest()));
        }
        known.keySet().forEach(left -> told.append('-').append(left).append('\n'));
        var diff =
                new SiteDiff(
                        plan.site().value(),
                        flow.map(f -> rows(f.possible())).orElse(List.of()),
                        flow.map(f -> rows(f.impossible())).orElse(List.of()),
                        devices,
                        lines(proofs));
        return new SiteComparison(
                diff, flow.map(FlowDiff::canonicalText).orElse(""), told.toString());
    }

    /** How a device is told otherwise, without what stands around it: that may move with others. */
    static String told(Optional<SiteContent.DeviceContent> old, SiteContent.DeviceContent device) {
        var told = new StringBuilder();
        told.append(old.map(d -> d.group() + " " + d.dialect()).orElse(""))
                .append(" -> ")
                .append(device.group())
                .append(' ')
                .append(device.dialect())
                .append('\n');
        var before = old.stream().flatMap(d -> d.text().lines()).toList();
        for (var delta : DiffUtils.diff(before, device.text().lines().toList()).getDeltas()) {
            delta.getSource().getLines().forEach(l -> told.append('-').append(l).append('\n'));
            delta.getTarget().getLines().forEach(l -> told.append('+').append(l).append('\n'));
        }
        return told.toString();
    }

    private static Situation before(
            ZoneModel model, SitePlan plan, Optional<SiteContent> released) {
        if (released.isEmpty()) {
            return Situation.of(
                    new ZoneModel(model.zones(), List.of(), model.guardrails()), plan, Map.of());
        }
        var configs = new TreeMap<DeviceSlot, DeviceConfig>();
        released.get().devices().forEach(d -> configs.put(d.slot(), d.config()));
        return Situation.of(released.get().model(), released.get().plan(), configs);
    }

    private static Optional<FlowDiff> flow(
            PacketSpace space,
            Situation before,
            Situation after,
            SitePlan plan,
            List<FindingLine> findings) {
        try {
            return Optional.of(FlowDiff.between(space, before, after));
        } catch (SpaceFull full) {
            findings.add(
                    new FindingLine(
                            "BLOCKER",
                            "TOO_LARGE",
                            plan.site().value(),
                            "site",
                            String.valueOf(full.getMessage())));
            return Optional.empty();
        }
    }

    private static void note(SitePlan plan, Proof proof, List<FindingLine> findings) {
        proof.findings()
                .forEach(f ->
                        findings.add(
                                new FindingLine(
                                        f.severity().name(),
                                        f.code(),
                                        plan.site().value(),
                                        f.where(),
                                        f.detail())));
        for (var example : proof.counterExamples()) {
            findings.add(
                    new FindingLine(
                            "BLOCKER",
                            example.claim().name(),
                            plan.site().value(),
                            example.decidedBy().toString(),
                            example.sentence()));
        }
    }

    private static ProofLines lines(List<Proof> proofs) {
        var last = proofs.getFirst().certificate();
        return new ProofLines(
                proofs.stream().allMatch(Proof::holds),
                proofs.stream().mapToInt(p -> p.certificate().statesProved()).sum(),
                last.digest(),
                proofs.stream()
                        .flatMap(p -> p.counterExamples().stream())
                        .map(SiteComparison::example)
                        .toList(),
                last.replies(),
                last.assumptions());
    }

    private static ExampleLines example(CounterExample example) {
        return new ExampleLines(
                example.claim().name(),
                example.state(),
                example.packet().toString(),
                example.from(),
                example.to(),
                example.hops().stream().map(Object::toString).toList(),
                example.decidedBy().toString(),
                example.sentence());
    }

    private static List<FlowRow> rows(List<FlowDiff.Row> rows) {
        return rows.stream()
                .map(r ->
                        new FlowRow(
                                r.from().value(),
                                r.to(),
                                r.source(),
                                r.destination(),
                                r.services(),
                                r.conduits().stream().map(ConduitId::value).toList(),
                                r.reply()))
                .toList();
    }

    private static String unified(DeviceSlot slot, String before, String after) {
        var old = before.isEmpty() ? List.<String>of() : before.lines().toList();
        var patch = DiffUtils.diff(old, after.lines().toList());
        return String.join(
                "\n",
                UnifiedDiffUtils.generateUnifiedDiff(
                        slot + " in force", slot + " proposed", old, patch, 3));
    }
}
