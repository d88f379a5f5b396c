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
        boolean printable = words.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\t');
        if (words.isEmpty() || words.length() > most || !printable) {
            throw Refused.invalid(
                    pointer, code, "Say it in 1 to " + most + " printable characters.");
        }
        return words;
    }
}
