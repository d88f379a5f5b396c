package io.holdfast.controller.sitelinks;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.database.KeyDirectory;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.controller.sitelinks.store.EnrolmentStore;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Enrolment.Token;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.WireJson;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Brings site nodes to the centre: single-use tokens (rulings S4). */
@Component
public class Onboarding {

    /** How long a token is good for. */
    static final Duration VALID = Duration.ofHours(24);

    private final Access access;
    private final AuditLog audit;
    private final InstantSource clock;
    private final LinkKeys keys;
    private final LinkAddress address;
    private final SiteStore sites;
    private final EnrolmentStore enrolments;

    Onboarding(
            Access access,
            AuditLog audit,
            InstantSource clock,
            LinkKeys keys,
            LinkAddress address,
            SiteStore sites,
            EnrolmentStore enrolments) {
        this.access = access;
        this.audit = audit;
        this.clock = clock;
        this.keys = keys;
        this.address = address;
        this.sites = sites;
        this.enrolments = enrolments;
    }

    /**
     * Issues a token for a site's first or next site node. Older unused tokens of the site end.
     * While a token is unused nothing changes for a site node that is in service; once it is used,
     * the one before is shut out.
     */
    @Transactional
    public IssuedToken issueToken(SiteId site) {
        access.require(Permission.ONBOARD, "site.issue-token", "site:" + site);
        access.shownLately("site.issue-token", "site:" + site);
        var known = sites.lock(site).orElseThrow(() -> Refused.notFound("site", site.value()));
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var until = now.plus(VALID);
        int incarnation = known.incarnation() + 1;
        var secret = KeyDirectory.randomSecret();
        enrolments.endUnused(site, clock.instant());
        enrolments.issue(
                site, incarnation, Bytes.fromHex(Digests.of(secret)), clock.instant(), until);
        var token =
                new Token(
                        known.linkUrl().isEmpty() ? address.url() : known.linkUrl(),
                        Digests.of(keys.authority().der()),
                        Digests.of(keys.trustRoot()),
                        new SiteIdentity(Acting.organization().toString(), site, incarnation),
                        secret,
                        until);
        audit.record(
                "site.issue-token",
                "site:" + site,
                Map.of("incarnation", incarnation, "validUntil", until.toString()));
        return new IssuedToken(WireJson.text(token), incarnation, until, keys.words());
    }
}
