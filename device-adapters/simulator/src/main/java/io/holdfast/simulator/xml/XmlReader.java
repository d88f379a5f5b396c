package io.holdfast.simulator.xml;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads one XML document into elements. Document types, entities and excess are refused, not read.
 */
public final class XmlReader {

    private static final int DEEPEST = 64;
    private static final int MOST_ELEMENTS = 500_000;
    private static final int LONGEST_TEXT = 1 << 20;
    private static final Pattern PREFIXED = Pattern.compile("\\s*([A-Za-z_][\\w.-]*):[\\w.-]+\\s*");

    private XmlReader() {}

    /** Reads a document of UTF-8 text. */
    public static Element read(byte[] document) throws MalformedXml {
        XMLStreamReader events;
        try {
            events = factory().createXMLStreamReader(new ByteArrayInputStream(document), "UTF-8");
            return readDocument(events);
        } catch (XMLStreamException e) {
            throw new MalformedXml(lastLine(String.valueOf(e.getMessage())));
        }
    }

    public static Element read(String document) throws MalformedXml {
        return read(document.getBytes(StandardCharsets.UTF_8));
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /** An element whose end has not come yet. */
    private static final class Opened {
        private final String namespace;
        private final String name;
        private final SortedMap<String, String> attributes = new TreeMap<>();
        private final StringBuilder text = new StringBuilder();
        private final List<Element> children = new ArrayList<>();

        Opened(XMLStreamReader at) {
            namespace = orEmpty(at.getNamespaceURI());
            name = at.getLocalName();
            for (int i = 0; i < at.getAttributeCount(); i++) {
                attributes.put(
                        Element.key(
                                orEmpty(at.getAttributeNamespace(i)), at.getAttributeLocalName(i)),
                        at.getAttributeValue(i));
            }
        }

        Element close(XMLStreamReader at) throws MalformedXml {
            if (!children.isEmpty()) {
                if (!text.toString().isBlank()) {
                    throw new MalformedXml("text between the children of <" + name + ">");
                }
                return new Element(namespace, name, attributes, new TreeMap<>(), "", children);
            }
            var prefixes = new TreeMap<String, String>();
            var used = PREFIXED.matcher(text);
            if (used.matches()) {
                var bound = at.getNamespaceURI(used.group(1));
                if (bound != null) {
                    prefixes.put(used.group(1), bound);
                }
            }
            return new Element(namespace, name, attributes, prefixes, text.toString(), children);
        }
    }

    private static Element readDocument(XMLStreamReader events)
            throws XMLStreamException, MalformedXml {
        Deque<Opened> open = new ArrayDeque<>();
        int elements = 0;
        Element root = null;
        while (events.hasNext()) {
            switch (events.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (open.size() >= DEEPEST || ++elements > MOST_ELEMENTS) {
                        throw new MalformedXml("nested too deep or too many elements");
                    }
                    open.push(new Opened(events));
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    var closed = open.pop().close(events);
                    if (open.isEmpty()) {
                        root = closed;
                    } else {
                        open.peek().children.add(closed);
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!open.isEmpty()) {
                        var text = open.peek().text.append(events.getText());
                        if (text.length() > LONGEST_TEXT) {
                            throw new MalformedXml("an element's text is too long");
                        }
                    }
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new MalformedXml("document types and entities are not read");
                default -> {
                    // comments and processing instructions mean nothing here
                }
            }
        }
        if (root == null) {
            throw new MalformedXml("the document has no element");
        }
        return root;
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }

    /** The parser's own words without its place: "Message: ..." stands on a line of its own. */
    private static String lastLine(String text) {
        var lines = text.lines().toList();
        return lines.isEmpty() ? "not well-formed" : lines.getLast().replace("Message: ", "");
    }
}
