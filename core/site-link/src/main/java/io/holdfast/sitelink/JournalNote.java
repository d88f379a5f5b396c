package io.holdfast.sitelink;

import io.holdfast.core.AddedLater;
import io.holdfast.core.local.LocalDecision;
import io.holdfast.core.site.DeviceSlot;
import java.util.List;
import java.util.Locale;

/**
 * What a site node writes into its journal about itself. The entry's type is the record's name in
 * upper snake case; the payload is the record's wire form. No secrets.
 */
public sealed interface JournalNote {

    /** As in BUNDLE_ACCEPTED. */
    default String type() {
        return WireVariants.kebab(getClass().getSimpleName())
                .replace('-', '_')
                .toUpperCase(Locale.ROOT);
    }

    record NodeStarted(long boot, String wasDoing) implements JournalNote {}

    /**
     * Somebody set the wall clock, or the machine slept.
     *
     * @param expected what it would show otherwise
     * @param seconds negative if it was set back
     */
    record ClockStepped(String expected, String shows, long seconds) implements JournalNote {}

    /** The clock contradicts what is known of the time. */
    record ClockSuspect(String reason) implements JournalNote {}

    record LinkUp(String since) implements JournalNote {}

    record LinkDown(String lastAnswer, String reason) implements JournalNote {}

    record BundleAccepted(
            long epoch, long revision, String change, String contentDigest, RiskClass risk)
            implements JournalNote {}

    record BundleRefused(long epoch, long revision, String code, String reason)
            implements JournalNote {}

    /**
     * A person brought a bundle as a file; if it was accepted, BUNDLE_ACCEPTED follows.
     *
     * @param file SHA-256 of the file
     * @param result ACCEPTED, ALREADY_IN_FORCE or the code of a refusal
     */
    record BundleBrought(long epoch, long revision, String file, String result, String reason)
            implements JournalNote {}

    /**
     * In place of a note that would have made an entry nobody reads: no entry may be larger than
     * {@link Journal#LARGEST_ENTRY}.
     *
     * @param note its type
     * @param bytes its size
     * @param begins with this
     */
    record NoteTooLarge(String note, long bytes, String begins) implements JournalNote {}

    /** One number, two contents: an alarm. */
    record BundleEquivocation(long epoch, long revision, String accepted, String offered)
            implements JournalNote {}

    record TrustRootReplaced() implements JournalNote {}

    record AccessAccepted(long version, List<DeviceSlot> devices) implements JournalNote {}

    record AccessRefused(String code, String reason) implements JournalNote {}

    /**
     * Durable before any of these devices is touched.
     *
     * @param closes the conduits that have ended, if that is why
     */
    record Intent(
            String transaction,
            long epoch,
            long revision,
            String contentDigest,
            int group,
            int trialSeconds,
            boolean selfReverting,
            List<Touched> devices,
            @AddedLater List<String> closes)
            implements JournalNote {
        public Intent {
            devices = List.copyOf(devices);
            closes = List.copyOf(closes);
        }
    }

    /**
     * Something closes by itself now (rulings P5); an INTENT follows for each device that runs it.
     *
     * @param at when its end was to be
     * @param closes the conduits that end
     * @param cause why the node finds that it has come, as a sentence
     */
    record HardEndReached(
            long epoch,
            long revision,
            String at,
            List<String> closes,
            String cause,
            List<DeviceSlot> devices)
            implements JournalNote {
        public HardEndReached {
            closes = List.copyOf(closes);
            devices = List.copyOf(devices);
        }
    }

    /** A device of a transaction, with what it runs and what it shall run. */
    record Touched(DeviceSlot slot, String base, String target) {}

    /**
     * Every device ran the new configuration in a fresh session and passed its probes: it is kept.
     *
     * @param evidence a sentence for each thing that was seen, and for each that was not asked for
     */
    record Decision(
            String transaction,
            long epoch,
            long revision,
            String verdict,
            @AddedLater List<String> evidence)
            implements JournalNote {
        public Decision {
            evidence = List.copyOf(evidence);
        }
    }

    /** How a transaction ended on each device. */
    record Outcome(
            String transaction,
            long epoch,
            long revision,
            String verdict,
            String reason,
            List<Ended> devices)
            implements JournalNote {}

    /**
     * One device's end.
     *
     * @param end KEPT, TAKEN_BACK, CONFLICT or UNKNOWN
     */
    record Ended(DeviceSlot slot, String end, String reason) {}

    /** All devices of the group run what is desired already; none was touched. */
    record AlreadyThere(long epoch, long revision, int group, List<DeviceSlot> devices)
            implements JournalNote {}

    /** A device does not run what a change starts from; nothing was written. */
    record Conflict(DeviceSlot slot, long epoch, long revision, String expected, String running)
            implements JournalNote {}

    /** A look showed a configuration nobody here ordered. */
    record Drift(DeviceSlot slot, String kept, String running) implements JournalNote {}

    record DriftEnded(DeviceSlot slot, String running) implements JournalNote {}

    /** The first configuration read from a device. */
    record FirstRead(DeviceSlot slot, String hostKey, String running) implements JournalNote {}

    record DeviceSilent(DeviceSlot slot, String reason) implements JournalNote {}

    record DeviceAnswers(DeviceSlot slot) implements JournalNote {}

    record HostKeyChanged(DeviceSlot slot, String pinned, String shown) implements JournalNote {}

    /** A device is tried on a leaf without effect, as somebody ordered. */
    record SelfTestBegun(DeviceSlot slot, long order) implements JournalNote {}

    /**
     * What became of an ordered self-test, begun or not.
     *
     * @param found names of the behaviours seen in it
     */
    record SelfTestEnded(
            DeviceSlot slot, long order, String result, String reason, List<String> found)
            implements JournalNote {
        public SelfTestEnded {
            found = List.copyOf(found);
        }
    }

    /** A set of break-glass codes came; it replaces the one before. */
    record BreakGlassCodesKept(long issue, int codes) implements JournalNote {}

    /**
     * Somebody tried a code that opens nothing.
     *
     * @param person as he called himself
     * @param number the code's, 0 if what was typed has not the form of one
     * @param guesses in a row
     */
    record BreakGlassRefused(String person, int number, String why, int guesses)
            implements JournalNote {}

    /**
     * A break-glass code was used up; durable before anything follows from it.
     *
     * @param hold number of the hold, counted over the life of the site node
     * @param opens whether it opened the hold; else its person joined an open one
     * @param until when it ends at the latest, by trusted time; empty if the time is not known
     */
    record BreakGlassUsed(
            long hold,
            boolean opens,
            String code,
            String person,
            String reason,
            long leaseSeconds,
            String until)
            implements JournalNote {}

    /**
     * Somebody in a hold closed openings before their time; a HARD_END_REACHED goes with it and an
     * INTENT follows.
     *
     * @param closes the conduits
     * @param devices what each of them has to run since
     */
    record EmergencyClosed(long hold, String person, List<String> closes, List<Effect> devices)
            implements JournalNote {
        public EmergencyClosed {
            closes = List.copyOf(closes);
            devices = List.copyOf(devices);
        }
    }

    /** What was done to one device: what it had to run, and what since. */
    record Effect(DeviceSlot slot, String base, String local) {}

    /**
     * The centre said something else of a device than what was done to it here. Who has the journal
     * can decide it again.
     */
    record LocalDecided(
            DeviceSlot slot,
            long epoch,
            long revision,
            LocalDecision.Case known,
            LocalDecision decided)
            implements JournalNote {}

    /** What was closed early on these devices would be closed by now: nothing is left to answer. */
    record LocalEffectsOver(List<DeviceSlot> devices) implements JournalNote {
        public LocalEffectsOver {
            devices = List.copyOf(devices);
        }
    }

    /**
     * Somebody in a hold says that the device of a slot failed and which unit shall stand there.
     *
     * @param number of the replacement: that of this entry
     * @param serial as it stands on the new unit
     * @param hostKey as it was read at the new unit itself, not over the network
     */
    record ReplacementAsked(
            long number,
            long hold,
            DeviceSlot slot,
            String person,
            String reason,
            String serial,
            String hostKey)
            implements JournalNote {}

    /**
     * Two people compared the key that the new unit shows; durable before anybody logs in to it.
     *
     * @param oldSerial as last heard; empty if never
     */
    record ReplacementIntent(
            long number,
            long hold,
            DeviceSlot slot,
            String oldSerial,
            String oldHostKey,
            String serial,
            String hostKey,
            String person,
            String second,
            String reason,
            long epoch,
            long revision,
            String target)
            implements JournalNote {}

    /**
     * The new unit runs what is desired, read back in a fresh session, and is the slot's device
     * from now on; the old one is not spoken to any more.
     *
     * @param evidence what was compared before anything was sent, and what was not
     */
    record Replaced(
            long number,
            long hold,
            DeviceSlot slot,
            String oldSerial,
            String oldHostKey,
            String serial,
            String hostKey,
            String person,
            String second,
            String reason,
            long epoch,
            long revision,
            String running,
            List<String> evidence)
            implements JournalNote {
        public Replaced {
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * A replacement that came to nothing; the slot is the old unit's still.
     *
     * @param code as in KEY_DIFFERS, WRONG_MODEL, TAKEN_BACK, GIVEN_UP
     * @param by who ended it
     * @param shown the key that was shown, if that is why
     */
    record ReplacementEnded(
            long number, DeviceSlot slot, String code, String reason, String by, String shown)
            implements JournalNote {}

    /** A unit that was taken out of its slot answers there again; nobody logs in to it. */
    record TakenOutUnitShown(DeviceSlot slot, String serial, String hostKey, String now)
            implements JournalNote {}

    /**
     * The centre's list answers a replacement: its word about this slot's key counts again.
     *
     * @param hostKey what the list pins; empty if nothing
     */
    record ReplacementAnswered(DeviceSlot slot, long number, String hostKey)
            implements JournalNote {}

    /** The hold is over: what the centre sent is applied from now on. */
    record HoldEnded(long hold, String by, String cause) implements JournalNote {}

    /** Somebody left a hold, for others or until its lease is over. */
    record HoldLeft(long hold, String person) implements JournalNote {}

    /** The centre did not take entries: a gap or a fork, in its own words. */
    record JournalRefused(String problem) implements JournalNote {}

    /** The first head of the centre's audit log is kept, and the log's key is pinned with it. */
    record AuditLogPinned(String key, long size, String root) implements JournalNote {}

    /**
     * The centre showed a head of its audit log that is not of the log that is kept: an alarm.
     *
     * @param shown size of the head that came, 0 if it cannot be read
     * @param anew whether the log began anew with it in a later epoch, as after a backup came back
     */
    record AuditHeadRefused(
            String why, long kept, String keptRoot, long shown, String shownRoot, boolean anew)
            implements JournalNote {}
}
