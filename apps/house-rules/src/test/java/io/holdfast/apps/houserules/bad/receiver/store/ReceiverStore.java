package io.holdfast.apps.houserules.bad.receiver.store;

/** A feature's own affair. */
public record ReceiverStore(String name) {}
