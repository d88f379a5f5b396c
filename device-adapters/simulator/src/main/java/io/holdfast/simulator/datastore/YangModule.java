package io.holdfast.simulator.datastore;

/** A YANG module a device implements. */
public record YangModule(String prefix, String name, String revision, String namespace) {}
