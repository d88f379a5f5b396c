package io.holdfast.core.rollout;

/**
 * When a wave is good enough for the next one, and when it is bad enough to stop. Shares are in
 * percent of the wave's sites that can be reached: not deferred, not held and not superseded.
 *
 * @param kept how many must have kept the change before the next wave begins, 1 to 100
 * @param tolerated how many may fail; one more halts the rollout, 0 to 99
 */
public record WaveRule(int kept, int tolerated) {

    /** Every site keeps it, and the first that does not halts the rollout. */
    public static final WaveRule ALL = new WaveRule(100, 0);

    public WaveRule {
        if (kept < 1 || kept > 100) {
            throw new IllegalArgumentException(
                    "the share that must keep a change is 1 to 100 percent");
        }
        if (tolerated < 0 || tolerated > 99) {
            throw new IllegalArgumentException("the share that may fail is 0 to 99 percent");
        }
    }

    boolean reached(WaveTally tally) {
        return tally.kept() * 100L >= kept * (long) tally.reachable();
    }

    boolean exceeded(WaveTally tally) {
        return tally.failed() * 100L > tolerated * (long) tally.reachable();
    }
}
