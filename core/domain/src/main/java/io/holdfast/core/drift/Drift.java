package io.holdfast.core.drift;

import io.holdfast.core.diff.ConfigDiff;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.verify.Explanation;
import java.util.List;
import java.util.Optional;

/**
 * One device that runs something else than what was approved for it. There is none without a line:
 * a text that means the same is no drift.
 *
 * @param lines from what was approved to what runs, in the model's words; never empty
 * @param grade whether a packet's fate is another by this device, alone or beside the site's other
 *     differences
 * @param example a packet whose fate is another; empty exactly for {@link DriftGrade#NO_EFFECT} and
 *     {@link DriftGrade#NOT_JUDGED}
 */
public record Drift(
        DeviceSlot slot, List<ConfigDiff.Line> lines, DriftGrade grade, Optional<Example> example) {

    public Drift {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("no drift of " + slot + " without a line");
        }
    }

    /**
     * One packet and what becomes of it.
     *
     * @param opens true if it passes now and was not approved, false if it was and does not
     * @param now its way through what runs
     */
    public record Example(boolean opens, Explanation now) {}
}
