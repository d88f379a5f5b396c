package io.holdfast.controller.sitelinks.keys;

import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.core.Bytes;
import io.holdfast.sitelink.SiteIdentity;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The link's certificate authority (RFC 5280): certificates for the listener and for site nodes,
 * and for nothing else. A site's identity is never read out of a certificate, only its fingerprint
 * is looked up; the names in it are for people. They count once only: for a certificate that the
 * database lost.
 */
public final class LinkAuthority {

    static final Duration CA_LIFE = Duration.ofDays(3652);
    static final Duration SERVER_LIFE = Duration.ofDays(730);

    /** A site cut off at any moment still has 300 days if it renews in time (site-link.md). */
    static final Duration SITE_LIFE = Duration.ofDays(365);

    /** Site clocks without NTP run late. */
    private static final Duration EARLIER = Duration.ofDays(1);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final PrivateKey key;
    private final X509Certificate certificate;

    LinkAuthority(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    static LinkAuthority made(Instant now) {
        var pair = SigningKey.newPair();
        var name = new X500Name("CN=Holdfast link CA");
        var builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        serial(),
                        Date.from(now.minus(EARLIER)),
                        Date.from(now.plus(CA_LIFE)),
                        name,
                        pair.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            return new LinkAuthority(pair.getPrivate(), signed(builder, pair.getPrivate()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the link authority cannot be made", e);
        }
    }

    PrivateKey key() {
        return key;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** The certificate's bytes, as enrolment tokens name their digest. */
    public Bytes der() {
        return der(certificate);
    }

    /** A certificate for the listener. */
    X509Certificate server(PublicKey publicKey, List<String> names, Instant now) {
        var alternatives =
                names.stream()
                        .map(n ->
                                new GeneralName(
                                        isAddress(n) ? GeneralName.iPAddress : GeneralName.dNSName,
                                        n))
                        .toArray(GeneralName[]::new);
        var builder =
                leaf(
                        new X500Name("CN=Holdfast centre"),
                        publicKey,
                        now,
                        SERVER_LIFE,
                        KeyPurposeId.id_kp_serverAuth);
        try {
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
            return signed(builder, key);
        } catch (IOException e) {
            throw new IllegalStateException("the listener's names cannot be encoded", e);
        }
    }

    /** A certificate for a site node's key. */
    public X509Certificate site(
            OrganizationId organization, SiteIdentity identity, Bytes publicKey, Instant now) {
        return signed(
                leaf(
                        subject(organization, identity),
                        publicKey(publicKey),
                        now,
                        SITE_LIFE,
                        KeyPurposeId.id_kp_clientAuth),
                key);
    }

    private static X500Name subject(OrganizationId organization, SiteIdentity identity) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, organization.toString())
                .addRDN(BCStyle.CN, identity.toString())
                .build();
    }

    /**
     * Whether this authority issued a certificate to a site node. Asked only of one that the
     * database does not know, since the centre came back from a backup.
     */
    public boolean issuedTo(
            X509Certificate candidate, OrganizationId organization, SiteIdentity identity) {
        try {
            return issued(candidate)
                    && candidate
                            .getSubjectX500Principal()
                            .equals(
                                    new X500Principal(
                                            subject(organization, identity).getEncoded()));
        } catch (IOException e) {
            return false;
        }
    }

    /** When a certificate of this authority was issued. */
    public static Instant issuedAt(X509Certificate certificate) {
        return certificate.getNotBefore().toInstant().plus(EARLIER);
    }

    /** Whether this authority issued a certificate. Says nothing about dates or revocation. */
    public boolean issued(X509Certificate candidate) {
        try {
            candidate.verify(certificate.getPublicKey());
            return candidate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())
                    && candidate.getBasicConstraints() < 0;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** DER of a certificate. */
    public static Bytes der(X509Certificate certificate) {
        try {
            return Bytes.of(certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate has an encoding", e);
        }
    }

    private X509v3CertificateBuilder leaf(
            X500Name subject,
            PublicKey publicKey,
            Instant now,
            Duration life,
            KeyPurposeId purpose) {
        var ends = now.plus(life);
        var lastOfCa = certificate.getNotAfter().toInstant();
        var builder =
                new JcaX509v3CertificateBuilder(
                        X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
                        serial(),
                        Date.from(now.minus(EARLIER)),
                        Date.from(ends.isAfter(lastOfCa) ? lastOfCa : ends),
                        subject,
                        publicKey);
        try {
            var keys = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    keys.createAuthorityKeyIdentifier(certificate.getPublicKey()));
            return builder;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("a certificate cannot be made", e);
        }
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("the link authority's key does not sign", e);
        }
    }

    private static PublicKey publicKey(Bytes spki) {
        try {
            return KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(spki.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a P-256 key", e);
        }
    }

    private static BigInteger serial() {
        return new BigInteger(127, RANDOM).add(BigInteger.ONE);
    }

    private static boolean isAddress(String name) {
        return name.contains(":") || name.matches("[0-9.]+");
    }
}
