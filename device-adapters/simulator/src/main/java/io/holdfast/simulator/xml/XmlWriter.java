package io.holdfast.simulator.xml;

/** Writes elements as text: the default namespace is declared where it changes. */
public final class XmlWriter {

    private XmlWriter() {}

    /** On one line, as devices send it. */
    public static String flat(Element element) {
        var out = new StringBuilder();
        write(out, element, "", -1);
        return out.toString();
    }

    /** Indented, for people and golden files. */
    public static String pretty(Element element) {
        var out = new StringBuilder();
        write(out, element, "", 0);
        return out.toString();
    }

    private static void write(StringBuilder out, Element element, String around, int depth) {
        indent(out, depth);
        out.append('<').append(element.name());
        if (!element.namespace().equals(around)) {
            out.append(" xmlns=\"");
            escape(out, element.namespace());
            out.append('"');
        }
        element.prefixes()
                .forEach((prefix, namespace) -> {
                    out.append(" xmlns:").append(prefix).append("=\"");
                    escape(out, namespace);
                    out.append('"');
                });
        int number = 0;
        for (var attribute : element.attributes().entrySet()) {
            var key = attribute.getKey();
            int end = key.indexOf('}');
            var namespace = key.substring(1, end);
            var prefix = namespace.isEmpty() ? "" : "a" + number++ + ":";
            if (!prefix.isEmpty()) {
                out.append(" xmlns:").append(prefix, 0, prefix.length() - 1).append("=\"");
                escape(out, namespace);
                out.append('"');
            }
            out.append(' ').append(prefix).append(key, end + 1, key.length()).append("=\"");
            escape(out, attribute.getValue());
            out.append('"');
        }
        if (element.children().isEmpty() && element.text().isEmpty()) {
            out.append("/>");
            newline(out, depth);
            return;
        }
        out.append('>');
        if (element.children().isEmpty()) {
            escape(out, element.text());
        } else {
            newline(out, depth);
            for (var child : element.children()) {
                write(out, child, element.namespace(), depth < 0 ? depth : depth + 1);
            }
            indent(out, depth);
        }
        out.append("</").append(element.name()).append('>');
        newline(out, depth);
    }

    private static void indent(StringBuilder out, int depth) {
        if (depth > 0) {
            out.append("  ".repeat(depth));
        }
    }

    private static void newline(StringBuilder out, int depth) {
        if (depth >= 0) {
            out.append('\n');
        }
    }

    private static void escape(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\r' -> out.append("&#13;");
                default -> out.append(c);
            }
        }
    }
}
