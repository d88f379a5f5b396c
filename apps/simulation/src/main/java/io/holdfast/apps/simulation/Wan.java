package io.holdfast.apps.simulation;

import java.time.Duration;

/** The way between one site and the centre. */
final class Wan {

    private final World world;
    private boolean open = true;

    Wan(World world) {
        this.world = world;
    }

    void cut(Duration length) {
        open = false;
        world.after(length, () -> open = true);
    }

    /** Messages overtake each other, are lost, and do not pass while it is cut. */
    void carry(Runnable arrive) {
        if (!open || world.mishap(25)) {
            return;
        }
        world.after(
                world.between(Duration.ofMillis(20), Duration.ofSeconds(world.faults() ? 20 : 1)),
                () -> {
                    if (open) {
                        arrive.run();
                    }
                });
    }
}
