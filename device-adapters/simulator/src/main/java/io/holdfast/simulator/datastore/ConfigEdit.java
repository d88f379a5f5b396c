package io.holdfast.simulator.datastore;

import io.holdfast.simulator.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Applies an edit-config to a configuration (RFC 6241 section 7.2). Pure: tree in, tree out. */
final class ConfigEdit {

    static final String NETCONF = "urn:ietf:params:xml:ns:netconf:base:1.0";
    static final String YANG = "urn:ietf:params:xml:ns:yang:1";

    enum Operation {
        MERGE,
        REPLACE,
        CREATE,
        DELETE,
        REMOVE,
        NONE
    }

    private ConfigEdit() {}

    /** Reads an operation word; unknown words are refused. */
    static Operation operation(String word) throws Refused {
        for (var operation : Operation.values()) {
            if (operation.name().toLowerCase(Locale.ROOT).equals(word.strip())) {
                return operation;
            }
        }
        throw new Refused(RpcError.protocol("bad-attribute", "no such operation: " + word));
    }

    /** The target after the edit. */
    static Element apply(Schema schema, Element target, Element edit, Operation byDefault)
            throws Refused {
        var start = byDefault == Operation.REPLACE ? target.withChildren(List.of()) : target;
        return tidy(schema.root(), merged(schema.root(), start, edit, byDefault, ""));
    }

    private static Element merged(
            SchemaNode schema, Element target, Element edit, Operation inherited, String path)
            throws Refused {
        var children = new ArrayList<>(target.children());
        for (var part : edit.children()) {
            apply(schema, children, part, inherited, path);
        }
        return new Element(
                target.namespace(),
                target.name(),
                target.attributes(),
                target.prefixes(),
                "",
                children);
    }

    private static void apply(
            SchemaNode parent,
            List<Element> siblings,
            Element part,
            Operation inherited,
            String path)
            throws Refused {
        var here = path + "/" + part.name();
        var node = parent.child(part).orElse(null);
        if (node == null) {
            throw new Refused(
                    RpcError.application(
                            parent.knowsNamespace(part.namespace()) || path.contains("/")
                                    ? "unknown-element"
                                    : "unknown-namespace",
                            "this device has no <" + part.name() + "> here",
                            here));
        }
        var word = part.attribute(NETCONF, "operation");
        var operation = word.isPresent() ? operation(word.get()) : inherited;
        if (node.kind() == SchemaNode.Kind.LIST) {
            for (var key : node.keys()) {
                if (part.child(key).isEmpty()) {
                    throw new Refused(
                            RpcError.application(
                                    "missing-element",
                                    "the list key <" + key + "> is missing",
                                    here));
                }
            }
        }
        var canonical = canonicalKeys(node, part, here);
        int at = indexOf(node, siblings, canonical);
        switch (operation) {
            case MERGE -> {
                var before = at < 0 ? empty(canonical) : siblings.get(at);
                put(
                        node,
                        parent,
                        siblings,
                        at,
                        grown(node, before, canonical, operation, here),
                        part);
            }
            case REPLACE -> {
                put(
                        node,
                        parent,
                        siblings,
                        at,
                        grown(node, empty(canonical), canonical, Operation.MERGE, here),
                        part);
            }
            case CREATE -> {
                if (at >= 0) {
                    throw new Refused(
                            RpcError.application("data-exists", "this exists already", here));
                }
                put(
                        node,
                        parent,
                        siblings,
                        at,
                        grown(node, empty(canonical), canonical, Operation.MERGE, here),
                        part);
            }
            case DELETE -> {
                if (at < 0) {
                    throw new Refused(
                            RpcError.application("data-missing", "this does not exist", here));
                }
                siblings.remove(at);
            }
            case REMOVE -> {
                if (at >= 0) {
                    siblings.remove(at);
                }
            }
            case NONE -> {
                if (node.isLeaf()) {
                    return;
                }
                if (at < 0 && node.kind() != SchemaNode.Kind.CONTAINER) {
                    throw new Refused(
                            RpcError.application("data-missing", "this does not exist", here));
                }
                var before = at < 0 ? empty(canonical) : siblings.get(at);
                put(
                        node,
                        parent,
                        siblings,
                        at,
                        grown(node, before, canonical, operation, here),
                        part);
            }
        }
    }

    private static Element empty(Element part) {
        return Element.tree(part.namespace(), part.name());
    }

    private static Element canonicalKeys(SchemaNode node, Element part, String path)
            throws Refused {
        if (node.kind() == SchemaNode.Kind.LEAF_LIST) {
            return leaf(node, part, path);
        }
        if (node.kind() != SchemaNode.Kind.LIST) {
            return part;
        }
        var children = new ArrayList<Element>();
        for (var child : part.children()) {
            var leaf = node.child(child);
            boolean key = leaf.isPresent() && leaf.get().isKeyOf(node);
            children.add(key ? leaf(leaf.get(), child, path) : child);
        }
        return part.withChildren(children);
    }

    private static Element grown(
            SchemaNode node, Element before, Element part, Operation operation, String path)
            throws Refused {
        return node.isLeaf() ? leaf(node, part, path) : merged(node, before, part, operation, path);
    }

    private static Element leaf(SchemaNode node, Element part, String path) throws Refused {
        if (!part.children().isEmpty()) {
            throw new Refused(RpcError.application("bad-element", "a leaf has no children", path));
        }
        var canonical = node.type().canonical(part.text());
        if (canonical.isEmpty()) {
            throw new Refused(
                    RpcError.application(
                            "invalid-value",
                            "\""
                                    + shortened(part.text())
                                    + "\" is no value of <"
                                    + part.name()
                                    + ">",
                            path));
        }
        return part.bare().withText(canonical.get());
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }

    private static int indexOf(SchemaNode node, List<Element> siblings, Element wanted) {
        for (int i = 0; i < siblings.size(); i++) {
            if (node.sameInstance(siblings.get(i), wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static void put(
            SchemaNode node,
            SchemaNode parent,
            List<Element> siblings,
            int at,
            Element grown,
            Element part)
            throws Refused {
        var insert = part.attribute(YANG, "insert");
        if (insert.isPresent() && node.userOrdered()) {
            if (at >= 0) {
                siblings.remove(at);
            }
            siblings.add(place(node, siblings, insert.get(), part), grown);
        } else if (at >= 0) {
            siblings.set(at, grown);
        } else {
            siblings.add(grown);
        }
        siblings.removeIf(other -> {
            var otherNode = parent.child(other);
            return otherNode.isPresent() && otherNode.get().excludes(node);
        });
    }

    private static int place(SchemaNode node, List<Element> siblings, String insert, Element part)
            throws Refused {
        int first = siblings.size();
        int last = siblings.size();
        for (int i = siblings.size() - 1; i >= 0; i--) {
            if (siblings.get(i).is(node.namespace(), node.name())) {
                first = i;
            }
        }
        return switch (insert) {
            case "first" -> first;
            case "last" -> last;
            case "before" -> beside(node, siblings, part);
            case "after" -> beside(node, siblings, part) + 1;
            default ->
                    throw new Refused(
                            RpcError.protocol("bad-attribute", "no such insert: " + insert));
        };
    }

    private static int beside(SchemaNode node, List<Element> siblings, Element part)
            throws Refused {
        var key = part.attribute(YANG, "key").orElse("");
        for (int i = 0; i < siblings.size(); i++) {
            if (siblings.get(i).is(node.namespace(), node.name())
                    && key.contains(
                            "'" + siblings.get(i).textAt("", node.keys().getFirst()) + "'")) {
                return i;
            }
        }
        throw new Refused(
                new RpcError(
                        "application",
                        "bad-attribute",
                        "the entry to insert beside does not exist",
                        "",
                        java.util.Map.of("bad-attribute", "key")));
    }

    /** Drops containers that say nothing; they exist by themselves (RFC 7950 section 7.5.1). */
    private static Element tidy(SchemaNode schema, Element tree) {
        var kept = new ArrayList<Element>();
        for (var child : tree.children()) {
            var node = schema.child(child).orElse(null);
            if (node == null || node.isLeaf()) {
                kept.add(child);
                continue;
            }
            var tidied = tidy(node, child);
            if (!tidied.children().isEmpty() || node.kind() != SchemaNode.Kind.CONTAINER) {
                kept.add(tidied);
            }
        }
        return tree.withChildren(kept);
    }
}
