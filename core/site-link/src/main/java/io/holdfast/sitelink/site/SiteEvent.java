package io.holdfast.sitelink.site;

import io.holdfast.core.observe.DeviceBehaviour;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.AccessJudgement;
import io.holdfast.sitelink.Judgement;
import io.holdfast.sitelink.LinkAnswer;
import java.time.Instant;
import java.util.List;

/**
 * Something a site node learns. Every order that asks for an answer gets exactly one event with its
 * ticket, within the shell's time limit, unless the node crashes first.
 */
public sealed interface SiteEvent {

    /**
     * The node has started, for the first time or again; all sessions and contacts of before are
     * gone.
     *
     * @param signed the latest moment somebody trusted signed for, as in the site's own
     *     certificate: it is surely not earlier
     */
    record Started(Instant signed) implements SiteEvent {}

    /** What the wall clock shows; told every few seconds, for people may set it at any time. */
    record WallClock(Instant shows) implements SiteEvent {}

    /** It is as late as {@link SiteOrder.WakeAt} asked, or later. */
    record Tick() implements SiteEvent {}

    /**
     * The centre answered.
     *
     * @param ownHash hash of the node's own entry at {@code answer.durable().sequence()}: 64 zeros
     *     for 0, empty if it has none
     */
    record Answered(long ticket, LinkAnswer answer, String ownHash) implements SiteEvent {}

    /** The centre did not answer. */
    record Unanswered(long ticket, String reason) implements SiteEvent {}

    /**
     * What became of {@link SiteOrder.Examine}. If accepted, the bundle's bytes are durable
     * already.
     */
    record BundleExamined(Judgement judgement) implements SiteEvent {}

    /**
     * What became of {@link SiteOrder.ExamineAccess}. If accepted, its envelope is durable already.
     */
    record AccessExamined(AccessJudgement judgement) implements SiteEvent {}

    /**
     * A person brought a bundle as a file, and it was judged. If accepted, its bytes are durable
     * already. Answered by {@link SiteOrder.AnswerConsole}.
     *
     * @param ask number of the question, in this run of the node
     * @param file SHA-256 of the file, hex
     */
    record FileExamined(long ask, String file, Judgement judgement) implements SiteEvent {}

    /**
     * What became of {@link SiteOrder.Read}.
     *
     * @param failedProbes those that did not pass; empty if all did or none was asked
     */
    record ReadBack(DeviceSlot slot, long ticket, Reading reading, List<FailedProbe> failedProbes)
            implements SiteEvent {
        public ReadBack {
            failedProbes = List.copyOf(failedProbes);
        }
    }

    /**
     * Something that should get through and does not.
     *
     * @param probe its name, the same before a change and after it
     * @param reason as a sentence
     */
    record FailedProbe(String probe, String reason) {}

    /**
     * What became of {@link SiteOrder.Apply}, {@link SiteOrder.Confirm} or {@link
     * SiteOrder.Revert}.
     */
    record DeviceAnswered(DeviceSlot slot, long ticket, DeviceAnswer answer) implements SiteEvent {}

    /**
     * What became of {@link SiteOrder.SelfTest}.
     *
     * @param whole whether all was tried
     * @param reason why not, else empty
     * @param found behaviours seen; they stand in the device's table already
     */
    record SelfTested(
            DeviceSlot slot,
            long ticket,
            boolean whole,
            String reason,
            List<DeviceBehaviour.Kind> found)
            implements SiteEvent {
        public SelfTested {
            found = List.copyOf(found);
        }
    }

    /** What became of {@link SiteOrder.Look}. */
    record Looked(DeviceSlot slot, long ticket, Sighting sighting) implements SiteEvent {}

    /**
     * What became of {@link SiteOrder.MeetUnit}.
     *
     * @param oldSerial of the slot's device as last heard; empty if never
     * @param oldHostKey that the slot has to show until now; empty if none
     */
    record UnitMet(
            DeviceSlot slot, long ticket, String oldSerial, String oldHostKey, Offered offered)
            implements SiteEvent {}

    /** Who answers at an address. */
    sealed interface Offered {
        record Key(String hostKey) implements Offered {}

        record Nobody(String reason) implements Offered {}
    }

    /** What became of {@link SiteOrder.ExamineUnit}. */
    record UnitExamined(DeviceSlot slot, long ticket, UnitSeen seen) implements SiteEvent {}

    /** A device said by itself that something changed (trap, notification): worth a look. */
    record Noticed(DeviceSlot slot) implements SiteEvent {}

    /** A person installed a new trust root: a suspension after an equivocation ends. */
    record TrustReplaced() implements SiteEvent {}

    /**
     * A person wants something at the console; answered by {@link SiteOrder.AnswerConsole}.
     *
     * @param ask number of the question, in this run of the node
     */
    record AtConsole(long ask, ConsoleDeed deed) implements SiteEvent {}

    /** The running configuration of one device, freshly read. */
    sealed interface Reading {

        /**
         * It has a meaning.
         *
         * @param digest {@link
         *     io.holdfast.sitelink.Digests#of(io.holdfast.core.config.DeviceConfig)}
         */
        record Means(String digest) implements Reading {}

        /** It answered with words the dialect has no model for. */
        record Unreadable(String reason) implements Reading {}

        /** It did not answer or refused the login. */
        record Silent(String reason) implements Reading {}

        /** It shows another host key than the pinned one; nobody logged in. */
        record KeyChanged(String pinned, String shown) implements Reading {}
    }

    /** What a device said to an order. */
    sealed interface DeviceAnswer {

        /** The code of a refusal because the device was seen to lie (rulings V5). */
        String KNOWN_LIE = "known-lie";

        /** Yes; that alone is no proof. */
        record Done() implements DeviceAnswer {}

        /**
         * No, and nothing changed.
         *
         * @param code the protocol's own, as in lock-denied, invalid-value
         */
        record Refused(String code, String message) implements DeviceAnswer {}

        /** Perhaps. */
        record Unknown(String reason) implements DeviceAnswer {}

        /**
         * Locked, it did not run what the change starts from; nothing was written.
         *
         * @param running digest of what it runs, empty if its words could not be read
         */
        record Moved(String running) implements DeviceAnswer {}

        /** It shows another host key than the pinned one; nobody logged in. */
        record KeyChanged(String pinned, String shown) implements DeviceAnswer {}
    }

    /** What a look at one device showed. Texts and inventory stay in the shell's store. */
    sealed interface Sighting {

        /** Nobody logged in: the host key it shows, for a person to compare. */
        record KeyShown(String hostKey) implements Sighting {}

        /** A configured device, read. */
        record Configured(
                String hostKey, List<String> modules, boolean selfReverting, Reading reading)
                implements Sighting {
            public Configured {
                modules = List.copyOf(modules);
            }
        }

        /** A device that is only inventoried answered. */
        record Inventoried() implements Sighting {}

        record Silent(String reason) implements Sighting {}

        record KeyChanged(String pinned, String shown) implements Sighting {}
    }
}
