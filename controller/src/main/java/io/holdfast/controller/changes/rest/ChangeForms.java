package io.holdfast.controller.changes.rest;

import io.holdfast.api.model.Change;
import io.holdfast.api.model.ChangeDiff;
import io.holdfast.api.model.ChangeTrial;
import io.holdfast.api.model.ConfigLine;
import io.holdfast.api.model.CounterExample;
import io.holdfast.api.model.DeviceDiff;
import io.holdfast.api.model.Finding;
import io.holdfast.api.model.FlowRow;
import io.holdfast.api.model.ProofSummary;
import io.holdfast.api.model.SiteDiff;
import io.holdfast.api.model.Verdict;
import io.holdfast.controller.changes.ChangeView;
import io.holdfast.controller.policies.ChangePreview;
import io.holdfast.controller.web.PolicyForms;
import io.holdfast.controller.web.WaveForms;
import java.time.ZoneOffset;
import java.util.UUID;

/** Change requests and their differences as the interface writes them. */
final class ChangeForms {

    private ChangeForms() {}

    static Change form(ChangeView view) {
        var form =
                new Change(
                        view.id().toString(),
                        view.version(),
                        view.title(),
                        view.reason(),
                        view.state(),
                        view.author(),
                        view.authorName(),
                        view.createdAt().atOffset(ZoneOffset.UTC),
                        view.updatedAt().atOffset(ZoneOffset.UTC),
                        view.baseRevision(),
                        view.edits().stream().map(PolicyForms::form).toList(),
                        view.sites(),
                        view.findings().stream().map(ChangeForms::form).toList(),
                        view.verdicts().stream().map(ChangeForms::form).toList(),
                        view.flowDigest(),
                        view.configDigest());
        if (!view.note().isEmpty()) {
            form.setNote(view.note());
        }
        view.rollout().ifPresent(r -> form.setRolloutId(r.toString()));
        view.origin()
                .ifPresent(o -> {
                    form.setOriginId(o.change().toString());
                    form.setOriginKind(o.kind());
                });
        form.setRiskClass(view.riskClass());
        form.setNeeds(ApprovalRuleForms.form(view.riskClass(), view.needs()));
        form.setRolloutPlan(WaveForms.form(view.waves()));
        return form;
    }

    private static Finding form(ChangePreview.FindingLine line) {
        return new Finding(line.severity(), line.code(), line.site(), line.where(), line.detail());
    }

    private static Verdict form(ChangeView.VerdictLine line) {
        return new Verdict(
                line.person(),
                line.name(),
                line.decision(),
                line.at().atOffset(ZoneOffset.UTC),
                line.comment(),
                line.stands());
    }

    static ChangeDiff diff(UUID change, ChangePreview preview) {
        return new ChangeDiff(
                change.toString(),
                preview.flowDigest(),
                preview.configDigest(),
                preview.sites().stream().map(ChangeForms::form).toList());
    }

    static ChangeTrial trial(ChangePreview preview) {
        return new ChangeTrial(
                preview.findings().stream().map(ChangeForms::form).toList(),
                preview.flowDigest(),
                preview.configDigest(),
                preview.sites().stream().map(ChangeForms::form).toList());
    }

    private static SiteDiff form(ChangePreview.SiteDiff site) {
        return new SiteDiff(
                site.site(),
                site.possible().stream().map(ChangeForms::form).toList(),
                site.impossible().stream().map(ChangeForms::form).toList(),
                site.devices().stream().map(ChangeForms::form).toList(),
                form(site.proof()));
    }

    private static FlowRow form(ChangePreview.FlowRow row) {
        return new FlowRow(
                row.from(),
                row.to(),
                row.source(),
                row.destination(),
                row.services(),
                row.conduits(),
                row.reply());
    }

    private static DeviceDiff form(ChangePreview.DeviceDiff device) {
        return new DeviceDiff(
                device.slot(),
                device.group(),
                device.lines().stream()
                        .map(l -> new ConfigLine(l.change(), l.element(), l.before(), l.after()))
                        .toList(),
                device.text(),
                device.textDigest(),
                device.diffDigest());
    }

    private static ProofSummary form(ChangePreview.ProofLines proof) {
        return new ProofSummary(
                proof.holds(),
                proof.statesProved(),
                proof.certificateDigest(),
                proof.counterExamples().stream()
                        .map(e ->
                                new CounterExample(
                                        e.claim(),
                                        e.state(),
                                        e.packet(),
                                        e.from(),
                                        e.to(),
                                        e.hops(),
                                        e.decidedBy(),
                                        e.sentence()))
                        .toList(),
                proof.replies(),
                proof.assumptions());
    }
}
