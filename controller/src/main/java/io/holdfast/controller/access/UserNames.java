package io.holdfast.controller.access;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Names to log in with, made from a person's name and a little chance: readable, never taken, and
 * not to be guessed from a staff list.
 */
final class UserNames {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int CHANCE = 6;
    private static final int LONGEST = 40;

    private UserNames() {}

    static String of(String name) {
        var plain =
                Normalizer.normalize(name, Normalizer.Form.NFKD)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\p{M}", "")
                        .replaceAll("[^a-z0-9]+", ".")
                        .replaceAll("^\\.|\\.$", "");
        var user = new StringBuilder(plain.isEmpty() ? "user" : plain);
        user.setLength(Math.min(user.length(), LONGEST));
        user.append('-');
        for (int i = 0; i < CHANCE; i++) {
            user.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return user.toString();
    }
}
