package io.holdfast.controller.sitelinks;

import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.notices.NoticeKind;
import io.holdfast.controller.notices.Notices;
import io.holdfast.controller.sitelinks.DecommissionStanding.Kind;
import io.holdfast.controller.sitelinks.store.AccessStore;
import io.holdfast.controller.sitelinks.store.DecommissionStore;
import io.holdfast.controller.sitelinks.store.DecommissionStore.Stored;
import io.holdfast.controller.sitelinks.store.EnrolmentStore;
import io.holdfast.controller.sitelinks.store.GlassStore;
import io.holdfast.controller.sitelinks.store.GroupStore;
import io.holdfast.controller.sitelinks.store.JournalStore;
import io.holdfast.controller.sitelinks.store.RotationStore;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.JournalHead;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Shuts a site node out: its certificates and unused tokens end in one transaction with the list of
 * what it knew. It asks no rights: each use case that leads here has asked.
 */
@Component
class NodeFence {

    private static final Logger LOG = LoggerFactory.getLogger(NodeFence.class);

    private final AuditLog audit;
    private final Notices notices;
    private final SiteStore sites;
    private final EnrolmentStore enrolments;
    private final JournalStore journals;
    private final AccessStore accesses;
    private final GroupStore groups;
    private final RotationStore rotations;
    private final OrderedSearches searches;
    private final GlassStore codes;
    private final DecommissionStore decommissions;
    private final AccessLists lists;

    NodeFence(
            AuditLog audit,
            Notices notices,
            SiteStore sites,
            EnrolmentStore enrolments,
            JournalStore journals,
            AccessStore accesses,
            GroupStore groups,
            RotationStore rotations,
            OrderedSearches searches,
            GlassStore codes,
            DecommissionStore decommissions,
            AccessLists lists) {
        this.audit = audit;
        this.notices = notices;
        this.sites = sites;
        this.enrolments = enrolments;
        this.journals = journals;
        this.accesses = accesses;
        this.groups = groups;
        this.rotations = rotations;
        this.searches = searches;
        this.codes = codes;
        this.decommissions = decommissions;
        this.lists = lists;
    }

    /** From the end of this transaction on the link refuses the node. */
    void shutOut(SiteStore.Site known, Stored one, Instant now) {
        var site = known.site();
        int node = one.incarnation();
        enrolments.endUnused(site, now);
        enrolments.revokeBefore(site, node + 1, now);
        sites.fence(site, node, now);
        var durable = journals.head(site, node);
        var word = sites.contact(site).filter(c -> c.incarnation() == node);
        // Without its hash a number proves nothing: then what is here is the fence.
        var told =
                word.filter(c -> !c.toldHash().isEmpty() && c.told() > durable.sequence())
                        .map(c -> new JournalHead(c.told(), c.toldHash()))
                        .orElse(durable);
        decommissions.shutOut(site, one.number(), durable, told, now);
        list(site, one);
        audit.record(
                "site.shut-out",
                "site:" + site,
                Map.of(
                        "number",
                        one.number(),
                        "incarnation",
                        node,
                        "durable",
                        durable.sequence(),
                        "missing",
                        told.sequence() - durable.sequence()));
        notices.tell(
                NoticeKind.SITE_OUT_OF_SERVICE,
                "site:" + site,
                site.value().toUpperCase(Locale.ROOT),
                site + "/" + one.number(),
                Map.of(
                        "site",
                        site.value(),
                        "cause",
                        one.cause().name(),
                        "reason",
                        one.reason(),
                        "by",
                        one.asked().by()));
        // A contact that is held is answered, with a no, at whatever replica it waits.
        lists.wake(site);
        LOG.warn(
                "{}: incarnation {} is out of service, {}, entries {} to {} are missing",
                site,
                node,
                one.cause(),
                durable.sequence() + 1,
                told.sequence());
    }

    /**
     * What the node knew: devices, groups with all their devices wherever they are, users of
     * searches, codes. A device on its way to a group's secret, or on one given up, may be opened
     * by it already: its site tries the new one before it says so.
     */
    private void list(SiteId site, Stored one) {
        int number = one.number();
        for (var entry : accesses.entries(site)) {
            if (entry.incarnation() <= one.incarnation()) {
                decommissions.add(
                        site, number, Kind.DEVICE, site + "/" + entry.slot(), entry.group());
            }
        }
        for (var group : groups.groups()) {
            var seals = groups.seals(group.name());
            if (seals.stream().noneMatch(s -> s.site().equals(site))) {
                continue;
            }
            decommissions.add(site, number, Kind.GROUP, group.name(), "");
            for (var seal : seals) {
                Stream.concat(
                                accesses.openedBy(seal.site(), group.name()).stream(),
                                rotations.mayBeOpenedBy(seal.site(), group.name()).stream())
                        .forEach(slot ->
                                decommissions.add(
                                        site,
                                        number,
                                        Kind.DEVICE,
                                        seal.site() + "/" + slot,
                                        group.name()));
            }
        }
        for (var search : searches.withOwnUser(site, one.incarnation())) {
            decommissions.add(site, number, Kind.SEARCH, search, "");
        }
        codes.newest(site).stream()
                .filter(c -> c.incarnation() == one.incarnation())
                .findFirst()
                .ifPresent(c ->
                        decommissions.add(site, number, Kind.CODES, "" + c.sealed().issue(), ""));
    }
}
