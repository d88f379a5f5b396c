package io.holdfast.controller.drifts;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.drifts.store.DriftAnswerStore;
import io.holdfast.controller.policies.TextMeaning;
import io.holdfast.controller.rollouts.Rollouts;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.sitelinks.LastHands;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.controller.sitelinks.SiteStanding;
import io.holdfast.controller.sitelinks.SlotStanding;
import io.holdfast.controller.sitelinks.SlotWord;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.drift.DriftCause;
import io.holdfast.core.rollout.SiteProgress.SlotState;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.WireJson;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads what drift is judged from, quickly and in one transaction; judging takes longer. */
@Component
class DriftFacts {

    private final Access access;
    private final Rollouts rollouts;
    private final SiteLinks links;
    private final LastHands hands;
    private final TextMeaning meaning;
    private final DriftAnswerStore answers;
    private final InstantSource clock;
    private final ApprovedDigests approved = new ApprovedDigests();

    DriftFacts(
            Access access,
            Rollouts rollouts,
            SiteLinks links,
            LastHands hands,
            TextMeaning meaning,
            DriftAnswerStore answers,
            InstantSource clock) {
        this.access = access;
        this.rollouts = rollouts;
        this.links = links;
        this.hands = hands;
        this.meaning = meaning;
        this.answers = answers;
        this.clock = clock;
    }

    /**
     * One site.
     *
     * @param contentDigest of what was approved for it
     * @param read what devices were read back with, of those that differ
     * @param unclear devices in conflict without a difference that can be named
     * @param answers what was decided, unless the site took it back since
     * @param causes whose hand it was, where the device says so
     */
    record OfSite(
            String organization,
            String contentDigest,
            SiteContent content,
            SiteStanding standing,
            SortedMap<DeviceSlot, DeviceConfig> read,
            List<DriftReport.Unclear> unclear,
            Map<DeviceSlot, DriftAnswer> answers,
            Map<DeviceSlot, DriftCause> causes) {

        SiteId site() {
            return content.plan().site();
        }
    }

    /** The sites with something to judge, by name. */
    @Transactional(readOnly = true)
    public List<OfSite> read(Predicate<SiteId> which) {
        access.requireRead();
        var digests = rollouts.releasedDigests();
        var decided = answers.all();
        var suspects = new TreeSet<SiteId>();
        for (var word : links.words()) {
            var digest = digests.get(word.site());
            if (digest != null && which.test(word.site()) && isSuspect(word, digest, decided)) {
                suspects.add(word.site());
            }
        }
        return suspects.stream().flatMap(site -> ofSuspect(site, decided).stream()).toList();
    }

    /** The site must be there. */
    @Transactional(readOnly = true)
    public void require(SiteId site) {
        access.requireRead();
        links.standing(site);
    }

    /** What does not look as approved, or was not looked at yet. */
    private boolean isSuspect(
            SlotWord word, String contentDigest, Map<DriftAnswerStore.Key, DriftAnswer> decided) {
        var answer = decided.get(new DriftAnswerStore.Key(word.site(), word.slot()));
        if (word.state().equals(SlotState.CONFLICT.name())
                || word.state().isEmpty()
                || isPutBack(answer, word.runningDigest())) {
            return true;
        }
        var expected = approved.of(contentDigest);
        return word.state().equals(SlotState.KEPT.name())
                && !word.runningDigest().isEmpty()
                && expected.map(e -> !word.runningDigest().equals(e.get(word.slot()))).orElse(true);
    }

    /** Somebody had it put back, and it still runs what it ran then. */
    private static boolean isPutBack(@Nullable DriftAnswer answer, String running) {
        return answer != null && answer.putsBack() && answer.running().equals(running);
    }

    private Optional<OfSite> ofSuspect(
            SiteId site, Map<DriftAnswerStore.Key, DriftAnswer> decided) {
        return rollouts.released(site)
                .flatMap(bundle -> {
                    var content = WireJson.read(SiteContent.class, bundle.content());
                    approved.learn(bundle.contentDigest(), content);
                    var standing = links.standing(site);
                    return of(
                            bundle.contentDigest(),
                            InItsTime.content(content, standing, clock.instant()),
                            standing,
                            decided);
                });
    }

    private Optional<OfSite> of(
            String digest,
            SiteContent content,
            SiteStanding standing,
            Map<DriftAnswerStore.Key, DriftAnswer> decided) {
        boolean told = standing.desiredContent().equals(digest);
        // Until the site has what was approved last, what it runs may be what was approved before.
        boolean settled = told && standing.delivered() == standing.desired();
        var read = new TreeMap<DeviceSlot, DeviceConfig>();
        var unclear = new ArrayList<DriftReport.Unclear>();
        var itsAnswers = new TreeMap<DeviceSlot, DriftAnswer>();
        for (var device : content.devices()) {
            var known = standing.slot(device.slot());
            if (known.isEmpty()) {
                continue;
            }
            var slot = known.get();
            var answer = decided.get(new DriftAnswerStore.Key(standing.site(), slot.slot()));
            boolean conflict = slot.state() == SlotState.CONFLICT;
            boolean may =
                    conflict
                            || (settled && slot.state() == SlotState.KEPT)
                            || isPutBack(answer, slot.runningDigest());
            if (!may) {
                continue;
            }
            if (!told) {
                unclear.add(
                        unclear(
                                standing.site(),
                                slot,
                                "The site was not told yet what was approved last. "));
                continue;
            }
            var differs =
                    slot.runningDigest().isEmpty()
                            ? Optional.<DeviceConfig>empty()
                            : meaning.of(device.dialect(), slot.running())
                                    .filter(c -> !c.equals(device.config()));
            if (differs.isPresent()) {
                read.put(device.slot(), differs.get());
                if (answer != null && slot.state() != SlotState.TAKEN_BACK) {
                    itsAnswers.put(device.slot(), answer);
                }
            } else if (conflict) {
                unclear.add(unclear(standing.site(), slot, ""));
            }
        }
        return read.isEmpty() && unclear.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new OfSite(
                                Acting.organization().toString(),
                                digest,
                                content,
                                standing,
                                read,
                                unclear,
                                itsAnswers,
                                hands.of(standing)));
    }

    private static DriftReport.Unclear unclear(SiteId site, SlotStanding told, String before) {
        return new DriftReport.Unclear(
                site, told.slot(), told.observedAt(), before + told.reason());
    }
}
