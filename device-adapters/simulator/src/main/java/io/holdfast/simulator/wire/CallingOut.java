package io.holdfast.simulator.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A device that calls and, when a call has ended, calls again a little later (RFC 8071). */
final class CallingOut implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final List<Thread> threads = new ArrayList<>();

    /** One call, from its first byte to its end. */
    @FunctionalInterface
    interface OneCall {
        void run() throws IOException, InterruptedException;
    }

    synchronized void begin(OneCall call) {
        threads.add(Thread.ofVirtual().name("device-calls-home").start(() -> keepCalling(call)));
    }

    private static void keepCalling(OneCall call) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    call.run();
                } catch (IOException e) {
                    // nobody there: called again like one that ended
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        threads.forEach(Thread::interrupt);
        threads.clear();
    }
}
