package io.holdfast.sitelink;

import io.holdfast.core.Names;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Fingerprint of a device's host key or certificate, and what is printed on a unit. */
public final class HostKey {

    /** No serial number that is typed is longer. */
    public static final int LONGEST_SERIAL = 64;

    private static final String SHA256 = "SHA256:";
    private static final Pattern FORM = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");
    private static final Pattern SERIAL =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9 ./_-]{0,62}[A-Za-z0-9])?");

    private HostKey() {}

    /** As ssh prints it, SHA256:base64 without padding. */
    public static String fingerprint(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a host key is named SHA256: and 43 characters");
        }
        return text;
    }

    /** As it stands on the unit. */
    public static String serial(String text) {
        Names.text("a serial number", text, LONGEST_SERIAL);
        if (!SERIAL.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a serial number is letters and digits, with blanks and ./_- between them");
        }
        return text;
    }

    /**
     * The eight words two people read to each other: the first 64 bits of the key's SHA-256. They
     * are beside the fingerprint, never instead of it. Empty if the text names no such key.
     */
    public static String words(String fingerprint) {
        if (!FORM.matcher(fingerprint).matches()) {
            return "";
        }
        var digest = Base64.getDecoder().decode(fingerprint.substring(SHA256.length()));
        return FingerprintWords.ofDigest(HexFormat.of().formatHex(digest));
    }
}
