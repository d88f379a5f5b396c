package io.holdfast.apps.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one run of a suite found. Told twice: as lines while it runs, and at the end as one JSON
 * object with name, parameters, seed, counts, figures with their unit, peers, ratios with their
 * range, and {@code ok} against the goal.
 */
public final class Report {

    private static final JsonMapper JSON = new JsonMapper();

    /** A run prints this many failures at the most; the count is always whole. */
    private static final int SHOWN = 50;

    private final PrintStream out;
    private final boolean json;
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final Map<String, Object> counts = new LinkedHashMap<>();
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final List<String> peers = new ArrayList<>();
    private final Map<String, Object> ratios = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private long failed;

    Report(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** A line for the person who watches; standard error keeps it off the JSON when asked for. */
    public void say(String line) {
        (json ? System.err : out).println(line);
    }

    /** A parameter of this run, seed and sizes included. */
    public void parameter(String name, Object value) {
        parameters.put(name, value);
    }

    public void count(String name, long count) {
        counts.put(name, count);
    }

    /** A measured figure with its unit, as in ms or CPU-s per million variables. */
    public void figure(String name, double value, String unit) {
        figures.put(name, ordered("value", value, "unit", unit));
    }

    /** A peer that ran in the same run, with its version and command line. */
    public void peer(String name) {
        peers.add(name);
    }

    /**
     * A ratio of paired runs against its goal; below the goal the run is not ok.
     *
     * @param low the 10 % quantile of the paired ratios
     * @param high the 90 % quantile
     */
    public void ratio(String name, double median, double low, double high, double goal) {
        boolean reached = median >= goal;
        ratios.put(
                name,
                ordered("median", median, "p10", low, "p90", high, "goal", goal, "ok", reached));
        if (!reached) {
            failed(name + ": ratio " + median + " is below the goal " + goal);
        }
    }

    /** Something that must not be; the run is not ok. */
    public void failed(String what) {
        failed++;
        if (failures.size() < SHOWN) {
            failures.add(what);
            say("FAILED: " + what);
        }
    }

    public boolean ok() {
        return failed == 0;
    }

    /** Prints the end of the run: a sentence, or the JSON object as the last line. */
    void close(Suite suite, double seconds) {
        if (!json) {
            counts.forEach((name, count) -> out.println(name + ": " + count));
            figures.forEach((name, figure) -> out.println(name + ": " + figure));
            ratios.forEach((name, ratio) -> out.println(name + ": " + ratio));
            out.println(
                    suite.name()
                            + (ok() ? ": ok, " : ": NOT ok (" + failed + " failures), ")
                            + Math.round(seconds)
                            + " s");
            return;
        }
        out.println(
                JSON.writeValueAsString(
                        ordered(
                                suite.kind() == Suite.Kind.BENCH ? "bench" : "check",
                                suite.name(),
                                "parameters",
                                parameters,
                                "counts",
                                counts,
                                "figures",
                                figures,
                                "peers",
                                peers,
                                "ratios",
                                ratios,
                                "failures",
                                failed,
                                "firstFailures",
                                failures,
                                "seconds",
                                Math.round(seconds * 10) / 10.0,
                                "ok",
                                ok())));
    }

    private static Map<String, Object> ordered(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
