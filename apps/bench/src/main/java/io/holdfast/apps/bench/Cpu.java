package io.holdfast.apps.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** CPU time, which other work on a shared machine does not change. */
final class Cpu {

    private Cpu() {}

    /** CPU seconds of the current thread. */
    static double ofThisThread() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    /** CPU seconds of a process of this machine, to the hundredth. */
    static double of(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toMillis)
                .map(millis -> millis / 1e3)
                .orElse(0.0);
    }
}
