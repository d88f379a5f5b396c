package io.holdfast.core.rollout;

import java.time.Instant;

/** Where a rollout as a whole stands (rulings W2). */
public sealed interface RolloutPhase {

    record Planned() implements RolloutPhase {}

    record Running(int wave) implements RolloutPhase {}

    /** A person stopped it; sites already told go on. */
    record Paused(int wave, String by) implements RolloutPhase {}

    /** It stopped by itself; no further site is told. */
    record Halted(int wave, String reason) implements RolloutPhase {}

    /** Every wave is done; deferred sites still converge when they return. */
    record Done(Instant at) implements RolloutPhase {}

    /** Sites already told were given their old content again, as a new revision. */
    record RolledBack(Instant at, String by) implements RolloutPhase {}
}
