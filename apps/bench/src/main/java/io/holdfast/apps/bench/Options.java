package io.holdfast.apps.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What stands behind the suite's name: {@code --word value} pairs, and {@code --json} alone. A word
 * that the suite never asked for is refused by {@link #done()}.
 */
public final class Options {

    private final SortedMap<String, String> values = new TreeMap<>();
    private final TreeSet<String> asked = new TreeSet<>();
    private final boolean json;

    private Options(boolean json) {
        this.json = json;
    }

    /** Reads the words behind a suite's name. */
    public static Options of(List<String> words) {
        var options = new Options(words.contains("--json"));
        var iterator = words.stream().filter(w -> !w.equals("--json")).iterator();
        while (iterator.hasNext()) {
            var word = iterator.next();
            if (!word.startsWith("--") || word.length() < 3) {
                throw new WrongUse("\"" + word + "\" is not an option.");
            }
            if (!iterator.hasNext()) {
                throw new WrongUse(word + " needs a value.");
            }
            if (options.values.put(word.substring(2), iterator.next()) != null) {
                throw new WrongUse(word + " is given twice.");
            }
        }
        return options;
    }

    /** Whether the last line of the output is one JSON object. */
    public boolean json() {
        return json;
    }

    public Optional<String> text(String name) {
        asked.add(name);
        return Optional.ofNullable(values.get(name));
    }

    /** A whole number between the bounds, or the given one where the option is absent. */
    public long number(String name, long otherwise, long least, long most) {
        var text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        long number;
        try {
            number = Long.parseLong(text.get());
        } catch (NumberFormatException _) {
            throw new WrongUse("--" + name + " is a whole number, not \"" + text.get() + "\".");
        }
        if (number < least || number > most) {
            throw new WrongUse("--" + name + " is " + least + " to " + most + ", not " + number);
        }
        return number;
    }

    /** {@code --n}: how many cases. */
    public int cases(int otherwise) {
        return (int) number("n", otherwise, 1, Integer.MAX_VALUE);
    }

    /** {@code --seed}: where randomness begins; printed, so that a failure can be seen again. */
    public long seed(long otherwise) {
        return number("seed", otherwise, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** A folder that exists. */
    public Optional<Path> folder(String name) {
        return text(name)
                .map(text -> {
                    var path = Path.of(text);
                    if (!Files.isDirectory(path)) {
                        throw new WrongUse("--" + name + ": no folder " + text);
                    }
                    return path;
                });
    }

    /** Refuses what nobody asked for; called by a suite after it read its options. */
    public void done() {
        for (var name : values.keySet()) {
            if (!asked.contains(name)) {
                throw new WrongUse("--" + name + " is not an option of this suite.");
            }
        }
    }
}
