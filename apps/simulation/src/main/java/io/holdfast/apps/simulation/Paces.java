package io.holdfast.apps.simulation;

import io.holdfast.sitelink.site.Pace;
import java.time.Duration;

/** How fast simulated sites are. */
final class Paces {

    /** Slower than in a plant: ninety days have to pass in seconds. */
    static final Pace QUARTER =
            new Pace(
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(50),
                    Duration.ofMinutes(20),
                    Duration.ofMinutes(25),
                    Duration.ofHours(2),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(3),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(30),
                    5);

    private Paces() {}
}
