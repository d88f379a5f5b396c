package io.holdfast.apps.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The exhaustive crash matrix (G-02): for each scenario, each way to fail and each place of the
 * protocol a run of its own in which that failure happens there, once. Each has to come to the same
 * rest as the run in which nothing failed. Complete, not sampled: the places are those the run
 * without a failure passed, from the first start of the site to the rest after the second change.
 */
final class Crashes {

    private static final int MOST_TOLD = 20;

    private Crashes() {}

    /** What became of one scenario under one failure. */
    record Found(int places, long runs, List<String> broken) {
        Found {
            broken = List.copyOf(broken);
        }
    }

    /** Fails at each place, each time in a run of its own. */
    static Found everyPlace(Scenario scenario, Blow blow, Optional<Sabotage> sabotage) {
        var changes = new Changes(scenario.windows(), Scenario.SLOTS);
        var whole = Crashed.run(changes, scenario, blow, Strike.none(), sabotage);
        var broken = new ArrayList<String>();
        whole.findings().forEach(finding -> broken.add(scenario + " unhurt: " + finding));
        for (var line : missing(scenario, whole.rest())) {
            broken.add(scenario + " unhurt: nothing says that " + line);
        }
        long runs = 0;
        for (int place = 0; place < whole.places().size() && broken.size() < MOST_TOLD; place++) {
            runs++;
            var hurt = Crashed.run(changes, scenario, blow, Strike.at(place), sabotage);
            var where = blow + " at " + place + " (" + whole.places().get(place) + "): ";
            if (!hurt.findings().isEmpty()) {
                broken.add(scenario + ", " + where + hurt.findings().getFirst());
            } else if (!hurt.rest().equals(whole.rest())) {
                var other = new ArrayList<>(hurt.rest());
                other.removeAll(whole.rest());
                broken.add(scenario + ", " + where + "came to another rest: " + other);
            }
        }
        return new Found(whole.places().size(), runs, broken);
    }

    /** Where nothing fails a good change is everywhere, and of a bad one nothing is left. */
    private static List<String> missing(Scenario scenario, List<String> rest) {
        var version = scenario.kind() == Changes.Kind.GOOD ? "/2" : "/1";
        return Scenario.SLOTS.stream()
                .map(slot -> slot + " runs " + slot + version + ", saved " + slot + version)
                .filter(line -> !rest.contains(line))
                .toList();
    }

    static int run(List<String> args, PrintStream out, PrintStream err) {
        Asked asked;
        try {
            asked = Asked.read(args, Scenario.values().length);
            if (asked.count() > Scenario.values().length) {
                throw new IllegalArgumentException(
                        "there are " + Scenario.values().length + " scenarios");
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            err.println(e.getMessage());
            return 2;
        }
        long begun = System.nanoTime();
        var broken = new ArrayList<String>();
        long places = 0;
        long runs = 0;
        for (var scenario : List.of(Scenario.values()).subList(0, asked.count())) {
            for (var blow : Blow.values()) {
                var found = everyPlace(scenario, blow, asked.sabotage());
                broken.addAll(found.broken());
                places += found.places();
                runs += found.runs();
                if (!asked.json()) {
                    out.println(
                            scenario
                                    + " "
                                    + blow
                                    + ": "
                                    + found.places()
                                    + " places, "
                                    + found.broken().size()
                                    + " broken");
                }
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (asked.json()) {
            out.printf(
                    Locale.ROOT,
                    "{\"check\":\"crashes\",\"scenarios\":%d,\"failures\":%d,\"places\":%d,"
                            + "\"runs\":%d,\"broken\":%d,\"break\":\"%s\",\"seconds\":%.1f,"
                            + "\"findings\":[%s]}%n",
                    asked.count(),
                    Blow.values().length,
                    places,
                    runs,
                    broken.size(),
                    asked.sabotage().map(Sabotage::word).orElse(""),
                    seconds,
                    Asked.quoted(broken.subList(0, Math.min(MOST_TOLD, broken.size()))));
        } else {
            out.printf(
                    Locale.ROOT,
                    "%d scenarios x %d failures, each at every place: %d runs, %d broken, %.1f s%n",
                    asked.count(),
                    Blow.values().length,
                    runs,
                    broken.size(),
                    seconds);
            broken.stream().limit(MOST_TOLD).forEach(out::println);
        }
        return broken.isEmpty() ? 0 : 1;
    }
}
