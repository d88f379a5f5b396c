package io.holdfast.core.rollout;

import java.time.Instant;

/**
 * How far one site has come in one rollout (rulings W2). Each state says what a person needs to
 * know.
 */
public sealed interface SiteStep {

    /** Not its turn yet, or told and not yet begun. */
    record Waiting(String reason) implements SiteStep {}

    /** On its own since then; it takes part when it returns and holds nobody up. */
    record Deferred(Instant since) implements SiteStep {}

    /**
     * A person at the site holds it by break-glass since then: it keeps what it was given, applies
     * it afterwards, and holds nobody up.
     */
    record Held(Instant since, String reason) implements SiteStep {}

    /** A newer state was given to the site before this one was kept. */
    record Superseded(long by) implements SiteStep {}

    /** At least one device runs the new configuration and would take it back by itself. */
    record OnTrial(Instant deadline) implements SiteStep {}

    /** Every device whose configuration changed keeps it. */
    record Kept(Instant at) implements SiteStep {}

    /** At least one device took the new configuration back. */
    record TakenBack(String reason) implements SiteStep {}

    /** A device was not as the change found it; nothing was done to it. */
    record Conflict(String reason) implements SiteStep {}

    /** The site did not accept the state. */
    record Refused(String code, String reason) implements SiteStep {}

    /** Kept, deferred, held or superseded: nothing for the wave to wait for. */
    default boolean lets() {
        return switch (this) {
            case Kept _, Deferred _, Held _, Superseded _ -> true;
            case Waiting _, OnTrial _, TakenBack _, Conflict _, Refused _ -> false;
        };
    }

    /** The site did not take the change; a person must look. */
    default boolean failed() {
        return switch (this) {
            case TakenBack _, Conflict _, Refused _ -> true;
            case Waiting _, Deferred _, Held _, Superseded _, OnTrial _, Kept _ -> false;
        };
    }
}
