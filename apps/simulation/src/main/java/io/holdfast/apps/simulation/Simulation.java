package io.holdfast.apps.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Starts the simulation: {@code --n N --seed S --json --break NAME}. Each seed runs twice and has
 * to leave the same trace. With {@code crashes} before it the crash matrix, with {@code waves} a
 * rollout over hundreds of sites. Ends with 0 if no invariant broke, with 1 if one did, with 2 if
 * it was asked wrongly.
 */
public final class Simulation {

    private Simulation() {}

    /** Runs the seeds and says what was found. */
    public static void main(String[] args) {
        var words = List.of(args);
        var first = words.isEmpty() ? "" : words.getFirst();
        if (Asked.isForHelp(words)) {
            System.out.println("./holdfast check simulate|crashes|waves " + Asked.usage());
            System.exit(0);
        }
        System.exit(
                switch (first) {
                    case "crashes" ->
                            Crashes.run(words.subList(1, words.size()), System.out, System.err);
                    case "waves" ->
                            WavesCheck.run(words.subList(1, words.size()), System.out, System.err);
                    default -> run(words, System.out, System.err);
                });
    }

    static int run(List<String> args, PrintStream out, PrintStream err) {
        Asked asked;
        try {
            asked = Asked.read(args, 8);
        } catch (IllegalArgumentException | ArithmeticException e) {
            err.println(e.getMessage());
            return 2;
        }
        long begun = System.nanoTime();
        var failed = new ArrayList<String>();
        long events = 0;
        var entries = new TreeMap<String, Long>();
        for (long seed = asked.first(); seed < asked.first() + asked.count(); seed++) {
            var result = Run.of(seed, asked.sabotage());
            var again = Run.of(seed, asked.sabotage());
            events += result.events();
            result.entries().forEach((type, count) -> entries.merge(type, count, Long::sum));
            var findings = new ArrayList<>(result.findings());
            if (!result.trace().equals(again.trace())) {
                findings.add("DETERMINISM: the second run left another trace");
            }
            for (var finding : findings) {
                failed.add("seed " + seed + ": " + finding);
            }
            if (!asked.json()) {
                out.println(
                        "seed "
                                + seed
                                + "  "
                                + (findings.isEmpty() ? "whole" : findings.getFirst())
                                + "  "
                                + result.events()
                                + " events, trace "
                                + result.trace().substring(0, 16));
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        report(asked, failed, events, entries, seconds, out);
        return failed.isEmpty() ? 0 : 1;
    }

    private static void report(
            Asked asked,
            List<String> failed,
            long events,
            SortedMap<String, Long> entries,
            double seconds,
            PrintStream out) {
        if (!asked.json()) {
            out.printf(
                    Locale.ROOT,
                    "%d seeds, %d broken, %d virtual days at 3 sites each, %.1f s%n",
                    asked.count(),
                    failed.size(),
                    asked.count() * World.LENGTH.toDays(),
                    seconds);
            out.println("journaled " + entries);
            failed.forEach(out::println);
            return;
        }
        out.printf(
                Locale.ROOT,
                "{\"check\":\"simulate\",\"n\":%d,\"seed\":%d,\"broken\":%d,\"break\":\"%s\","
                        + "\"events\":%d,\"entries\":{%s},\"seconds\":%.1f,\"findings\":[%s]}%n",
                asked.count(),
                asked.first(),
                failed.size(),
                asked.sabotage().map(Sabotage::word).orElse(""),
                events,
                String.join(
                        ",",
                        entries.entrySet().stream()
                                .map(e -> Asked.quoted(e.getKey()) + ":" + e.getValue())
                                .toList()),
                seconds,
                Asked.quoted(failed));
    }
}
