package io.holdfast.controller.sitelinks;

import io.holdfast.core.rollout.LinkState;
import io.holdfast.core.rollout.Liveness;
import io.holdfast.core.rollout.SiteHold;
import io.holdfast.core.rollout.SiteProgress;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the centre knows of one site and its link, as the site last told. Claims of the site, each
 * with its age.
 *
 * @param incarnation of the enrolled site node, 0 before enrolment
 * @param keyWords fingerprint of the site node's key as words, as its own screen shows them; empty
 *     before enrolment
 * @param link state and since when; an islanded site is autonomous since then
 * @param epoch the centre's epoch
 * @param desired newest revision given to the site, 0 if none
 * @param desiredContent digest of that revision's content, empty if none
 * @param delivered newest revision the site accepted
 * @param running least revision that any of its kept devices runs, 0 if none
 * @param refusal the last refused state, gone once a newer one is accepted
 * @param slots newest report of each device, by slot
 * @param closesByItself its node says that it carries out hard ends (rulings P5)
 * @param hold the newest hold that somebody opened there by break-glass, over or not
 * @param backFrom when the backup was taken from which this centre came back last
 * @param lost what the site has and this centre never gave it, until a person decides; it is sent
 *     nothing until then
 * @param outOfService since when its node is shut out, if it is and no other serves the site; for a
 *     rollout it is as far away as one that is cut off
 */
public record SiteStanding(
        SiteId site,
        int incarnation,
        String keyWords,
        Liveness.Judged link,
        Optional<Instant> lastHeard,
        String software,
        long epoch,
        long desired,
        String desiredContent,
        long delivered,
        long running,
        Optional<SiteProgress.Refusal> refusal,
        JournalStanding journal,
        List<SlotStanding> slots,
        boolean closesByItself,
        Optional<HoldStanding> hold,
        Optional<Instant> backFrom,
        Optional<LostStates.LostState> lost,
        Optional<Instant> outOfService) {

    public SiteStanding {
        slots = List.copyOf(slots);
    }

    /**
     * How far the centre has the site's journal.
     *
     * @param durable last entry the centre has on disk
     * @param durableHash its hash, 64 zeros for an empty journal
     * @param told last entry the site said it has written
     * @param problem code and sentence if entries cannot be taken (gap, fork), else empty
     */
    public record JournalStanding(long durable, String durableHash, long told, String problem) {

        /** How many entries still wait at the site. */
        public long queued() {
            return Math.max(0, told - durable);
        }
    }

    public boolean enrolled() {
        return incarnation > 0;
    }

    /** The newest report of one device. */
    public Optional<SlotStanding> slot(DeviceSlot slot) {
        return slots.stream().filter(s -> s.slot().equals(slot)).findFirst();
    }

    /**
     * What a rollout has to know, for the devices whose configuration the content sets. What a site
     * tells of a state from a lost time is about other revisions than ours of the same number, and
     * until a person decides it is as far away as one that is cut off: others need not wait.
     */
    public SiteProgress progress(Collection<DeviceSlot> configured) {
        return new SiteProgress(
                        lost.map(l -> new Liveness.Judged(LinkState.ISLANDED, l.since()))
                                .orElse(link),
                        desired,
                        delivered,
                        refusal,
                        slots.stream()
                                .filter(_ -> lost.isEmpty())
                                .filter(s -> configured.contains(s.slot()))
                                .map(SlotStanding::progress)
                                .toList())
                .held(held());
    }

    private SiteHold held() {
        return hold.map(h ->
                        h.end()
                                .<SiteHold>map(end -> new SiteHold.Over(end.heard()))
                                .orElseGet(() ->
                                        new SiteHold.Open(h.openedAt(), h.person(), h.reason())))
                .orElseGet(SiteHold.None::new);
    }
}
