package io.holdfast.controller.auditstreams;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of a test, and certificates that it made, in files and as contexts. */
public final class StreamKeys {

    private static final char[] NONE = new char[0];

    private final Path folder;
    private final KeyPair pair = pair();
    private final X509Certificate authority;

    /** Writes {@code ca.pem}. */
    public StreamKeys(Path folder) {
        this.folder = folder;
        this.authority = certificate("authority", pair, true, "");
        write("ca.pem", "CERTIFICATE", encoded(authority));
    }

    /** Writes {@code NAME.pem} and {@code NAME.key}, of a host of this name. */
    public void of(String name, String host) {
        var own = pair();
        write(name + ".pem", "CERTIFICATE", encoded(certificate(name, own, false, host)));
        write(name + ".key", "PRIVATE KEY", own.getPrivate().getEncoded());
    }

    /** A context that shows a certificate of this host and trusts what the authority made. */
    public SSLContext context(String host) {
        try {
            var own = pair();
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(null, NONE);
            keys.setKeyEntry(
                    "own",
                    own.getPrivate(),
                    NONE,
                    new Certificate[] {certificate("own", own, false, host)});
            keys.setCertificateEntry("authority", authority);
            var keyManagers = KeyManagerFactory.getInstance("PKIX");
            keyManagers.init(keys, NONE);
            var trustManagers = TrustManagerFactory.getInstance("PKIX");
            trustManagers.init(keys);
            var context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate certificate(String name, KeyPair of, boolean ca, String host) {
        var now = Instant.now();
        var builder =
                new JcaX509v3CertificateBuilder(
                        new X500Name("CN=authority"),
                        new BigInteger(64, new SecureRandom()),
                        Date.from(now.minus(Duration.ofDays(1))),
                        Date.from(now.plus(Duration.ofDays(30))),
                        new X500Name("CN=" + name),
                        of.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
            if (!host.isEmpty()) {
                var names = new GeneralNames(new GeneralName(GeneralName.dNSName, host));
                builder.addExtension(Extension.subjectAlternativeName, false, names);
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair() {
        try {
            var pairs = KeyPairGenerator.getInstance("EC");
            pairs.initialize(new ECGenParameterSpec("secp256r1"));
            return pairs.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(String name, String type, byte[] content) {
        var text = new StringWriter();
        text.write("-----BEGIN " + type + "-----\n");
        text.write(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content));
        text.write("\n-----END " + type + "-----\n");
        try {
            Files.writeString(folder.resolve(name), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
