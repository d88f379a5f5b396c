package io.holdfast.simulator.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One XML element as a value: names resolved, no mixed content, no comments.
 *
 * @param attributes by {@code {namespace}name}
 * @param prefixes namespace bindings its text uses, as in an identityref
 * @param text the text of an element without children, else empty
 */
public record Element(
        String namespace,
        String name,
        SortedMap<String, String> attributes,
        SortedMap<String, String> prefixes,
        String text,
        List<Element> children) {

    private static final SortedMap<String, String> NONE =
            java.util.Collections.unmodifiableSortedMap(new TreeMap<>());

    public Element {
        attributes = attributes.isEmpty() ? NONE : copy(attributes);
        prefixes = prefixes.isEmpty() ? NONE : copy(prefixes);
        children = List.copyOf(children);
    }

    private static SortedMap<String, String> copy(SortedMap<String, String> map) {
        return java.util.Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    public static Element leaf(String namespace, String name, String text) {
        return new Element(namespace, name, NONE, NONE, text, List.of());
    }

    public static Element tree(String namespace, String name, List<Element> children) {
        return new Element(namespace, name, NONE, NONE, "", children);
    }

    public static Element tree(String namespace, String name, Element... children) {
        return tree(namespace, name, List.of(children));
    }

    public Element withChildren(List<Element> others) {
        return new Element(
                namespace, name, attributes, prefixes, others.isEmpty() ? text : "", others);
    }

    public Element withText(String other) {
        return new Element(namespace, name, attributes, prefixes, other, children);
    }

    /** The same element without attributes, which are orders and never configuration. */
    public Element bare() {
        return attributes.isEmpty()
                ? this
                : new Element(namespace, name, NONE, prefixes, text, children);
    }

    public Element withAttribute(String key, String value) {
        var more = new TreeMap<>(attributes);
        more.put(key, value);
        return new Element(namespace, name, more, prefixes, text, children);
    }

    public Element withPrefixes(Map<String, String> bound) {
        return new Element(namespace, name, attributes, new TreeMap<>(bound), text, children);
    }

    public Optional<String> attribute(String attributeNamespace, String attributeName) {
        return Optional.ofNullable(attributes.get(key(attributeNamespace, attributeName)));
    }

    public static String key(String attributeNamespace, String attributeName) {
        return "{" + attributeNamespace + "}" + attributeName;
    }

    public boolean is(String otherNamespace, String otherName) {
        return namespace.equals(otherNamespace) && name.equals(otherName);
    }

    /** Whether the two stand for the same node of a schema. */
    public boolean sameNode(Element other) {
        return is(other.namespace, other.name);
    }

    /** The first child of this name in any namespace. */
    public Optional<Element> child(String childName) {
        for (var child : children) {
            if (child.name.equals(childName)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    public Optional<Element> child(String childNamespace, String childName) {
        for (var child : children) {
            if (child.is(childNamespace, childName)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    /** All children of this name in any namespace. */
    public List<Element> all(String childName) {
        return children.stream().filter(c -> c.name.equals(childName)).toList();
    }

    /** Follows child names; empty where one is missing. */
    public Optional<Element> at(String... path) {
        Optional<Element> here = Optional.of(this);
        for (var step : path) {
            here = here.flatMap(e -> e.child(step));
        }
        return here;
    }

    /** The trimmed text at a path, or the fallback. */
    public String textAt(String fallback, String... path) {
        return at(path).map(Element::trimmed).orElse(fallback);
    }

    public String trimmed() {
        return text.strip();
    }

    /** The text without the prefix of an identityref. */
    public String localText() {
        var plain = trimmed();
        return plain.substring(plain.indexOf(':') + 1);
    }

    /** This element with one more child at its end. */
    public Element plus(Element child) {
        var more = new ArrayList<>(children);
        more.add(child);
        return withChildren(more);
    }
}
