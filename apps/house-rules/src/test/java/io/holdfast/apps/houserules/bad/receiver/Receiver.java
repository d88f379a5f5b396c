package io.holdfast.apps.houserules.bad.receiver;

/** The root of a feature: everybody may use it. */
public record Receiver(String name) {}
