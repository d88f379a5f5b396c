package io.holdfast.apps.bench.snmp;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Somebody else's poller, started for one version of SNMP and asked for whole turns. */
interface PollPeer extends AutoCloseable {

    /** As the figures name it. */
    String name();

    /** How it was started, and what it does with what it reads. */
    String about();

    /** One turn over all agents. */
    Cost turn(List<Integer> ports) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;

    /** Variables read and processor time for it. */
    record Cost(long variables, double seconds) {
        double perMillion() {
            return seconds / variables * 1e6;
        }
    }

    /** What a process has used of the processors. */
    static double used(ProcessHandle process) {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e9;
    }
}
