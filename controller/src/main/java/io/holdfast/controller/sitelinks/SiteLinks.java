package io.holdfast.controller.sitelinks;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.controller.sitelinks.store.BundleStore;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.controller.sitelinks.wake.LinkBell;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.Release;
import io.holdfast.sitelink.WireJson;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The sites as the centre reaches them: gives a site its next state, and says how each stands. It
 * never commands; a site takes what it is given when it asks, and when its own rules hold.
 */
@Component
public class SiteLinks {

    /** Larger content would not pass the link in one answer. */
    public static final int LARGEST_CONTENT = 8 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(SiteLinks.class);

    private final Access access;
    private final AuditLog audit;
    private final InstantSource clock;
    private final LinkKeys keys;
    private final SiteStore sites;
    private final BundleStore bundles;
    private final Standings standings;
    private final LinkBell bell;

    SiteLinks(
            Access access,
            AuditLog audit,
            InstantSource clock,
            LinkKeys keys,
            SiteStore sites,
            BundleStore bundles,
            Standings standings,
            LinkBell bell) {
        this.access = access;
        this.audit = audit;
        this.clock = clock;
        this.keys = keys;
        this.sites = sites;
        this.bundles = bundles;
        this.standings = standings;
        this.bell = bell;
    }

    /**
     * Makes a site known to the link; repeating it is harmless. Called where sites are added, in
     * the same transaction.
     */
    @Transactional
    public void open(SiteId site) {
        sites.open(site, "", clock.instant());
    }

    /** The same for a site that reaches the centre by an address of its own. */
    @Transactional
    public void open(SiteId site, URI linkUrl) {
        if (!"https".equals(linkUrl.getScheme())
                || linkUrl.getHost() == null
                || linkUrl.getUserInfo() != null
                || linkUrl.getQuery() != null) {
            throw Refused.invalid(
                    "/linkUrl", "NOT_AN_HTTPS_ADDRESS", "A link address is https, host and port.");
        }
        sites.open(site, linkUrl.toString(), clock.instant());
    }

    /**
     * Gives a site its next state and wakes it. The caller has authority for it; the delivery's
     * signature gives order and freshness only.
     *
     * @param release signed by {@link #signRelease}
     * @param leaf index of this content's digest in the release's tree
     * @param proof inclusion proof, hex hashes, leaf to root
     * @param content the exact bytes of a {@code SiteContent}
     * @return the site's new revision
     */
    @Transactional
    public long offer(SiteId site, Envelope release, int leaf, List<String> proof, Bytes content) {
        return offer(site, release, leaf, proof, content, List.of());
    }

    /**
     * The same, naming devices whose foreign running configuration a person saw and decided to
     * replace.
     */
    @Transactional
    public long offer(
            SiteId site,
            Envelope release,
            int leaf,
            List<String> proof,
            Bytes content,
            List<Delivery.TakeOver> takeOver) {
        if (content.size() > LARGEST_CONTENT) {
            throw Refused.invalid(
                    "",
                    "CONTENT_TOO_LARGE",
                    "The state of one site has at most " + LARGEST_CONTENT + " bytes.");
        }
        var now = clock.instant();
        var known = sites.lock(site).orElseGet(() -> opened(site));
        long revision = sites.nextAfter(known.desired(), known, SiteStore.Contact::revision);
        var digest = Digests.of(content);
        bundles.append(
                new BundleStore.State(
                        site, revision, digest, release, leaf, proof, content, takeOver),
                now);
        sites.desire(site, revision);
        audit.record(
                "site.offer-state",
                "site:" + site,
                Map.of(
                        "revision",
                        revision,
                        "contentDigest",
                        digest,
                        "takeOver",
                        takeOver.stream().map(t -> t.slot().value()).toList()));
        announce(site);
        LOG.info("{}: revision {} offered, before {}", site, revision, known.desired());
        return revision;
    }

    private SiteStore.Site opened(SiteId site) {
        open(site);
        return sites.lock(site).orElseThrow();
    }

    private void announce(SiteId site) {
        var word = LinkBell.word(Acting.organization(), site);
        sites.announce(LinkBell.CHANNEL, word);
        AfterCommit.run(() -> bell.ring(word));
    }

    /** Signs what was approved with the acting organisation's release key. */
    @Transactional
    public Envelope signRelease(Release release) {
        if (!release.organization().equals(Acting.organization().toString())) {
            throw new IllegalArgumentException("a release of another organisation");
        }
        audit.record(
                "release.sign",
                "change:" + release.change(),
                Map.of(
                        "merkleRoot",
                        release.merkleRoot(),
                        "sites",
                        release.sites(),
                        "approvals",
                        release.approvals().size()));
        return keys.release().sign(Release.TYPE, WireJson.write(release));
    }

    /**
     * Goes on only for a site of the acting organisation.
     *
     * @throws Refused NOT_FOUND if it has no such site
     */
    @Transactional(readOnly = true)
    public void require(SiteId site) {
        access.requireRead();
        if (sites.find(site).isEmpty()) {
            throw Refused.notFound("site", site.value());
        }
    }

    /** How one site stands. */
    @Transactional(readOnly = true)
    public SiteStanding standing(SiteId site) {
        access.requireRead();
        return standings
                .of(site, clock.instant())
                .orElseThrow(() -> Refused.notFound("site", site.value()));
    }

    /** How every site of the acting organisation stands, by code. */
    @Transactional(readOnly = true)
    public List<SiteStanding> standings() {
        access.requireRead();
        var now = clock.instant();
        return sites.all().stream().flatMap(s -> standings.listed(s, now).stream()).toList();
    }

    /** What was told last of every device of every site, without the texts: for many sites. */
    @Transactional(readOnly = true)
    public List<SlotWord> words() {
        access.requireRead();
        return standings.words();
    }
}
