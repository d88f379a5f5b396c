package io.holdfast.apps.bench.recordings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where Holdfast and the expectation differ and Holdfast is meant to: a line each with the
 * recording, the field, and the reason. It excuses a difference in the figures of a known folder;
 * discovery never sees it.
 */
record AllowList(List<Entry> entries) {

    /**
     * One excuse.
     *
     * @param recording a name, or a beginning with a star behind it
     * @param reason why ours is right, or why it cannot be known
     */
    record Entry(String recording, String field, String reason) {

        boolean covers(String name, Difference difference) {
            boolean named =
                    recording.endsWith("*")
                            ? name.startsWith(recording.substring(0, recording.length() - 1))
                            : name.equals(recording);
            return named && field.equals(difference.field());
        }
    }

    static AllowList standard() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        AllowList.class.getResourceAsStream("allowed-differences.txt"))) {
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Lines of recording, field and reason, with bars between; # begins a remark. */
    static AllowList of(String text) {
        var entries = new ArrayList<Entry>();
        var bar = Pattern.compile(" *\\| *");
        for (var line : text.split("\n", -1)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var parts = bar.split(line.strip(), 3);
            if (parts.length < 3 || parts[2].isBlank()) {
                throw new IllegalArgumentException("an excuse without a reason: " + line);
            }
            entries.add(new Entry(parts[0], parts[1], parts[2]));
        }
        return new AllowList(List.copyOf(entries));
    }

    boolean covers(String name, Difference difference) {
        return entries.stream().anyMatch(e -> e.covers(name, difference));
    }
}
