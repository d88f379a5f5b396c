package io.holdfast.netconf;

import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.core.observe.DeviceBehaviour;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this run knows of one device, shared by its sessions: lies seen and honesty seen. */
final class Experience {

    private static final Logger LOG = LoggerFactory.getLogger(Experience.class);

    /** What needs to be seen only once of one software. */
    enum Honesty {
        REFUSES_A_STRANGE_TOKEN,
        SAVES_TO_STARTUP
    }

    private final InstantSource clock;
    private final Map<Honesty, String> honest = new EnumMap<>(Honesty.class);
    private BehaviourTable table = BehaviourTable.EMPTY;
    private String software = "";

    Experience(InstantSource clock) {
        this.clock = clock;
    }

    InstantSource clock() {
        return clock;
    }

    synchronized BehaviourTable table() {
        return table;
    }

    /** A session begins: what other software did says nothing of this one. */
    synchronized void runs(String now) {
        if (isOther(now)) {
            LOG.info("{} behaviours are forgotten: {} runs now", table.rows().size(), now);
            table = BehaviourTable.EMPTY;
        }
        software = now.isEmpty() ? software : now;
    }

    synchronized void learnt(String ran, BehaviourTable more) {
        if (table.rows().isEmpty()) {
            software = ran;
        }
        if (!isOther(ran)) {
            table = table.and(more);
        }
    }

    /** A device that does not say what it runs is taken for the same as before. */
    private boolean isOther(String ran) {
        return !software.isEmpty() && !ran.isEmpty() && !software.equals(ran);
    }

    /** A lie was seen; it is said aloud the first time. */
    synchronized DeviceBehaviour saw(DeviceBehaviour.Kind kind, String evidence) {
        var row = new DeviceBehaviour(kind, evidence, clock.instant());
        if (!table.has(kind)) {
            LOG.warn("a device does other than it says: {}", row.inWords());
            table = table.with(row);
        }
        return row;
    }

    synchronized boolean isHonest(Honesty honesty, String software) {
        return software.equals(honest.get(honesty));
    }

    synchronized void provedHonest(Honesty honesty, String software) {
        honest.put(honesty, software);
    }
}
