package io.holdfast.site.syslog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of syslog, by RFC 5424 or in the older form that RFC 3164 describes. Read strictly: what
 * is neither is malformed. Everything in it is a claim of the device.
 *
 * @param at as the device says; empty where the form has no year or the device no clock
 * @param text printable; control characters became spaces
 */
public record SyslogLine(
        int facility, int severity, Optional<Instant> at, String host, String app, String text) {

    /** Longer lines are refused; RFC 5424 asks receivers for 2048. */
    public static final int LONGEST = 8_192;

    private static final String WORD = "[\\x21-\\x7e]";

    private static final Pattern NEW =
            Pattern.compile(
                    "<(\\d{1,3})>1 (\\S{1,40}) ("
                            + WORD
                            + "{1,255}) ("
                            + WORD
                            + "{1,48}) ("
                            + WORD
                            + "{1,128}) ("
                            + WORD
                            + "{1,32}) (.*)",
                    Pattern.DOTALL);

    private static final Pattern OLD =
            Pattern.compile(
                    "<(\\d{1,3})>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
                            + " [ 0-3]\\d \\d\\d:\\d\\d:\\d\\d ("
                            + WORD
                            + "{1,255}) ([\\x21-\\x39\\x3b-\\x5a\\x5c\\x5e-\\x7e]{1,48})(?:\\[\\d{1,10}\\])?: ?(.*)",
                    Pattern.DOTALL);

    /** What became of reading a datagram. */
    public sealed interface Read {

        record Line(SyslogLine line) implements Read {}

        record Malformed(String reason) implements Read {}
    }

    /** Reads one datagram. */
    public static Read read(byte[] datagram, int length) {
        if (length > LONGEST) {
            return new Read.Malformed("longer than " + LONGEST);
        }
        String text;
        try {
            text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(datagram, 0, length))
                            .toString()
                            .stripTrailing();
        } catch (CharacterCodingException e) {
            return new Read.Malformed("not UTF-8");
        }
        var modern = NEW.matcher(text);
        if (modern.matches()) {
            return structured(modern);
        }
        var old = OLD.matcher(text);
        if (old.matches()) {
            return line(old.group(1), Optional.empty(), old.group(2), old.group(3), old.group(4));
        }
        return new Read.Malformed("neither RFC 5424 nor RFC 3164");
    }

    private static Read structured(java.util.regex.Matcher found) {
        Optional<Instant> at;
        try {
            at =
                    found.group(2).equals("-")
                            ? Optional.empty()
                            : Optional.of(OffsetDateTime.parse(found.group(2)).toInstant());
        } catch (DateTimeException e) {
            return new Read.Malformed("its time is not one");
        }
        var rest = found.group(7);
        int end = structuredEnd(rest);
        if (end < 0) {
            return new Read.Malformed("its structured data do not end");
        }
        // Structured data stay in the text: rule names of some devices stand only there.
        return line(found.group(1), at, found.group(3), found.group(4), rest);
    }

    /** Where structured data end (RFC 5424 section 6.3), or -1. One pass, no recursion. */
    private static int structuredEnd(String rest) {
        if (rest.startsWith("-")) {
            return rest.length() == 1 || rest.charAt(1) == ' ' ? 1 : -1;
        }
        int at = 0;
        boolean quoted = false;
        boolean inside = false;
        while (at < rest.length()) {
            char c = rest.charAt(at);
            if (!inside) {
                if (c != '[') {
                    return at > 0 && c == ' ' ? at : -1;
                }
                inside = true;
            } else if (quoted) {
                if (c == '\\') {
                    at++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ']') {
                inside = false;
            }
            at++;
        }
        return inside ? -1 : at;
    }

    private static Read line(
            String priority, Optional<Instant> at, String host, String app, String text) {
        int number = Integer.parseInt(priority);
        if (number > 191 || (priority.length() > 1 && priority.startsWith("0"))) {
            return new Read.Malformed("its priority is not 0 to 191");
        }
        return new Read.Line(
                new SyslogLine(
                        number / 8, number % 8, at, host, app, text.replaceAll("\\p{Cntrl}", " ")));
    }
}
