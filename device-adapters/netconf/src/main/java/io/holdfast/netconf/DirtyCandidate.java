package io.holdfast.netconf;

/**
 * What to do where somebody left unfinished changes in the candidate. Either way it is said aloud.
 */
public enum DirtyCandidate {
    /** Throw them away and write a warning to the log. */
    DISCARD,
    /** Leave them and refuse to stage, code candidate-dirty. */
    REFUSE
}
