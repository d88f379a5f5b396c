package io.holdfast.apps.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was asked for on the command line.
 *
 * @param count how many, {@code --n}
 */
record Asked(int count, long first, boolean json, Optional<Sabotage> sabotage) {

    private static final int LARGEST_N = 1_000_000;

    /** Whether somebody only wants to know how to ask. */
    static boolean isForHelp(List<String> args) {
        return args.contains("--help") || args.contains("-h");
    }

    static String usage() {
        return "[--n N] [--seed S] [--json] [--break NAME]; NAME is one of " + names();
    }

    /** Reads the words; those it does not know are an {@link IllegalArgumentException}. */
    static Asked read(List<String> args, int usual) {
        int count = usual;
        long first = 1;
        boolean json = false;
        Optional<Sabotage> sabotage = Optional.empty();
        var words = args.iterator();
        while (words.hasNext()) {
            var word = words.next();
            switch (word) {
                case "--n" ->
                        count = Math.toIntExact(number(word, words.hasNext() ? words.next() : ""));
                case "--seed" -> first = number(word, words.hasNext() ? words.next() : "");
                case "--json" -> json = true;
                case "--break" -> {
                    var name = words.hasNext() ? words.next() : "";
                    sabotage = Sabotage.of(name);
                    if (sabotage.isEmpty()) {
                        throw new IllegalArgumentException("--break knows: " + names());
                    }
                }
                default -> throw new IllegalArgumentException("usage: " + usage());
            }
        }
        if (count < 1 || count > LARGEST_N) {
            throw new IllegalArgumentException("--n is 1 to " + LARGEST_N);
        }
        return new Asked(count, first, json, sabotage);
    }

    /** As the inside of a JSON array. */
    static String quoted(List<String> texts) {
        return String.join(",", texts.stream().map(Asked::quoted).toList());
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
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
