package io.holdfast.controller.sitelinks;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.store.DecommissionStore;
import io.holdfast.controller.sitelinks.store.JournalStore;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Journal;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The sites' journals as far as the centre has them. Read only: a journal is written at its site.
 */
@Component
public class Journals {

    /** No page has more entries. */
    public static final int LONGEST_PAGE = 1000;

    private final Access access;
    private final SiteStore sites;
    private final JournalStore journals;
    private final DecommissionStore decommissions;

    Journals(
            Access access,
            SiteStore sites,
            JournalStore journals,
            DecommissionStore decommissions) {
        this.access = access;
        this.sites = sites;
        this.journals = journals;
        this.decommissions = decommissions;
    }

    /**
     * The entries after a number, oldest first.
     *
     * @param incarnation of the site node; the present one if empty
     */
    @Transactional(readOnly = true)
    public JournalPage page(SiteId site, Optional<Integer> incarnation, long after, int limit) {
        access.requireRead();
        var known = sites.find(site).orElseThrow(() -> Refused.notFound("site", site.value()));
        return pageOf(known, node(known, incarnation), after, limit);
    }

    /** The newest entries, oldest first. */
    @Transactional(readOnly = true)
    public JournalPage newest(SiteId site, Optional<Integer> incarnation, int limit) {
        access.requireRead();
        var known = sites.find(site).orElseThrow(() -> Refused.notFound("site", site.value()));
        int node = node(known, incarnation);
        long durable = journals.head(site, node).sequence();
        return pageOf(known, node, Math.max(0, durable - limit), limit);
    }

    /** What a node recorded stays readable when another serves the site, or none. */
    private static int node(SiteStore.Site known, Optional<Integer> incarnation) {
        int node = incarnation.orElse(known.incarnation());
        if (node > known.incarnation() || node < 0) {
            throw Refused.notFound("site node", known.site() + "/" + node);
        }
        return node;
    }

    private JournalPage pageOf(SiteStore.Site site, int incarnation, long after, int limit) {
        var shutOut =
                decommissions.of(site.site()).stream()
                        .filter(d -> d.incarnation() == incarnation)
                        .flatMap(d -> d.shutOut().stream())
                        .findFirst();
        return new JournalPage(
                incarnation,
                journals.head(site.site(), incarnation).sequence(),
                journals
                        .page(
                                site.site(),
                                incarnation,
                                Math.max(0, after),
                                Math.clamp(limit, 1, LONGEST_PAGE))
                        .stream()
                        .map(stored -> item(stored, shutOut))
                        .toList());
    }

    private static JournalPage.Item item(JournalStore.Stored stored, Optional<Instant> shutOut) {
        var entry = Journal.read(stored.line().bytes());
        return new JournalPage.Item(
                stored.incarnation(),
                stored.line().sequence(),
                stored.line().hash(),
                entry.previous(),
                entry.type(),
                entry.object(),
                entry.actor(),
                entry.wall(),
                stored.receivedAt(),
                entry.payload(),
                shutOut.filter(at -> at.isBefore(stored.receivedAt())).isPresent());
    }
}
