package io.holdfast.controller.sitelinks;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.store.GlassStore;
import io.holdfast.controller.sitelinks.store.HoldStore;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.BreakGlassCodes;
import io.holdfast.sitelink.LinkRequest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sealed one-time codes by which a named person decides at a site without the centre (rulings S5).
 * Issued in sets, shown once, kept as verifiers; a new set replaces the one before once the site
 * has it.
 */
@Component
public class BreakGlassSets {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** What is told of a site's holds goes back no further. */
    private static final int MOST_HOLDS = 100;

    private final Access permissions;
    private final AuditLog audit;
    private final InstantSource clock;
    private final AccessLists lists;
    private final SiteStore sites;
    private final GlassStore codes;
    private final HoldStore holds;
    private final TransactionTemplate transaction;

    BreakGlassSets(
            Access permissions,
            AuditLog audit,
            InstantSource clock,
            AccessLists lists,
            SiteStore sites,
            GlassStore codes,
            HoldStore holds,
            PlatformTransactionManager transactions) {
        this.permissions = permissions;
        this.audit = audit;
        this.clock = clock;
        this.lists = lists;
        this.sites = sites;
        this.codes = codes;
        this.holds = holds;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Issues a new set for a site; it travels with the site's access list. */
    public IssuedCodes issue(SiteId site) {
        permissions.require(Permission.ADMINISTER, "site.issue-codes", "site:" + site);
        permissions.shownLately("site.issue-codes", "site:" + site);
        // Deriving verifiers is slow on purpose, and keeps no connection.
        var drawn = BreakGlassCodes.issue(1, RANDOM);
        return Objects.requireNonNull(transaction.execute(_ -> issue(site, drawn)));
    }

    private IssuedCodes issue(SiteId site, List<BreakGlassCodes.Issued> drawn) {
        var known = lists.enrolled(site);
        if (!can(site, known.incarnation())) {
            throw Refused.conflict(
                    "NODE_CANNOT_BREAK_GLASS",
                    "The site node has not said that it knows break-glass codes; connect or update it first.");
        }
        long issue =
                codes.newest(site).stream().mapToLong(c -> c.sealed().issue()).max().orElse(0) + 1;
        var now = clock.instant();
        for (var code : drawn) {
            codes.add(
                    site,
                    new GlassStore.Stored(
                            known.incarnation(),
                            code.sealed().of(issue),
                            now,
                            Acting.caller().name()));
        }
        long version = lists.signNext(known);
        audit.record(
                "site.issue-codes",
                "site:" + site,
                Map.of("issue", issue, "codes", drawn.size(), "version", version));
        return new IssuedCodes(issue, drawn.stream().map(BreakGlassCodes.Issued::text).toList());
    }

    private boolean can(SiteId site, int incarnation) {
        return sites.contact(site)
                .filter(c -> c.incarnation() == incarnation)
                .filter(c -> c.can().contains(LinkRequest.BREAK_GLASS))
                .isPresent();
    }

    /** The newest set of a site, without the codes. */
    @Transactional(readOnly = true)
    public CodesStanding standing(SiteId site) {
        permissions.requireRead();
        var known = sites.find(site).orElseThrow(() -> Refused.notFound("site", site.value()));
        var newest = codes.newest(site);
        if (newest.isEmpty()) {
            return new CodesStanding(0, Instant.EPOCH, "", List.of(), false);
        }
        var first = newest.getFirst();
        var used = holds.usedCodes(site, first.incarnation());
        return new CodesStanding(
                first.sealed().issue(),
                first.issuedAt(),
                first.issuedBy(),
                newest.stream()
                        .map(c ->
                                new CodesStanding.Code(
                                        c.sealed().number(), used.contains(c.sealed().name())))
                        .toList(),
                first.incarnation() == known.incarnation());
    }

    /** The holds of a site, the newest first. */
    @Transactional(readOnly = true)
    public List<HoldStanding> holds(SiteId site) {
        permissions.requireRead();
        if (sites.find(site).isEmpty()) {
            throw Refused.notFound("site", site.value());
        }
        return holds.of(site, MOST_HOLDS);
    }
}
