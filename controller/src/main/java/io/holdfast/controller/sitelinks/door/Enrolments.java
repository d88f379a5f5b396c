package io.holdfast.controller.sitelinks.door;

import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.sitelinks.keys.LinkAuthority;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.controller.sitelinks.store.EnrolmentStore;
import io.holdfast.controller.sitelinks.store.LostStateStore;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.core.Bytes;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Enrolment;
import io.holdfast.sitelink.KeyId;
import io.holdfast.sitelink.Sealing;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Turns a token into a certificate, once and for one key (rulings S4); the same key gets the same
 * answer however often it asks. Every no looks the same from outside; the audit log knows which.
 */
@Component
class Enrolments {

    private static final Logger LOG = LoggerFactory.getLogger(Enrolments.class);

    /** With more than this left a renewal gives what the site already has (site-link.md). */
    private static final Duration RENEW_BELOW = Duration.ofDays(300);

    private final EnrolmentStore enrolments;
    private final SiteStore sites;
    private final LostStateStore returns;
    private final LinkKeys keys;
    private final AuditLog audit;
    private final Refusals refusals;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    Enrolments(
            EnrolmentStore enrolments,
            SiteStore sites,
            LostStateStore returns,
            LinkKeys keys,
            AuditLog audit,
            Refusals refusals,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.enrolments = enrolments;
        this.sites = sites;
        this.returns = returns;
        this.keys = keys;
        this.audit = audit;
        this.refusals = refusals;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    private sealed interface Outcome {

        record Done(Enrolment.Answer answer) implements Outcome {}

        record No(String code, String reason) implements Outcome {}
    }

    /** Answers an enrolment. */
    Enrolment.Answer enrol(Enrolment.Request request) {
        var secret = Bytes.fromHex(Digests.of(request.secret()));
        var organization = enrolments.organizationOfToken(secret);
        if (organization.isEmpty()) {
            refusals.unknown(
                    "site.enrol",
                    "site:" + request.identity(),
                    "ENROLMENT_SECRET_UNKNOWN",
                    "No token has this secret.");
            throw no();
        }
        var outcome =
                Acting.as(
                        Caller.siteNode(organization.get(), request.identity().toString()),
                        () ->
                                Objects.requireNonNull(
                                        transaction.execute(
                                                _ -> decide(organization.get(), secret, request))));
        return switch (outcome) {
            case Outcome.Done(var answer) -> answer;
            case Outcome.No(var code, var reason) -> {
                refusals.of(
                        organization.get(),
                        request.identity().toString(),
                        "site.enrol",
                        code,
                        reason,
                        KeyId.of(request.signingKey()));
                throw no();
            }
        };
    }

    private static Turned no() {
        return Turned.recorded(
                403, "ENROLMENT_REFUSED", "This token is not good here; ask for a new one.");
    }

    private Outcome decide(OrganizationId organization, Bytes secret, Enrolment.Request request) {
        var identity = request.identity();
        var site = sites.lock(identity.site());
        var found = enrolments.lockToken(secret);
        if (site.isEmpty() || found.isEmpty()) {
            return new Outcome.No("ENROLMENT_SITE_DIFFERS", "The token is for another site.");
        }
        var token = found.get();
        boolean same =
                identity.organization().equals(organization.toString())
                        && identity.site().equals(token.site())
                        && identity.incarnation() == token.incarnation();
        if (!same) {
            return new Outcome.No("ENROLMENT_SITE_DIFFERS", "The token is for another site.");
        }
        if (!holdsItsKey(request)) {
            return new Outcome.No(
                    "ENROLMENT_KEY_NOT_SHOWN", "It did not show that it holds its key.");
        }
        if (token.use().isPresent()) {
            return repeated(token.use().get(), request);
        }
        if (!token.validUntil().isAfter(clock.instant())) {
            return new Outcome.No("ENROLMENT_TOKEN_ENDED", "The token has ended.");
        }
        if (token.incarnation() != site.get().incarnation() + 1) {
            return new Outcome.No(
                    "ENROLMENT_TOKEN_ENDED", "Another site node was enrolled in the meantime.");
        }
        return first(organization, token, request);
    }

    private Outcome repeated(EnrolmentStore.Use use, Enrolment.Request request) {
        boolean sameKeys =
                use.signingKey().equals(request.signingKey())
                        && use.encryptionKey().equals(request.encryptionKey());
        return sameKeys
                ? new Outcome.Done(new Enrolment.Answer(use.chain(), keys.trustRoot()))
                : new Outcome.No(
                        "ENROLMENT_KEY_MISMATCH",
                        "The token was used for another key: somebody else has it.");
    }

    private Outcome first(
            OrganizationId organization, EnrolmentStore.Token token, Enrolment.Request request) {
        var now = clock.instant();
        var chain = issue(organization, request);
        enrolments.use(
                token.id(),
                new EnrolmentStore.Use(request.signingKey(), request.encryptionKey(), chain),
                now);
        enrolments.revokeBefore(token.site(), token.incarnation(), now);
        sites.incarnation(token.site(), token.incarnation());
        audit.record(
                "site.enrol",
                "site:" + token.site(),
                Map.of(
                        "incarnation",
                        token.incarnation(),
                        "key",
                        KeyId.of(request.signingKey()),
                        "certificate",
                        Digests.of(chain.getFirst())));
        LOG.info("{}: enrolled, key {}", request.identity(), KeyId.of(request.signingKey()));
        return new Outcome.Done(new Enrolment.Answer(chain, keys.trustRoot()));
    }

    private List<Bytes> issue(OrganizationId organization, Enrolment.Request request) {
        var now = clock.instant();
        var certificate =
                keys.authority().site(organization, request.identity(), request.signingKey(), now);
        var der = LinkAuthority.der(certificate);
        enrolments.append(
                Bytes.fromHex(Digests.of(der)),
                new EnrolmentStore.Certificate(
                        request.identity().site(),
                        request.identity().incarnation(),
                        request.encryptionKey(),
                        der,
                        certificate.getNotAfter().toInstant(),
                        false),
                now);
        return List.of(der, keys.authority().der());
    }

    /** A new certificate for the key a site already has. */
    Enrolment.Answer renew(Peer peer, Enrolment.Request request) {
        boolean same =
                request.identity().equals(peer.identity())
                        && request.signingKey().equals(peer.signingKey())
                        && request.encryptionKey().equals(peer.encryptionKey());
        if (!same || !holdsItsKey(request)) {
            refusals.of(
                    peer.organization(),
                    peer.identity().toString(),
                    "site.renew",
                    "RENEWAL_KEY_MISMATCH",
                    "A renewal is for the key and site of the certificate shown.",
                    KeyId.of(request.signingKey()));
            throw Turned.recorded(
                    403, "RENEWAL_REFUSED", "A renewal is for the same site and the same keys.");
        }
        return Acting.as(
                peer.caller(),
                () -> Objects.requireNonNull(transaction.execute(_ -> renewed(peer, request))));
    }

    private Enrolment.Answer renewed(Peer peer, Enrolment.Request request) {
        // It may have been shut out or replaced after its certificate was looked up.
        Turned.unlessInService(sites.lock(peer.identity().site()), peer.identity());
        var newest =
                enrolments
                        .newest(peer.identity().site(), peer.identity().incarnation())
                        .filter(c -> c.notAfter().isAfter(clock.instant().plus(RENEW_BELOW)));
        if (newest.isPresent()) {
            return new Enrolment.Answer(
                    List.of(newest.get().certificate(), keys.authority().der()), keys.trustRoot());
        }
        var chain = issue(peer.organization(), request);
        audit.record(
                "site.renew",
                "site:" + peer.identity().site(),
                Map.of("certificate", Digests.of(chain.getFirst())));
        LOG.info("{}: certificate renewed, before until {}", peer.identity(), peer.notAfter());
        return new Enrolment.Answer(chain, keys.trustRoot());
    }

    /**
     * A site whose certificate this authority issued and this centre does not know: it was enrolled
     * or renewed after the backup was taken from which the centre came back. The authority's
     * signature says so; whoever served the site before is replaced, as it was then.
     */
    Enrolment.Answer reinstate(X509Certificate shown, Enrolment.Request request) {
        var named = request.identity().organization();
        if (!named.matches("[0-9a-f-]{36}")) {
            throw Turned.recorded(400, "MALFORMED", "An organisation is named by its id.");
        }
        var organization = OrganizationId.of(named);
        var outcome =
                Acting.as(
                        Caller.siteNode(organization, request.identity().toString()),
                        () ->
                                Objects.requireNonNull(
                                        transaction.execute(
                                                _ -> reinstated(organization, shown, request))));
        return switch (outcome) {
            case Outcome.Done(var answer) -> answer;
            case Outcome.No(var code, var reason) -> {
                refusals.unknown("site.reinstate", "site:" + request.identity(), code, reason);
                throw Turned.recorded(
                        403,
                        "RENEWAL_REFUSED",
                        "A renewal is for the same site and the same keys.");
            }
        };
    }

    private Outcome reinstated(
            OrganizationId organization, X509Certificate shown, Enrolment.Request request) {
        var identity = request.identity();
        var site = sites.lock(identity.site());
        var back = returns.cameBack();
        boolean its =
                keys.authority().issuedTo(shown, organization, identity)
                        && Bytes.of(shown.getPublicKey().getEncoded()).equals(request.signingKey())
                        && holdsItsKey(request);
        if (site.isEmpty() || back.isEmpty() || !its) {
            return new Outcome.No(
                    "REINSTATEMENT_NOT_ITS", "It is not the site its certificate was issued to.");
        }
        boolean later = LinkAuthority.issuedAt(shown).isAfter(back.get().takenAt());
        boolean ended =
                shown.getNotAfter().toInstant().plus(Peers.RENEWABLE).isBefore(clock.instant());
        if (!later
                || ended
                || identity.incarnation() < site.get().incarnation()
                || identity.incarnation() <= site.get().fence()) {
            return new Outcome.No(
                    "REINSTATEMENT_TOO_OLD", "It was replaced, or ended, or is of no lost time.");
        }
        var known = enrolments.newest(identity.site(), identity.incarnation());
        if (known.isPresent()
                && !LinkKeys.certificate(known.get().certificate())
                        .getPublicKey()
                        .equals(shown.getPublicKey())) {
            return new Outcome.No(
                    "REINSTATEMENT_KEY_MISMATCH", "Another site node serves this site now.");
        }
        var now = clock.instant();
        var chain = issue(organization, request);
        enrolments.revokeBefore(identity.site(), identity.incarnation(), now);
        sites.incarnation(identity.site(), identity.incarnation());
        audit.record(
                "site.reinstate",
                "site:" + identity.site(),
                Map.of(
                        "incarnation",
                        identity.incarnation(),
                        "before",
                        site.get().incarnation(),
                        "key",
                        KeyId.of(request.signingKey()),
                        "shown",
                        Digests.of(LinkAuthority.der(shown)),
                        "certificate",
                        Digests.of(chain.getFirst())));
        LOG.warn(
                "{}: reinstated, this centre knew incarnation {}",
                identity,
                site.get().incarnation());
        return new Outcome.Done(new Enrolment.Answer(chain, keys.trustRoot()));
    }

    private static boolean holdsItsKey(Enrolment.Request request) {
        if (!Sealing.isP256(request.signingKey().toArray())
                || !Sealing.isP256(request.encryptionKey().toArray())) {
            return false;
        }
        var possession =
                Enrolment.possessionBytes(
                        request.identity(), request.signingKey(), request.encryptionKey());
        try {
            var verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(
                    KeyFactory.getInstance("EC")
                            .generatePublic(
                                    new X509EncodedKeySpec(request.signingKey().toArray())));
            verifier.update(possession.toArray());
            return verifier.verify(request.possession().toArray());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
