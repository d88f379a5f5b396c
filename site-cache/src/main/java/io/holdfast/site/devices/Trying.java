package io.holdfast.site.devices;

import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A self-test that was begun.
 *
 * @param givenUp beside the interruption: one that reaches a session while it closes is lost there
 */
record Trying(Future<?> test, AtomicBoolean givenUp) {

    void giveUp() {
        givenUp.set(true);
        test.cancel(true);
    }
}
