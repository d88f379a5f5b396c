package io.holdfast.core.window;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * One time a window is open, or a deny window is closed.
 *
 * @param window the window's name
 * @param to not included
 * @param offset from UTC at its beginning, for people to check it by
 */
public record Occurrence(
        String window, WindowKind kind, Instant from, Instant to, ZoneOffset offset) {}
