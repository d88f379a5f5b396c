package io.holdfast.spi;

import io.holdfast.spi.xml.XmlElement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A top-level subtree of a device's configuration that Holdfast owns: module, XML name and
 * namespace.
 *
 * @param parts where only parts of it are of interest, as where a vendor's whole configuration is
 *     one tree: element names of its namespace joined by slashes, {@code list[a]} for the entry of
 *     a list whose name is a; empty for the whole subtree
 */
public record Subtree(String module, String name, String namespace, List<String> parts) {

    public Subtree {
        parts = List.copyOf(parts);
    }

    /**
     * What a device's answer has of these subtrees, and nothing beside: a device that answers more
     * than it was asked tells what nobody may keep.
     */
    public static String textOf(XmlElement data, List<Subtree> subtrees) {
        return subtrees.stream()
                .flatMap(tree ->
                        data.children(tree.namespace(), tree.name())
                                .map(e -> tree.parts().isEmpty() ? e : e.along(tree.parts())))
                .map(XmlElement::toText)
                .collect(Collectors.joining("\n"));
    }

    /** A subtree as a whole. */
    public Subtree(String module, String name, String namespace) {
        this(module, name, namespace, List.of());
    }
}
