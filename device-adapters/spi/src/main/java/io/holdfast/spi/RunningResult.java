package io.holdfast.spi;

/** What became of reading the running configuration. */
public sealed interface RunningResult {

    /** The owned subtrees as the device has them, in the form a dialect reads. */
    record Running(String text) implements RunningResult {}

    /** It could not be read, and why. */
    record Unreadable(String reason) implements RunningResult {}
}
