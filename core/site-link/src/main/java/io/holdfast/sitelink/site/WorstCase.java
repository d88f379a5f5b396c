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

    /** All groups, one after the other, with the look at each device before its group begins. */
    public static Duration of(Pace pace, Collection<Integer> devicesOfEachGroup) {
        return devicesOfEachGroup.stream()
                .map(devices ->
                        ofGroup(pace, devices).plus(pace.verifyBudget().multipliedBy(devices)))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
