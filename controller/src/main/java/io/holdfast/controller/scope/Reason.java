package io.holdfast.controller.scope;

/** The words by which a person answers for what he does. */
public final class Reason {

    private Reason() {}

    /**
     * What he said, without blanks around it.
     *
     * @param pointer of the field it stands in
     * @throws Refused if it says nothing, too much, or what cannot be printed
     */
    public static String of(String pointer, String text, int most) {
        return of(pointer, "REASON_MISSING", text, most);
    }

    /** The same for words that are no reason, with a code of their own. */
    public static String of(String pointer, String code, String text, int most) {
        var words = text.strip().replace("\r\n", "\n");
        if (words.isEmpty() || words.length() > most || !words.codePoints().allMatch(Reason::in)) {
            throw Refused.invalid(
                    pointer, code, "Say it in 1 to " + most + " printable characters.");
        }
        return words;
    }

    /** Lines, and nothing that turns the order of letters round or tells a terminal something. */
    private static boolean in(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL -> codePoint == '\n' || codePoint == '\t';
            case Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    false;
            default -> true;
        };
    }
}
