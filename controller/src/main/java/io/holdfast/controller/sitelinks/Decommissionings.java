package io.holdfast.controller.sitelinks;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.notices.NoticeKind;
import io.holdfast.controller.notices.Notices;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Reason;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.DecommissionStanding.Cause;
import io.holdfast.controller.sitelinks.DecommissionStanding.Item;
import io.holdfast.controller.sitelinks.DecommissionStanding.Kind;
import io.holdfast.controller.sitelinks.store.DecommissionStore;
import io.holdfast.controller.sitelinks.store.DecommissionStore.Stored;
import io.holdfast.controller.sitelinks.store.JournalStore;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.core.site.SiteId;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a site's node out of service: the link refuses it at once and for ever, and what it knew is
 * listed until it is replaced. No device is told anything by that, and nothing that was recorded is
 * taken away. The site is in service again once another node is enrolled.
 */
@Component
public class Decommissionings {

    private static final Logger LOG = LoggerFactory.getLogger(Decommissionings.class);

    private static final int LONGEST = 1_000;

    private final Access access;
    private final AuditLog audit;
    private final Notices notices;
    private final InstantSource clock;
    private final SiteStore sites;
    private final JournalStore journals;
    private final DecommissionStore decommissions;
    private final NodeFence fence;

    Decommissionings(
            Access access,
            AuditLog audit,
            Notices notices,
            InstantSource clock,
            SiteStore sites,
            JournalStore journals,
            DecommissionStore decommissions,
            NodeFence fence) {
        this.access = access;
        this.audit = audit;
        this.notices = notices;
        this.clock = clock;
        this.sites = sites;
        this.journals = journals;
        this.decommissions = decommissions;
        this.fence = fence;
    }

    /** Those of a site, the newest first. */
    @Transactional(readOnly = true)
    public List<DecommissionStanding> of(SiteId site) {
        access.requireRead();
        var known = sites.find(site).orElseThrow(() -> Refused.notFound("site", site.value()));
        var items = decommissions.items(site);
        return decommissions.of(site).stream()
                .map(one -> standing(one, known, items.getOrDefault(one.number(), List.of())))
                .toList();
    }

    /** One of a site. */
    @Transactional(readOnly = true)
    public DecommissionStanding get(SiteId site, DecommissionId id) {
        access.requireRead();
        return standing(existing(site, id), existing(site));
    }

    /**
     * Asks to take the node that serves a site now out of service. One that was stolen is shut out
     * at once; for any other a second person has to say so too.
     */
    @Transactional
    public DecommissionStanding ask(SiteId site, Cause cause, String reason) {
        var object = object(site);
        access.require(Permission.ONBOARD, "site.decommission", object);
        access.shownLately("site.decommission", object);
        var known = sites.lock(site).orElseThrow(() -> Refused.notFound("site", site.value()));
        var why = Reason.of("/reason", reason, LONGEST);
        if (known.incarnation() == 0) {
            throw Refused.conflict("SITE_NOT_ENROLLED", "No site node serves this site yet.");
        }
        if (known.shutOut().isPresent()) {
            throw Refused.conflict(
                    "ALREADY_OUT_OF_SERVICE", "No site node serves this site any more.");
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var open = decommissions.of(site).stream().filter(Stored::open).findFirst();
        boolean ofThisNode =
                open.filter(one -> one.incarnation() == known.incarnation()).isPresent();
        if (ofThisNode && cause == Cause.WITHDRAWN) {
            throw Refused.conflict(
                    "DECOMMISSIONING_ASKED",
                    "Number " + open.get().number() + " waits for a second person already.");
        }
        // A theft waits for no question that is open, and none is about a node before this one.
        open.ifPresent(one -> decommissions.drop(site, one.number(), now));
        int number = decommissions.ask(site, known.incarnation(), cause, why, now);
        audit.record(
                "site.decommission",
                object,
                Map.of(
                        "number",
                        number,
                        "incarnation",
                        known.incarnation(),
                        "cause",
                        cause.name(),
                        "reason",
                        why,
                        "dropped",
                        open.map(Stored::number).orElse(0)));
        var id = new DecommissionId(known.incarnation(), number);
        var asked = existing(site, id);
        if (cause == Cause.STOLEN) {
            fence.shutOut(known, asked, now);
        } else {
            tell(NoticeKind.DECOMMISSIONING_ASKED, asked);
        }
        return standing(existing(site, id), existing(site));
    }

    /**
     * A second person says so too. What was only asked for happens now; what had to happen at once
     * was seen by two.
     */
    @Transactional
    public DecommissionStanding confirm(SiteId site, DecommissionId id) {
        var object = object(site);
        access.require(Permission.APPROVE, "site.confirm-decommissioning", object);
        access.shownLately("site.confirm-decommissioning", object);
        var known = sites.lock(site).orElseThrow(() -> Refused.notFound("site", site.value()));
        var one = existing(site, id);
        if (one.dropped().isPresent()) {
            throw Refused.conflict("DECOMMISSIONING_DROPPED", "It was taken back.");
        }
        if (one.confirmed().isPresent()) {
            throw Refused.conflict("ALREADY_CONFIRMED", "A second person has said so already.");
        }
        if (one.asker().equals(Acting.caller().subject())) {
            throw Refused.conflict(
                    "ASKER_CANNOT_CONFIRM", "Somebody else than who asked for it confirms it.");
        }
        if (one.open() && one.incarnation() != known.incarnation()) {
            throw Refused.conflict(
                    "ANOTHER_NODE_SERVES",
                    "Another site node was enrolled in the meantime; ask anew for that one.");
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        decommissions.confirm(site, id.number(), now);
        audit.record(
                "site.confirm-decommissioning",
                object,
                Map.of("number", id.number(), "incarnation", one.incarnation()));
        if (one.open()) {
            fence.shutOut(known, one, now);
        }
        return standing(existing(site, id), existing(site));
    }

    /** Takes back what was only asked for. */
    @Transactional
    public DecommissionStanding drop(SiteId site, DecommissionId id) {
        var object = object(site);
        access.require(Permission.ONBOARD, "site.drop-decommissioning", object);
        var known = sites.lock(site).orElseThrow(() -> Refused.notFound("site", site.value()));
        var one = existing(site, id);
        if (!one.open()) {
            throw Refused.conflict(
                    "NOTHING_TO_DROP",
                    "It has happened, or was taken back; a new site node has to be enrolled.");
        }
        decommissions.drop(site, id.number(), clock.instant());
        audit.record("site.drop-decommissioning", object, Map.of("number", id.number()));
        return standing(existing(site, id), known);
    }

    /** A person says what he did by hand about something the node knew. */
    @Transactional
    public DecommissionStanding settle(
            SiteId site, DecommissionId id, Kind kind, String name, String how) {
        var object = object(site);
        access.require(Permission.ONBOARD, "site.settle-decommissioning", object);
        var known = sites.lock(site).orElseThrow(() -> Refused.notFound("site", site.value()));
        var one = existing(site, id);
        var said = Reason.of("/how", "HOW_MISSING", how, LONGEST);
        var item =
                standing(one, known).items().stream()
                        .filter(i -> i.kind() == kind && i.name().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                Refused.invalid(
                                        "/name",
                                        "NOT_ON_THE_LIST",
                                        "The node knew nothing of this name."));
        if (item.done()
                || !decommissions.settle(site, id.number(), kind, name, said, clock.instant())) {
            throw Refused.conflict("ALREADY_REPLACED", "It is replaced already.");
        }
        audit.record(
                "site.settle-decommissioning",
                object,
                Map.of("number", id.number(), "kind", kind.name(), "name", name, "how", said));
        LOG.info("{}: {} {} is settled by hand", site, kind, name);
        return standing(existing(site, id), known);
    }

    private void tell(NoticeKind kind, Stored one) {
        notices.tell(
                kind,
                object(one.site()),
                one.site().value().toUpperCase(Locale.ROOT),
                one.site() + "/" + one.number(),
                Map.of(
                        "site",
                        one.site().value(),
                        "cause",
                        one.cause().name(),
                        "reason",
                        one.reason(),
                        "by",
                        one.asked().by()));
    }

    private SiteStore.Site existing(SiteId site) {
        return sites.find(site).orElseThrow(() -> Refused.notFound("site", site.value()));
    }

    private Stored existing(SiteId site, DecommissionId id) {
        return decommissions
                .find(site, id)
                .orElseThrow(() -> Refused.notFound("decommissioning", site + "/" + id));
    }

    private DecommissionStanding standing(Stored one, SiteStore.Site known) {
        return standing(one, known, decommissions.items(one));
    }

    private DecommissionStanding standing(Stored one, SiteStore.Site known, List<Item> items) {
        long found =
                one.shutOut().isEmpty()
                        ? 0
                        : journals.head(one.site(), one.incarnation()).sequence();
        return new DecommissionStanding(
                one.site(),
                one.number(),
                one.incarnation(),
                one.cause(),
                one.reason(),
                one.asked(),
                one.confirmed(),
                one.dropped(),
                one.shutOut(),
                new DecommissionStanding.Left(
                        one.durable().sequence(), found, one.fence().sequence(), one.lastHeard()),
                items,
                one.shutOut().isPresent() && known.incarnation() > one.incarnation());
    }

    private static String object(SiteId site) {
        return "site:" + site;
    }
}
