package io.holdfast.bundlecheck;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/**
 * Reads JSON as docs/formats/bundle.md allows it: one value, UTF-8, no name twice, no half
 * character, no number that is not whole, within the limits of size, depth and count.
 */
final class JsonText {

    static final int LONGEST = 16 * 1024 * 1024;
    static final int DEEPEST = 64;
    static final int LONGEST_NAME = 128;
    static final int MOST_DIGITS = 20;

    /** Values, names, and beginnings and ends of objects and arrays. */
    static final int MOST_WORDS = 2_000_000;

    private final String text;
    private int at;
    private int words;

    private JsonText(String text) {
        this.text = text;
    }

    static Json read(byte[] bytes) {
        if (bytes.length > LONGEST) {
            throw new NotThisForm(bytes.length + " bytes are more than " + LONGEST);
        }
        var reader = new JsonText(utf8(bytes));
        reader.space();
        var value = reader.value(0);
        reader.space();
        if (reader.at < reader.text.length()) {
            throw new NotThisForm("there is more behind the end");
        }
        return value;
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new NotThisForm("it is not UTF-8");
        }
    }

    private Json value(int depth) {
        counted();
        return switch (here()) {
            case '{' -> members(deeper(depth));
            case '[' -> items(deeper(depth));
            case '"' -> new Json.Text(string());
            case 't' -> word("true", new Json.Truth(true));
            case 'f' -> word("false", new Json.Truth(false));
            case 'n' -> word("null", new Json.Nothing());
            default -> digits();
        };
    }

    private static int deeper(int depth) {
        if (depth >= DEEPEST) {
            throw new NotThisForm("it is nested deeper than " + DEEPEST);
        }
        return depth + 1;
    }

    private void counted() {
        if (++words > MOST_WORDS) {
            throw new NotThisForm("it has more than " + MOST_WORDS + " words");
        }
    }

    private Json members(int depth) {
        var members = new LinkedHashMap<String, Json>();
        at++;
        space();
        if (here() == '}') {
            return ended(new Json.Members(members));
        }
        while (true) {
            if (here() != '"') {
                throw wrong("a name is expected");
            }
            counted();
            var name = string();
            if (name.length() > LONGEST_NAME) {
                throw new NotThisForm("a name is longer than " + LONGEST_NAME);
            }
            space();
            expect(':');
            space();
            if (members.put(name, value(depth)) != null) {
                throw new NotThisForm("the name \"" + name + "\" stands twice");
            }
            space();
            if (here() == '}') {
                return ended(new Json.Members(members));
            }
            expect(',');
            space();
        }
    }

    private Json items(int depth) {
        var items = new ArrayList<Json>();
        at++;
        space();
        if (here() == ']') {
            return ended(new Json.Items(items));
        }
        while (true) {
            items.add(value(depth));
            space();
            if (here() == ']') {
                return ended(new Json.Items(items));
            }
            expect(',');
            space();
        }
    }

    private Json ended(Json whole) {
        counted();
        at++;
        return whole;
    }

    private Json word(String word, Json means) {
        if (!text.startsWith(word, at)) {
            throw wrong("no such word");
        }
        at += word.length();
        return means;
    }

    private Json digits() {
        int from = at;
        if (here() == '-') {
            at++;
        }
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        var digits = text.substring(from, at);
        if (!digits.matches("0|-?[1-9][0-9]*") || digits.length() > MOST_DIGITS) {
            throw wrong("a value is expected");
        }
        if (at < text.length() && ".eE".indexOf(text.charAt(at)) >= 0) {
            throw wrong("a number is whole and written without an exponent");
        }
        return new Json.Digits(digits);
    }

    private String string() {
        var read = new StringBuilder();
        at++;
        while (true) {
            char c = here();
            at++;
            if (c == '"') {
                return whole(read.toString());
            }
            if (c < ' ') {
                throw wrong("a control character in a string");
            }
            read.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = here();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> fourHex();
            default -> throw wrong("no such escape");
        };
    }

    private char fourHex() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            char c = here();
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw wrong("four hex digits are expected");
            }
            value = value * 16 + digit;
            at++;
        }
        return (char) value;
    }

    private static String whole(String string) {
        boolean half = string.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff);
        if (half) {
            throw new NotThisForm("half a surrogate pair is no character");
        }
        return string;
    }

    private char here() {
        if (at >= text.length()) {
            throw new NotThisForm("it ends too early");
        }
        return text.charAt(at);
    }

    private void expect(char expected) {
        if (here() != expected) {
            throw wrong("'" + expected + "' is expected");
        }
        at++;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private NotThisForm wrong(String reason) {
        return new NotThisForm(reason + " at character " + at);
    }
}
