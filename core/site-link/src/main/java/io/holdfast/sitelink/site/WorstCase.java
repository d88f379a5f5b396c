package io.holdfast.sitelink.site;

import java.time.Duration;
import java.util.Collection;

/**
 * How long a change may last at most, from its first INTENT until nothing of it is in motion any
 * more, its way back included.
 */
public final class WorstCase {

    private WorstCase() {}

    /**
     * One group: the last device may be put on trial just before the node stops deciding, and then
     * take back by its own timer. That a device which kept what was decided has to be told again is
     * not in it: what was begun is brought to an end.
     */
    public static Duration ofGroup(Pace pace, int devices) {
        return Groups.trial(pace, devices)
                .multipliedBy(2)
                .plus(pace.grace())
                .plus(pace.verifyBudget());
    }

    /** Reading each device before it is touched. */
    static Duration ofLook(Pace pace, int devices) {
        return pace.verifyBudget().multipliedBy(devices);
    }

    /**
     * One after the other, each with the look before it.
     *
     * @param devicesTogether how many are on trial at once; one that cannot take itself back is
     *     alone
     */
    public static Duration of(Pace pace, Collection<Integer> devicesTogether) {
        return devicesTogether.stream()
                .map(devices -> ofGroup(pace, devices).plus(ofLook(pace, devices)))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
