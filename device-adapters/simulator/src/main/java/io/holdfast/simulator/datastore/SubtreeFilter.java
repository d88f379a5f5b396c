package io.holdfast.simulator.datastore;

import io.holdfast.simulator.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts what a subtree filter asks for out of a tree (RFC 6241 section 6). */
public final class SubtreeFilter {

    private SubtreeFilter() {}

    /** The data that the filter selects; an empty filter selects nothing. */
    public static Element select(Element data, Element filter) {
        return data.withChildren(chosen(data, filter));
    }

    private static List<Element> chosen(Element data, Element filter) {
        var kept = new ArrayList<Element>();
        for (var child : data.children()) {
            Optional<Element> whole = Optional.empty();
            var parts = new ArrayList<Element>();
            for (var wanted : filter.children()) {
                if (!names(wanted, child)) {
                    continue;
                }
                if (wanted.children().isEmpty()) {
                    whole =
                            wanted.text().isBlank() || matches(wanted, child)
                                    ? Optional.of(child)
                                    : whole;
                } else {
                    cut(child, wanted).ifPresent(parts::add);
                }
            }
            if (whole.isPresent()) {
                kept.add(child);
            } else if (!parts.isEmpty()) {
                kept.add(union(child, parts));
            }
        }
        return kept;
    }

    private static Optional<Element> cut(Element data, Element wanted) {
        boolean selects = false;
        for (var condition : wanted.children()) {
            boolean isContent = condition.children().isEmpty() && !condition.text().isBlank();
            if (!isContent) {
                selects = true;
                continue;
            }
            if (data.children().stream()
                    .noneMatch(c -> names(condition, c) && matches(condition, c))) {
                return Optional.empty();
            }
        }
        if (!selects) {
            return Optional.of(data);
        }
        var children = chosen(data, wanted);
        return children.isEmpty() ? Optional.empty() : Optional.of(withKeys(data, children));
    }

    /**
     * A list entry is told with its first leaf, its key: without it nobody knows which one it is.
     */
    private static Element withKeys(Element data, List<Element> children) {
        var first = data.children().getFirst();
        boolean keyed = first.children().isEmpty() && KEYS.contains(first.name());
        if (!keyed || children.contains(first)) {
            return data.withChildren(children);
        }
        var more = new ArrayList<Element>();
        more.add(first);
        more.addAll(children);
        return data.withChildren(more);
    }

    private static final List<String> KEYS =
            List.of("name", "vid", "ip", "interface-id", "destination-prefix", "port-ref");

    private static Element union(Element data, List<Element> parts) {
        return data.withChildren(
                parts.stream().flatMap(p -> p.children().stream()).distinct().toList());
    }

    private static boolean names(Element wanted, Element data) {
        return wanted.name().equals(data.name())
                && (wanted.namespace().isEmpty() || wanted.namespace().equals(data.namespace()));
    }

    private static boolean matches(Element wanted, Element data) {
        return wanted.localText().equals(data.localText());
    }
}
