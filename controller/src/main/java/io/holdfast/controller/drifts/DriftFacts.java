package io.holdfast.controller.drifts;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.drifts.store.DriftAnswerStore;
import io.holdfast.controller.policies.TextMeaning;
import io.holdfast.controller.rollouts.Rollouts;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.controller.sitelinks.SiteStanding;
import io.holdfast.controller.sitelinks.SlotStanding;
import io.holdfast.controller.sitelinks.SlotWord;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.rollout.SiteProgress.SlotState;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads what drift is judged from, quickly and in one transaction; judging takes longer. */
@Component
class DriftFacts {

    private final Access access;
    private final Rollouts rollouts;
    private final SiteLinks links;
    private final TextMeaning meaning;
    private final DriftAnswerStore answers;
    private final ApprovedDigests approved = new ApprovedDigests();

    DriftFacts(
            Access access,
            Rollouts rollouts,
            SiteLinks links,
            TextMeaning meaning,
            DriftAnswerStore answers) {
        this.access = access;
        this.rollouts = rollouts;
        this.links = links;
        this.meaning = meaning;
        this.answers = answers;
    }

    /**
     * One site.
     *
     * @param contentDigest of what was approved for it
     * @param read what devices were read back with, of those whose difference would be drift
     * @param unclear devices in conflict of which nothing was read that can be understood
     */
    record OfSite(
            String organization,
            String contentDigest,
            SiteContent content,
            SiteStanding standing,
            SortedMap<DeviceSlot, DeviceConfig> read,
            List<DriftReport.Unclear> unclear,
            Map<DeviceSlot, DriftAnswer> answers) {

        SiteId site() {
            return content.plan().site();
        }
    }

    /** The sites with something to judge, by name. */
    @Transactional(readOnly = true)
    public List<OfSite> read(Predicate<SiteId> which) {
        access.requireRead();
        var digests = rollouts.releasedDigests();
        var suspects = new TreeSet<SiteId>();
        for (var word : links.words()) {
            var digest = digests.get(word.site());
            if (digest != null && which.test(word.site()) && isSuspect(word, digest)) {
                suspects.add(word.site());
            }
        }
        return suspects.stream().flatMap(site -> ofSuspect(site).stream()).toList();
    }

    /** What does not look as approved, or was not looked at yet. */
    private boolean isSuspect(SlotWord word, String contentDigest) {
        if (word.state().equals(SlotState.CONFLICT.name()) || word.state().isEmpty()) {
            return true;
        }
        var expected = approved.of(contentDigest);
        return word.state().equals(SlotState.KEPT.name())
                && !word.runningDigest().isEmpty()
                && expected.map(e -> !word.runningDigest().equals(e.get(word.slot()))).orElse(true);
    }

    private Optional<OfSite> ofSuspect(SiteId site) {
        return rollouts.released(site)
                .flatMap(bundle -> {
                    var content = WireJson.read(SiteContent.class, bundle.content());
                    approved.learn(bundle.contentDigest(), content);
                    return of(bundle.contentDigest(), content, links.standing(site));
                });
    }

    private Optional<OfSite> of(String digest, SiteContent content, SiteStanding standing) {
        // Until the site has what was approved last, what it runs may be what was approved before.
        boolean settled =
                standing.desiredContent().equals(digest)
                        && standing.delivered() == standing.desired();
        var read = new TreeMap<DeviceSlot, DeviceConfig>();
        var unclear = new ArrayList<DriftReport.Unclear>();
        var decided = new TreeMap<DeviceSlot, DriftAnswer>();
        for (var device : content.devices()) {
            var told = standing.slot(device.slot()).filter(s -> mayDrift(s, settled));
            if (told.isEmpty()) {
                continue;
            }
            var config = meaning.of(device.dialect(), told.get().running());
            config.ifPresent(c -> read.put(device.slot(), c));
            answers.newest(standing.site(), device.slot())
                    .ifPresent(a -> decided.put(device.slot(), a));
            boolean conflict = told.get().state() == SlotState.CONFLICT;
            if (conflict && config.filter(c -> !c.equals(device.config())).isEmpty()) {
                unclear.add(unclear(standing.site(), told.get()));
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
                                decided));
    }

    private static boolean mayDrift(SlotStanding told, boolean settled) {
        return told.state() == SlotState.CONFLICT || (settled && told.state() == SlotState.KEPT);
    }

    private static DriftReport.Unclear unclear(SiteId site, SlotStanding told) {
        return new DriftReport.Unclear(site, told.slot(), told.observedAt(), told.reason());
    }
}
