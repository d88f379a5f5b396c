package io.holdfast.spi.xml;

import io.holdfast.core.Printable;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads XML that others wrote. No document type, no entity but the five predefined ones, no
 * processing instruction, no look at anything outside the text; every dimension has a limit, and
 * reading stops at the first character over it.
 */
public final class XmlDocument {

    private static final Readers READERS = new Readers();

    private final XmlLimits limits;
    private final Deque<Opened> open = new ArrayDeque<>();
    private @Nullable XmlElement root;
    private int elements;

    private XmlDocument(XmlLimits limits) {
        this.limits = limits;
    }

    /** Reads a document with one root. */
    public static XmlResult read(String text, XmlLimits limits) {
        if (text.length() > limits.message()) {
            return new XmlResult.Rejected("longer than " + limits.message() + " characters");
        }
        try {
            return new XmlResult.Parsed(new XmlDocument(limits).parse(text));
        } catch (XMLStreamException e) {
            return new XmlResult.Rejected("not well formed: " + firstLine(e));
        } catch (OverLimit e) {
            return new XmlResult.Rejected(e.why);
        } catch (RuntimeException e) {
            // The JDK's reader answers some broken words with exceptions of its own, such as a
            // message it has no text for; no device may end a caller with that.
            return new XmlResult.Rejected(
                    "not well formed: the reader gave up, " + e.getClass().getSimpleName());
        }
    }

    /** Reads any number of elements side by side; they are the children of the result. */
    public static XmlResult readFragment(String text, XmlLimits limits) {
        return read("<fragment>" + text + "</fragment>", limits);
    }

    private XmlElement parse(String text) throws XMLStreamException, OverLimit {
        var in = new StringReader(text);
        XMLStreamReader reader = READERS.of(in);
        try {
            if (Objects.equals(reader.getVersion(), "1.1")) {
                // It allows other names and characters; NETCONF is XML 1.0 (RFC 6241 section 3).
                throw new OverLimit("XML 1.1 is refused");
            }
            while (reader.hasNext()) {
                take(reader, reader.next());
            }
        } finally {
            // The factory keeps its last reader, and that would keep a text of up to 64 MiB.
            in.close();
            reader.close();
        }
        if (root == null) {
            throw new OverLimit("no element");
        }
        return root;
    }

    /** Made once: to find and set up a factory costs more than to read a short reply with it. */
    private static final class Readers {

        private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();

        Readers() {
            factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setProperty(XMLInputFactory.IS_COALESCING, false);
            factory.setXMLResolver((_, _, _, _) -> {
                throw new XMLStreamException("external entities are refused");
            });
        }

        /** One at a time, as no factory promises more; a reader belongs to whoever asked for it. */
        synchronized XMLStreamReader of(StringReader text) throws XMLStreamException {
            return factory.createXMLStreamReader(text);
        }
    }

    private void take(XMLStreamReader reader, int event) throws OverLimit {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> start(reader);
            case XMLStreamConstants.END_ELEMENT -> end();
            case XMLStreamConstants.CHARACTERS,
                    XMLStreamConstants.CDATA,
                    XMLStreamConstants.SPACE -> {
                if (!open.isEmpty()) {
                    text(reader);
                }
            }
            case XMLStreamConstants.COMMENT, XMLStreamConstants.END_DOCUMENT -> {}
            case XMLStreamConstants.DTD -> throw new OverLimit("a document type is refused");
            case XMLStreamConstants.PROCESSING_INSTRUCTION ->
                    throw new OverLimit("a processing instruction is refused");
            default -> throw new OverLimit("an entity is refused");
        }
    }

    private void start(XMLStreamReader reader) throws OverLimit {
        if (open.size() >= limits.depth()) {
            throw new OverLimit("deeper than " + limits.depth() + " elements");
        }
        if (++elements > limits.elements()) {
            throw new OverLimit("more than " + limits.elements() + " elements");
        }
        var outer = open.peek();
        XmlScope scope = outer == null ? XmlScope.OUTERMOST : outer.scope;
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            scope =
                    scope.with(
                            orEmpty(reader.getNamespacePrefix(i)),
                            orEmpty(reader.getNamespaceURI(i)));
        }
        var attributes = new ArrayList<XmlAttribute>(reader.getAttributeCount());
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.add(
                    new XmlAttribute(
                            orEmpty(reader.getAttributeNamespace(i)),
                            orEmpty(reader.getAttributePrefix(i)),
                            reader.getAttributeLocalName(i),
                            reader.getAttributeValue(i)));
        }
        open.push(
                new Opened(
                        orEmpty(reader.getNamespaceURI()),
                        orEmpty(reader.getPrefix()),
                        reader.getLocalName(),
                        attributes,
                        scope));
    }

    private void text(XMLStreamReader reader) throws OverLimit {
        var here = open.element();
        if (here.text.length() + reader.getTextLength() > limits.elementText()) {
            throw new OverLimit("more than " + limits.elementText() + " characters in one element");
        }
        here.text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
    }

    private void end() {
        var closed = open.pop();
        var element =
                new XmlElement(
                        closed.namespace,
                        closed.prefix,
                        closed.name,
                        closed.attributes,
                        closed.scope,
                        closed.children,
                        closed.children.isEmpty() || !closed.text.toString().isBlank()
                                ? closed.text.toString()
                                : "");
        var outer = open.peek();
        if (outer == null) {
            root = element;
        } else {
            outer.children.add(element);
        }
    }

    private static String orEmpty(@Nullable String maybe) {
        return maybe == null ? "" : maybe;
    }

    /**
     * The parser's own words without its line of positions; cut, since they may quote the input.
     */
    private static String firstLine(XMLStreamException e) {
        var words = orEmpty(e.getMessage()).lines().reduce((_, last) -> last).orElse("");
        return Printable.cut(words, 200);
    }

    private static final class Opened {
        final String namespace;
        final String prefix;
        final String name;
        final List<XmlAttribute> attributes;
        final XmlScope scope;
        final List<XmlElement> children = new ArrayList<>();
        final StringBuilder text = new StringBuilder();

        Opened(
                String namespace,
                String prefix,
                String name,
                List<XmlAttribute> attributes,
                XmlScope scope) {
            this.namespace = namespace;
            this.prefix = prefix;
            this.name = name;
            this.attributes = attributes;
            this.scope = scope;
        }
    }

    /** Leaves the parser's loop; never seen outside this class. */
    private static final class OverLimit extends Exception {
        private final String why;

        OverLimit(String why) {
            super(why);
            this.why = why;
        }
    }
}
