package io.holdfast.apps.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.apps.bench.Bench;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Three bugs planted in the compiler, three in the dialect, three in the verifier, and which of the
 * methods of checking notices each. Prints the whole matrix.
 */
class PlantedBugsTest {

    /** A method and the ways in which the check reports that it disagreed. */
    private static final Map<String, List<String>> METHODS = methods();

    private static Map<String, List<String>> methods() {
        var methods = new LinkedHashMap<String, List<String>>();
        methods.put(
                "differential",
                List.of("lists beside JDD", "lists beside boxes", "lists beside plain packets"));
        methods.put(
                "brute force", List.of("compiled sites proved", "compiled sites by plain packets"));
        methods.put("mutation", List.of("mutants"));
        methods.put("round trip", List.of("round trip", "read back sites proved"));
        methods.put("devices", List.of("simulated devices"));
        return methods;
    }

    private static String lastLine(String check, PlantedBug bug, int cases) {
        var out = new ByteArrayOutputStream();
        Bench.started(
                List.of("check", check, "--json", "--n", "" + cases, "--break", bug.word()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                System.err);
        return out.toString(StandardCharsets.UTF_8).lines().reduce((_, b) -> b).orElse("");
    }

    private static String twin(PlantedBug bug) {
        var line = lastLine("twin", bug, 25);
        return line.contains("\"skipped\"") ? "-" : line.contains("\"ok\":true") ? "." : "found";
    }

    private static List<String> row(PlantedBug bug) {
        var line = lastLine("proof", bug, 60);
        var row = new ArrayList<String>();
        for (var ways : METHODS.values()) {
            boolean found =
                    ways.stream().anyMatch(w -> line.contains("\"" + w + ", disagreements\":"));
            row.add(found ? "found" : ".");
        }
        row.add(twin(bug));
        return row;
    }

    @Test
    void each_of_nine_planted_bugs_is_noticed_by_at_least_two_methods() {
        var names = new ArrayList<>(METHODS.keySet());
        names.add("twin");
        var matrix = new StringBuilder(line("", names));
        var few = new ArrayList<String>();
        for (var bug : PlantedBug.values()) {
            var row = row(bug);
            matrix.append(line(bug.word(), row));
            long found = row.stream().filter("found"::equals).count();
            if (bug == PlantedBug.NONE ? found > 0 : found < 2) {
                few.add(bug.word() + " " + row);
            }
        }
        System.out.println(matrix);
        assertThat(few).as(matrix.toString()).isEmpty();
    }

    private static String line(String name, List<String> cells) {
        var text = new StringBuilder(String.format(Locale.ROOT, "%-32s", name));
        cells.forEach(cell -> text.append(String.format(Locale.ROOT, "%-14s", cell)));
        return text.append('\n').toString();
    }
}
