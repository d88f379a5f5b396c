package io.holdfast.dialect.ietf;

import io.holdfast.spi.xml.XmlElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One element while it is read. Whatever nobody asked for by the time {@link #done} is called has
 * no model; nothing is skipped in silence.
 */
final class Node {

    private final XmlElement element;
    private final String path;
    private final Set<XmlElement> taken = Collections.newSetFromMap(new IdentityHashMap<>());

    Node(XmlElement element, String path) {
        this.element = element;
        this.path = path + "/" + element.name();
        for (var attribute : element.attributes()) {
            boolean replace =
                    attribute.namespace().equals(Yang.NETCONF)
                            && attribute.name().equals("operation")
                            && attribute.value().equals("replace");
            boolean isDefault =
                    attribute.namespace().equals(Yang.WITH_DEFAULTS)
                            && attribute.name().equals("default");
            if (!replace && !isDefault) {
                throw noModel("attribute " + attribute.name());
            }
        }
        if (!element.children().isEmpty() && !element.text().isBlank()) {
            throw noModel("text between elements");
        }
    }

    /** The one child of that name in the namespace. */
    Optional<Node> child(String namespace, String name) {
        var found = list(namespace, name);
        if (found.size() > 1) {
            throw noModel(name + " stands twice");
        }
        return found.stream().findFirst();
    }

    /** The children of that name in this element's own namespace. */
    List<Node> list(String name) {
        return list(element.namespace(), name);
    }

    Optional<Node> child(String name) {
        return child(element.namespace(), name);
    }

    private List<Node> list(String namespace, String name) {
        var found = new ArrayList<Node>();
        element.children(namespace, name)
                .forEach(child -> {
                    taken.add(child);
                    found.add(new Node(child, path));
                });
        return found;
    }

    /** A leaf's text as it stands; for names and descriptions, where a space is a space. */
    Optional<String> string(String name) {
        return child(name).map(Node::leafText);
    }

    /** A leaf's text without white space around it. */
    Optional<String> leaf(String name) {
        return string(name).map(String::strip);
    }

    String needString(String name) {
        return string(name).orElseThrow(() -> noModel("no " + name));
    }

    String need(String name) {
        return leaf(name).orElseThrow(() -> noModel("no " + name));
    }

    int number(String name, int first, int last) {
        return asNumber(name, need(name), first, last);
    }

    Optional<Integer> maybeNumber(String name, int first, int last) {
        return leaf(name).map(text -> asNumber(name, text, first, last));
    }

    private int asNumber(String name, String text, int first, int last) {
        if (text.matches("0|[1-9][0-9]{0,8}")) {
            int value = Integer.parseInt(text);
            if (value >= first && value <= last) {
                return value;
            }
        }
        throw noModel(name + " is not a number from " + first + " to " + last);
    }

    Optional<Boolean> truth(String name) {
        return leaf(name)
                .map(text ->
                        switch (text) {
                            case "true" -> true;
                            case "false" -> false;
                            default -> throw noModel(name + " is neither true nor false");
                        });
    }

    /** The name of an identity that must be of this namespace. */
    Optional<String> identity(String name, String namespace) {
        return child(name)
                .map(leaf -> {
                    leaf.leafText();
                    return leaf.element
                            .textAsName()
                            .filter(found -> found.namespace().equals(namespace))
                            .map(XmlElement.QualifiedName::name)
                            .orElseThrow(() -> noModel(name + " names a foreign identity"));
                });
    }

    String needIdentity(String name, String namespace) {
        return identity(name, namespace).orElseThrow(() -> noModel("no " + name));
    }

    private String leafText() {
        if (!element.children().isEmpty()) {
            throw noModel("elements inside a leaf");
        }
        return element.text();
    }

    /**
     * Refuses what was not asked for, but for leaves that only spell their default, as name=value.
     */
    void done(String... defaults) {
        for (var child : element.children()) {
            if (taken.contains(child)) {
                continue;
            }
            var spelled = child.name() + "=" + child.text().strip();
            boolean harmless =
                    child.namespace().equals(element.namespace())
                            && child.children().isEmpty()
                            && List.of(defaults).contains(spelled);
            if (!harmless) {
                throw noModel("no model for " + child.name());
            }
        }
        if (element.children().isEmpty() && !element.text().isBlank()) {
            throw noModel("text where elements belong");
        }
    }

    void each(String name, Consumer<Node> reader) {
        list(name).forEach(reader);
    }

    /** Turns a value's own refusal into one that says where it stood. */
    <T> T value(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            throw noModel(String.valueOf(e.getMessage()));
        }
    }

    NoModel noModel(String what) {
        return new NoModel(path, what);
    }
}
