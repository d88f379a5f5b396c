package io.holdfast.core.alarm;

import java.time.Instant;

/** How far a value has come towards being an alarm, or back. */
public sealed interface Phase {

    Instant since();

    /** Nothing wrong. */
    record Normal(Instant since) implements Phase {}

    /** Beyond the line, not for long enough yet. */
    record Rising(Instant since) implements Phase {}

    /** An alarm. */
    record Raised(Instant since, long worst) implements Phase {}

    /** Still an alarm; behind the other line, not for long enough yet. */
    record Falling(Instant since, Instant raised, long worst) implements Phase {}

    /**
     * Nobody knows since then. It is neither good nor bad, and what it was before comes back with
     * the next value.
     */
    record Unknown(Instant since, String reason, Known before) implements Phase {}

    /** What it was when it was last known. */
    record Known(boolean alarm, Instant since, long worst) {}
}
