package io.holdfast.apps.bench.link;

import io.holdfast.apps.bench.Report;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What is made of measured values. */
final class Quantiles {

    private Quantiles() {}

    static double of(Collection<Double> values, double share) {
        var sorted = values.stream().sorted().toList();
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get((int) Math.round(share * (sorted.size() - 1)));
    }

    /** By how much values grow over sizes: 1 is in proportion. */
    static double exponent(List<Integer> sizes, List<Double> values) {
        return Math.log(values.getLast() / values.getFirst())
                / Math.log((double) sizes.getLast() / sizes.getFirst());
    }

    static void ratio(Report report, String name, List<Double> ratios) {
        report.ratio(name, of(ratios, 0.5), of(ratios, 0.1), of(ratios, 0.9), 0);
    }

    static void rest(long millis) {
        LockSupport.parkNanos(millis * 1_000_000);
    }
}
