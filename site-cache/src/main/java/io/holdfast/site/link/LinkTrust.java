package io.holdfast.site.link;

import io.holdfast.core.Bytes;
import io.holdfast.site.keys.SiteKeys;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.TimeBounds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom the site believes on the link: the one link CA whose digest stood in the enrolment token,
 * and nobody else; the platform's own trust store has no say. TLS 1.3 only.
 */
final class LinkTrust {

    private LinkTrust() {}

    /**
     * TLS before the site has a certificate: the server must show a CA of this digest in its chain.
     */
    static SSLContext forEnrolment(
            String linkCaDigest, AtomicReference<@Nullable X509Certificate> found)
            throws GeneralSecurityException {
        return context(new KeyManager[0], new PinnedCa(linkCaDigest, found));
    }

    /** Mutual TLS with the site's key and certificate. */
    static SSLContext forContacts(SiteKeys keys, Enrolled enrolled, Supplier<TimeBounds> time)
            throws GeneralSecurityException {
        var chain =
                enrolled.certificateChain().stream()
                        .map(LinkTrust::certificate)
                        .toArray(X509Certificate[]::new);
        return context(ownKey(keys, chain), new TimedTrust(certificate(enrolled.linkCa()), time));
    }

    static SSLParameters parameters() {
        var parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        return parameters;
    }

    static X509Certificate certificate(Bytes der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der.toArray()));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("not a certificate", e);
        }
    }

    private static SSLContext context(KeyManager[] own, TrustManager trust)
            throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLSv1.3");
        context.init(own, new TrustManager[] {trust}, new SecureRandom());
        return context;
    }

    private static KeyManager[] ownKey(SiteKeys keys, X509Certificate[] chain)
            throws GeneralSecurityException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("site", keys.signingKey(), new char[0], chain);
            var factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, new char[0]);
            return factory.getKeyManagers();
        } catch (IOException e) {
            throw new IllegalStateException("an empty key store needs no reading", e);
        }
    }

    private static X509ExtendedTrustManager trustIn(X509Certificate ca)
            throws GeneralSecurityException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("link-ca", ca);
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (var manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager extended) {
                    return extended;
                }
            }
            throw new GeneralSecurityException("this platform checks no certificates");
        } catch (IOException e) {
            throw new IllegalStateException("an empty key store needs no reading", e);
        }
    }

    /**
     * Finds the CA by its digest in what the server shows, then checks everything else as usual.
     */
    private static final class PinnedCa extends CentreTrust {

        private final String digest;
        private final AtomicReference<@Nullable X509Certificate> found;

        PinnedCa(String digest, AtomicReference<@Nullable X509Certificate> found) {
            this.digest = digest;
            this.found = found;
        }

        @Override
        X509ExtendedTrustManager judgeOf(X509Certificate[] chain) throws CertificateException {
            for (var certificate : List.of(chain)) {
                if (Digests.of(Bytes.of(certificate.getEncoded())).equals(digest)) {
                    try {
                        var trust = trustIn(certificate);
                        found.set(certificate);
                        return trust;
                    } catch (GeneralSecurityException e) {
                        throw new CertificateException("cannot use the link CA", e);
                    }
                }
            }
            throw new CertificateException("the server shows no link CA of the token's digest");
        }
    }
}
