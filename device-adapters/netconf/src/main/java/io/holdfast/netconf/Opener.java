package io.holdfast.netconf;

import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.spi.OpenResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What every transport does with a line: counts the sessions of a device, begins the conversation,
 * and remembers what was learnt. A transport only brings the line.
 */
final class Opener {

    /** Sessions to one device: two for a transaction, one that listens, and as many again. */
    static final int SESSIONS = 6;

    private final DirtyCandidate dirtyCandidate;
    private final InstantSource clock = InstantSource.system();
    private final MessageMemory memory = MessageMemory.ofHeap();
    // Keyed by what a person confirmed or entered, so no device can make them grow.
    private final Map<String, Experience> experiences = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> places = new ConcurrentHashMap<>();

    Opener(DirtyCandidate dirtyCandidate) {
        this.dirtyCandidate = dirtyCandidate;
    }

    /** How a transport comes to a line. */
    @FunctionalInterface
    interface Connecting {
        Connected connect(Deadline deadline);
    }

    /**
     * Opens a session.
     *
     * @param device whose places are counted
     * @param secret what must not be passed on if the device echoes it
     */
    OpenResult open(
            String device, char[] secret, String pinned, Duration limit, Connecting connecting) {
        var deadline = Deadline.in(limit);
        var free = places.computeIfAbsent(device, _ -> new Semaphore(SESSIONS));
        try {
            if (!free.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
                return new OpenResult.Unreachable(
                        SESSIONS + " sessions to this device are open already");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new OpenResult.Unreachable("interrupted");
        }
        Optional<ByteLine> line = Optional.empty();
        try {
            switch (connecting.connect(deadline)) {
                case Connected.Not(var why) -> {
                    return why;
                }
                case Connected.Line(var connected) -> line = Optional.of(connected);
            }
        } finally {
            if (line.isEmpty()) {
                free.release();
            }
        }
        // From here on the line gives the place back, once.
        return begin(new CountedLine(line.get(), free), secret, pinned, deadline, limit);
    }

    private OpenResult begin(
            CountedLine line, char[] secret, String pinned, Deadline deadline, Duration limit) {
        try {
            var conversation = Conversation.begin(line, memory, new Masking(secret), deadline);
            var session =
                    NetconfSession.begin(
                            conversation, dirtyCandidate, experience(pinned), pinned, limit);
            return new OpenResult.Open(session);
        } catch (Broken e) {
            line.close();
            return new OpenResult.Unreachable(e.why());
        } catch (RuntimeException e) {
            line.close();
            throw e;
        }
    }

    private Experience experience(String hostKey) {
        return experiences.computeIfAbsent(hostKey, _ -> new Experience(clock));
    }

    void learnt(String pinnedHostKey, String software, BehaviourTable behaviours) {
        experience(pinnedHostKey).learnt(software, behaviours);
    }

    BehaviourTable behaviours(String pinnedHostKey) {
        return experience(pinnedHostKey).table();
    }
}
