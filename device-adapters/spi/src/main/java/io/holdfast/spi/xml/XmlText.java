package io.holdfast.spi.xml;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes XML with the same bytes for the same calls: two spaces per level, one line per leaf. */
public final class XmlText {

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; attributes are name and value in turn. */
    public XmlText open(String name, String... attributes) {
        start(name, attributes).append(">\n");
        open.push(name);
        return this;
    }

    public XmlText close() {
        var name = open.pop();
        indent().append("</").append(name).append(">\n");
        return this;
    }

    public XmlText leaf(String name, String value, String... attributes) {
        start(name, attributes)
                .append('>')
                .append(XmlEscape.text(value))
                .append("</")
                .append(name)
                .append(">\n");
        return this;
    }

    public XmlText empty(String name, String... attributes) {
        start(name, attributes).append("/>\n");
        return this;
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return out.toString();
    }

    private StringBuilder start(String name, String... attributes) {
        indent().append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            out.append(XmlEscape.attribute(attributes[i + 1])).append('"');
        }
        return out;
    }

    private StringBuilder indent() {
        return out.repeat("  ", open.size());
    }
}
