package io.holdfast.site.node;

import io.holdfast.site.console.Status.AlarmLine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What people at the site should look at, newest first, since the start. The journal keeps it all.
 */
final class Alarms {

    private static final int MOST = 50;

    private final Deque<AlarmLine> lines = new ArrayDeque<>();

    /** A repeated alarm replaces the older one of the same code and object. */
    synchronized void raise(AlarmLine line) {
        lines.removeIf(old -> old.code().equals(line.code()) && old.object().equals(line.object()));
        lines.addFirst(line);
        if (lines.size() > MOST) {
            lines.removeLast();
        }
    }

    synchronized List<AlarmLine> newestFirst() {
        return List.copyOf(lines);
    }
}
