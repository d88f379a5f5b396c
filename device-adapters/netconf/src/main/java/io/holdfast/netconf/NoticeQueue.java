package io.holdfast.netconf;

import io.holdfast.spi.DeviceNotice;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Notices nobody has taken yet, at most {@link #MOST}. When more come the oldest go, and the next
 * one taken says how many. Guarded by its conversation.
 */
final class NoticeQueue {

    /** A device that commits once a second is not lost in a quarter of an hour. */
    static final int MOST = 1_000;

    private final Deque<DeviceNotice> waiting = new ArrayDeque<>();
    private long lost;

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void add(DeviceNotice notice) {
        if (waiting.size() == MOST) {
            waiting.removeFirst();
            lost++;
        }
        waiting.addLast(notice);
    }

    Optional<DeviceNotice> next() {
        if (lost > 0) {
            var told = new DeviceNotice.Lost(lost);
            lost = 0;
            return Optional.of(told);
        }
        return Optional.ofNullable(waiting.pollFirst());
    }
}
