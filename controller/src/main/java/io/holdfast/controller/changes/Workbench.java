package io.holdfast.controller.changes;

import io.holdfast.controller.changes.store.ChangeStore;
import io.holdfast.controller.changes.store.StoredChange;
import io.holdfast.controller.policies.ChangePreview;
import io.holdfast.controller.policies.PlannedChange;
import io.holdfast.controller.policies.Planner;
import io.holdfast.controller.policies.PolicyInForce;
import io.holdfast.controller.policies.SiteFacts;
import io.holdfast.controller.rollouts.Rollouts;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Role;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.core.change.ApprovalRule;
import io.holdfast.core.change.ChangeRequest;
import io.holdfast.core.change.Evidence;
import io.holdfast.core.change.Person;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.rollout.PlannedWave;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.RiskClass;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.WireJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Gathers what a change is worked out from, and keeps what came of it. */
@Component
class Workbench {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Planner planner;
    private final Rollouts rollouts;
    private final SiteLinks links;
    private final TransactionTemplate reading;

    Workbench(
            Planner planner,
            Rollouts rollouts,
            SiteLinks links,
            PlatformTransactionManager transactions) {
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        this.planner = planner;
        this.rollouts = rollouts;
        this.links = links;
    }

    /** A change worked out, and the digest of what it was worked out from. */
    record Planned(PlannedChange change, String basis) {}

    /** Works a change out; its waves are bound with the rest of what is approved. */
    Planned plan(PolicyInForce base, List<PolicyEdit> edits, List<PlannedWave> waves) {
        var facts = facts();
        var basis = new StringBuilder(base.digest()).append('\n');
        new TreeMap<>(facts)
                .forEach((site, f) ->
                        basis.append(site)
                                .append(f.inService())
                                .append(new TreeMap<>(f.modules()))
                                .append(
                                        f.released()
                                                .map(WireJson::text)
                                                .map(Digests::of)
                                                .orElse(""))
                                .append('\n'));
        basis.append(edits);
        return new Planned(
                bound(planner.plan(base, edits, facts), waves), Digests.of(basis.toString()));
    }

    /** What approvals are over is more than devices: the class they are counted by, the waves. */
    private static PlannedChange bound(PlannedChange change, List<PlannedWave> waves) {
        if (waves.isEmpty() && change.risk() == RiskClass.R1) {
            return change;
        }
        var preview = change.preview();
        return new PlannedChange(
                change.model(),
                change.plans(),
                change.sites(),
                new ChangePreview(
                        preview.findings(),
                        preview.sites(),
                        preview.flowDigest(),
                        Digests.of(
                                preview.configDigest()
                                        + "\n"
                                        + change.risk()
                                        + "\n"
                                        + WireJson.text(new StoredChange.Waves(waves)))),
                change.risk());
    }

    /** A change worked out for whoever asks what it would do; reads in a transaction of its own. */
    PlannedChange trial(PolicyInForce base, List<PolicyEdit> edits, IntConsumer working) {
        var facts = Objects.requireNonNull(reading.execute(_ -> facts()));
        return bound(planner.plan(base, edits, facts, working), List.of());
    }

    private Map<SiteId, SiteFacts> facts() {
        var released = new HashMap<SiteId, SiteContent>();
        rollouts.released()
                .forEach(
                        b -> released.put(b.site(), WireJson.read(SiteContent.class, b.content())));
        var facts = new HashMap<SiteId, SiteFacts>();
        for (var standing : links.standings()) {
            facts.put(
                    standing.site(),
                    new SiteFacts(
                            standing.site(),
                            standing.enrolled(),
                            SeenOverTheLink.modules(standing),
                            Optional.ofNullable(released.get(standing.site())),
                            standing.closesByItself()));
        }
        return facts;
    }

    static Evidence evidence(PolicyInForce base, PlannedChange change, Instant now) {
        return new Evidence(
                base.revision(),
                change.preview().flowDigest(),
                change.preview().configDigest(),
                change.preview().findings().stream()
                        .filter(ChangePreview.FindingLine::blocks)
                        .map(f -> (f.site() + " " + f.where() + ": " + f.detail()).strip())
                        .limit(20)
                        .toList(),
                now);
    }

    /** Who acts, by the id that "another person" is decided by. */
    static Person me() {
        var caller = Acting.caller();
        return new Person(caller.issuer() + " " + caller.subject());
    }

    /** The roles of who acts, as an approval carries them. */
    static List<String> roles() {
        return Acting.caller().roles().stream().map(Role::name).sorted().toList();
    }

    StoredChange fill(StoredChange stored, Planned planned) {
        var preview = planned.change().preview();
        return stored.with(
                planned.basis(),
                JSON.writeValueAsString(preview),
                preview.flowDigest(),
                preview.configDigest(),
                planned.change().risk());
    }

    ChangePreview preview(StoredChange stored) {
        return JSON.readValue(stored.preview(), ChangePreview.class);
    }

    ChangeView view(
            StoredChange stored,
            List<ChangeView.VerdictLine> verdicts,
            ApprovalRule rule,
            Optional<ChangeView.Origin> origin) {
        var preview = preview(stored);
        var proposal = stored.request().proposal();
        return new ChangeView(
                stored.id(),
                stored.version(),
                proposal.title(),
                proposal.reason(),
                StoredChange.state(stored.request()),
                ChangeStore.subject(proposal.author().id()),
                stored.authorName(),
                stored.createdAt(),
                stored.updatedAt(),
                proposal.base(),
                proposal.edits(),
                proposal.waves(),
                preview.sites().stream().map(ChangePreview.SiteDiff::site).toList(),
                preview.findings(),
                verdicts,
                stored.flowDigest(),
                stored.configDigest(),
                stored.risk(),
                rule,
                note(stored.request()),
                stored.rollout(),
                origin);
    }

    private static String note(ChangeRequest request) {
        return switch (request) {
            case ChangeRequest.Draft(_, var note) -> note;
            case ChangeRequest.Verified(_, _, var note) -> note;
            case ChangeRequest.InReview r -> r.note();
            case ChangeRequest.Rejected r -> r.reason();
            case ChangeRequest.Withdrawn w -> w.reason();
            case ChangeRequest.Approved _, ChangeRequest.Released _ -> "";
        };
    }
}
