package io.holdfast.site.link;

import io.holdfast.core.Bytes;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** A certification authority of a few lines: X.509 v3 by hand (RFC 5280), ECDSA P-256. */
public final class TestAuthority {

    private static final byte[] ECDSA_SHA256 = hex("300a06082a8648ce3d040302");
    private static final byte[] BASIC_CA = hex("300f0603551d130101ff040530030101ff");
    private static final byte[] BASIC_END = hex("300c0603551d130101ff04023000");

    private final KeyPair keys = newKeys();
    private final String name;
    private final Bytes certificate;
    private int serial = 1;

    public TestAuthority(String name) {
        this.name = name;
        this.certificate = issue(name, publicKey(keys), BASIC_CA, 3650);
    }

    public static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Bytes publicKey(KeyPair keys) {
        return Bytes.of(keys.getPublic().getEncoded());
    }

    /** The authority's own certificate, DER. */
    public Bytes certificate() {
        return certificate;
    }

    /** For a server on 127.0.0.1 and localhost. */
    public Bytes server(Bytes publicKey) {
        var names = sequence(tagged(0x82, ascii("localhost")), hex("87047f000001"));
        return issue("server", publicKey, sequence(hex("0603551d11"), tagged(4, names)), 90);
    }

    /** For a server of another name. */
    public Bytes foreignServer(Bytes publicKey) {
        var names = sequence(tagged(0x82, ascii("elsewhere")));
        return issue("elsewhere", publicKey, sequence(hex("0603551d11"), tagged(4, names)), 90);
    }

    public Bytes client(String subject, Bytes publicKey, int days) {
        return issue(subject, publicKey, BASIC_END, days);
    }

    private Bytes issue(String subject, Bytes publicKey, byte[] extension, int days) {
        var now = Instant.now();
        var until = now.plusSeconds(86400L * days);
        var tbs =
                sequence(
                        tagged(0xa0, hex("020102")),
                        tagged(2, BigInteger.valueOf(serial++).toByteArray()),
                        ECDSA_SHA256,
                        distinguished(name),
                        sequence(time(now.minusSeconds(3600)), time(until)),
                        distinguished(subject),
                        publicKey.toArray(),
                        tagged(0xa3, sequence(extension)));
        try {
            var signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(keys.getPrivate());
            signer.update(tbs);
            var signature = tagged(3, join(new byte[] {0}, signer.sign()));
            return Bytes.of(sequence(tbs, ECDSA_SHA256, signature));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] distinguished(String commonName) {
        var text = tagged(0x0c, commonName.getBytes(StandardCharsets.UTF_8));
        return sequence(tagged(0x31, sequence(hex("0603550403"), text)));
    }

    private static byte[] time(Instant at) {
        var form = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
        return tagged(0x17, ascii(form.format(at)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] sequence(byte[]... parts) {
        return tagged(0x30, join(parts));
    }

    private static byte[] tagged(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 128) {
            out.write(content.length);
        } else if (content.length < 256) {
            out.write(0x81);
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length & 0xff);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
