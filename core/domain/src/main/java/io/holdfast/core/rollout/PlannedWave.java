package io.holdfast.core.rollout;

/** One wave of a rollout, as people plan it before the change is approved. */
public record PlannedWave(WaveSites sites, WaveRule rule) {}
