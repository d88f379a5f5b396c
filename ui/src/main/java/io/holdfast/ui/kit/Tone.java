package io.holdfast.ui.kit;

import java.util.Locale;

/** What a colour says. Red is LOST and means one thing: a function is lost. */
public enum Tone {
    OK,
    ATTENTION,
    LOST,
    AUTONOMOUS,
    PENDING,
    STALE,
    ALLOW,
    LIMITED,
    DENY,
    UNDECIDED,
    ACCENT;

    String className() {
        return "hf-" + name().toLowerCase(Locale.ROOT);
    }
}
