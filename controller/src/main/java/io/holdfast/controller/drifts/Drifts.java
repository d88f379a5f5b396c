package io.holdfast.controller.drifts;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.changes.ChangeView;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.drifts.store.DriftAnswerStore;
import io.holdfast.controller.policies.Imports;
import io.holdfast.controller.policies.TextMeaning;
import io.holdfast.controller.rollouts.Rollouts;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Reason;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.SlotStanding;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.drift.Additions;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.SiteContent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What devices do otherwise than was approved. Nothing is put back by itself (rulings P6): a person
 * has it put back, takes it into the policy by a change, or accepts it until a date.
 */
@Service
public class Drifts {

    /** An acceptance is for the time until it is mended, not for ever. */
    static final Duration LONGEST_ACCEPTANCE = Duration.ofDays(365);

    private static final int LONGEST_REASON = 1_000;

    private final Access access;
    private final AuditLog audit;
    private final DriftFacts facts;
    private final DriftJudgements judgements;
    private final DriftAnswerStore answers;
    private final Rollouts rollouts;
    private final Imports imports;
    private final TextMeaning meaning;
    private final Changes changes;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    Drifts(
            Access access,
            AuditLog audit,
            DriftFacts facts,
            DriftJudgements judgements,
            DriftAnswerStore answers,
            Rollouts rollouts,
            Imports imports,
            TextMeaning meaning,
            Changes changes,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.access = access;
        this.audit = audit;
        this.facts = facts;
        this.judgements = judgements;
        this.answers = answers;
        this.rollouts = rollouts;
        this.imports = imports;
        this.meaning = meaning;
        this.changes = changes;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Every device that differs, the worst first. */
    public DriftReport all() {
        return report(_ -> true);
    }

    /** Those of one site. */
    public DriftReport of(SiteId site) {
        facts.require(site);
        return report(site::equals);
    }

    private DriftReport report(Predicate<SiteId> which) {
        var drifts = new ArrayList<DriftLine>();
        var unclear = new ArrayList<DriftReport.Unclear>();
        for (var site : facts.read(which)) {
            unclear.addAll(site.unclear());
            for (var drift : judgements.of(site)) {
                var told = site.standing().slot(drift.slot()).orElseThrow();
                drifts.add(
                        new DriftLine(
                                site.site(),
                                drift,
                                told.runningDigest(),
                                told.observedAt(),
                                told.state().name(),
                                Optional.ofNullable(site.causes().get(drift.slot())),
                                Optional.ofNullable(site.answers().get(drift.slot()))
                                        .filter(a ->
                                                a.stands(told.runningDigest(), clock.instant()))));
            }
        }
        drifts.sort(
                Comparator.comparing((DriftLine d) -> d.answer().isPresent())
                        .thenComparingInt(
                                d -> DriftJudgements.WORST_FIRST.indexOf(d.drift().grade()))
                        .thenComparing(DriftLine::site)
                        .thenComparing(d -> d.drift().slot()));
        return new DriftReport(drifts, unclear);
    }

    /**
     * Has the site tell the device again what was approved. The site replaces exactly what was
     * seen; if the device runs something else by then, it is in conflict again.
     *
     * @param running digest of what the person saw running
     * @return the site's revision that puts it back
     */
    @Transactional
    public long reAssert(SiteId site, DeviceSlot slot, String running, String reason) {
        access.require(Permission.ROLL_OUT, "drift.re-assert", object(site, slot));
        var why = Reason.of("/reason", reason, LONGEST_REASON);
        rollouts.holdFor(site);
        var seen = seen(site, slot, running);
        var before = seen.answer().filter(DriftAnswer::putsBack);
        if (before.isPresent() && before.get().revision() == seen.at().standing().desired()) {
            return before.get().revision();
        }
        long revision = rollouts.offerAgain(site, takeOver(seen));
        answers.put(
                site,
                slot,
                new DriftAnswer(
                        DriftAnswer.Kind.RE_ASSERT,
                        running,
                        Optional.empty(),
                        why,
                        Acting.caller().name(),
                        now(),
                        revision));
        audit.record(
                "drift.re-assert",
                object(site, slot),
                Map.of("running", running, "reason", why, "revision", revision));
        return revision;
    }

    /**
     * Leaves the difference until then. It stays in sight; a rollout to the site still finds it.
     */
    @Transactional
    public void accept(SiteId site, DeviceSlot slot, String running, Instant until, String reason) {
        access.require(Permission.APPROVE, "drift.accept", object(site, slot));
        access.shownLately("drift.accept", object(site, slot));
        var why = Reason.of("/reason", reason, LONGEST_REASON);
        var at = now();
        if (!until.isAfter(at) || until.isAfter(at.plus(LONGEST_ACCEPTANCE))) {
            throw Refused.invalid(
                    "/until",
                    "ACCEPTANCE_TOO_LONG",
                    "An accepted difference ends in the future, within "
                            + LONGEST_ACCEPTANCE.toDays()
                            + " days.");
        }
        if (seen(site, slot, running).answer().filter(DriftAnswer::putsBack).isPresent()) {
            throw Refused.conflict(
                    "PUT_BACK_UNDER_WAY",
                    "The device is being put back; wait for what comes of it.");
        }
        answers.put(
                site,
                slot,
                new DriftAnswer(
                        DriftAnswer.Kind.ACCEPT_UNTIL,
                        running,
                        Optional.of(until),
                        why,
                        Acting.caller().name(),
                        at,
                        0));
        audit.record(
                "drift.accept",
                object(site, slot),
                Map.of("running", running, "reason", why, "until", until.toString()));
    }

    /**
     * What takes the difference into the policy.
     *
     * @param owner role that answers for the conduits
     * @param reviewBy when they are looked at again
     */
    public record Adoption(String title, String reason, String owner, LocalDate reviewBy) {}

    /** Drafts the change that makes what the device lets through part of the policy. */
    public ChangeView adopt(SiteId site, DeviceSlot slot, String running, Adoption adoption) {
        var edits = proposed(site, slot, running, adoption);
        return Objects.requireNonNull(
                transaction.execute(_ -> draft(site, slot, running, adoption, edits)));
    }

    /**
     * The edits that would allow what somebody added at the device. Changes nothing, and keeps no
     * connection while its rules are judged.
     */
    public List<PolicyEdit> proposed(
            SiteId site, DeviceSlot slot, String running, Adoption adoption) {
        access.require(Permission.PROPOSE, "drift.adopt", object(site, slot));
        var seen = seen(site, slot, running);
        var added =
                meaning.text(
                        seen.approved().dialect(),
                        seen.told().modules(),
                        Additions.of(seen.approved().config(), seen.running()));
        var edits = read(site, added, adoption).edits();
        if (edits.isEmpty()) {
            throw Refused.conflict(
                    "NOT_ADOPTABLE",
                    "No conduit can say this difference. Put it into the plan of the site by hand,"
                            + " or have it put back.");
        }
        return edits;
    }

    /** Its faults are about the fields that were entered here. */
    private Imports.Read read(SiteId site, String added, Adoption adoption) {
        try {
            return imports.read(
                    new Imports.Found(
                            site, added, adoption.owner(), adoption.reviewBy(), List.of()));
        } catch (Refused refused) {
            throw new Refused(
                    refused.kind(),
                    refused.code(),
                    refused.detail(),
                    refused.faults().stream()
                            .map(f ->
                                    new Refused.Fault(
                                            f.pointer().equals("/retireBy")
                                                    ? "/reviewBy"
                                                    : f.pointer().replace("/text", ""),
                                            f.code(),
                                            f.detail()))
                            .toList());
        }
    }

    /**
     * The same with what was proposed a moment ago; what is in force now is what it is proved on.
     */
    @Transactional
    public ChangeView draft(
            SiteId site,
            DeviceSlot slot,
            String running,
            Adoption adoption,
            List<PolicyEdit> edits) {
        access.require(Permission.PROPOSE, "drift.adopt", object(site, slot));
        var change = changes.draft(new Changes.Draft(adoption.title(), adoption.reason(), edits));
        audit.record(
                "drift.adopt",
                object(site, slot),
                Map.of(
                        "running",
                        running,
                        "change",
                        change.id().toString(),
                        "edits",
                        edits.size()));
        return change;
    }

    /**
     * What the site may replace: what was seen now, and what it was told to replace before and has
     * not yet, as it reads the newest order alone.
     */
    private static List<Delivery.TakeOver> takeOver(Seen seen) {
        var all = new TreeMap<DeviceSlot, Delivery.TakeOver>();
        seen.at()
                .answers()
                .forEach((slot, answer) -> {
                    boolean still =
                            seen.at().standing().slot(slot).stream()
                                    .anyMatch(t -> t.runningDigest().equals(answer.running()));
                    if (answer.putsBack() && still) {
                        all.put(slot, new Delivery.TakeOver(slot, answer.running()));
                    }
                });
        var slot = seen.told().slot();
        all.put(slot, new Delivery.TakeOver(slot, seen.told().runningDigest()));
        return List.copyOf(all.values());
    }

    /** A device as a person saw it. */
    private record Seen(
            DriftFacts.OfSite at,
            SlotStanding told,
            SiteContent.DeviceContent approved,
            DeviceConfig running) {

        /** What was decided about exactly this. */
        Optional<DriftAnswer> answer() {
            return Optional.ofNullable(at.answers().get(told.slot()))
                    .filter(a -> a.running().equals(told.runningDigest()));
        }
    }

    /** The device, if it still differs and runs what was seen. */
    private Seen seen(SiteId site, DeviceSlot slot, String running) {
        var seen =
                facts.read(site::equals).stream()
                        .flatMap(f -> differing(f, slot).stream())
                        .findFirst()
                        .orElseThrow(() -> Refused.notFound("drift", object(site, slot)));
        if (!seen.told().runningDigest().equals(running)) {
            throw Refused.conflict(
                    "RUNNING_MOVED", "The device runs something else than you saw. Look again.");
        }
        return seen;
    }

    private static Optional<Seen> differing(DriftFacts.OfSite site, DeviceSlot slot) {
        return Optional.ofNullable(site.read().get(slot))
                .flatMap(running ->
                        site.content().devices().stream()
                                .filter(d -> d.slot().equals(slot))
                                .filter(d -> !d.config().equals(running))
                                .findFirst()
                                .map(d ->
                                        new Seen(
                                                site,
                                                site.standing().slot(slot).orElseThrow(),
                                                d,
                                                running)));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String object(SiteId site, DeviceSlot slot) {
        return "device:" + site + "/" + slot;
    }
}
