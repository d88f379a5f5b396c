package io.holdfast.sitelink;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Sealed one-time codes by which a named person decides at a site without the centre (rulings S5).
 * They are shown once, to be printed and put into an envelope; what is kept and sent are verifiers.
 * A code has 100 random bits: nobody guesses one, neither at the console nor from a verifier.
 */
public final class BreakGlassCodes {

    /** How many a site has. */
    public static final int PER_SITE = 3;

    /** No text that is typed as a code is longer. */
    public static final int LONGEST = 60;

    /** Slow enough to be noticed by a machine and not by a person: a quarter of a second. */
    private static final int ROUNDS = 210_000;

    /** Base 32 without letters that look like digits (Crockford). */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int LENGTH = 20;
    private static final int GROUP = 4;

    private BreakGlassCodes() {}

    /** A code as it is shown once, and as it is kept. */
    public record Issued(String text, SealedCode sealed) {
        @Override
        public String toString() {
            return "Issued[" + sealed.name() + "]";
        }
    }

    /** What somebody typed, if it has the form of a code. */
    public record Spoken(int number, String letters) {
        @Override
        public String toString() {
            return "Spoken[" + number + "]";
        }
    }

    /**
     * A new set.
     *
     * @param random a strong source; randomness is an argument in core
     */
    public static List<Issued> issue(long issue, SecureRandom random) {
        var codes = new ArrayList<Issued>();
        for (int number = 1; number <= PER_SITE; number++) {
            var letters = new StringBuilder();
            for (int i = 0; i < LENGTH; i++) {
                letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            var salt = new byte[16];
            random.nextBytes(salt);
            var verifier = derived(letters.toString(), salt, ROUNDS);
            var hex = HexFormat.of();
            codes.add(
                    new Issued(
                            text(number, letters.toString()),
                            new SealedCode(
                                    issue,
                                    number,
                                    hex.formatHex(salt),
                                    ROUNDS,
                                    hex.formatHex(verifier))));
        }
        return List.copyOf(codes);
    }

    private static String text(int number, String letters) {
        var text = new StringBuilder().append(number);
        for (int i = 0; i < letters.length(); i += GROUP) {
            text.append('-').append(letters, i, i + GROUP);
        }
        return text.toString();
    }

    /** Reads what was typed: case, blanks and hyphens do not matter, nor O for 0 and I for 1. */
    public static Optional<Spoken> read(String typed) {
        if (typed.length() > LONGEST) {
            return Optional.empty();
        }
        var plain =
                typed.toUpperCase(Locale.ROOT)
                        .replaceAll("[\\s-]", "")
                        .replace('O', '0')
                        .replace('I', '1')
                        .replace('L', '1');
        boolean formed =
                plain.length() == LENGTH + 1
                        && plain.charAt(0) >= '1'
                        && plain.charAt(0) <= '9'
                        && plain.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
        return formed
                ? Optional.of(new Spoken(plain.charAt(0) - '0', plain.substring(1)))
                : Optional.empty();
    }

    /** Whether this is the code; takes as long for a wrong one. */
    public static boolean fits(SealedCode sealed, Spoken spoken) {
        var hex = HexFormat.of();
        var derived = derived(spoken.letters(), hex.parseHex(sealed.salt()), sealed.rounds());
        return sealed.number() == spoken.number()
                && MessageDigest.isEqual(derived, hex.parseHex(sealed.verifier()));
    }

    private static byte[] derived(String letters, byte[] salt, int rounds) {
        var typed = letters.toCharArray();
        var spec = new PBEKeySpec(typed, salt, rounds, 512);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no PBKDF2 with HMAC-SHA-512", e);
        } finally {
            spec.clearPassword();
            Arrays.fill(typed, '0');
        }
    }
}
