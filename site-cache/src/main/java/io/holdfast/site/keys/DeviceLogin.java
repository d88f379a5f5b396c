package io.holdfast.site.keys;

import io.holdfast.spi.tls.SelfSigned;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * The certificate with which a site node logs in to devices over TLS: its own key, used for nothing
 * else, made when it is first needed. A person puts it into the devices, so it does not end before
 * the plant does.
 */
public record DeviceLogin(PrivateKey key, X509Certificate certificate) {

    private static final String NAME = "device-login";
    private static final Duration LIFE = Duration.ofDays(100L * 365);

    /** Reads it, or makes it if there is none. */
    public static DeviceLogin of(SiteDirectory directory) {
        var certificate = directory.keys().resolve(NAME + ".crt");
        try {
            if (!Files.exists(certificate)) {
                make(directory, certificate);
            }
            return new DeviceLogin(
                    SiteKeys.pair(directory.keys(), NAME).getPrivate(), read(certificate));
        } catch (IOException | GeneralSecurityException e) {
            throw new StartRefused(
                    "keys-unusable", "cannot use the device login in " + directory.path(), e);
        }
    }

    /** The certificate goes to disk last: without it, whatever stands there is made anew. */
    private static void make(SiteDirectory directory, Path certificate)
            throws IOException, GeneralSecurityException {
        KeyPair pair = SiteKeys.newPair();
        SiteKeys.store(directory.keys(), NAME, pair);
        var now = Instant.now();
        var made =
                SelfSigned.of(
                        pair, "holdfast-site-node", now.minus(Duration.ofDays(1)), now.plus(LIFE));
        SiteKeys.write(certificate, made.getEncoded());
        SiteDirectory.sync(directory.keys());
    }

    private static X509Certificate read(Path file) throws IOException, GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
    }
}
