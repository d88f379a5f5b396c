package io.holdfast.spi;

/** What became of opening a session. */
public sealed interface OpenResult {

    record Open(DeviceSession session) implements OpenResult {}

    /** Nobody answered, or the conversation broke off. */
    record Unreachable(String reason) implements OpenResult {}

    /** The device turned user or password down. */
    record LoginRefused(String reason) implements OpenResult {}

    /** The device shows another host key than the pinned one. A hard stop: a person must look. */
    record HostKeyChanged(String pinned, String shown) implements OpenResult {}
}
