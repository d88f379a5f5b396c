package io.holdfast.controller.sitelinks;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.store.JournalLeafStore;
import io.holdfast.controller.sitelinks.store.JournalStore;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.centre.JournalComparison;
import io.holdfast.sitelink.centre.JournalLeaf;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The heads of the sites' journals as entries of the audit log, and whether the journals that are
 * here are still those.
 */
@Component
public class JournalLeaves {

    private static final String ACTION = "site.journal-head";
    private static final int PAGE = 500;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Access access;
    private final AuditLog audit;
    private final SiteStore sites;
    private final JournalStore journals;
    private final JournalLeafStore leaves;
    private final Semaphore reading = new Semaphore(2);

    JournalLeaves(
            Access access,
            AuditLog audit,
            SiteStore sites,
            JournalStore journals,
            JournalLeafStore leaves) {
        this.access = access;
        this.audit = audit;
        this.sites = sites;
        this.journals = journals;
        this.leaves = leaves;
    }

    /** Records a site's durable head, if that is due. Asks no right: the link does it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(SiteIdentity identity, JournalHead head, Instant now) {
        var last = leaves.newest(identity.site(), identity.incarnation());
        if (!JournalLeaf.isDue(last, head, now)) {
            return;
        }
        leaves.append(identity.site(), new JournalLeaf(identity.incarnation(), head, now));
        audit.record(
                ACTION,
                "site:" + identity.site(),
                Map.of(
                        "incarnation", identity.incarnation(),
                        "stream", JournalLeaf.STREAM,
                        "length", head.sequence(),
                        "hash", head.hash()));
    }

    /**
     * Compares the journal of the site's present incarnation with its heads in the audit log. It
     * reads the whole journal: two at a time, so that readers leave the database to the sites.
     */
    @Transactional(readOnly = true)
    public JournalComparison.Result compare(SiteId site) {
        access.requireRead();
        if (!reading.tryAcquire()) {
            throw Refused.conflict(
                    "JOURNALS_ARE_BEING_COMPARED",
                    "Two journals are being compared already. Try again in a minute.");
        }
        try {
            return whole(site);
        } finally {
            reading.release();
        }
    }

    private JournalComparison.Result whole(SiteId site) {
        var known = sites.find(site).orElseThrow(() -> Refused.notFound("site", site.value()));
        var identity =
                new SiteIdentity(Acting.organization().toString(), site, known.incarnation());
        var comparison =
                new JournalComparison(
                        identity,
                        audit.recorded(ACTION, "site", site.value()).stream()
                                .map(JournalLeaves::leaf)
                                .flatMap(Optional::stream)
                                .filter(leaf -> leaf.incarnation() == known.incarnation())
                                .toList());
        long after = 0;
        while (true) {
            var page =
                    journals.page(site, known.incarnation(), after, PAGE).stream()
                            .map(JournalStore.Stored::line)
                            .toList();
            comparison.read(page);
            if (page.size() < PAGE) {
                return comparison.done();
            }
            after = page.stream().mapToLong(JournalLine::sequence).max().orElse(after);
        }
    }

    /** What cannot be read is no leaf; that its entry was changed is for the log's verifier. */
    private static Optional<JournalLeaf> leaf(AuditLog.Recorded recorded) {
        try {
            var said = JSON.readTree(recorded.detail());
            return Optional.of(
                    new JournalLeaf(
                            said.path("incarnation").asInt(),
                            new JournalHead(
                                    said.path("length").asLong(), said.path("hash").asString()),
                            recorded.at()));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
