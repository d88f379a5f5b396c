package io.holdfast.core.bad;

import java.util.Set;

/** Holds a salted set and never iterates it; such a class can be admitted by name. */
public final class OnlyAsks {
    private static final Set<String> KNOWN = Set.of("a", "b");

    private OnlyAsks() {}

    static boolean knows(String name) {
        return KNOWN.contains(name);
    }
}
