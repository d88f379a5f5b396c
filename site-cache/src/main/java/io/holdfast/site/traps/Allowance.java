package io.holdfast.site.traps;

/** So much at once, and so much a second on average; what is beyond is refused. */
final class Allowance {

    private final double atOnce;
    private final double perSecond;
    private double left;
    private long filledAt;

    Allowance(double atOnce, double perSecond, long nanos) {
        this.atOnce = atOnce;
        this.perSecond = perSecond;
        this.left = atOnce;
        this.filledAt = nanos;
    }

    boolean takes(long nanos) {
        left = Math.min(atOnce, left + (nanos - filledAt) / 1e9 * perSecond);
        filledAt = nanos;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
