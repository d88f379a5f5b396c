package io.holdfast.apps.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Starts a suite: {@code bench NAME} or {@code check NAME} with options. Ends with 0 if what was
 * tried held, with 1 if it did not, with 2 if it was asked wrongly.
 */
public final class Bench {

    private Bench() {}

    /** Runs the suite and says what it found. */
    public static void main(String[] args) {
        System.exit(started(List.of(args), System.out, System.err));
    }

    /** The same without ending the program; returns the exit code. */
    public static int started(List<String> words, PrintStream out, PrintStream err) {
        return run(words, Suites::named, out, err);
    }

    static int run(
            List<String> args,
            BiFunction<Suite.Kind, String, Optional<Suite>> suites,
            PrintStream out,
            PrintStream err) {
        var kind = args.isEmpty() ? Optional.<Suite.Kind>empty() : kindOf(args.getFirst());
        if (kind.isEmpty()) {
            err.println("Say bench or check, and a name.");
            return 2;
        }
        if (args.size() < 2 || args.get(1).equals("--help") || args.get(1).equals("-h")) {
            list(kind.get(), out);
            return args.size() < 2 ? 2 : 0;
        }
        var suite = suites.apply(kind.get(), args.get(1));
        if (suite.isEmpty()) {
            err.println("There is no " + args.getFirst() + " \"" + args.get(1) + "\". Known are:");
            list(kind.get(), err);
            return 2;
        }
        var rest = args.subList(2, args.size());
        if (rest.contains("--help") || rest.contains("-h")) {
            out.println(suite.get().about());
            out.print(suite.get().usage());
            return 0;
        }
        return run(suite.get(), rest, out, err);
    }

    private static int run(Suite suite, List<String> words, PrintStream out, PrintStream err) {
        long begun = System.nanoTime();
        try {
            var options = Options.of(words);
            var report = new Report(out, options.json());
            try {
                suite.run(options, report);
            } catch (WrongUse e) {
                throw e;
            } catch (Exception e) {
                // A suite that breaks must not be taken for one that held.
                report.failed("the suite broke: " + e);
                e.printStackTrace(err);
            }
            report.close(suite, (System.nanoTime() - begun) / 1e9);
            return report.ok() ? 0 : 1;
        } catch (WrongUse e) {
            err.println(e.getMessage());
            err.print(suite.usage());
            return 2;
        }
    }

    private static Optional<Suite.Kind> kindOf(String word) {
        return switch (word) {
            case "bench" -> Optional.of(Suite.Kind.BENCH);
            case "check" -> Optional.of(Suite.Kind.CHECK);
            default -> Optional.empty();
        };
    }

    private static void list(Suite.Kind kind, PrintStream out) {
        for (var suite : Suites.of(kind)) {
            out.printf(Locale.ROOT, "  %-12s %s%n", suite.name(), suite.about());
        }
    }
}
