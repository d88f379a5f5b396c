package io.holdfast.spi;

/**
 * A top-level subtree of a device's configuration that Holdfast owns: module, XML name and
 * namespace.
 */
public record Subtree(String module, String name, String namespace) {}
