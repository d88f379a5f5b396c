package io.holdfast.sitelink.site;

import io.holdfast.auditlog.witness.Witness;
import io.holdfast.core.AddedLater;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.window.Freeze;
import io.holdfast.core.window.SiteWindows;
import io.holdfast.core.window.Window;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.RiskClass;
import io.holdfast.sitelink.SiteIdentity;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
 * @param freezes what the centre last said of them; each ends by itself
 * @param hold what the next group waits for
 * @param selfTests the newest self-test that was ordered for each device
 * @param ends what closes by itself, or has done so
 * @param breakGlass what a person may decide here, and does
 * @param witness what is kept of the centre's audit log
 * @param units which unit stands where people put another one in
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
        long tickets,
        @AddedLater List<Freeze> freezes,
        @AddedLater Hold hold,
        @AddedLater List<SelfTesting> selfTests,
        @AddedLater List<HardEnd> ends,
        @AddedLater BreakGlass breakGlass,
        @AddedLater Witness witness,
        @AddedLater Units units) {

    /** The form this release writes and reads. */
    public static final int SCHEMA = 1;

    public SiteState {
        refusals = List.copyOf(refusals);
        freezes = List.copyOf(freezes);
        selfTests = List.copyOf(selfTests);
        ends = List.copyOf(ends);
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
                0,
                List.of(),
                new Hold.None(),
                List.of(),
                List.of(),
                new BreakGlass.Never(),
                new Witness.Nothing(),
                new Units.AsListed());
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

        /**
         * It never ends (rulings D8).
         *
         * @param opening when its groups may begin
         * @param takesBack true if the site had this content before: taking back waits for no
         *     window
         * @param begun true once a device was changed to it and kept it
         * @param before digests of the contents that devices were changed to when it came, the
         *     newest last; more than one only where the newest had not come to all of them
         * @param plain devices that serve no essential zone, as far as is known
         */
        record Accepted(
                long epoch,
                long revision,
                String contentDigest,
                RiskClass risk,
                Instant acceptedAt,
                List<Target> targets,
                @AddedLater Opening opening,
                @AddedLater boolean takesBack,
                @AddedLater boolean begun,
                @AddedLater List<String> before,
                @AddedLater List<DeviceSlot> plain)
                implements Desired {
            public Accepted {
                targets = List.copyOf(targets);
                before = List.copyOf(before);
                plain = List.copyOf(plain);
            }

            Accepted with(List<Target> others) {
                return new Accepted(
                        epoch,
                        revision,
                        contentDigest,
                        risk,
                        acceptedAt,
                        others,
                        opening,
                        takesBack,
                        begun,
                        before,
                        plain);
            }

            Accepted asBegun() {
                return new Accepted(
                        epoch,
                        revision,
                        contentDigest,
                        risk,
                        acceptedAt,
                        targets,
                        opening,
                        takesBack,
                        true,
                        before,
                        plain);
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

    /** When the groups of an accepted state may begin. */
    public sealed interface Opening {

        record Always() implements Opening {}

        /** In the windows people approved together with the state. */
        record Within(String zone, List<Window> windows) implements Opening {
            public Within {
                windows = List.copyOf(windows);
            }
        }

        /** In the site's zone; a zone this node does not know was refused with the state. */
        default SiteWindows siteWindows() {
            return switch (this) {
                case Always() -> new SiteWindows(ZoneOffset.UTC, List.of());
                case Within(var zone, var windows) -> new SiteWindows(ZoneId.of(zone), windows);
            };
        }
    }

    /** What the next group waits for. */
    public sealed interface Hold {

        record None() implements Hold {}

        /**
         * For its time.
         *
         * @param reason one sentence, for people
         * @param next in trusted time; {@link Instant#MAX} if not known or never
         */
        record ForItsTime(String reason, Instant next) implements Hold {}

        /**
         * For the end of a hold that a person opened here.
         *
         * @param reason one sentence, for people
         */
        record ForPerson(String reason) implements Hold {}
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
