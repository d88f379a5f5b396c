package io.holdfast.spi;

/**
 * The very text a device will be told. Digests and comparisons are over this form; secrets stand in
 * it as {@code {{secret:ref@version}}} (rulings D7).
 *
 * @param dialect name of the dialect that wrote it and can read it
 * @param text for NETCONF dialects the children of the config element, UTF-8, deterministic
 */
public record Rendered(String dialect, String text) {}
