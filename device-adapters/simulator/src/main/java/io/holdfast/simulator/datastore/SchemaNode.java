package io.holdfast.simulator.datastore;

import io.holdfast.simulator.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One node of the data model a device understands (RFC 7950). Built by {@link Schema}, then
 * constant.
 */
final class SchemaNode {

    enum Kind {
        CONTAINER,
        PRESENCE,
        LIST,
        LEAF,
        LEAF_LIST
    }

    private final Kind kind;
    private final String module;
    private final String namespace;
    private final String name;
    private final List<String> keys;
    private final LeafType type;
    private final boolean mandatory;
    private final boolean userOrdered;
    private final String choiceCase;
    private final List<SchemaNode> children = new ArrayList<>();

    SchemaNode(
            Kind kind,
            String module,
            String namespace,
            String name,
            List<String> keys,
            LeafType type,
            boolean mandatory,
            boolean userOrdered,
            String choiceCase) {
        this.kind = kind;
        this.module = module;
        this.namespace = namespace;
        this.name = name;
        this.keys = List.copyOf(keys);
        this.type = type;
        this.mandatory = mandatory;
        this.userOrdered = userOrdered;
        this.choiceCase = choiceCase;
    }

    void add(SchemaNode child) {
        children.add(child);
    }

    Kind kind() {
        return kind;
    }

    String module() {
        return module;
    }

    String namespace() {
        return namespace;
    }

    String name() {
        return name;
    }

    List<String> keys() {
        return keys;
    }

    LeafType type() {
        return type;
    }

    boolean mandatory() {
        return mandatory;
    }

    boolean userOrdered() {
        return userOrdered;
    }

    List<SchemaNode> children() {
        return children;
    }

    boolean isLeaf() {
        return kind == Kind.LEAF || kind == Kind.LEAF_LIST;
    }

    boolean isKeyOf(SchemaNode list) {
        return list.kind == Kind.LIST && list.keys.contains(name);
    }

    Optional<SchemaNode> child(Element element) {
        return children.stream().filter(c -> element.is(c.namespace, c.name)).findFirst();
    }

    boolean knowsNamespace(String wanted) {
        return children.stream().anyMatch(c -> c.namespace.equals(wanted));
    }

    /** Whether setting one of the two makes the other go (RFC 7950 section 7.9). */
    boolean excludes(SchemaNode other) {
        if (choiceCase.isEmpty()
                || other.choiceCase.isEmpty()
                || choiceCase.equals(other.choiceCase)) {
            return false;
        }
        return choice(choiceCase).equals(choice(other.choiceCase));
    }

    private static String choice(String choiceCase) {
        return choiceCase.substring(0, choiceCase.indexOf('/'));
    }

    /** Whether two elements are the same instance of this node: same keys, or same value. */
    boolean sameInstance(Element one, Element other) {
        if (!one.sameNode(other)) {
            return false;
        }
        return switch (kind) {
            case CONTAINER, PRESENCE, LEAF -> true;
            case LEAF_LIST -> one.localText().equals(other.localText());
            case LIST ->
                    keys.stream()
                            .allMatch(key ->
                                    one.child(key)
                                            .map(Element::localText)
                                            .equals(other.child(key).map(Element::localText)));
        };
    }
}
