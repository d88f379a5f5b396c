package io.holdfast.netconf;

import io.holdfast.spi.DeviceNotice;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Notices nobody has taken yet, at most {@link #MOST}, and of all their words {@link
 * #MOST_CHARACTERS}. When more come the oldest go, and the next one taken says how many. Guarded by
 * its conversation.
 */
final class NoticeQueue {

    /** A device that commits once a second is not lost in a quarter of an hour. */
    static final int MOST = 1_000;

    /** Of all that waits together: one notice may name a hundred places. */
    static final int MOST_CHARACTERS = 1 << 20;

    private final Deque<DeviceNotice> waiting = new ArrayDeque<>();
    private long lost;
    private long characters;

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void add(DeviceNotice notice) {
        waiting.addLast(notice);
        characters += characters(notice);
        while (waiting.size() > MOST || (characters > MOST_CHARACTERS && waiting.size() > 1)) {
            characters -= characters(waiting.removeFirst());
            lost++;
        }
    }

    Optional<DeviceNotice> next() {
        if (lost > 0) {
            var told = new DeviceNotice.Lost(lost);
            lost = 0;
            return Optional.of(told);
        }
        var next = Optional.ofNullable(waiting.pollFirst());
        next.ifPresent(notice -> characters -= characters(notice));
        return next;
    }

    private static long characters(DeviceNotice notice) {
        return switch (notice) {
            case DeviceNotice.ConfigChanged(_, var user, _, var datastore, var targets) ->
                    user.length()
                            + datastore.length()
                            + targets.stream().mapToLong(String::length).sum();
            case DeviceNotice.TrialChanged(_, var event) -> event.length();
            case DeviceNotice.Other(_, var namespace, var name) ->
                    namespace.length() + name.length();
            case DeviceNotice.ReplayOver(_), DeviceNotice.Lost(_) -> 0;
        };
    }
}
