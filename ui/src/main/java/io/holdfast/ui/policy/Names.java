package io.holdfast.ui.policy;

import io.holdfast.core.zone.ConduitId;
import java.time.Instant;
import java.util.Locale;

/** Ids made of the words people type. */
final class Names {

    private static final int LONGEST = 40;

    private Names() {}

    /** An id from the name, made unique by the time it was proposed. */
    static ConduitId conduit(String name, Instant now) {
        return new ConduitId(label(name, "conduit", now));
    }

    static String label(String name, String otherwise, Instant now) {
        var words =
                name.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        var head =
                words.isEmpty()
                        ? otherwise
                        : words.substring(0, Math.min(LONGEST, words.length()))
                                .replaceAll("-+$", "");
        return head + "-" + Long.toString(now.getEpochSecond(), 36);
    }
}
