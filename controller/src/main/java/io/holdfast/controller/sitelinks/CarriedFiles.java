package io.holdfast.controller.sitelinks;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.keys.Deliveries;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.controller.sitelinks.store.LostStateStore;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.BundleFile;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.SiteIdentity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people carry to a site without a link, and show elsewhere: the very bundle the link would
 * bring, and the keys by which it is judged. Neither holds a secret; the texts hold what devices
 * are told, so not everybody may take them.
 */
@Component
public class CarriedFiles {

    /** A stick may be on its way for weeks; a delivery has 90 days at first. */
    private static final Duration ON_ITS_WAY = Duration.ofDays(60);

    private final Access access;
    private final AuditLog audit;
    private final InstantSource clock;
    private final SiteStore sites;
    private final LostStates lost;
    private final Deliveries deliveries;
    private final LinkKeys keys;

    CarriedFiles(
            Access access,
            AuditLog audit,
            InstantSource clock,
            SiteStore sites,
            LostStates lost,
            Deliveries deliveries,
            LinkKeys keys) {
        this.access = access;
        this.audit = audit;
        this.clock = clock;
        this.sites = sites;
        this.lost = lost;
        this.deliveries = deliveries;
        this.keys = keys;
    }

    /** A file with its name. */
    public record Carried(String name, Bytes content) {}

    /** The site's newest state, delivered to the site node it has now. */
    @Transactional
    public Carried bundle(SiteId site) {
        var object = "site:" + site;
        access.require(Permission.ROLL_OUT, "site.take-bundle", object);
        var known = sites.lock(site).orElseThrow(() -> Refused.notFound("site", site.value()));
        if (known.incarnation() < 1) {
            throw Refused.conflict("NOT_ENROLLED", "No site node serves this site yet.");
        }
        if (known.shutOut().isPresent()) {
            throw AccessLists.outOfService();
        }
        if (sites.contact(site)
                .map(LostStateStore.Told::of)
                .filter(told -> lost.undecided(told, known))
                .isPresent()) {
            throw Refused.conflict(
                    "SITE_STATE_UNKNOWN",
                    "The site has a state this centre never gave it; decide about that first.");
        }
        var identity =
                new SiteIdentity(Acting.organization().toString(), site, known.incarnation());
        var file =
                deliveries
                        .bundle(
                                identity,
                                known.desired(),
                                sites.epoch(),
                                clock.instant(),
                                ON_ITS_WAY)
                        .map(BundleFile::write)
                        .orElseThrow(() ->
                                Refused.conflict(
                                        "NOTHING_RELEASED",
                                        "Nothing was released for this site yet."));
        audit.record(
                "site.take-bundle",
                object,
                Map.of(
                        "incarnation", known.incarnation(),
                        "epoch", sites.epoch(),
                        "revision", known.desired(),
                        "file", Digests.of(file)));
        return new Carried(
                site + "-" + sites.epoch() + "." + known.desired() + ".bundle.json", file);
    }

    /** The keys a site of this organisation believes: what a bundle is judged by elsewhere. */
    @Transactional
    public Carried trustRoot(SiteId site) {
        access.requireRead();
        if (sites.find(site).isEmpty()) {
            throw Refused.notFound("site", site.value());
        }
        return new Carried(site + ".trust.json", keys.trustRoot());
    }
}
