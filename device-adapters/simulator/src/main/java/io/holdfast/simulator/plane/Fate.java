package io.holdfast.simulator.plane;

/** What becomes of a packet, and the sentence that says why. */
public sealed interface Fate {

    String why();

    record Passed(String why) implements Fate {}

    record Dropped(String why) implements Fate {}
}
