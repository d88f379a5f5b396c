package io.holdfast.core.alarm;

import io.holdfast.core.Names;
import java.time.Duration;

/**
 * When a measured value becomes an alarm, and when it stops being one. The two lines differ, and
 * each must be crossed for a while: a value that trembles on one line makes no alarm.
 *
 * @param code stable, as in cpu-high
 * @param unit for people
 * @param raiseAt the line beyond which it is an alarm
 * @param clearAt the line behind which it is none any more; below {@code raiseAt} for a value that
 *     must not grow, above it for one that must not fall
 */
public record Threshold(
        String code,
        Severity severity,
        String unit,
        long raiseAt,
        long clearAt,
        Duration raiseAfter,
        Duration clearAfter) {

    public Threshold {
        Names.label("an alarm code", code);
        if (raiseAt == clearAt) {
            throw new IllegalArgumentException("an alarm clears at another value than it raises");
        }
        if (raiseAfter.isNegative() || clearAfter.isNegative()) {
            throw new IllegalArgumentException("a while is not negative");
        }
    }

    /** How much it matters; the words of ITU-T X.733 that people use. */
    public enum Severity {
        CRITICAL,
        MAJOR,
        MINOR,
        WARNING
    }

    boolean beyond(long value) {
        return raiseAt > clearAt ? value >= raiseAt : value <= raiseAt;
    }

    boolean behind(long value) {
        return raiseAt > clearAt ? value <= clearAt : value >= clearAt;
    }
}
