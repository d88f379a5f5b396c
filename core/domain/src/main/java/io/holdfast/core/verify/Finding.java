package io.holdfast.core.verify;

/**
 * Something a person should know about a configuration.
 *
 * @param code stable, never translated, as in RULE_NEVER_REACHED
 * @param where device, list, rule, zone or conduit it is about
 * @param detail one sentence in English
 */
public record Finding(Severity severity, String code, String where, String detail) {

    /** Whether the finding stops a change. */
    public enum Severity {
        /** The proof does not hold. */
        BLOCKER,
        /** Holds, but somebody should look. */
        WARNING,
        /** Said openly because the claim depends on it. */
        NOTE
    }

    public boolean blocks() {
        return severity == Severity.BLOCKER;
    }

    @Override
    public String toString() {
        return severity + " " + code + " " + where + ": " + detail;
    }
}
