package io.holdfast.controller.sitelinks;

import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.controller.sitelinks.store.BundleStore;
import io.holdfast.controller.sitelinks.store.EnrolmentStore;
import io.holdfast.controller.sitelinks.store.HoldStore;
import io.holdfast.controller.sitelinks.store.JournalStore;
import io.holdfast.controller.sitelinks.store.LostStateStore;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.controller.sitelinks.store.SlotStore;
import io.holdfast.core.rollout.LinkState;
import io.holdfast.core.rollout.Liveness;
import io.holdfast.core.rollout.SiteProgress;
import io.holdfast.core.rollout.SiteProgress.SlotState;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.FingerprintWords;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.SlotReport;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Puts together what the centre knows of a site. Reads, and decides nothing but the link's state.
 */
@Component
class Standings {

    private final LinkSettings settings;
    private final SiteStore sites;
    private final BundleStore bundles;
    private final JournalStore journals;
    private final SlotStore slots;
    private final EnrolmentStore enrolments;
    private final HoldStore holds;
    private final LostStateStore cameBack;
    private final LostStates lost;

    Standings(
            LinkSettings settings,
            SiteStore sites,
            BundleStore bundles,
            JournalStore journals,
            SlotStore slots,
            EnrolmentStore enrolments,
            HoldStore holds,
            LostStateStore cameBack,
            LostStates lost) {
        this.settings = settings;
        this.sites = sites;
        this.bundles = bundles;
        this.journals = journals;
        this.slots = slots;
        this.enrolments = enrolments;
        this.holds = holds;
        this.cameBack = cameBack;
        this.lost = lost;
    }

    List<SlotWord> words() {
        return slots.told();
    }

    Optional<SiteStanding> of(SiteId site, Instant now) {
        return sites.find(site).map(known -> standing(known, now, true));
    }

    /** The same as one of many: of a lost state without the changes, which stand in the journal. */
    Optional<SiteStanding> listed(SiteId site, Instant now) {
        return sites.find(site).map(known -> standing(known, now, false));
    }

    private SiteStanding standing(SiteStore.Site known, Instant now, boolean named) {
        var site = known.site();
        var contact = sites.contact(site);
        int incarnation = known.incarnation();
        var head = incarnation == 0 ? JournalHead.EMPTY : journals.head(site, incarnation);
        var told = contact.filter(c -> c.incarnation() == incarnation);
        var reports = slots.newest(site).stream().map(Standings::slot).toList();
        var unknown =
                told.flatMap(c -> lost.open(c, known))
                        .map(state -> named ? lost.named(state, known) : state);
        return new SiteStanding(
                site,
                incarnation,
                words(site, incarnation),
                known.shutOut()
                        .map(at -> new Liveness.Judged(LinkState.ISLANDED, at))
                        .orElseGet(() -> link(contact, head, now)),
                contact.map(SiteStore.Contact::lastHeard),
                contact.map(SiteStore.Contact::software).orElse(""),
                sites.epoch(),
                known.desired(),
                bundles.contentDigest(site, known.desired()).orElse(""),
                unknown.isPresent() ? 0 : told.map(SiteStore.Contact::revision).orElse(0L),
                running(reports),
                told.flatMap(Standings::refusal),
                new SiteStanding.JournalStanding(
                        head.sequence(),
                        head.hash(),
                        told.map(SiteStore.Contact::told).orElse(0L),
                        told.map(SiteStore.Contact::journalProblem).orElse("")),
                reports,
                told.map(SiteStore.Contact::can).orElse(List.of()).contains(LinkRequest.HARD_ENDS),
                holds.newest(site, incarnation),
                cameBack.cameBack().map(LostStateStore.CameBack::takenAt),
                unknown,
                known.shutOut());
    }

    private String words(SiteId site, int incarnation) {
        return enrolments
                .newest(site, incarnation)
                .map(c -> LinkKeys.certificate(c.certificate()).getPublicKey().getEncoded())
                .map(FingerprintWords::of)
                .orElse("");
    }

    private Liveness.Judged link(
            Optional<SiteStore.Contact> contact, JournalHead head, Instant now) {
        boolean caughtUp = contact.map(c -> c.told() <= head.sequence()).orElse(true);
        var judged =
                Liveness.judge(
                        contact.map(SiteStore.Contact::lastHeard),
                        caughtUp,
                        Optional.empty(),
                        settings.thresholds(),
                        now);
        boolean talks =
                judged.state() == LinkState.CONNECTED || judged.state() == LinkState.RECONCILING;
        return talks
                ? new Liveness.Judged(
                        judged.state(), contact.map(SiteStore.Contact::connectedSince).orElse(now))
                : judged;
    }

    private static Optional<SiteProgress.Refusal> refusal(SiteStore.Contact contact) {
        return contact.refusedCode().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new SiteProgress.Refusal(
                                contact.refusedRevision(),
                                contact.refusedCode(),
                                contact.refusedReason()));
    }

    private static long running(List<SlotStanding> reports) {
        return reports.stream()
                .filter(r -> r.state() == SlotState.KEPT && r.revision() > 0)
                .mapToLong(SlotStanding::revision)
                .min()
                .orElse(0);
    }

    static SlotStanding slot(SlotStore.Newest newest) {
        var report = newest.report();
        return new SlotStanding(
                report.slot(),
                report.at(),
                newest.heardAt(),
                state(report),
                report.revision(),
                report.reason(),
                report.runningDigest(),
                Optional.ofNullable(report.trialDeadline()),
                report.shownHostKey(),
                report.modules(),
                Optional.ofNullable(report.inventory()),
                Optional.ofNullable(report.running()).orElse(""));
    }

    /** A word we do not know is a device we cannot speak of: it counts as silent. */
    private static SlotState state(SlotReport report) {
        return Arrays.stream(SlotState.values())
                .filter(s -> s.name().equals(report.state()))
                .findFirst()
                .orElse(SlotState.SILENT);
    }
}
