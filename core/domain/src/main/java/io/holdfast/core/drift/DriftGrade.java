package io.holdfast.core.drift;

/** What a difference does to packets, beside what was approved. */
public enum DriftGrade {
    /** No packet's fate is another. */
    NO_EFFECT,
    /** Something approved does not pass. */
    CLOSES,
    /** Something passes that nobody approved. */
    OPENS,
    /** Both. */
    OPENS_AND_CLOSES,
    /** The rules are too many to be judged exactly; to be taken for the worst. */
    NOT_JUDGED;

    static DriftGrade of(boolean opens, boolean closes) {
        if (opens) {
            return closes ? OPENS_AND_CLOSES : OPENS;
        }
        return closes ? CLOSES : NO_EFFECT;
    }
}
