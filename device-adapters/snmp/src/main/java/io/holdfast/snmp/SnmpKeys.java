package io.holdfast.snmp;

import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.SnmpAccess.Authentication;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns passwords into localized keys (RFC 3414 section 2.6, with SHA-256 as RFC 7860 has it). The
 * first half, a megabyte of hashing, depends on the password alone and is kept; without that each
 * session would cost ten milliseconds of processor time.
 */
final class SnmpKeys {

    private static final int PASSWORD_BYTES = 1 << 20;
    private static final int KEPT = 256;

    private record Password(Authentication authentication, String text) {}

    private final Map<Password, byte[]> fromPassword =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Password, byte[]> eldest) {
                    return size() > KEPT;
                }
            };

    /** The authentication key of one user on one engine: 32 bytes with SHA-256, 20 with SHA-1. */
    byte[] authentication(SnmpAccess.V3 access, byte[] engineId) {
        return localized(access.authentication(), access.authPassword(), engineId);
    }

    /** The privacy key of one user on one engine, as long as the cipher wants it. */
    byte[] privacy(SnmpAccess.V3 access, byte[] engineId) {
        var authentication = access.authentication();
        var key = localized(authentication, access.privPassword(), engineId);
        return switch (access.privacy()) {
            case AES_128 -> Arrays.copyOf(key, 16);
            case AES_256 -> key.length >= 32 ? Arrays.copyOf(key, 32) : blumenthal(key);
            case AES_256_REEDER -> key.length >= 32 ? key : reeder(authentication, key, engineId);
        };
    }

    private byte[] localized(Authentication authentication, String password, byte[] engineId) {
        return localized(authentication, unlocalized(authentication, password), engineId);
    }

    private static byte[] localized(Authentication authentication, byte[] key, byte[] engineId) {
        var digest = digest(authentication);
        digest.update(key);
        digest.update(engineId);
        digest.update(key);
        return digest.digest();
    }

    /** draft-blumenthal-aes-usm section 3.1.2.1: the key, and behind it its own hash. */
    private static byte[] blumenthal(byte[] key) {
        var longer = Arrays.copyOf(key, 32);
        var more = digest(Authentication.SHA_1).digest(key);
        System.arraycopy(more, 0, longer, key.length, 32 - key.length);
        return longer;
    }

    /**
     * draft-reeder-snmpv3-usm-3desede section 2.1: the key taken for a password and localized
     * again.
     */
    private static byte[] reeder(Authentication authentication, byte[] key, byte[] engineId) {
        var more = localized(authentication, stretched(authentication, key), engineId);
        var longer = Arrays.copyOf(key, 32);
        System.arraycopy(more, 0, longer, key.length, 32 - key.length);
        return longer;
    }

    private synchronized byte[] unlocalized(Authentication authentication, String password) {
        return fromPassword.computeIfAbsent(
                new Password(authentication, password),
                p -> {
                    var bytes = p.text().getBytes(StandardCharsets.UTF_8);
                    if (bytes.length < 8) {
                        throw new IllegalArgumentException(
                                "an SNMPv3 password has at least 8 characters (RFC 3414)");
                    }
                    return stretched(p.authentication(), bytes);
                });
    }

    private static byte[] stretched(Authentication authentication, byte[] bytes) {
        var digest = digest(authentication);
        var block = new byte[64];
        for (int done = 0; done < PASSWORD_BYTES; done += block.length) {
            for (int i = 0; i < block.length; i++) {
                block[i] = bytes[(done + i) % bytes.length];
            }
            digest.update(block);
        }
        return digest.digest();
    }

    private static MessageDigest digest(Authentication authentication) {
        try {
            return MessageDigest.getInstance(
                    switch (authentication) {
                        case SHA_256 -> "SHA-256";
                        case SHA_1 -> "SHA-1";
                    });
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-1 and SHA-256", e);
        }
    }
}
