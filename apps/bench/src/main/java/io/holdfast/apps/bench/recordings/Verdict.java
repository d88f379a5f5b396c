package io.holdfast.apps.bench.recordings;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How one recording compares: how many fields of each kind are asserted, and which differ. */
final class Verdict {

    private final SortedMap<String, Integer> asserted = new TreeMap<>();
    private final List<Difference> differences = new ArrayList<>();

    void field(String field, String at, String expected, String seen, boolean same) {
        asserted.merge(field, 1, Integer::sum);
        if (!same) {
            differences.add(new Difference(field, at, expected, seen));
        }
    }

    SortedMap<String, Integer> asserted() {
        return asserted;
    }

    int total() {
        return asserted.values().stream().mapToInt(Integer::intValue).sum();
    }

    List<Difference> differences() {
        return differences;
    }
}
