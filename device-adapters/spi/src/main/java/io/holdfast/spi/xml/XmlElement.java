package io.holdfast.spi.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One element of a message, with the namespace declarations in force at it, so that a qualified
 * name inside its text (a YANG identityref) can be resolved and so that it can be cut out of its
 * message.
 */
public final class XmlElement {

    private final String namespace;
    private final String prefix;
    private final String name;
    private final List<XmlAttribute> attributes;
    private final XmlScope scope;
    private final List<XmlElement> children;
    private final String text;

    XmlElement(
            String namespace,
            String prefix,
            String name,
            List<XmlAttribute> attributes,
            XmlScope scope,
            List<XmlElement> children,
            String text) {
        this.namespace = namespace;
        this.prefix = prefix;
        this.name = name;
        this.attributes = List.copyOf(attributes);
        this.scope = scope;
        this.children = List.copyOf(children);
        this.text = text;
    }

    /** A name with its namespace, as an identityref spells it. */
    public record QualifiedName(String namespace, String name) {}

    public String namespace() {
        return namespace;
    }

    public String name() {
        return name;
    }

    public List<XmlAttribute> attributes() {
        return attributes;
    }

    public List<XmlElement> children() {
        return children;
    }

    /**
     * The text directly inside this element, white space included; white space between children is
     * left out.
     */
    public String text() {
        return text;
    }

    public boolean is(String wantedNamespace, String wantedName) {
        return name.equals(wantedName) && namespace.equals(wantedNamespace);
    }

    public Stream<XmlElement> children(String wantedNamespace, String wantedName) {
        return children.stream().filter(c -> c.is(wantedNamespace, wantedName));
    }

    public Optional<XmlElement> child(String wantedNamespace, String wantedName) {
        return children(wantedNamespace, wantedName).findFirst();
    }

    /** The attribute without a namespace, as in message-id. */
    public Optional<String> attribute(String wantedName) {
        return attributes.stream()
                .filter(a -> a.namespace().isEmpty() && a.name().equals(wantedName))
                .map(XmlAttribute::value)
                .findFirst();
    }

    /** The text as a qualified name; empty if its prefix is not declared here. */
    public Optional<QualifiedName> textAsName() {
        var value = text.strip();
        int colon = value.indexOf(':');
        var local = value.substring(colon + 1);
        return scope.namespaceOf(colon < 0 ? "" : value.substring(0, colon))
                .map(found -> new QualifiedName(found, local));
    }

    /**
     * The same element with only what lies on these paths below it: names of its own namespace
     * joined by slashes, each kept as a whole with all that is in it. Of a list, {@code list[a]} is
     * the entry whose name is a.
     */
    public XmlElement along(List<String> paths) {
        var kept = new ArrayList<XmlElement>();
        for (var child : children) {
            if (!child.namespace.equals(namespace)) {
                continue;
            }
            var further = new ArrayList<String>();
            boolean whole = false;
            for (var path : paths) {
                int slash = path.indexOf('/');
                if (child.isStep(slash < 0 ? path : path.substring(0, slash))) {
                    whole |= slash < 0;
                    further.add(path.substring(slash + 1));
                }
            }
            if (whole) {
                kept.add(child);
            } else if (!further.isEmpty()) {
                kept.add(child.along(further));
            }
        }
        return new XmlElement(namespace, prefix, name, attributes, scope, kept, text);
    }

    private boolean isStep(String step) {
        int bracket = step.indexOf('[');
        if (bracket < 0) {
            return name.equals(step);
        }
        var wanted = step.substring(bracket + 1, step.length() - 1);
        return name.equals(step.substring(0, bracket))
                && children(namespace, "name").anyMatch(n -> n.text.strip().equals(wanted));
    }

    /** This element as a document of its own: every declaration in force is written on it. */
    public String toText() {
        var out = new StringBuilder();
        write(out, XmlScope.OUTERMOST);
        return out.toString();
    }

    private void write(StringBuilder out, XmlScope outside) {
        var tag = prefix.isEmpty() ? name : prefix + ":" + name;
        out.append('<').append(tag);
        scope.declaredSince(outside)
                .forEach((declared, uri) -> {
                    out.append(declared.isEmpty() ? " xmlns" : " xmlns:" + declared);
                    out.append("=\"").append(XmlEscape.attribute(uri)).append('"');
                });
        for (var attribute : attributes) {
            out.append(' ');
            if (!attribute.prefix().isEmpty()) {
                out.append(attribute.prefix()).append(':');
            }
            out.append(attribute.name()).append("=\"");
            out.append(XmlEscape.attribute(attribute.value())).append('"');
        }
        if (children.isEmpty() && text.isEmpty()) {
            out.append("/>");
            return;
        }
        out.append('>');
        out.append(XmlEscape.text(text));
        children.forEach(child -> child.write(out, scope));
        out.append("</").append(tag).append('>');
    }

    /** For a log line: the name, never the content. */
    @Override
    public String toString() {
        return "<" + name + "> of " + namespace;
    }
}
