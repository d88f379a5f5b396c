package io.holdfast.snmp;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What waits for a thread, bounded by count and by weight: few large things may not take the memory
 * that many small ones would.
 */
final class WeighedQueue<T> {

    private record Item<T>(T value, long weight) {}

    private final BlockingQueue<Item<T>> waiting;
    private final AtomicLong weight = new AtomicLong();
    private final long heaviest;

    WeighedQueue(int most, long heaviest) {
        this.waiting = new ArrayBlockingQueue<>(most);
        this.heaviest = heaviest;
    }

    /** False if there is no room for it. */
    boolean offer(T value, long itsWeight) {
        if (weight.addAndGet(itsWeight) <= heaviest
                && waiting.offer(new Item<>(value, itsWeight))) {
            return true;
        }
        weight.addAndGet(-itsWeight);
        return false;
    }

    /** The next one; empty if none came in a tenth of a second. */
    Optional<T> poll() throws InterruptedException {
        var item = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (item == null) {
            return Optional.empty();
        }
        weight.addAndGet(-item.weight());
        return Optional.of(item.value());
    }

    /** Adds those that wait, at most so many. */
    void drainTo(List<T> into, int most) {
        for (int i = 0; i < most; i++) {
            var item = waiting.poll();
            if (item == null) {
                return;
            }
            weight.addAndGet(-item.weight());
            into.add(item.value());
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
