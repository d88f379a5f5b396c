package io.holdfast.spi.xml;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The namespace declarations in force at an element, innermost first. A chain, not a map, so that
 * an element without declarations of its own costs nothing.
 */
final class XmlScope {

    /** Nothing is declared but the prefix every document has. */
    static final XmlScope OUTERMOST =
            new XmlScope("xml", "http://www.w3.org/XML/1998/namespace", null);

    private final String prefix;
    private final String namespace;
    private final @Nullable XmlScope outer;

    private XmlScope(String prefix, String namespace, @Nullable XmlScope outer) {
        this.prefix = prefix;
        this.namespace = namespace;
        this.outer = outer;
    }

    /** This scope with one declaration more; the empty prefix is the default namespace. */
    XmlScope with(String declaredPrefix, String declaredNamespace) {
        return new XmlScope(declaredPrefix, declaredNamespace, this);
    }

    Optional<String> namespaceOf(String wanted) {
        for (XmlScope scope = this; scope != null; scope = scope.outer) {
            if (scope.prefix.equals(wanted)) {
                return scope.namespace.isEmpty() ? Optional.empty() : Optional.of(scope.namespace);
            }
        }
        return Optional.empty();
    }

    /** The declarations made between {@code end} and here, by prefix. */
    SortedMap<String, String> declaredSince(XmlScope end) {
        var declared = new TreeMap<String, String>();
        for (XmlScope scope = this; scope != null && scope != end; scope = scope.outer) {
            declared.putIfAbsent(scope.prefix, scope.namespace);
        }
        return declared;
    }
}
