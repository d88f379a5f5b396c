package io.holdfast.controller.sitelinks;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.notices.NoticeKind;
import io.holdfast.controller.notices.Notices;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Reason;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.store.JournalStore;
import io.holdfast.controller.sitelinks.store.LostStateStore;
import io.holdfast.controller.sitelinks.store.LostStateStore.Told;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.WireJson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sites that run what this centre knows nothing of, as after its return from a backup. What was
 * approved and carried out in the lost time is not taken back in silence: the site is sent nothing
 * until a person lets the centre's state count again.
 */
@Component
public class LostStates {

    private static final int LONGEST_REASON = 1_000;

    /** So far back in the site's journal for what it accepted: months of a busy site. */
    private static final int LOOKED_AT = 50_000;

    /** So many states that it accepted; a day has a handful. */
    private static final int ACCEPTED_AT_MOST = 500;

    private static final String ACCEPTED = "BUNDLE_ACCEPTED";

    private final Access access;
    private final AuditLog audit;
    private final Notices notices;
    private final InstantSource clock;
    private final SiteStore sites;
    private final JournalStore journals;
    private final LostStateStore lost;
    private final AccessLists lists;

    LostStates(
            Access access,
            AuditLog audit,
            Notices notices,
            InstantSource clock,
            SiteStore sites,
            JournalStore journals,
            LostStateStore lost,
            AccessLists lists) {
        this.access = access;
        this.audit = audit;
        this.notices = notices;
        this.clock = clock;
        this.sites = sites;
        this.journals = journals;
        this.lost = lost;
        this.lists = lists;
    }

    /**
     * A change that a site accepted in the lost time, as its journal tells.
     *
     * @param change its id then
     * @param at by the site's clock
     */
    public record LostChange(
            long epoch, long revision, String change, String contentDigest, Instant at) {}

    /**
     * What a site has that this centre never gave it.
     *
     * @param since when it was found
     * @param changes newest last; empty until the journal has come, and where many sites are listed
     */
    public record LostState(
            long epoch,
            long revision,
            long accessVersion,
            Instant since,
            List<LostChange> changes) {
        public LostState {
            changes = List.copyOf(changes);
        }
    }

    /** Whether the site is to be sent nothing, having what it says. Asks no right. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean undecided(Told told, SiteStore.Site known) {
        return !lost.isKnown(told, sites.epoch(), known) && !lost.isDecided(told, known);
    }

    /** Says it once, loudly, when a site tells of such a state. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(Told told, SiteStore.Site known) {
        if (!undecided(told, known) || !lost.found(told, clock.instant())) {
            return;
        }
        var number = told.epoch() + "." + told.revision();
        audit.record(
                "site.unknown-state",
                "site:" + told.site(),
                Map.of(
                        "epoch",
                        told.epoch(),
                        "revision",
                        told.revision(),
                        "accessVersion",
                        told.accessVersion(),
                        "desired",
                        known.desired()));
        notices.tell(
                NoticeKind.SITE_STATE_UNKNOWN,
                "site:" + told.site(),
                told.site().value().toUpperCase(Locale.ROOT) + " " + number,
                told.site() + "/" + told.incarnation() + "/" + number + "/" + told.accessVersion(),
                Map.of("epoch", "" + told.epoch(), "revision", "" + told.revision()));
    }

    /**
     * What nobody has decided of, if the newest word of the site is of such a state; without its
     * changes, which {@link #named} looks for.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<LostState> open(SiteStore.Contact contact, SiteStore.Site known) {
        var told = Told.of(contact);
        if (!undecided(told, known)) {
            return Optional.empty();
        }
        return Optional.of(
                new LostState(
                        told.epoch(),
                        told.revision(),
                        told.accessVersion(),
                        lost.undecidedSince(told).orElse(contact.lastHeard()),
                        List.of()));
    }

    /** The same with its changes out of the site's journal: for one site, not for lists of all. */
    @Transactional(propagation = Propagation.MANDATORY)
    public LostState named(LostState state, SiteStore.Site known) {
        var told =
                new Told(
                        known.site(),
                        known.incarnation(),
                        state.epoch(),
                        state.revision(),
                        state.accessVersion());
        return new LostState(
                state.epoch(),
                state.revision(),
                state.accessVersion(),
                state.since(),
                changes(told, known));
    }

    private List<LostChange> changes(Told told, SiteStore.Site known) {
        long head = journals.head(told.site(), told.incarnation()).sequence();
        var accepted = new TreeMap<Long, LostChange>();
        for (var stored :
                journals.ofType(
                        told.site(),
                        told.incarnation(),
                        ACCEPTED,
                        Math.max(0, head - LOOKED_AT),
                        ACCEPTED_AT_MOST)) {
            var entry = Journal.read(stored.line().bytes());
            if (entry.type().equals(ACCEPTED)) {
                var note =
                        WireJson.read(
                                JournalNote.BundleAccepted.class, Bytes.utf8(entry.payload()));
                accepted.put(
                        entry.sequence(),
                        new LostChange(
                                note.epoch(),
                                note.revision(),
                                note.change(),
                                note.contentDigest(),
                                entry.wall()));
            }
        }
        var unknown = new ArrayList<LostChange>();
        for (var change : accepted.values()) {
            var as =
                    new Told(told.site(), told.incarnation(), change.epoch(), change.revision(), 0);
            if (!lost.isKnown(as, sites.epoch(), known)) {
                unknown.add(change);
            }
        }
        return unknown;
    }

    /**
     * Lets the centre's state count again for a site: its newest one is sent, whatever the site
     * runs now.
     *
     * @param epoch and {@code revision}: of what the site has, as the person saw it
     */
    @Transactional
    public void overrule(SiteId site, long epoch, long revision, String reason) {
        var object = "site:" + site;
        access.require(Permission.ROLL_OUT, "site.overrule", object);
        access.shownLately("site.overrule", object);
        var known = sites.lock(site).orElseThrow(() -> Refused.notFound("site", site.value()));
        var why = Reason.of("/reason", reason, LONGEST_REASON);
        var contact = sites.contact(site);
        var told = contact.map(Told::of);
        if (told.isEmpty() || !undecided(told.get(), known)) {
            throw Refused.conflict(
                    "NOTHING_TO_DECIDE", "This centre gave the site the state that it has.");
        }
        if (told.get().epoch() != epoch || told.get().revision() != revision) {
            throw Refused.conflict(
                    "SITE_HAS_ANOTHER",
                    "The site has " + told.get().epoch() + "." + told.get().revision() + " now.");
        }
        if (epoch > sites.epoch()) {
            throw Refused.conflict(
                    "EPOCH_TOO_LOW",
                    "The site follows epoch "
                            + epoch
                            + " and takes nothing of an earlier one; bring the centre back again with"
                            + " --epoch "
                            + (epoch + 1)
                            + ".");
        }
        lost.found(told.get(), clock.instant());
        lost.decide(told.get(), why, clock.instant());
        audit.record(
                "site.overrule",
                object,
                Map.of("epoch", epoch, "revision", revision, "reason", why));
        if (told.get().accessVersion() > known.accessVersion()) {
            lists.signNext(lists.enrolled(site));
        }
        lists.wake(site);
    }
}
