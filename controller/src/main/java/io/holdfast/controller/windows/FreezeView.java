package io.holdfast.controller.windows;

import io.holdfast.core.window.Freeze;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A freeze as pages show it.
 *
 * @param liftedAt when somebody ended it early
 */
public record FreezeView(
        UUID id, Freeze freeze, String by, Optional<Instant> liftedAt, String liftedBy) {

    /** Whether it holds back what would start then. */
    public boolean holds(Instant now) {
        return liftedAt.isEmpty() && !now.isBefore(freeze.from()) && now.isBefore(freeze.until());
    }
}
