package io.holdfast.apps.simulation;

import java.util.Locale;
import java.util.Optional;

/** Ways to break the house on purpose: each has to be found, or a clean run says nothing. */
enum Sabotage {
    /** The shell claims to have read back what it ordered. */
    CONFIRM_WITHOUT_READBACK("I8"),
    /** Orders are carried out before their journal entries are on disk. */
    JOURNAL_AFTER_EFFECT("I1"),
    /** Orders are carried out while the disk takes no journal entry. */
    GO_ON_WITHOUT_JOURNAL("I17"),
    /** The centre names entries as durable before it stores them. */
    ACK_BEFORE_DURABLE("I6"),
    /** The centre loses one entry in a hundred and goes on as if it had it. */
    LOSE_ENTRIES("I6"),
    /** A device that was changed by hand is reported as unchanged. */
    HIDE_FOREIGN_CHANGES("I10"),
    /** Contents reach the sites without the windows people approved. */
    FORGET_WINDOWS("I11"),
    /** Contents reach the sites without the hard ends people approved. */
    FORGET_ENDS("P5"),
    /** What a person opened at a site is gone when its node begins again. */
    FORGET_HOLDS("S5"),
    /** A site believes whoever signs. */
    TRUST_ANYBODY("I2"),
    /** A site takes what is for another one. */
    TAKE_OTHERS_STATES("I15"),
    /** The disk of a site keeps an older state than the one it was told to keep. */
    FORGET_STATES("I3"),
    /** A centre that returned from a backup goes on in the same epoch. */
    KEEP_EPOCH("I4"),
    /** Devices take what they are told without a timer. */
    NO_TRIAL("I9");

    private final String invariant;

    Sabotage(String invariant) {
        this.invariant = invariant;
    }

    /** What is found broken, in the words of site-link.md or of the rulings. */
    String invariant() {
        return invariant;
    }

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
