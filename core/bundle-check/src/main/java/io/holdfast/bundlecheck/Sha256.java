package io.holdfast.bundlecheck;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 (FIPS 180-4), and the inclusion proofs of RFC 9162 that are made of it. */
final class Sha256 {

    private static final int LENGTH = 32;

    private Sha256() {}

    static byte[] of(byte[]... parts) {
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

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(of(bytes));
    }

    static String hex(String text) {
        return hex(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Whether a leaf is in a tree (RFC 9162 section 2.1.3.2).
     *
     * @param leaf what was put into the tree, not yet hashed
     * @param proof hex hashes, leaf to root
     */
    static boolean included(String root, long size, long index, byte[] leaf, List<String> proof) {
        if (index < 0 || index >= size) {
            return false;
        }
        long fn = index;
        long sn = size - 1;
        var hash = of(new byte[] {0}, leaf);
        for (var hex : proof) {
            var sibling = hash(hex);
            if (sn == 0 || sibling.length != LENGTH) {
                return false;
            }
            boolean left = (fn & 1) == 1 || fn == sn;
            hash = left ? of(new byte[] {1}, sibling, hash) : of(new byte[] {1}, hash, sibling);
            while (left && (fn & 1) == 0 && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && Arrays.equals(hash, hash(root));
    }

    /** Nothing if it is not the hex of one hash in lower case. */
    static byte[] hash(String hex) {
        return hex.matches("[0-9a-f]{64}") ? HexFormat.of().parseHex(hex) : new byte[0];
    }
}
