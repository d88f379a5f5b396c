package io.holdfast.controller.policies;

import io.holdfast.controller.policies.ChangePreview.FindingLine;
import io.holdfast.controller.policies.ChangePreview.SiteDiff;
import io.holdfast.controller.scope.Acting;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.compile.CompileFinding;
import io.holdfast.core.compile.HardEnds;
import io.holdfast.core.compile.SiteToSite;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Conduit;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.RiskOf;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.WireJson;
import io.holdfast.spi.ReadResult;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.springframework.stereotype.Component;

/**
 * Works a change out: edits, compile, prove, compare, render. Decides nothing about who may; writes
 * nothing.
 */
@Component
public class Planner {

    private final Dialects dialects;
    private final InstantSource clock;

    Planner(Dialects dialects, InstantSource clock) {
        this.dialects = dialects;
        this.clock = clock;
    }

    /**
     * Plans a change.
     *
     * @throws io.holdfast.controller.scope.Refused if the result may not even be modelled
     */
    public PlannedChange plan(
            PolicyInForce base, List<PolicyEdit> edits, Map<SiteId, SiteFacts> facts) {
        return plan(base, edits, facts, _ -> {});
    }

    /** As above; {@code working} hears how many sites were looked at, beginning with none. */
    public PlannedChange plan(
            PolicyInForce base,
            List<PolicyEdit> edits,
            Map<SiteId, SiteFacts> facts,
            IntConsumer working) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var edited = EditsInForce.of(base, edits, today);
        var now = clock.instant();
        var model = edited.model().at(now);
        var findings = new ArrayList<FindingLine>();
        var planned = new ArrayList<PlannedChange.PlannedSite>();
        var diffs = new ArrayList<SiteDiff>();
        var flows = new StringBuilder();
        var told =
                new StringBuilder(
                        PolicyDiff.between(
                                base.model(), base.plans(), edited.model(), edited.plans()));
        var risk = ChangeRisk.ofPolicy(base, edited.model(), edited.plans());
        int looked = 0;
        for (var plan : edited.plans()) {
            working.accept(looked++);
            var known = facts.getOrDefault(plan.site(), SiteFacts.unknown(plan.site())).at(now);
            WindowsAhead.judge(base.plans(), plan, now, findings);
            var view = SiteToSite.at(model, plan, edited.plans());
            var abilities = dialects.abilities(known.modules());
            var contents = HardEnds.contents(view.model(), view.plan(), abilities, now);
            var compiled = contents.getFirst().compiled();
            var before = configsOf(known.released());
            if (compiled.devices().equals(before)
                    && LaterContents.same(known.released(), contents)) {
                continue;
            }
            if (!known.inService()
                    && known.released().isEmpty()
                    && !edited.named().contains(plan.site())) {
                findings.add(
                        new FindingLine(
                                "NOTE",
                                "SITE_NOT_IN_SERVICE",
                                plan.site().value(),
                                plan.site().value(),
                                "No site node is enrolled; the site is left out."));
                continue;
            }
            notRendered(view, known, findings);
            leftAlone(plan, before, findings);
            var site = site(view, known, contents, findings);
            planned.add(site);
            var content = WireJson.read(SiteContent.class, site.content());
            risk = RiskOf.higher(risk, RiskOf.between(known.released(), content));
            var comparison =
                    SiteComparison.of(
                            view.model(),
                            view.plan(),
                            known.released(),
                            compiled,
                            content,
                            findings);
            LaterContents.judge(known, content, contents, findings);
            diffs.add(comparison.diff());
            flows.append(plan.site()).append('\n').append(comparison.flowText());
            told.append(plan.site()).append('\n').append(comparison.toldText());
            told.append(LaterContents.told(known.released(), content, contents));
        }
        if (planned.isEmpty() && edits.isEmpty()) {
            findings.add(
                    new FindingLine(
                            "BLOCKER",
                            "NOTHING_CHANGES",
                            "",
                            "",
                            "No edit, and every site in service has what is in force."));
        }
        return new PlannedChange(
                edited.model(),
                edited.plans(),
                planned,
                new ChangePreview(
                        findings, diffs, Digests.of(flows.toString()), Digests.of(told.toString())),
                risk);
    }

    private static SortedMap<DeviceSlot, DeviceConfig> configsOf(Optional<SiteContent> content) {
        var configs = new TreeMap<DeviceSlot, DeviceConfig>();
        content.ifPresent(c -> c.devices().forEach(d -> configs.put(d.slot(), d.config())));
        return configs;
    }

    private PlannedChange.PlannedSite site(
            SiteToSite.View view,
            SiteFacts known,
            List<HardEnds.Content> contents,
            List<FindingLine> findings) {
        var plan = view.plan();
        var compiled = contents.getFirst().compiled();
        compiled.findings().forEach(f -> findings.add(line(plan.site(), f)));
        var before = configsOf(known.released());
        var devices = new ArrayList<SiteContent.DeviceContent>();
        var changed = new ArrayList<DeviceSlot>();
        compiled.devices()
                .forEach((slot, config) -> {
                    int group = compiled.groups().getOrDefault(slot, 0);
                    devices.add(render(plan.site(), slot, config, group, known, findings));
                    if (!config.equals(before.get(slot))) {
                        changed.add(slot);
                    }
                });
        var content =
                WireJson.write(
                        new SiteContent(
                                SiteContent.SCHEMA,
                                Acting.organization().toString(),
                                plan,
                                contents.getFirst().model(),
                                devices,
                                LaterContents.ends(
                                        contents,
                                        (slot, config, group) ->
                                                render(
                                                        plan.site(),
                                                        slot,
                                                        config,
                                                        group,
                                                        known,
                                                        findings))));
        return new PlannedChange.PlannedSite(plan.site(), content, Digests.of(content), changed);
    }

    private SiteContent.DeviceContent render(
            SiteId site,
            DeviceSlot slot,
            DeviceConfig config,
            int group,
            SiteFacts known,
            List<FindingLine> findings) {
        var modules = known.modules().getOrDefault(slot, List.of());
        if (modules.isEmpty()) {
            blocker(
                    findings,
                    site,
                    slot,
                    "DEVICE_NEVER_SEEN",
                    "Not rendered: never seen. Onboard the device first.");
            return new SiteContent.DeviceContent(slot, group, "none", config, "", Digests.of(""));
        }
        var capabilities = Dialects.capabilities(modules);
        var dialect = dialects.forDevice(capabilities);
        if (dialect.isEmpty()) {
            blocker(
                    findings,
                    site,
                    slot,
                    "NO_DIALECT",
                    "No dialect knows a device with these modules.");
            return new SiteContent.DeviceContent(slot, group, "none", config, "", Digests.of(""));
        }
        var reasons = dialect.get().blockers(config, capabilities);
        reasons.forEach(r -> blocker(findings, site, slot, "DIALECT_CANNOT_SAY", r));
        if (!reasons.isEmpty()) {
            return new SiteContent.DeviceContent(
                    slot, group, dialect.get().name(), config, "", Digests.of(""));
        }
        dialect.get()
                .beforehand(config)
                .forEach(r ->
                        findings.add(
                                new FindingLine(
                                        "NOTE",
                                        "TO_BE_DONE_BEFORE",
                                        site.value(),
                                        slot.value(),
                                        r)));
        var text = dialect.get().render(config, capabilities).text();
        if (!(dialect.get().read(text) instanceof ReadResult.Read(var read))
                || !read.equals(config)) {
            blocker(
                    findings,
                    site,
                    slot,
                    "TEXT_MEANS_SOMETHING_ELSE",
                    "The text, read back, does not mean the configuration.");
        }
        return new SiteContent.DeviceContent(
                slot, group, dialect.get().name(), config, text, Digests.of(text));
    }

    /** A tunnel that nobody would bring up is said before anybody approves it. */
    private void notRendered(SiteToSite.View view, SiteFacts known, List<FindingLine> findings) {
        for (var tunnel : view.tunnels()) {
            var modules = known.modules().getOrDefault(tunnel.device(), List.of());
            var seen = Dialects.capabilities(modules);
            if (!modules.isEmpty()
                    && dialects.forDevice(seen).filter(d -> d.bringsUpTunnels(seen)).isEmpty()) {
                blocker(
                        findings,
                        view.plan().site(),
                        tunnel.device(),
                        "TUNNEL_NOT_RENDERED",
                        "Conduits "
                                + view.through(tunnel).stream().map(Conduit::id).toList()
                                + " need a tunnel to "
                                + tunnel.remoteSite()
                                + ", and "
                                + tunnel.device()
                                + " is a device that cannot be told to bring one up.");
            }
        }
    }

    /** A device that leaves the plan is told nothing any more, not even to close. */
    private static void leftAlone(
            SitePlan plan, SortedMap<DeviceSlot, DeviceConfig> before, List<FindingLine> findings) {
        for (var slot : before.keySet()) {
            if (plan.device(slot).filter(Device::configured).isEmpty()) {
                findings.add(
                        new FindingLine(
                                "WARNING",
                                "DEVICE_LEFT_ALONE",
                                plan.site().value(),
                                slot.value(),
                                "Holdfast no longer configures it; it keeps what it runs until"
                                        + " somebody unplugs or resets it."));
            }
        }
    }

    private static void blocker(
            List<FindingLine> findings, SiteId site, DeviceSlot slot, String code, String detail) {
        findings.add(new FindingLine("BLOCKER", code, site.value(), slot.value(), detail));
    }

    private static FindingLine line(SiteId site, CompileFinding finding) {
        return new FindingLine(
                finding.blocker() ? "BLOCKER" : "NOTE",
                finding.code(),
                site.value(),
                String.join(", ", finding.slots().stream().map(DeviceSlot::value).toList()),
                finding.detail());
    }
}
