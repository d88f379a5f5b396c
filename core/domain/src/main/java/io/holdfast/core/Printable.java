package io.holdfast.core;

/**
 * Words of devices and libraries made fit to be kept, sent and shown. Half of a surrogate pair is
 * no character and has no form in UTF-8: whoever writes it fails, or writes something else.
 */
public final class Printable {

    /** REPLACEMENT CHARACTER: here stood something that is no character. */
    private static final int REPLACEMENT = 0xfffd;

    private Printable() {}

    /** The same text with U+FFFD in place of each half of a surrogate pair. */
    public static String whole(String text) {
        if (text.codePoints().noneMatch(Printable::isHalf)) {
            return text;
        }
        var whole = new StringBuilder(text.length());
        text.codePoints().map(c -> isHalf(c) ? REPLACEMENT : c).forEach(whole::appendCodePoint);
        return whole.toString();
    }

    /**
     * At most so many characters of it on one line, in the order in which they stand; no surrogate
     * pair is cut in two.
     */
    public static String cut(String text, int most) {
        var kept = new StringBuilder(Math.min(text.length(), most));
        text.codePoints()
                .map(c -> isHalf(c) ? REPLACEMENT : commands(c) ? ' ' : c)
                .takeWhile(c -> kept.length() + Character.charCount(c) <= most)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /**
     * A terminal or a page would do something at it: go elsewhere, colour, turn the order round.
     */
    private static boolean commands(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
