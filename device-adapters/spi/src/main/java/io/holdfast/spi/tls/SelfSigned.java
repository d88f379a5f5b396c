package io.holdfast.spi.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/**
 * An X.509 version 3 certificate (RFC 5280) of an EC key by itself: a name, two dates and no
 * authority. The other end knows it by its fingerprint.
 */
public final class SelfSigned {

    private static final byte[] ECDSA_SHA256 = hex("300a06082a8648ce3d040302");
    private static final byte[] VERSION_3 = hex("a003020102");
    private static final byte[] COMMON_NAME = hex("0603550403");

    /** Basic constraints, critical: no authority. */
    private static final byte[] NO_AUTHORITY = hex("a310300e300c0603551d130101ff04023000");

    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int BITS = 0x03;
    private static final int UTF8 = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int FIRST_GENERALIZED_YEAR = 2050;

    private SelfSigned() {}

    /** Signs a certificate of this key with the same key. */
    public static X509Certificate of(KeyPair keys, String name, Instant from, Instant until) {
        var named =
                tagged(
                        SEQUENCE,
                        tagged(
                                SET,
                                tagged(
                                        SEQUENCE,
                                        COMMON_NAME,
                                        tagged(UTF8, name.getBytes(StandardCharsets.UTF_8)))));
        var content =
                tagged(
                        SEQUENCE,
                        VERSION_3,
                        tagged(INTEGER, new BigInteger(63, new SecureRandom()).toByteArray()),
                        ECDSA_SHA256,
                        named,
                        tagged(SEQUENCE, time(from), time(until)),
                        named,
                        keys.getPublic().getEncoded(),
                        NO_AUTHORITY);
        try {
            var signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(keys.getPrivate());
            signer.update(content);
            var all =
                    tagged(
                            SEQUENCE,
                            content,
                            ECDSA_SHA256,
                            tagged(BITS, new byte[] {0}, signer.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(all));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a key that can sign its certificate", e);
        }
    }

    private static byte[] time(Instant at) {
        boolean late = at.atOffset(ZoneOffset.UTC).getYear() >= FIRST_GENERALIZED_YEAR;
        var form =
                DateTimeFormatter.ofPattern(late ? "yyyyMMddHHmmss'Z'" : "yyMMddHHmmss'Z'")
                        .withLocale(Locale.ROOT)
                        .withZone(ZoneOffset.UTC);
        return tagged(
                late ? GENERALIZED_TIME : UTC_TIME,
                form.format(at).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (var part : parts) {
            content.writeBytes(part);
        }
        var out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length >= 0x100) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length >= 0x80) {
            out.write(0x81);
        }
        out.write(length & 0xff);
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
