package io.holdfast.apps.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Starts the simulation: {@code --n N --seed S --json --break NAME}. Each seed runs twice and has
 * to leave the same trace. Ends with 0 if no invariant broke, with 1 if one did, with 2 if it was
 * asked wrongly.
 */
public final class Simulation {

    private static final int LARGEST_N = 1_000_000;

    private Simulation() {}

    /** Runs the seeds and says what was found. */
    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    private record Asked(int seeds, long first, boolean json, Optional<Sabotage> sabotage) {}

    static int run(List<String> args, PrintStream out, PrintStream err) {
        Asked asked;
        try {
            asked = read(args);
        } catch (IllegalArgumentException | ArithmeticException e) {
            err.println(e.getMessage());
            return 2;
        }
        long begun = System.nanoTime();
        var failed = new ArrayList<String>();
        long events = 0;
        var entries = new TreeMap<String, Long>();
        for (long seed = asked.first(); seed < asked.first() + asked.seeds(); seed++) {
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
                    asked.seeds(),
                    failed.size(),
                    asked.seeds() * World.LENGTH.toDays(),
                    seconds);
            out.println("journaled " + entries);
            failed.forEach(out::println);
            return;
        }
        out.printf(
                Locale.ROOT,
                "{\"check\":\"simulate\",\"n\":%d,\"seed\":%d,\"broken\":%d,\"break\":\"%s\","
                        + "\"events\":%d,\"entries\":{%s},\"seconds\":%.1f,\"findings\":[%s]}%n",
                asked.seeds(),
                asked.first(),
                failed.size(),
                asked.sabotage().map(Sabotage::word).orElse(""),
                events,
                String.join(
                        ",",
                        entries.entrySet().stream()
                                .map(e -> quoted(e.getKey()) + ":" + e.getValue())
                                .toList()),
                seconds,
                String.join(",", failed.stream().map(Simulation::quoted).toList()));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static Asked read(List<String> args) {
        int seeds = 8;
        long first = 1;
        boolean json = false;
        Optional<Sabotage> sabotage = Optional.empty();
        var words = args.iterator();
        while (words.hasNext()) {
            var word = words.next();
            switch (word) {
                case "--n" ->
                        seeds = Math.toIntExact(number(word, words.hasNext() ? words.next() : ""));
                case "--seed" -> first = number(word, words.hasNext() ? words.next() : "");
                case "--json" -> json = true;
                case "--break" -> {
                    var name = words.hasNext() ? words.next() : "";
                    sabotage = Sabotage.of(name);
                    if (sabotage.isEmpty()) {
                        throw new IllegalArgumentException("--break knows: " + names());
                    }
                }
                default ->
                        throw new IllegalArgumentException(
                                "usage: [--n N] [--seed S] [--json] [--break NAME]; NAME is one of "
                                        + names());
            }
        }
        if (seeds < 1 || seeds > LARGEST_N) {
            throw new IllegalArgumentException("--n is 1 to " + LARGEST_N);
        }
        return new Asked(seeds, first, json, sabotage);
    }

    private static String names() {
        var names = new ArrayList<String>();
        for (var sabotage : Sabotage.values()) {
            names.add(sabotage.word());
        }
        return String.join(", ", names);
    }

    private static long number(String word, String text) {
        if (!text.matches("-?[0-9]{1,18}")) {
            throw new IllegalArgumentException(word + " takes a whole number");
        }
        return Long.parseLong(text);
    }
}
