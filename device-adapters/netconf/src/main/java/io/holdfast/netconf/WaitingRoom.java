package io.holdfast.netconf;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Calls that wait to be answered, one of each device: who calls again has lost the call before, so
 * the newest counts. A call is handed out only if it came after the last one of its device was done
 * with: that a device calls anew after a change is evidence, that it had called before is none.
 */
final class WaitingRoom {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Call> waiting = new HashMap<>();

    /** Seats a call; one of the same device that waits already is hung up. */
    void seat(String key, Call call) {
        Optional<Call> before;
        lock.lock();
        try {
            before = Optional.ofNullable(waiting.put(key, call));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        before.ifPresent(Call::hangUp);
    }

    /** Waits for a call of this device; it is the taker's then. */
    Optional<Call> take(String key, Deadline deadline) {
        lock.lock();
        try {
            while (true) {
                var call = waiting.remove(key);
                if (call != null && call.isThere()) {
                    return Optional.of(call);
                }
                if (call == null && deadline.passed()) {
                    return Optional.empty();
                }
                if (call == null) {
                    var _ = changed.awaitNanos(deadline.left().toNanos());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Hangs up the call of this device that waits, if one does. */
    void clear(String key) {
        Optional<Call> call;
        lock.lock();
        try {
            call = Optional.ofNullable(waiting.remove(key));
        } finally {
            lock.unlock();
        }
        call.ifPresent(Call::hangUp);
    }

    void clearAll() {
        Map<String, Call> all;
        lock.lock();
        try {
            all = Map.copyOf(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        all.values().forEach(Call::hangUp);
    }
}
