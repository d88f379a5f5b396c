package io.holdfast.site.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which stretches of samples the centre does not have. A value: {@link #next} is always the newest,
 * so that after ninety days alone the last hours are told before the first ones.
 *
 * @param unsent parts of segments, none empty
 * @param known how far each segment was looked at
 */
public record Backlog(List<Stretch> unsent, List<End> known) {

    public static final Backlog NONE = new Backlog(List.of(), List.of());

    private static final Comparator<Stretch> OLDEST_FIRST =
            Comparator.comparing(Stretch::place).thenComparingLong(Stretch::from);

    /** How far a segment was looked at. */
    public record End(Stretch.Place place, long at) {}

    public Backlog {
        unsent = List.copyOf(unsent);
        known = List.copyOf(known);
    }

    /** With what was written since; stretches that touch become one. */
    public Backlog grown(Map<Stretch.Place, Long> ends) {
        var before = new TreeMap<Stretch.Place, Long>();
        known.forEach(e -> before.put(e.place(), e.at()));
        var stretches = new ArrayList<>(unsent);
        ends.forEach((place, end) -> {
            long from = before.getOrDefault(place, 0L);
            // A segment shorter than it was lost its tail: what is left was told.
            if (end > from) {
                add(stretches, new Stretch(place, from, end));
            }
        });
        stretches.removeIf(s -> !ends.containsKey(s.place()));
        return new Backlog(
                stretches,
                ends.entrySet().stream().map(e -> new End(e.getKey(), e.getValue())).toList());
    }

    private static void add(List<Stretch> stretches, Stretch grown) {
        for (int i = 0; i < stretches.size(); i++) {
            var other = stretches.get(i);
            if (other.place().equals(grown.place()) && other.to() == grown.from()) {
                stretches.set(i, new Stretch(grown.place(), other.from(), grown.to()));
                return;
            }
        }
        stretches.add(grown);
    }

    /** The newest stretch; empty if the centre has everything. */
    public Optional<Stretch> next() {
        return unsent.stream().max(OLDEST_FIRST);
    }

    /** The centre has this stretch up to here. */
    public Backlog sent(Stretch stretch, long upTo) {
        var rest = new ArrayList<>(unsent);
        rest.remove(stretch);
        if (upTo < stretch.to()) {
            rest.add(new Stretch(stretch.place(), Math.max(upTo, stretch.from()), stretch.to()));
        }
        return new Backlog(rest, known);
    }

    /** Bytes the centre does not have. */
    public long bytes() {
        return unsent.stream().mapToLong(s -> s.to() - s.from()).sum();
    }
}
