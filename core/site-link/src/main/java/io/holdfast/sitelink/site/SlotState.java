package io.holdfast.sitelink.site;

import java.time.Instant;
import java.util.List;

/**
 * What the node knows of one device.
 *
 * @param listed true if the centre said how to reach it
 * @param onboarded true once a person confirmed its host key
 * @param kept digest of the configuration this node last kept on it, empty if none. A change starts
 *     from here or not at all
 * @param attempts interrupted attempts at the revision now desired
 * @param notBefore the next attempt
 * @param lookTicket of the look under way, 0 if none
 * @param nextLook not before
 * @param changes how often there was something new to report
 * @param told up to which of these the centre was told
 */
public record SlotState(
        boolean listed,
        boolean onboarded,
        Sight sight,
        String kept,
        Standing standing,
        int attempts,
        Instant notBefore,
        long lookTicket,
        Instant nextLook,
        long changes,
        long told) {

    /** A device of which nothing is known. */
    public static final SlotState UNKNOWN =
            new SlotState(
                    false,
                    false,
                    new Sight.Never(),
                    "",
                    new Standing.Waiting(),
                    0,
                    Instant.EPOCH,
                    0,
                    Instant.EPOCH,
                    1,
                    0);

    SlotState access(boolean isListed, boolean isOnboarded, Instant now) {
        var seen = isOnboarded == onboarded ? sight : new Sight.Never();
        return new SlotState(
                isListed,
                isOnboarded,
                seen,
                kept,
                standing,
                attempts,
                notBefore,
                0,
                now,
                changes + 1,
                told);
    }

    /** Something is to be reported. */
    SlotState changed() {
        return new SlotState(
                listed,
                onboarded,
                sight,
                kept,
                standing,
                attempts,
                notBefore,
                lookTicket,
                nextLook,
                changes + 1,
                told);
    }

    SlotState told(long upTo) {
        return new SlotState(
                listed,
                onboarded,
                sight,
                kept,
                standing,
                attempts,
                notBefore,
                lookTicket,
                nextLook,
                changes,
                Math.max(told, upTo));
    }

    SlotState sight(Sight seen) {
        return new SlotState(
                listed,
                onboarded,
                seen,
                kept,
                standing,
                attempts,
                notBefore,
                lookTicket,
                nextLook,
                changes + 1,
                told);
    }

    SlotState standing(Standing now) {
        return new SlotState(
                listed,
                onboarded,
                sight,
                kept,
                now,
                attempts,
                notBefore,
                lookTicket,
                nextLook,
                changes + 1,
                told);
    }

    SlotState kept(String digest, Standing.Kept now) {
        return new SlotState(
                listed,
                onboarded,
                sight,
                digest,
                now,
                0,
                notBefore,
                lookTicket,
                nextLook,
                changes + 1,
                told);
    }

    /** Another unit stands there, of which only this is known. */
    SlotState otherUnit(String digest, Sight seen) {
        return new SlotState(
                listed,
                onboarded,
                seen,
                digest,
                new Standing.Waiting(),
                0,
                notBefore,
                lookTicket,
                nextLook,
                changes + 1,
                told);
    }

    SlotState retry(int attempt, Instant after) {
        return new SlotState(
                listed,
                onboarded,
                sight,
                kept,
                standing,
                attempt,
                after,
                lookTicket,
                nextLook,
                changes,
                told);
    }

    /**
     * A retry that waits for a moment of a clock that has been set back since would wait for ever;
     * after a restart it is due.
     */
    SlotState notLaterThan(Instant moment) {
        return retry(attempts, notBefore.isAfter(moment) ? moment : notBefore);
    }

    SlotState look(long ticket, Instant next) {
        return new SlotState(
                listed, onboarded, sight, kept, standing, attempts, notBefore, ticket, next,
                changes, told);
    }

    /** When it was last seen, and how. */
    public sealed interface Sight {
        record Never() implements Sight {}

        /** Seen over the network, host key not confirmed yet. */
        record KeyShown(Instant at, String hostKey) implements Sight {}

        /**
         * Read.
         *
         * @param runningDigest empty if it is not configured by Holdfast or its words could not be
         *     read
         */
        record Seen(
                Instant at,
                String hostKey,
                List<String> modules,
                boolean selfReverting,
                String runningDigest)
                implements Sight {
            public Seen {
                modules = List.copyOf(modules);
            }
        }

        /** No answer. {@code last} is what was known before. */
        record Silent(Instant since, String reason, Seen last) implements Sight {}

        /** Never answered since onboarding. */
        record NeverAnswered(Instant since, String reason) implements Sight {}

        /** It shows another key than a person confirmed; the node does not log in. */
        record KeyChanged(Instant at, String pinned, String shown) implements Sight {}
    }

    /** How far it has come with what is desired. */
    public sealed interface Standing {

        /** Not begun, or to be begun again. */
        record Waiting() implements Standing {}

        record Kept(long epoch, long revision) implements Standing {}

        record TakenBack(long epoch, long revision, String reason) implements Standing {}

        /**
         * It runs something nobody here ordered; nothing is written to it until a person decided.
         */
        record Conflict(long epoch, long revision, String reason) implements Standing {}

        /** Whether it is settled for this revision, well or badly. */
        default boolean isOf(long ofEpoch, long ofRevision) {
            return switch (this) {
                case Waiting() -> false;
                case Kept(var e, var r) -> e == ofEpoch && r == ofRevision;
                case TakenBack(var e, var r, _) -> e == ofEpoch && r == ofRevision;
                case Conflict(var e, var r, _) -> e == ofEpoch && r == ofRevision;
            };
        }
    }
}
