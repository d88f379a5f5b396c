package io.holdfast.apps.bench.proof;

import com.sun.management.OperatingSystemMXBean;
import io.holdfast.apps.bench.Report;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Two sides measured in turn, A B A B, by the CPU time of the whole process: machines are shared,
 * and only a ratio of neighbours means something (performance.md).
 */
final class Pairs {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final List<Double> ours = new ArrayList<>();
    private final List<Double> theirs = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();

    /** CPU seconds of one run. */
    static double cpu(Runnable run) {
        long before = SYSTEM.getProcessCpuTime();
        run.run();
        return (SYSTEM.getProcessCpuTime() - before) / 1e9;
    }

    /** CPU seconds of one of many runs in a row, for what is too short to be seen alone. */
    static double cpu(int times, Runnable run) {
        return cpu(() -> {
            for (int i = 0; i < times; i++) {
                run.run();
            }
        })
                / times;
    }

    void pair(double our, double their) {
        ours.add(our);
        theirs.add(their);
        ratios.add(their / Math.max(our, 1e-9));
    }

    void report(Report report, String name, double goal) {
        report.figure(name + ", Holdfast", quantile(ours, 0.5), "CPU-s");
        report.figure(name + ", peer", quantile(theirs, 0.5), "CPU-s");
        report.ratio(
                name,
                round(quantile(ratios, 0.5)),
                round(quantile(ratios, 0.1)),
                round(quantile(ratios, 0.9)),
                goal);
    }

    double ourMedian() {
        return quantile(ours, 0.5);
    }

    static double quantile(List<Double> values, double at) {
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.round(at * (sorted.size() - 1)));
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
