package io.holdfast.apps.simulation;

import java.time.Duration;
import java.time.Instant;

/** When a site node had power. */
final class Uptime {

    private final World world;
    private boolean up;
    private Instant since = World.BEGIN;
    private Duration dark = Duration.ZERO;

    Uptime(World world) {
        this.world = world;
    }

    void begins() {
        dark = dark();
        up = true;
        since = world.now();
    }

    void ends() {
        up = false;
        since = world.now();
    }

    /** For how long it had none, in all. */
    Duration dark() {
        return up ? dark : dark.plus(Duration.between(since, world.now()));
    }

    /** Since when node and device run without a break. */
    Instant calmSince(SimDevice device) {
        var node = up ? since : world.now();
        return node.isAfter(device.calmSince()) ? node : device.calmSince();
    }
}
