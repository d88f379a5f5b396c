package io.holdfast.apps.simulation;

import java.util.Locale;
import java.util.Optional;

/** Ways to break the house on purpose: each has to be found, or a clean run says nothing. */
enum Sabotage {
    /** The shell claims to have read back what it ordered. */
    CONFIRM_WITHOUT_READBACK,
    /** Orders are carried out before their journal entries are on disk. */
    JOURNAL_AFTER_EFFECT,
    /** The centre names entries as durable before it stores them. */
    ACK_BEFORE_DURABLE,
    /** The centre loses one entry in a hundred and goes on as if it had it. */
    LOSE_ENTRIES,
    /** A device that was changed by hand is reported as unchanged. */
    HIDE_FOREIGN_CHANGES,
    /** Contents reach the sites without the windows people approved. */
    FORGET_WINDOWS,
    /** Contents reach the sites without the hard ends people approved. */
    FORGET_ENDS,
    /** What a person opened at a site is gone when its node begins again. */
    FORGET_HOLDS;

    /** As on the command line: confirm-without-readback. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Sabotage> of(String word) {
        for (var sabotage : values()) {
            if (sabotage.word().equals(word)) {
                return Optional.of(sabotage);
            }
        }
        return Optional.empty();
    }
}
