package io.holdfast.controller.sitelinks;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.store.JournalStore;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Journal;
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

    Journals(Access access, SiteStore sites, JournalStore journals) {
        this.access = access;
        this.sites = sites;
        this.journals = journals;
    }

    /** The entries after a number of the site's present incarnation, oldest first. */
    @Transactional(readOnly = true)
    public JournalPage page(SiteId site, long after, int limit) {
        access.requireRead();
        var known = sites.find(site).orElseThrow(() -> Refused.notFound("site", site.value()));
        return pageOf(known, known.incarnation(), after, limit);
    }

    /** The newest entries, oldest first. */
    @Transactional(readOnly = true)
    public JournalPage newest(SiteId site, int limit) {
        access.requireRead();
        var known = sites.find(site).orElseThrow(() -> Refused.notFound("site", site.value()));
        long durable = journals.head(site, known.incarnation()).sequence();
        return pageOf(known, known.incarnation(), Math.max(0, durable - limit), limit);
    }

    private JournalPage pageOf(SiteStore.Site site, int incarnation, long after, int limit) {
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
                        .map(Journals::item)
                        .toList());
    }

    private static JournalPage.Item item(JournalStore.Stored stored) {
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
                entry.payload());
    }
}
