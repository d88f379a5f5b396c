package io.holdfast.snmp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
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

    private final Map<String, byte[]> fromPassword =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
                    return size() > KEPT;
                }
            };

    /** The key of one user on one engine, 32 bytes. */
    byte[] localized(String password, byte[] engineId) {
        var key = unlocalized(password);
        var digest = sha256();
        digest.update(key);
        digest.update(engineId);
        digest.update(key);
        return digest.digest();
    }

    private synchronized byte[] unlocalized(String password) {
        return fromPassword.computeIfAbsent(password, SnmpKeys::hash);
    }

    private static byte[] hash(String password) {
        var bytes = password.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < 8) {
            throw new IllegalArgumentException(
                    "an SNMPv3 password has at least 8 characters (RFC 3414)");
        }
        var digest = sha256();
        var block = new byte[64];
        for (int done = 0; done < PASSWORD_BYTES; done += block.length) {
            for (int i = 0; i < block.length; i++) {
                block[i] = bytes[(done + i) % bytes.length];
            }
            digest.update(block);
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
