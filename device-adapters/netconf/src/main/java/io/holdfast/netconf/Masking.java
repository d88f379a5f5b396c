package io.holdfast.netconf;

import java.util.Arrays;

/**
 * Keeps a session's password out of what is passed on: a device that echoes it would otherwise
 * write it into logs and reasons. Forgets it when the session ends.
 */
final class Masking {

    /** Shorter ones would blacken half of every sentence, and are no secret either. */
    private static final int SHORTEST = 4;

    private final char[] secret;

    Masking(char[] secret) {
        this.secret = secret.clone();
    }

    static Masking nothing() {
        return new Masking(new char[0]);
    }

    synchronized String mask(String words) {
        return secret.length < SHORTEST || secret[0] == '\0'
                ? words
                : words.replace(new String(secret), "(password)");
    }

    synchronized void forget() {
        Arrays.fill(secret, '\0');
    }
}
