package io.holdfast.core.window;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** From a moment to another, the second not included. */
record Span(Instant from, Instant to) {

    /** Spans that touch or overlap are one. */
    static List<Span> joined(List<Span> spans) {
        var joined = new ArrayList<Span>();
        for (var span : spans.stream().sorted(Comparator.comparing(Span::from)).toList()) {
            if (!joined.isEmpty() && !span.from.isAfter(joined.getLast().to)) {
                var last = joined.removeLast();
                joined.add(new Span(last.from, span.to.isAfter(last.to) ? span.to : last.to));
            } else {
                joined.add(span);
            }
        }
        return joined;
    }

    /** What is left of spans without the taken ones; both in order, none touching its next. */
    static List<Span> without(List<Span> spans, List<Span> taken) {
        var left = new ArrayList<Span>();
        int passed = 0;
        for (var span : spans) {
            while (passed < taken.size() && !taken.get(passed).to.isAfter(span.from)) {
                passed++;
            }
            var from = span.from;
            for (int i = passed; i < taken.size() && taken.get(i).from.isBefore(span.to); i++) {
                if (from.isBefore(taken.get(i).from)) {
                    left.add(new Span(from, taken.get(i).from));
                }
                from = taken.get(i).to;
            }
            if (from.isBefore(span.to)) {
                left.add(new Span(from, span.to));
            }
        }
        return left;
    }

    boolean overlaps(Instant begin, Instant end) {
        return from.isBefore(end) && to.isAfter(begin);
    }

    Duration length() {
        return Duration.between(from, to);
    }
}
