package io.holdfast.sitelink.site;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.RiskClass;
import io.holdfast.sitelink.SiteIdentity;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything a site node knows that decides what it does next. Stored whole, as {@link
 * io.holdfast.sitelink.WireJson} writes it, by each {@link SiteOrder.Persist}; after a crash the
 * node goes on from the last stored one with {@link SiteEvent.Started}. Texts, bundles and journal
 * entries are not in it but in the shell's store, by digest and by sequence number.
 *
 * @param schema version of this form
 * @param suspended true after an equivocation: nothing is accepted until the trust root is replaced
 * @param refusals the last refused offer, or none
 * @param accessVersion newest accepted {@link io.holdfast.sitelink.DeviceAccess}
 * @param slots every device the site was told of, by slot
 * @param transactions how many transactions were begun; numbers the next one
 * @param tickets how many answers were asked for; an answer to an older question is not heard
 */
public record SiteState(
        int schema,
        SiteIdentity identity,
        Pace pace,
        Timekeeping time,
        JournalHead head,
        JournalHead acknowledged,
        Desired desired,
        boolean suspended,
        List<LinkRequest.Refusal> refusals,
        long accessVersion,
        Map<DeviceSlot, SlotState> slots,
        Work work,
        Link link,
        long transactions,
        long tickets) {

    /** The form this release writes and reads. */
    public static final int SCHEMA = 1;

    public SiteState {
        refusals = List.copyOf(refusals);
        slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
    }

    /** A site node that was enrolled and has not started yet. */
    public static SiteState fresh(SiteIdentity identity, Pace pace) {
        return new SiteState(
                SCHEMA,
                identity,
                pace,
                Timekeeping.UNKNOWN,
                JournalHead.EMPTY,
                JournalHead.EMPTY,
                new Desired.Nothing(),
                false,
                List.of(),
                0,
                Map.of(),
                new Work.Idle(),
                Link.NEVER,
                0,
                0);
    }

    public Optional<SlotState> slot(DeviceSlot slot) {
        return Optional.ofNullable(slots.get(slot));
    }

    /** Journal entries the centre has not confirmed yet. */
    public long unsent() {
        return head.sequence() - acknowledged.sequence();
    }

    /** The newest state the site accepted. */
    public sealed interface Desired {

        /** None yet. */
        record Nothing() implements Desired {}

        /** It never ends (rulings D8). */
        record Accepted(
                long epoch,
                long revision,
                String contentDigest,
                RiskClass risk,
                Instant acceptedAt,
                List<Target> targets)
                implements Desired {
            public Accepted {
                targets = List.copyOf(targets);
            }
        }

        default long epochOrZero() {
            return switch (this) {
                case Nothing() -> 0;
                case Accepted a -> a.epoch();
            };
        }

        default long revisionOrZero() {
            return switch (this) {
                case Nothing() -> 0;
                case Accepted a -> a.revision();
            };
        }
    }

    /**
     * What one device shall run.
     *
     * @param configDigest {@link io.holdfast.sitelink.Digests} of its configuration
     * @param takeOverFrom digest of the foreign configuration it may be taken over from, or empty
     */
    public record Target(
            DeviceSlot slot, int group, String dialect, String configDigest, String takeOverFrom) {}
}
