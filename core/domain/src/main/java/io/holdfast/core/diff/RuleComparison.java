package io.holdfast.core.diff;

import io.holdfast.core.config.FilterRule;
import io.holdfast.core.diff.ConfigDiff.Change;
import io.holdfast.core.diff.ConfigDiff.Line;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares two ordered lists of rules; the first rule that matches decides, so places count. */
final class RuleComparison {

    private RuleComparison() {}

    /**
     * Rules that stay in their order are not named; of the others, a kept name reads as a change.
     */
    static void tell(String list, List<FilterRule> old, List<FilterRule> fresh, List<Line> lines) {
        var kept = Sequence.inCommon(old, fresh);
        var gone = new TreeMap<String, Integer>();
        for (int i = 0; i < old.size(); i++) {
            if (!kept.inOld(i)) {
                gone.putIfAbsent(old.get(i).name(), i);
            }
        }
        var paired = new TreeSet<Integer>();
        for (int i = 0; i < fresh.size(); i++) {
            if (kept.inFresh(i)) {
                continue;
            }
            var rule = fresh.get(i);
            var earlier = gone.remove(rule.name());
            if (earlier == null) {
                lines.add(new Line(Change.ADDED, element(list, i, rule), "", words(rule)));
            } else {
                paired.add(earlier);
                lines.add(
                        new Line(
                                Change.CHANGED,
                                element(list, i, rule),
                                words(old.get(earlier))
                                        + (earlier == i ? "" : " (as rule " + (earlier + 1) + ")"),
                                words(rule)));
            }
        }
        for (int i = 0; i < old.size(); i++) {
            if (!kept.inOld(i) && !paired.contains(i)) {
                lines.add(
                        new Line(
                                Change.REMOVED,
                                element(list, i, old.get(i)),
                                words(old.get(i)),
                                ""));
            }
        }
    }

    private static String element(String list, int index, FilterRule rule) {
        return list + " rule " + (index + 1) + " " + rule.name();
    }

    private static String words(FilterRule rule) {
        var match = rule.match();
        return switch (rule.verdict()) {
                    case PERMIT -> "permit ";
                    case DENY -> "deny ";
                    case REJECT -> "reject ";
                }
                + match.service()
                + " from "
                + match.source()
                + " to "
                + match.destination()
                + (rule.log() ? ", logged" : "");
    }
}
