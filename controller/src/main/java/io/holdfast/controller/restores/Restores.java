package io.holdfast.controller.restores;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.changes.ChangeView;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.observations.Archives;
import io.holdfast.controller.policies.RevisionSearch;
import io.holdfast.controller.policies.TextMeaning;
import io.holdfast.controller.restores.RestorePlan.Outcome;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.controller.sitelinks.SlotStanding;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.diff.ConfigDiff;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings an archived configuration back the only way there is: as a change of the policy, which is
 * proved, reviewed and approved like any other. Nothing of the archived text is ever sent to a
 * device.
 */
@Service
public class Restores {

    private final Access access;
    private final AuditLog audit;
    private final Archives archives;
    private final SiteLinks links;
    private final TextMeaning meaning;
    private final RevisionSearch search;
    private final Changes changes;
    private final TransactionTemplate transaction;

    Restores(
            Access access,
            AuditLog audit,
            Archives archives,
            SiteLinks links,
            TextMeaning meaning,
            RevisionSearch search,
            Changes changes,
            PlatformTransactionManager transactions) {
        this.access = access;
        this.audit = audit;
        this.archives = archives;
        this.links = links;
        this.meaning = meaning;
        this.search = search;
        this.changes = changes;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What a change could bring back of a version; changes nothing, and keeps no connection while
     * it looks through the revisions.
     */
    public RestorePlan plan(SiteId site, DeviceSlot slot, String digest) {
        access.requireRead();
        var text = archives.text(site, slot, digest);
        var seenAt = seenAt(site, slot, digest);
        return switch (meaning.ofWhole(modules(site, slot), text)) {
            case TextMeaning.Whole.NotUnderstood(var reason) ->
                    notUnderstood(digest, seenAt, reason);
            case TextMeaning.Whole.Understood(var config, var beside) ->
                    search.to(site, slot, config, seenAt)
                            .map(way -> plan(digest, seenAt, config, beside, way))
                            .orElseGet(() ->
                                    notUnderstood(
                                            digest, seenAt, "The device is in no plan in force."));
        };
    }

    private static RestorePlan notUnderstood(String digest, Instant seenAt, String reason) {
        return new RestorePlan(
                digest,
                seenAt,
                Outcome.NOT_UNDERSTOOD,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                reason);
    }

    private static RestorePlan plan(
            String digest,
            Instant seenAt,
            DeviceConfig version,
            List<String> beside,
            RevisionSearch.Way way) {
        var left = ConfigDiff.between(way.given(), version).lines();
        return new RestorePlan(
                digest,
                seenAt,
                outcome(way, left),
                way.revision(),
                way.edits(),
                ConfigDiff.between(way.inForce(), way.given()).lines(),
                left,
                beside,
                "");
    }

    private static Outcome outcome(RevisionSearch.Way way, List<ConfigDiff.Line> left) {
        if (way.edits().isEmpty()) {
            return left.isEmpty() ? Outcome.IN_FORCE : Outcome.NOT_EXPLAINED;
        }
        return left.isEmpty() ? Outcome.WHOLE : Outcome.PARTLY;
    }

    /** Drafts the change that brings a version back, as far as a change can. */
    public ChangeView draft(
            SiteId site, DeviceSlot slot, String digest, String title, String reason) {
        var plan = planned(site, slot, digest);
        return Objects.requireNonNull(
                transaction.execute(_ -> draft(site, slot, plan, title, reason)));
    }

    /** What {@link #draft} is for: the same as {@link #plan}, for who may propose. */
    public RestorePlan planned(SiteId site, DeviceSlot slot, String digest) {
        access.require(Permission.PROPOSE, "configuration.restore", "device:" + site + "/" + slot);
        return plan(site, slot, digest);
    }

    /** The same with what was found a moment ago; what is in force now is what it is proved on. */
    @Transactional
    public ChangeView draft(
            SiteId site, DeviceSlot slot, RestorePlan plan, String title, String reason) {
        access.require(Permission.PROPOSE, "configuration.restore", "device:" + site + "/" + slot);
        if (plan.edits().isEmpty()) {
            throw Refused.conflict(
                    plan.outcome() == Outcome.IN_FORCE ? "ALREADY_IN_FORCE" : "NOT_RESTORABLE",
                    switch (plan.outcome()) {
                        case IN_FORCE -> "What is in force asks for this version already.";
                        case NOT_UNDERSTOOD -> "The version is not understood: " + plan.reason();
                        case WHOLE, PARTLY, NOT_EXPLAINED ->
                                "No revision of the policy explains more of this version than"
                                        + " what is in force.";
                    });
        }
        var change = changes.draft(new Changes.Draft(title, reason, plan.edits()));
        audit.record(
                "configuration.restore",
                "device:" + site + "/" + slot,
                Map.of(
                        "digest",
                        plan.digest(),
                        "change",
                        change.id().toString(),
                        "revision",
                        plan.revision(),
                        "left",
                        plan.left().size()));
        return change;
    }

    private List<String> modules(SiteId site, DeviceSlot slot) {
        return links.standing(site).slot(slot).map(SlotStanding::modules).orElseGet(List::of);
    }

    /** The newest time, if the device came back to the version. */
    private Instant seenAt(SiteId site, DeviceSlot slot, String digest) {
        return archives.versions(site, slot).stream()
                .filter(v -> v.digest().equals(digest))
                .map(Archives.VersionLine::seenAt)
                .findFirst()
                .orElseThrow(() -> Refused.notFound("configuration", digest));
    }
}
