package io.holdfast.sitelink;

import io.holdfast.core.Bytes;
import io.holdfast.core.config.DeviceConfig;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests (FIPS 180-4) as 64 lower-case hex digits. */
public final class Digests {

    private Digests() {}

    /** The digest of stored bytes. */
    public static String of(Bytes bytes) {
        return HexFormat.of().formatHex(sha256(bytes.toArray()));
    }

    /** The digest of a text's UTF-8 bytes. */
    public static String of(String text) {
        return of(Bytes.utf8(text));
    }

    /**
     * The digest of what a device's configuration means: of its wire form. Two devices behave alike
     * if and only if these are equal; this is how a running configuration is compared (rulings P3).
     */
    public static String of(DeviceConfig config) {
        return of(WireJson.write(config));
    }

    /** The 32 bytes. */
    static byte[] sha256(byte[]... parts) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                sha.update(part);
            }
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
