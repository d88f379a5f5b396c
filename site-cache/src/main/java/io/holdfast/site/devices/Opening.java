package io.holdfast.site.devices;

import io.holdfast.spi.DeviceSession;

/** A new session or why there is none. */
sealed interface Opening {

    record Opened(DeviceSession session) implements Opening {}

    record Not(String reason) implements Opening {}

    /** Whoever answers shows another key than a person confirmed; nobody logged in. */
    record Stranger(String pinned, String shown) implements Opening {}
}
