package io.holdfast.dialect.junos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What was not understood, in the order it was met. */
final class Remarks {

    /** Leaves the reading of one object; becomes its remark. */
    static final class NoModel extends RuntimeException {
        NoModel(String where, String what) {
            super(where + ": " + what);
        }
    }

    private final List<String> all = new ArrayList<>();

    void add(String where, String what) {
        all.add(where + ": " + what);
    }

    /** Reads one object; if it has no model, it is left out and remarked. */
    <T> Optional<T> attempt(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (NoModel e) {
            all.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** As {@link #attempt}, where nothing comes back. */
    void carryOut(Runnable reading) {
        try {
            reading.run();
        } catch (NoModel e) {
            all.add(String.valueOf(e.getMessage()));
        }
    }

    List<String> all() {
        return all.stream().distinct().toList();
    }
}
