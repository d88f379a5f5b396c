package io.holdfast.core.observe;

import java.time.Instant;

/**
 * One way in which a device was seen to do other than it says (rulings V5). A row of its {@link
 * BehaviourTable}.
 *
 * @param evidence what was asked and what was seen, in a sentence for a person
 * @param seen when that was
 */
public record DeviceBehaviour(Kind kind, String evidence, Instant seen) {

    /** The behaviours that have a name. Each was met on a server somebody really runs. */
    public enum Kind {
        /** A validate between edit and commit makes the commit do nothing and answer ok. */
        VALIDATE_LOSES_THE_CHANGE("a validate before the commit loses the change", false),
        /** While a session holds the lock on running, no timer and no cancel takes a trial back. */
        LOCKS_STOP_THE_REVERT("a held lock keeps a trial from being taken back", false),
        /** A commit answers ok and running stays as it was. */
        COMMIT_WITHOUT_EFFECT("a commit answers ok and does nothing", true),
        /** A confirm under a token that nobody gave out answers ok: nothing is ever on trial. */
        CONFIRMS_ANY_TOKEN("a confirm is answered ok whatever its token", true),
        /** A confirmed commit that nobody confirms stays. */
        TRIAL_IS_PERMANENT("a confirmed commit is permanent", true),
        /** A cancel answers ok and the trial goes on running. */
        CANCEL_WITHOUT_EFFECT("a cancel answers ok and takes nothing back", true),
        /** A trial with a token ends with its session all the same. */
        TRIAL_ENDS_WITH_ITS_SESSION("a trial with a token ends with its session", true),
        /** A copy to startup answers ok and startup stays as it was. */
        STARTUP_NOT_SAVED("a copy to startup answers ok and saves nothing", true),
        /** Only :confirmed-commit:1.0: any commit by anyone confirms. */
        ANY_COMMIT_CONFIRMS("any commit by anyone keeps a trial (:confirmed-commit:1.0)", true);

        private final String words;
        private final boolean forbidsTrial;

        Kind(String words, boolean forbidsTrial) {
            this.words = words;
            this.forbidsTrial = forbidsTrial;
        }

        /** For a page or a reason. */
        public String words() {
            return words;
        }

        /**
         * Whether a transaction on such a device must not end in Kept. The others are known well
         * enough to be gone round.
         */
        public boolean forbidsTrial() {
            return forbidsTrial;
        }
    }

    public DeviceBehaviour {
        if (evidence.isBlank()) {
            throw new IllegalArgumentException("a behaviour needs its evidence");
        }
    }

    /** The name and the evidence, as a refusal gives them. */
    public String inWords() {
        return kind.words() + " (seen: " + evidence + ")";
    }
}
