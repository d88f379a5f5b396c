package io.holdfast.spi;

import java.util.List;

/**
 * A top-level subtree of a device's configuration that Holdfast owns: module, XML name and
 * namespace.
 *
 * @param parts where only parts of it are of interest, as where a vendor's whole configuration is
 *     one tree: element names of its namespace joined by slashes; empty for the whole subtree
 */
public record Subtree(String module, String name, String namespace, List<String> parts) {

    public Subtree {
        parts = List.copyOf(parts);
    }

    /** A subtree as a whole. */
    public Subtree(String module, String name, String namespace) {
        this(module, name, namespace, List.of());
    }
}
