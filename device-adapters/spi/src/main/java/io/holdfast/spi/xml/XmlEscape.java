package io.holdfast.spi.xml;

/** How text stands in XML. */
public final class XmlEscape {

    private XmlEscape() {}

    /** Text between tags. */
    public static String text(String raw) {
        return escape(raw, false);
    }

    /** Text between double quotes. */
    public static String attribute(String raw) {
        return escape(raw, true);
    }

    /** Whether XML 1.0 can carry every character of the text at all (XML 1.0 section 2.2). */
    public static boolean canCarry(String raw) {
        return raw.codePoints()
                .allMatch(c ->
                        c == 0x9
                                || c == 0xA
                                || c == 0xD
                                || (c >= 0x20 && c <= 0xD7FF)
                                || (c >= 0xE000 && c <= 0xFFFD)
                                || c >= 0x10000);
    }

    private static String escape(String raw, boolean attribute) {
        var out = new StringBuilder(raw.length() + 16);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                // A parser turns a bare carriage return into a line feed.
                case '\r' -> out.append("&#13;");
                case '"' -> out.append(attribute ? "&quot;" : "\"");
                case '\n' -> out.append(attribute ? "&#10;" : "\n");
                case '\t' -> out.append(attribute ? "&#9;" : "\t");
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}
