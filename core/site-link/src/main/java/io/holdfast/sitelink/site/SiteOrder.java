package io.holdfast.sitelink.site;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Something a site node wants done. The orders of one step are carried out in their sequence; an
 * order that asks for an answer is only begun in it, its answer comes later as an event.
 */
public sealed interface SiteOrder {

    /**
     * Append these entries and store the step's new state: one local transaction, synced to disk
     * <em>before</em> any following order is begun. Always the first order of its step. If it
     * fails, nothing else of the step happens and the node restarts from what is stored.
     */
    record Persist(List<JournalLine> entries) implements SiteOrder {
        public Persist {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Judge this offer with {@link io.holdfast.sitelink.Acceptance}; if it is accepted store its
     * bytes durably by content digest; then tell {@link SiteEvent.BundleExamined}.
     */
    record Examine(Bundle bundle) implements SiteOrder {}

    /** The same for device access; answered by {@link SiteEvent.AccessExamined}. */
    record ExamineAccess(Envelope access) implements SiteOrder {}

    /**
     * Speak to the centre; replaces a contact that still waits. Answered by {@link
     * SiteEvent.Answered} or {@link SiteEvent.Unanswered}.
     *
     * @param request complete but for {@code entries}
     * @param entriesAfter the shell puts in the stored entries that follow this number, at most 500
     *     and at most 4 MiB
     * @param attach slots whose report gets the newest stored running text and inventory
     */
    record Contact(long ticket, LinkRequest request, long entriesAfter, List<DeviceSlot> attach)
            implements SiteOrder {
        public Contact {
            attach = List.copyOf(attach);
        }
    }

    /**
     * Read the running configuration in a fresh session, beside one that is held. Answered by
     * {@link SiteEvent.ReadBack}.
     *
     * @param probe also run the probes a kept configuration has to pass
     * @param neighbours with {@code probe}: devices that are asked whether they still answer here
     *     and show their pinned key; the name of that probe is the slot
     */
    record Read(DeviceSlot slot, long ticket, boolean probe, List<DeviceSlot> neighbours)
            implements SiteOrder {
        public Read {
            neighbours = List.copyOf(neighbours);
        }
    }

    /**
     * Put the slot's text of this content on trial: lock, check clean, edit, validate, commit
     * confirmed with the transaction as persist token, read back in the same session; keep the
     * session for {@link Confirm}. Done only if the read-back meant the content's configuration.
     * Answered by {@link SiteEvent.DeviceAnswered}.
     *
     * @param base digest the device has to run when it is locked; if it does not, nothing is
     *     written and the answer is {@link SiteEvent.DeviceAnswer.Moved}
     * @param target digest of the configuration it is told; the content has another one after each
     *     of its hard ends
     * @param selfReverting false: the device has no timer; an ordinary commit
     */
    record Apply(
            DeviceSlot slot,
            long ticket,
            String contentDigest,
            String transaction,
            String base,
            String target,
            Duration trial,
            boolean selfReverting)
            implements SiteOrder {}

    /**
     * Keep what is on trial, by the held session if it lives, else by a new one. Answered by
     * DeviceAnswered.
     */
    record Confirm(DeviceSlot slot, long ticket, String transaction) implements SiteOrder {}

    /** Take back what is on trial under this token, if it is. Answered by DeviceAnswered. */
    record Revert(DeviceSlot slot, long ticket, String transaction) implements SiteOrder {}

    /** The transaction is over: end the sessions held for it. No answer. */
    record Release(String transaction) implements SiteOrder {}

    /**
     * Look at a device outside a transaction: its host key only if it is not onboarded, else facts,
     * running configuration and inventory, which the shell stores. Answered by {@link
     * SiteEvent.Looked}.
     */
    record Look(DeviceSlot slot, long ticket) implements SiteOrder {}

    /**
     * Try on a leaf without effect whether a device does what it says (rulings V5), and put what is
     * seen in its behaviour table. Answered by {@link SiteEvent.SelfTested}.
     *
     * @param base digest the device has to run when it begins, and runs again when it ends
     * @param trial how long each trial lasts
     * @param margin how late a device's timer may be
     * @param limit the answer comes within this
     * @param confirms whether what it runs may be confirmed on it too: it was kept by this node
     */
    record SelfTest(
            DeviceSlot slot,
            long ticket,
            String base,
            Duration trial,
            Duration margin,
            Duration limit,
            boolean confirms)
            implements SiteOrder {}

    /**
     * Dial a slot's address and see which host key is shown; nobody logs in. Answered by {@link
     * SiteEvent.UnitMet}.
     */
    record MeetUnit(DeviceSlot slot, long ticket) implements SiteOrder {}

    /**
     * Log in to a new unit in a slot, with what opens the slot's device, and look at it; send it
     * nothing. Answered by {@link SiteEvent.UnitExamined}.
     *
     * @param hostKey that two people compared; whoever shows another one is not logged in to
     * @param configDigest what it is to be told, of this content
     */
    record ExamineUnit(
            DeviceSlot slot, long ticket, String hostKey, String contentDigest, String configDigest)
            implements SiteOrder {}

    /** Tell the centre this as an event of stream J1; a repeat is harmless. No answer. */
    record Tell(SiteWord word) implements SiteOrder {}

    /** Tell people at the site. No answer. */
    record Alarm(String code, String object, String sentence) implements SiteOrder {}

    /** Answer the person at the console; what is answered is durable already. */
    record AnswerConsole(long ask, ConsoleAnswer answer) implements SiteOrder {}

    /**
     * Send {@link SiteEvent.Tick} then; replaces an earlier wish. Always the last order of its
     * step.
     */
    record WakeAt(Instant at) implements SiteOrder {}
}
