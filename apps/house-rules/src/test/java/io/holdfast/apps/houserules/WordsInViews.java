package io.holdfast.apps.houserules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Words that stand in the source of the dashboard instead of its word lists (rulings H4), and
 * numbers that would be written in the digits of whatever machine it runs on. Read from the text: a
 * literal that could be read by a person is one of two words, or of one that begins a sentence.
 */
final class WordsInViews {

    static final String DASHBOARD = "ui/src/main/java/";

    /** Comments, texts and characters, each whole, so that none is taken for a part of another. */
    private static final Pattern TOKEN =
            Pattern.compile(
                    "//[^\n]*|/\\*.*?\\*/|\"\"\".*?\"\"\"|'(?:[^'\\\\]|\\\\.)+'"
                            + "|\"((?:[^\"\\\\\n]|\\\\.)*)\"",
                    Pattern.DOTALL);

    private static final Pattern WORDS =
            Pattern.compile("\\p{L}{2,} \\p{L}{2,}|(?<![\\p{L}_-])\\p{Lu}\\p{Ll}{2,}");

    /** Markup, style classes, a pattern of a date, a command, and the name of the house. */
    private static final Pattern NOT_FOR_READING =
            Pattern.compile("<.*|.*['=>].*|hf-.*|d MMM yyyy|\\./holdfast .*|(?: - )?Holdfast");

    private static final Pattern IN_LOCAL_DIGITS =
            Pattern.compile("\\.formatted\\(|String\\s*\\.format\\(\\s*\"");

    private WordsInViews() {}

    static List<String> find(String file, String text) {
        var findings = new ArrayList<String>();
        if (!file.startsWith(DASHBOARD)) {
            return findings;
        }
        var token = TOKEN.matcher(text);
        while (token.find()) {
            var literal = token.group(1);
            if (literal != null
                    && WORDS.matcher(literal).find()
                    && !NOT_FOR_READING.matcher(literal).matches()) {
                findings.add(
                        "%s:%d says \"%s\" in one language only"
                                .formatted(file, line(text, token.start()), literal));
            }
        }
        var format = IN_LOCAL_DIGITS.matcher(text);
        while (format.find()) {
            findings.add(
                    "%s:%d writes numbers as this machine does"
                            .formatted(file, line(text, format.start())));
        }
        return findings;
    }

    private static long line(String text, int at) {
        return text.substring(0, at).lines().count();
    }
}
