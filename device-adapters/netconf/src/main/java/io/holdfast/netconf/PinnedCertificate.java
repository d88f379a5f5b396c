package io.holdfast.netconf;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trust in one connection's other end: its certificate is the one a person confirmed, and it has
 * not ended. Who issued it says nothing here. One instance a connection, as it remembers what it
 * saw.
 */
final class PinnedCertificate extends X509ExtendedTrustManager {

    private final Predicate<String> pinned;
    private final InstantSource clock;
    private volatile String seen = "";
    private volatile boolean outOfDate;

    PinnedCertificate(Predicate<String> pinned, InstantSource clock) {
        this.pinned = pinned;
        this.clock = clock;
    }

    /** SHA256:base64 over the certificate, in the form of SSH's fingerprints. */
    static String fingerprint(X509Certificate certificate) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The fingerprint that was shown, or empty. */
    String seen() {
        return seen;
    }

    boolean isKnown() {
        return !seen.isEmpty() && pinned.test(seen);
    }

    boolean outOfDate() {
        return outOfDate;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        seen = fingerprint(chain[0]);
        if (!pinned.test(seen)) {
            throw new CertificateException("nobody confirmed this certificate");
        }
        // One that seems to begin later was confirmed all the same: it is the clock that is behind.
        if (clock.instant().isAfter(chain[0].getNotAfter().toInstant())) {
            outOfDate = true;
            throw new CertificateException("this certificate has ended");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("a NETCONF client serves nobody");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
