package io.holdfast.apps.lab;

import java.util.Locale;
import java.util.Optional;

/** Ways to break the plant on purpose: each has to be found, or a clean check says nothing. */
enum KillSabotage {
    /** The centre loses the newest row of a journal it acknowledged. */
    LOSE_ROW,
    /** A device loses what it had saved before its power fails. */
    LOSE_FLASH,
    /** A request is sent again under another key. */
    SEND_TWICE,
    /** A device cannot be reached any more, and nothing is on trial. */
    LOCK_OUT;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<KillSabotage> of(String word) {
        for (var sabotage : values()) {
            if (sabotage.word().equals(word)) {
                return Optional.of(sabotage);
            }
        }
        return Optional.empty();
    }
}
