package io.holdfast.controller.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who repeats himself is recorded once in ten minutes: a broken box that knocks every second must
 * not fill the audit log. What is too old or too much is forgotten, and then recorded again.
 */
public final class Repeats {

    private static final Duration QUIET = Duration.ofMinutes(10);
    private static final int REMEMBERED = 10_000;

    private final Map<String, Instant> recorded =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
                    return size() > REMEMBERED;
                }
            };

    /** True unless the same was seen a short while ago. */
    public synchronized boolean isNew(String what, Instant now) {
        var last = recorded.get(what);
        if (last != null && last.plus(QUIET).isAfter(now)) {
            return false;
        }
        recorded.remove(what);
        recorded.put(what, now);
        return true;
    }
}
