package io.holdfast.controller.sitelinks;

import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.controller.sitelinks.store.AccessStore;
import io.holdfast.controller.sitelinks.store.EnrolmentStore;
import io.holdfast.controller.sitelinks.store.GlassStore;
import io.holdfast.controller.sitelinks.store.ReplacementStore;
import io.holdfast.controller.sitelinks.store.RotationStore;
import io.holdfast.controller.sitelinks.store.SelfTestStore;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.controller.sitelinks.wake.LinkBell;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.Sealing;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.WireJson;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Seals secrets to a site and signs its whole list of devices anew. It asks no rights: each use
 * case that leads here has asked.
 */
@Component
class AccessLists {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SCHEMA = 1;

    private final InstantSource clock;
    private final LinkKeys keys;
    private final SiteStore sites;
    private final AccessStore accesses;
    private final RotationStore rotations;
    private final EnrolmentStore enrolments;
    private final SelfTestStore selfTests;
    private final OrderedSearches searches;
    private final GlassStore codes;
    private final ReplacementStore replacements;
    private final LinkBell bell;

    AccessLists(
            InstantSource clock,
            LinkKeys keys,
            SiteStore sites,
            AccessStore accesses,
            RotationStore rotations,
            EnrolmentStore enrolments,
            SelfTestStore selfTests,
            OrderedSearches searches,
            GlassStore codes,
            ReplacementStore replacements,
            LinkBell bell) {
        this.clock = clock;
        this.keys = keys;
        this.sites = sites;
        this.accesses = accesses;
        this.rotations = rotations;
        this.enrolments = enrolments;
        this.selfTests = selfTests;
        this.searches = searches;
        this.codes = codes;
        this.replacements = replacements;
        this.bell = bell;
    }

    /** An enrolled site, kept for this transaction, and who serves it. */
    record Enrolled(SiteStore.Site known, SiteIdentity identity) {

        int incarnation() {
            return identity.incarnation();
        }
    }

    /**
     * The site, with everybody else's decisions about it kept waiting until the transaction ends.
     */
    Enrolled enrolled(SiteId site) {
        var known = sites.lock(site).orElseThrow(() -> Refused.notFound("site", site.value()));
        if (known.incarnation() == 0) {
            throw Refused.conflict(
                    "SITE_NOT_ENROLLED",
                    "Secrets are sealed to the site node; enrol it before its devices.");
        }
        if (known.shutOut().isPresent()) {
            throw outOfService();
        }
        return new Enrolled(
                known,
                new SiteIdentity(
                        Acting.organization().toString(), known.site(), known.incarnation()));
    }

    /** The site, if this very node serves it. */
    Optional<Enrolled> serving(SiteIdentity node) {
        return sites.lock(node.site())
                .filter(s -> s.incarnation() == node.incarnation() && s.shutOut().isEmpty())
                .map(s -> new Enrolled(s, node));
    }

    /** Nothing is sealed to a node, signed for it or carried to it that was shut out. */
    static Refused outOfService() {
        return Refused.conflict(
                "SITE_OUT_OF_SERVICE",
                "The site node was put out of service; enrol another one first.");
    }

    String sealed(Enrolled site, DeviceSlot slot, DeviceCredentials credentials) {
        return sealed(site, Sealing.deviceSecret(site.identity(), slot), secret(credentials));
    }

    String sealed(Enrolled site, String group, DeviceCredentials credentials) {
        return sealed(site, Sealing.groupSecret(site.identity(), group), secret(credentials));
    }

    String sealed(Enrolled site, String search, DeviceAccess.DeviceSecret secret) {
        return sealed(site, Sealing.searchSecret(site.identity(), search), WireJson.write(secret));
    }

    private static Bytes secret(DeviceCredentials credentials) {
        return WireJson.write(
                new DeviceAccess.DeviceSecret(
                        credentials.user(),
                        credentials.password(),
                        credentials.snmpUser(),
                        credentials.snmpAuth(),
                        credentials.snmpPriv()));
    }

    private String sealed(Enrolled site, String purpose, Bytes secret) {
        var recipient =
                enrolments
                        .newest(site.identity().site(), site.incarnation())
                        .orElseThrow(() -> new IllegalStateException("enrolled without key"))
                        .encryptionKey();
        return Base64.getEncoder()
                .encodeToString(
                        Sealing.seal(recipient.toArray(), purpose, secret.toArray(), RANDOM));
    }

    /** Signs the site's whole list under the next version, and wakes the site. */
    long signNext(Enrolled enrolled) {
        var site = enrolled.known();
        var identity = enrolled.identity();
        var now = clock.instant();
        long version =
                sites.nextAfter(site.accessVersion(), site, SiteStore.Contact::accessVersion);
        var entries =
                accesses.entries(site.site()).stream()
                        .filter(e -> e.incarnation() == identity.incarnation())
                        .toList();
        var listed = new HashSet<DeviceSlot>();
        entries.forEach(e -> listed.add(e.slot()));
        var access =
                new DeviceAccess(
                        SCHEMA,
                        identity.organization(),
                        identity.site(),
                        identity.incarnation(),
                        version,
                        entries.stream().map(AccessLists::reach).toList(),
                        accesses.trials(site.site()).stream()
                                .filter(t -> listed.contains(t.slot()))
                                .toList(),
                        searches.open(site.site(), identity.incarnation()),
                        entries.stream()
                                .filter(e -> !e.group().isEmpty())
                                .map(e -> new DeviceAccess.Member(e.slot(), e.group()))
                                .toList(),
                        rotations.newest(site.site()).stream()
                                .filter(r -> listed.contains(r.slot()))
                                .filter(r -> r.incarnation() == identity.incarnation())
                                .filter(r -> r.standing().state().underWay())
                                .map(AccessLists::rotation)
                                .toList(),
                        selfTests.open(site.site(), now).stream()
                                .filter(t -> listed.contains(t.slot()))
                                .toList(),
                        codes.newest(site.site()).stream()
                                .filter(c -> c.incarnation() == identity.incarnation())
                                .map(GlassStore.Stored::sealed)
                                .toList(),
                        replacements.answered(site.site(), identity.incarnation()));
        accesses.append(
                access, keys.delivery().sign(DeviceAccess.TYPE, WireJson.write(access)), now);
        sites.accessVersion(site.site(), version);
        wake(site.site());
        return version;
    }

    /** Answers the site's waiting contact at once, at whatever replica it waits. */
    void wake(SiteId site) {
        var word = LinkBell.word(Acting.organization(), site);
        sites.announce(LinkBell.CHANNEL, word);
        AfterCommit.run(() -> bell.ring(word));
    }

    private static DeviceAccess.Rotation rotation(RotationStore.Stored stored) {
        return new DeviceAccess.Rotation(
                stored.slot(),
                stored.standing().number(),
                stored.standing().attempt(),
                stored.standing().group(),
                stored.sealedSecret());
    }

    private static DeviceAccess.Reach reach(AccessStore.Entry entry) {
        return new DeviceAccess.Reach(
                entry.slot(),
                entry.netconfHost(),
                entry.netconfPort(),
                entry.snmpHost(),
                entry.snmpPort(),
                nullIfEmpty(entry.pinnedHostKey()),
                entry.sealedSecret(),
                entry.way(),
                entry.managementVlan());
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
