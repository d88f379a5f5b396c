package io.holdfast.simulator.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that stands still until told, for the deterministic simulation: nothing runs by itself. */
public final class TickClock implements SimulatorClock {

    private record Due(Instant at, long order, Runnable work) {}

    private final PriorityQueue<Due> waiting =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
    private Instant now;
    private long order;

    public TickClock(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Alarm after(Duration delay, Runnable work) {
        var due = new Due(now.plus(delay), order++, work);
        waiting.add(due);
        return () -> drop(due);
    }

    private synchronized void drop(Due due) {
        waiting.remove(due);
    }

    /** Moves to {@code then} and does all that falls due on the way, in order. */
    public void advanceTo(Instant then) {
        while (true) {
            Due next;
            synchronized (this) {
                next = waiting.peek();
                if (next == null || next.at().isAfter(then)) {
                    now = then.isAfter(now) ? then : now;
                    return;
                }
                waiting.remove(next);
                now = next.at().isAfter(now) ? next.at() : now;
            }
            next.work().run();
        }
    }

    public void advance(Duration step) {
        advanceTo(now().plus(step));
    }
}
