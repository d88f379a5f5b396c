package io.holdfast.netconf;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** A line that holds one of its device's places until it is closed. */
final class CountedLine implements ByteLine {

    private final ByteLine line;
    private final Semaphore places;
    private final AtomicBoolean given = new AtomicBoolean();

    /** The place was taken by the caller. */
    CountedLine(ByteLine line, Semaphore places) {
        this.line = line;
        this.places = places;
    }

    @Override
    public int poll(byte[] into, Deadline deadline) throws Broken {
        return line.poll(into, deadline);
    }

    @Override
    public void write(byte[] bytes, Deadline deadline) throws Broken {
        line.write(bytes, deadline);
    }

    @Override
    public void close() {
        line.close();
        if (given.compareAndSet(false, true)) {
            places.release();
        }
    }
}
