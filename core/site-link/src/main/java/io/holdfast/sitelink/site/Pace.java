package io.holdfast.sitelink.site;

import java.time.Duration;

/**
 * How long things may take and how often the node looks. Figures of the plant, not of the code.
 *
 * @param contactPause least time between two contacts with the centre
 * @param hold how long the centre may hold its answer when there is nothing new
 * @param farthestRetry greatest pause between two attempts to reach the centre
 * @param islandedAfter how long without an answer until the site calls itself autonomous
 * @param look how often each device is read
 * @param deviceRetry pause before a device that did not answer is asked again
 * @param trial least time a device keeps a configuration without a word; raised to three verify
 *     budgets per device of the group
 * @param verifyBudget how long reading back and probing one device may take
 * @param margin how long before the device's own deadline the node stops deciding for it
 * @param grace how long after its deadline a device may still be busy taking back
 * @param attempts how often an interrupted transaction is begun again by itself
 */
public record Pace(
        Duration contactPause,
        Duration hold,
        Duration farthestRetry,
        Duration islandedAfter,
        Duration look,
        Duration deviceRetry,
        Duration trial,
        Duration verifyBudget,
        Duration margin,
        Duration grace,
        int attempts) {

    /** For a plant. */
    public static final Pace PLANT =
            new Pace(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    5);
}
