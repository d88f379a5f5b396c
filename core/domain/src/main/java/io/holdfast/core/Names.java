package io.holdfast.core;

import java.util.regex.Pattern;

/** The one rule for labels that people type and devices carry: short, lower case, no surprises. */
public final class Names {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final Pattern GIVEN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,62}");

    private Names() {}

    /**
     * Returns the label, or refuses it.
     *
     * @throws IllegalArgumentException naming what the label was for
     */
    public static String label(String what, String text) {
        if (!LABEL.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    what + " is 1 to 63 of a-z, 0-9 and hyphens, not \"" + text + "\"");
        }
        return text;
    }

    /**
     * Returns a name that some device may have given to a part of its configuration: as people
     * there write it, with capitals, dots and underscores.
     *
     * @throws IllegalArgumentException naming what the name was for
     */
    public static String given(String what, String text) {
        if (!GIVEN.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    what
                            + " is 1 to 63 letters, digits, dots, underscores and hyphens, not \""
                            + text
                            + "\"");
        }
        return text;
    }

    /** Returns the text if it is 1 to {@code limit} printable characters. */
    public static String text(String what, String text, int limit) {
        if (text.isBlank()
                || text.length() > limit
                || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    what + " is 1 to " + limit + " characters without control characters");
        }
        return text;
    }
}
