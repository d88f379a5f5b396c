package io.holdfast.sitelink.site;

import io.holdfast.core.AddedLater;
import io.holdfast.core.site.DeviceSlot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the node is doing to devices: nothing, or one transaction over one group (rulings V1).
 * Presumed abort: until DECISION is journaled, every way out is back.
 */
public sealed interface Work {

    /** No transaction. */
    record Idle() implements Work {}

    /** Before anything: is each device where the change starts from? */
    record Checking(Plan plan, List<DeviceSlot> left, Next next) implements Work {
        public Checking {
            left = List.copyOf(left);
        }
    }

    /** INTENT is journaled; the configuration is put on trial, device by device. */
    record Applying(Plan plan, List<DeviceSlot> left, Deadlines deadlines, Next next)
            implements Work {
        public Applying {
            left = List.copyOf(left);
        }
    }

    /** All are on trial; each is read back and probed in a fresh session. */
    record Proving(Plan plan, List<DeviceSlot> left, Deadlines deadlines, Next next)
            implements Work {
        public Proving {
            left = List.copyOf(left);
        }
    }

    /** DECISION is journaled: every device is brought to keep it. */
    record Keeping(Plan plan, List<Keep> left, Deadlines deadlines, Next next) implements Work {
        public Keeping {
            left = List.copyOf(left);
        }
    }

    /**
     * It is given up: each device is told to take back, or does so by its own timer.
     *
     * @param again true if it was interrupted rather than judged, and may be begun again
     */
    record TakingBack(
            Plan plan,
            List<Back> left,
            String reason,
            boolean again,
            Deadlines deadlines,
            Next next)
            implements Work {
        public TakingBack {
            left = List.copyOf(left);
        }
    }

    /**
     * What one transaction is about.
     *
     * @param transaction its id and the persist token on the devices
     * @param selfReverting false if the one device cannot take itself back (rulings V2)
     * @param trial how long the devices keep it without a word
     * @param closes the conduits that have ended and are closed by it; empty for any other
     * @param replaces whether its one device is a new unit, which waits for nothing
     * @param failedBefore probes that did not pass before either: they are not held against it
     */
    record Plan(
            String transaction,
            long epoch,
            long revision,
            String contentDigest,
            int group,
            boolean selfReverting,
            Duration trial,
            @AddedLater List<String> failedBefore,
            List<Member> members,
            @AddedLater List<String> closes,
            @AddedLater boolean replaces) {
        public Plan {
            failedBefore = List.copyOf(failedBefore);
            members = List.copyOf(members);
            closes = List.copyOf(closes);
        }

        /** Whether it carries out a hard end: that waits for nothing and is tried until done. */
        boolean isClosing() {
            return !closes.isEmpty();
        }

        public Member member(DeviceSlot slot) {
            return members.stream()
                    .filter(m -> m.slot().equals(slot))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(slot + " is not on trial"));
        }
    }

    /**
     * One device of a transaction.
     *
     * @param base digest of what it ran before
     * @param target digest of what it shall run
     */
    record Member(DeviceSlot slot, String base, String target) {}

    /** What is done next to one device that shall keep it. */
    record Keep(DeviceSlot slot, KeepStep step, int reapplied) {}

    /** The steps to a kept configuration. */
    enum KeepStep {
        /** After a restart: read back before anything is confirmed. */
        LOOK,
        CONFIRM,
        /** A yes is no proof: read back. */
        VERIFY,
        /** Its timer was faster: put on trial again, same transaction. */
        REAPPLY
    }

    /** What is done next to one device that shall take back. */
    record Back(DeviceSlot slot, boolean told) {}

    /**
     * When the devices' own timers end.
     *
     * @param decideBy after this the node no longer decides to keep
     * @param revertedBy by this the slowest device has taken back by itself, grace included
     */
    record Deadlines(Instant decideBy, Instant revertedBy) {}

    /** What the transaction waits for. */
    sealed interface Next {

        /** The answer to this ticket. */
        record Answer(long ticket) implements Next {}

        /** A moment. */
        record Pause(Instant until) implements Next {}
    }
}
