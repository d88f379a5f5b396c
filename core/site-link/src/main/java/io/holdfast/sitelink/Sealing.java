package io.holdfast.sitelink;

import io.holdfast.core.site.DeviceSlot;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets that only one site can read (rulings D7): ephemeral ECDH on P-256, HKDF with SHA-256 (RFC
 * 5869), AES-256-GCM. The centre seals and keeps the sealed form; the site opens it with its
 * encryption key. A sealed secret is bound to a purpose, so that it cannot be moved to another
 * device or site.
 *
 * <p>Form 1: one byte version, 65 bytes ephemeral point (SEC 1, uncompressed), ciphertext with tag.
 * Each sealing has its own key, so the nonce comes from the same derivation and is never stored.
 */
public final class Sealing {

    /** Nothing larger is a secret. */
    public static final int MAX_PLAIN = 64 * 1024;

    private static final byte VERSION = 1;
    private static final int POINT = 65;
    private static final int TAG = 16;
    private static final int KEY = 32;
    private static final int NONCE = 12;

    /** What stands before the point in the SubjectPublicKeyInfo of every P-256 key (RFC 5480). */
    private static final byte[] SPKI_HEAD =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

    private Sealing() {}

    /** What became of opening. */
    public sealed interface Opened {

        /** The secret; copied in and out, and not printed. */
        @SuppressWarnings("ArrayRecordComponent")
        record Plain(byte[] bytes) implements Opened {
            public Plain {
                bytes = bytes.clone();
            }

            @Override
            public byte[] bytes() {
                return bytes.clone();
            }

            @Override
            public String toString() {
                return "Plain[" + bytes.length + " bytes]";
            }
        }

        /**
         * Not sealed to this key and purpose, changed on the way, or of a form this release does
         * not know.
         */
        record NotReadable(String reason) implements Opened {}
    }

    /** The purpose of the access secret of one device of one site. */
    public static String deviceSecret(SiteIdentity identity, DeviceSlot slot) {
        return purpose("device-secret", identity, slot.value());
    }

    /** The purpose of what one search of one site asks with. */
    public static String searchSecret(SiteIdentity identity, String search) {
        return purpose("search-secret", identity, search);
    }

    /** The purpose of the secret that one site has of a credential group. */
    public static String groupSecret(SiteIdentity identity, String group) {
        return purpose("group-secret", identity, group);
    }

    private static String purpose(String kind, SiteIdentity identity, String of) {
        return kind
                + "/"
                + identity.organization()
                + "/"
                + identity.site()
                + "/"
                + identity.incarnation()
                + "/"
                + of;
    }

    /**
     * Seals to a site.
     *
     * @param recipient the site's encryption key, SubjectPublicKeyInfo
     * @param random a strong source; randomness is an argument in core
     * @throws IllegalArgumentException if the key is no P-256 key or the text is too long
     */
    public static byte[] seal(byte[] recipient, String purpose, byte[] plain, SecureRandom random) {
        if (plain.length > MAX_PLAIN) {
            throw new IllegalArgumentException("a secret is at most " + MAX_PLAIN + " bytes");
        }
        try {
            var to = publicKey(recipient);
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            var ephemeral = generator.generateKeyPair();
            var point = point(ephemeral.getPublic().getEncoded());
            var derived = derive(ephemeral.getPrivate(), to, point, point(recipient), purpose);
            var cipher = cipher(Cipher.ENCRYPT_MODE, derived, purpose);
            var sealed = cipher.doFinal(plain);
            Arrays.fill(derived, (byte) 0);
            return ByteBuffer.allocate(1 + POINT + sealed.length)
                    .put(VERSION)
                    .put(point)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot seal to this key", e);
        }
    }

    /** Opens what was sealed to this key pair for this purpose. */
    public static Opened open(PrivateKey key, byte[] ownPublicKey, String purpose, byte[] sealed) {
        if (sealed.length < 1 + POINT + TAG || sealed.length > 1 + POINT + MAX_PLAIN + TAG) {
            return new Opened.NotReadable("length " + sealed.length);
        }
        if (sealed[0] != VERSION) {
            return new Opened.NotReadable("form " + sealed[0]);
        }
        var point = Arrays.copyOfRange(sealed, 1, 1 + POINT);
        try {
            var from = publicKey(spki(point));
            var derived = derive(key, from, point, point(ownPublicKey), purpose);
            var cipher = cipher(Cipher.DECRYPT_MODE, derived, purpose);
            var plain = cipher.doFinal(sealed, 1 + POINT, sealed.length - 1 - POINT);
            Arrays.fill(derived, (byte) 0);
            return new Opened.Plain(plain);
        } catch (GeneralSecurityException e) {
            return new Opened.NotReadable("not sealed to this key and purpose, or changed");
        }
    }

    /** Whether these bytes are the SubjectPublicKeyInfo of a point on P-256. */
    public static boolean isP256(byte[] spki) {
        try {
            publicKey(spki);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] derive(
            PrivateKey own, ECPublicKey other, byte[] ephemeral, byte[] recipient, String purpose)
            throws GeneralSecurityException {
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own);
        agreement.doPhase(other, true);
        var shared = agreement.generateSecret();
        var label = "holdfast-sealing-v1/".getBytes(StandardCharsets.US_ASCII);
        var purposeBytes = purpose.getBytes(StandardCharsets.UTF_8);
        var info =
                ByteBuffer.allocate(label.length + 2 * POINT + purposeBytes.length)
                        .put(label)
                        .put(ephemeral)
                        .put(recipient)
                        .put(purposeBytes)
                        .array();
        var derived =
                KDF.getInstance("HKDF-SHA256")
                        .deriveData(
                                HKDFParameterSpec.ofExtract()
                                        .addIKM(shared)
                                        .thenExpand(info, KEY + NONCE));
        Arrays.fill(shared, (byte) 0);
        return derived;
    }

    private static Cipher cipher(int mode, byte[] derived, String purpose)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(derived, 0, KEY, "AES"),
                new GCMParameterSpec(TAG * 8, derived, KEY, NONCE));
        cipher.updateAAD(new byte[] {VERSION});
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static ECPublicKey publicKey(byte[] spki) throws GeneralSecurityException {
        point(spki);
        var key =
                (ECPublicKey)
                        KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(spki));
        var curve = key.getParams().getCurve();
        var p = ((ECFieldFp) curve.getField()).getP();
        var x = key.getW().getAffineX();
        var y = key.getW().getAffineY();
        var right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(p);
        if (x.signum() < 0
                || y.signum() < 0
                || x.compareTo(p) >= 0
                || y.compareTo(p) >= 0
                || !y.modPow(BigInteger.TWO, p).equals(right)) {
            throw new GeneralSecurityException("not a point on P-256");
        }
        return key;
    }

    private static byte[] spki(byte[] point) {
        return ByteBuffer.allocate(SPKI_HEAD.length + POINT).put(SPKI_HEAD).put(point).array();
    }

    private static byte[] point(byte[] spki) throws GeneralSecurityException {
        if (spki.length != SPKI_HEAD.length + POINT
                || !Arrays.equals(spki, 0, SPKI_HEAD.length, SPKI_HEAD, 0, SPKI_HEAD.length)
                || spki[SPKI_HEAD.length] != 4) {
            throw new GeneralSecurityException("not the public key of an uncompressed P-256 point");
        }
        return Arrays.copyOfRange(spki, SPKI_HEAD.length, spki.length);
    }
}
