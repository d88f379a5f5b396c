package io.holdfast.sitelink;

import java.util.regex.Pattern;

/**
 * A break-glass code as a site keeps it: enough to recognise the code, and not to say it.
 *
 * @param issue rises with each set of codes of a site; the newest set replaces the one before
 * @param number of the code within its set; the code begins with it
 * @param salt 16 bytes, hex
 * @param rounds of PBKDF2 with HMAC-SHA-512
 * @param verifier 64 bytes, hex
 */
public record SealedCode(long issue, int number, String salt, int rounds, String verifier) {

    private static final Pattern HEX = Pattern.compile("([0-9a-f]{2})+");

    /** More would let a list that is sent keep the node from its work. */
    private static final int MOST_ROUNDS = 1_000_000;

    private static final int FEWEST_ROUNDS = 100_000;

    public SealedCode {
        if (issue < 1 || number < 1 || number > 9) {
            throw new IllegalArgumentException("codes are counted from 1, and to 9 in a set");
        }
        if (rounds < FEWEST_ROUNDS || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException("a code is derived in 100000 to 1000000 rounds");
        }
        if (!isHex(salt, 16) || !isHex(verifier, 64)) {
            throw new IllegalArgumentException("salt and verifier are 16 and 64 bytes in hex");
        }
    }

    private static boolean isHex(String text, int bytes) {
        return text.length() == 2 * bytes && HEX.matcher(text).matches();
    }

    /** The same code in another set. */
    public SealedCode of(long set) {
        return new SealedCode(set, number, salt, rounds, verifier);
    }

    /** As people name it, as in 3.1: the first code of the third set. */
    public String name() {
        return issue + "." + number;
    }
}
