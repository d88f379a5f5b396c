package io.holdfast.auditlog;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Whose signature stands beneath a log's head: a name and an Ed25519 public key, as C2SP
 * signed-note has it. Its text form is {@code name+id+key}: the id are the first four bytes of
 * SHA-256 over name, line feed, 0x01 and the key, in hex; the key is base64 of 0x01 and its 32
 * bytes.
 *
 * @param name without spaces and plus signs, as in holdfast.example/audit
 * @param publicKey the 32 bytes (RFC 8032), base64
 */
public record NoteKey(String name, String publicKey) {

    private static final byte ED25519 = 1;
    private static final int LENGTH = 32;

    /** What stands before the 32 bytes in their X.509 form (RFC 8410). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    public NoteKey {
        checkName(name);
        if (Base64.getDecoder().decode(publicKey).length != LENGTH) {
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
        }
    }

    static void checkName(String name) {
        if (!name.matches("[!-*,-~]{1,200}")) {
            throw new IllegalArgumentException("a key's name has no spaces and no plus sign");
        }
    }

    /** The key of this name. */
    public static NoteKey of(String name, PublicKey key) {
        var encoded = key.getEncoded();
        if (!Arrays.equals(encoded, 0, X509.length, X509, 0, X509.length)
                || encoded.length != X509.length + LENGTH) {
            throw new IllegalArgumentException("this is no Ed25519 key");
        }
        return new NoteKey(name, base64(Arrays.copyOfRange(encoded, X509.length, encoded.length)));
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is none, or its id is another key's
     */
    public static NoteKey read(String text) {
        var parts = text.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a key is name+id+key");
        }
        var bytes = Base64.getDecoder().decode(parts[2]);
        if (bytes.length != 1 + LENGTH || bytes[0] != ED25519) {
            throw new IllegalArgumentException("only Ed25519 keys are known");
        }
        var key = new NoteKey(parts[0], base64(Arrays.copyOfRange(bytes, 1, bytes.length)));
        if (!key.idInHex().equals(parts[1].toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the key's id is not that of the key");
        }
        return key;
    }

    /** The text form. */
    public String text() {
        return name + "+" + idInHex() + "+" + base64(tagged());
    }

    /** By which a signature says whose it is. */
    int id() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes((name + "\n").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(tagged());
        return ByteBuffer.wrap(Digest.of(bytes.toByteArray()).bytes()).getInt();
    }

    private String idInHex() {
        return HexFormat.of().toHexDigits(id());
    }

    private byte[] tagged() {
        return ByteBuffer.allocate(1 + LENGTH).put(ED25519).put(raw()).array();
    }

    private byte[] raw() {
        return Base64.getDecoder().decode(publicKey);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Whether this key made the signature. Never throws for a bad one: the answer is no. */
    boolean signed(byte[] message, byte[] signature) {
        try {
            var spec =
                    new X509EncodedKeySpec(
                            ByteBuffer.allocate(X509.length + LENGTH).put(X509).put(raw()).array());
            var ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(spec));
            ed25519.update(message);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
