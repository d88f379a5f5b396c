package io.holdfast.core.diff;

import io.holdfast.core.config.DeviceConfig;
import java.util.List;

/**
 * What changes on one device, line by line, in the model's words and no vendor's. An approval binds
 * its {@link #canonicalText} (rulings D2).
 */
public record ConfigDiff(List<Line> lines) {

    public ConfigDiff {
        lines = List.copyOf(lines);
    }

    /** What happens to an element. */
    public enum Change {
        ADDED("+"),
        REMOVED("-"),
        CHANGED("~");

        private final String sign;

        Change(String sign) {
            this.sign = sign;
        }
    }

    /**
     * One element of the configuration.
     *
     * @param element as in {@code interface lan0.50} or {@code list in-it-v4 rule 3 telemetry-1}
     * @param before its content; empty if it is added
     * @param after its content; empty if it is removed
     */
    public record Line(Change change, String element, String before, String after) {

        @Override
        public String toString() {
            return change.sign
                    + " "
                    + element
                    + ": "
                    + switch (change) {
                        case ADDED -> after;
                        case REMOVED -> before;
                        case CHANGED -> before + " => " + after;
                    };
        }
    }

    public static ConfigDiff between(DeviceConfig before, DeviceConfig after) {
        return new ConfigDiff(new ConfigComparison(before, after).lines());
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Equal exactly if the same lines change; hash this to bind it. */
    public String canonicalText() {
        var text = new StringBuilder("holdfast config-diff 1\n");
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
