package io.holdfast.controller.sitelinks.door;

import com.sun.net.httpserver.HttpsExchange;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.sitelinks.keys.LinkAuthority;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.controller.sitelinks.store.DecommissionStore;
import io.holdfast.controller.sitelinks.store.EnrolmentStore;
import io.holdfast.core.Bytes;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.SiteIdentity;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * From the certificate of a connection to the site it belongs to. Only the fingerprint counts: it
 * is looked up at each request, so a revoked certificate ends at once.
 */
@Component
class Peers {

    /** How long after its end a certificate is still good for getting a new one (site-link.md). */
    static final Duration RENEWABLE = Duration.ofDays(180);

    private final EnrolmentStore enrolments;
    private final DecommissionStore decommissions;
    private final LinkKeys keys;
    private final Refusals refusals;
    private final ShutOutNodes shutOut;
    private final InstantSource clock;
    private final TransactionTemplate reading;

    Peers(
            EnrolmentStore enrolments,
            DecommissionStore decommissions,
            LinkKeys keys,
            Refusals refusals,
            ShutOutNodes shutOut,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.enrolments = enrolments;
        this.decommissions = decommissions;
        this.keys = keys;
        this.refusals = refusals;
        this.shutOut = shutOut;
        this.clock = clock;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    /**
     * Who speaks.
     *
     * @param overdue how long ago the certificate may have ended
     * @throws Turned 401 without certificate, 403 for any that is not good
     */
    Peer of(HttpsExchange exchange, Duration overdue) {
        var certificate = certificate(exchange);
        var fingerprint = Bytes.fromHex(Digests.of(LinkAuthority.der(certificate)));
        var organization = enrolments.organizationOfCertificate(fingerprint);
        if (organization.isEmpty()) {
            refusals.unknown(
                    "link.contact",
                    "certificate:" + fingerprint.hex(),
                    "CERTIFICATE_UNKNOWN",
                    "A certificate that no site has.");
            throw no();
        }
        return known(organization.get(), certificate, fingerprint, overdue);
    }

    private Peer known(
            OrganizationId organization,
            X509Certificate certificate,
            Bytes fingerprint,
            Duration overdue) {
        var known =
                Acting.as(
                        Caller.centre(organization, "link"),
                        () -> Objects.requireNonNull(reading.execute(_ -> find(fingerprint))));
        var stored = known.certificate();
        if (stored.isEmpty()) {
            throw no();
        }
        var identity =
                new SiteIdentity(
                        organization.toString(), stored.get().site(), stored.get().incarnation());
        if (known.shutOut()) {
            shutOut.spoke(organization, identity, fingerprint);
            throw Turned.outOfService();
        }
        if (stored.get().revoked()) {
            refuse(organization, identity, "CERTIFICATE_REVOKED", "It was replaced.", fingerprint);
        }
        if (stored.get().notAfter().plus(overdue).isBefore(clock.instant())) {
            refuse(organization, identity, "CERTIFICATE_ENDED", "It has ended.", fingerprint);
        }
        return new Peer(
                organization,
                identity,
                Bytes.of(certificate.getPublicKey().getEncoded()),
                stored.get().encryptionKey(),
                stored.get().notAfter());
    }

    private record Known(Optional<EnrolmentStore.Certificate> certificate, boolean shutOut) {}

    /** The fence counts whatever the certificate says of itself. */
    private Known find(Bytes fingerprint) {
        var certificate = enrolments.certificate(fingerprint);
        return new Known(
                certificate,
                certificate
                        .filter(c -> decommissions.isShutOut(c.site(), c.incarnation()))
                        .isPresent());
    }

    /**
     * The certificate that is shown, if the link's authority issued it and the database does not
     * know it: one of a time that was lost.
     */
    Optional<X509Certificate> lost(HttpsExchange exchange) {
        return shown(exchange)
                .filter(c ->
                        enrolments
                                .organizationOfCertificate(
                                        Bytes.fromHex(Digests.of(LinkAuthority.der(c))))
                                .isEmpty())
                .filter(keys.authority()::issued);
    }

    /** A site speaks for itself only. */
    void same(Peer peer, SiteIdentity claimed) {
        if (!peer.identity().equals(claimed)) {
            refusals.of(
                    peer.organization(),
                    peer.identity().toString(),
                    "link.contact",
                    "IDENTITY_DIFFERS",
                    "A site node spoke for another site.",
                    claimed.toString());
            throw Turned.recorded(
                    403, "IDENTITY_DIFFERS", "The certificate is of another site than this.");
        }
    }

    private void refuse(
            OrganizationId organization,
            SiteIdentity identity,
            String code,
            String reason,
            Bytes fingerprint) {
        refusals.of(
                organization, identity.toString(), "link.contact", code, reason, fingerprint.hex());
        throw no();
    }

    /** One answer for all: who holds a stolen certificate learns nothing about it. */
    private static Turned no() {
        return Turned.recorded(
                403, "CERTIFICATE_REFUSED", "This certificate is not good here (any more).");
    }

    /** What the handshake showed, of the link's authority; nobody has looked it up yet. */
    static Optional<X509Certificate> shown(HttpsExchange exchange) {
        try {
            var chain = exchange.getSSLSession().getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate first
                    ? Optional.of(first)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /** The same from somebody who has to show one. */
    static X509Certificate certificate(HttpsExchange exchange) {
        return shown(exchange)
                .orElseThrow(() ->
                        new Turned(
                                401,
                                "CERTIFICATE_MISSING",
                                "Show the certificate this site was enrolled with."));
    }
}
