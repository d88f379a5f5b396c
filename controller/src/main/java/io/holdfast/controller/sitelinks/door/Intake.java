package io.holdfast.controller.sitelinks.door;

import io.holdfast.controller.sitelinks.JournalLeaves;
import io.holdfast.controller.sitelinks.store.JournalStore;
import io.holdfast.controller.sitelinks.store.SlotStore;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.SlotReport;
import io.holdfast.sitelink.centre.CentreLink.Heard;
import io.holdfast.sitelink.centre.LateEntries;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Puts what a site told on disk: journal entries that follow, and reports of its devices. */
@Component
class Intake {

    /**
     * A site with more devices does not exist; a site that invents slots must not fill the disk.
     */
    static final int MOST_SLOTS = 500;

    private final JournalStore journals;
    private final SlotStore slots;
    private final HoldIntake holds;
    private final ReplacementIntake replacements;
    private final JournalLeaves leaves;

    Intake(
            JournalStore journals,
            SlotStore slots,
            HoldIntake holds,
            ReplacementIntake replacements,
            JournalLeaves leaves) {
        this.journals = journals;
        this.slots = slots;
        this.holds = holds;
        this.replacements = replacements;
        this.leaves = leaves;
    }

    /** The durable head of a site's journal. */
    JournalHead head(SiteIdentity identity) {
        return journals.head(identity.site(), identity.incarnation());
    }

    /** The hash of a stored entry by its number; reads ahead, as a repeat asks for many. */
    LongFunction<String> hashes(SiteIdentity identity) {
        var known = new HashMap<Long, String>();
        return number -> hash(known, identity.site(), identity.incarnation(), number);
    }

    /**
     * Puts what was decided about the entries on disk.
     *
     * @return the fork, if it was not known before: an alarm
     */
    Optional<Journal.Intake.Fork> keep(SiteIdentity identity, Heard.Store heard, Instant now) {
        var site = identity.site();
        int incarnation = identity.incarnation();
        if (!heard.append().isEmpty()) {
            journals.append(site, incarnation, heard.append(), heard.head(), now);
            holds.learn(identity, heard.append(), now);
            replacements.learn(identity, heard.append(), now);
        }
        leaves.record(identity, heard.head(), now);
        return heard.fork().filter(fork -> journals.quarantine(site, incarnation, fork, now));
    }

    /** Puts on disk what was found later of the journal of a node that was put out of service. */
    void late(SiteIdentity identity, LateEntries.Judged.Taken taken, Instant now) {
        if (taken.lines().isEmpty()) {
            return;
        }
        journals.append(identity.site(), identity.incarnation(), taken.lines(), taken.head(), now);
        holds.learn(identity, taken.lines(), now);
        replacements.learn(identity, taken.lines(), now);
        leaves.record(identity, taken.head(), now);
    }

    private String hash(Map<Long, String> known, SiteId site, int incarnation, long number) {
        if (!known.containsKey(number)) {
            known.putAll(journals.hashes(site, incarnation, number, number + 500));
        }
        return known.getOrDefault(number, "");
    }

    /** Keeps reports; what a report leaves out because it did not change is kept from before. */
    void reports(SiteId site, List<SlotReport> reports, Instant now) {
        if (reports.isEmpty()) {
            return;
        }
        var known =
                slots.newest(site).stream()
                        .collect(
                                Collectors.toMap(n -> n.report().slot(), SlotStore.Newest::report));
        for (var report : reports) {
            var before = Optional.ofNullable(known.get(report.slot()));
            if (before.isEmpty() && known.size() >= MOST_SLOTS) {
                continue;
            }
            var whole = before.map(b -> completed(report, b)).orElse(report);
            known.put(report.slot(), whole);
            slots.append(site, report, whole, now);
        }
    }

    private static SlotReport completed(SlotReport told, SlotReport before) {
        var inventory = told.inventory() == null ? before.inventory() : told.inventory();
        var running = told.running() == null ? before.running() : told.running();
        var modules = told.modules().isEmpty() ? before.modules() : told.modules();
        return new SlotReport(
                told.slot(),
                told.at(),
                told.state(),
                told.revision(),
                told.reason(),
                told.runningDigest(),
                told.trialDeadline(),
                told.shownHostKey(),
                modules,
                inventory,
                running);
    }

    /** Whether a request keeps to the form that the protocol promises. */
    static Optional<String> fault(LinkRequest request) {
        if (request.protocol() != 1) {
            return Optional.of("Protocol " + request.protocol() + " is not spoken here, 1 is.");
        }
        if (request.entries().size() > 500) {
            return Optional.of("A contact has at most 500 entries.");
        }
        if (request.slots().size() > MOST_SLOTS) {
            return Optional.of("A contact has at most " + MOST_SLOTS + " reports.");
        }
        if (request.software().length() > 200) {
            return Optional.of("The software's name has at most 200 characters.");
        }
        if (request.epoch() < 0
                || request.revision() < 0
                || request.accessVersion() < 0
                || request.head().sequence() < 0) {
            return Optional.of("Numbers count from 0.");
        }
        if (!request.head().hash().matches("[0-9a-f]{64}")) {
            return Optional.of("The head's hash has 64 hexadecimal digits.");
        }
        return Optional.empty();
    }
}
