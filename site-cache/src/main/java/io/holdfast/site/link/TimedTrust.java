package io.holdfast.site.link;

import io.holdfast.sitelink.TimeBounds;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes in certificates of one authority at a moment of trusted time. The way to the centre is
 * an availability item (site-link.md, "Time without NTP"): a certificate has ended if it is surely
 * later than its end; one that seems to begin later was signed all the same, so it is rather the
 * clock that is behind. A wall clock that somebody set cannot cut a site off, nor bring a
 * certificate back that has ended.
 */
final class TimedTrust extends CentreTrust {

    private final X509Certificate anchor;
    private final Supplier<TimeBounds> time;

    TimedTrust(X509Certificate anchor, Supplier<TimeBounds> time) {
        this.anchor = anchor;
        this.time = time;
    }

    @Override
    X509ExtendedTrustManager judgeOf(X509Certificate[] chain) throws CertificateException {
        try {
            var parameters =
                    new PKIXBuilderParameters(
                            Set.of(new TrustAnchor(anchor, null)), new X509CertSelector());
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(moment(List.of(chain))));
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(parameters));
            for (var manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager extended) {
                    return extended;
                }
            }
            throw new CertificateException("this platform checks no certificates");
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the chain cannot be checked", e);
        }
    }

    /** The earliest moment it may be at which all of them have begun. */
    private Instant moment(List<X509Certificate> chain) {
        return Stream.concat(Stream.of(anchor), chain.stream())
                .map(certificate -> certificate.getNotBefore().toInstant())
                .reduce(time.get().earliest(), (a, b) -> a.isAfter(b) ? a : b);
    }
}
