package io.holdfast.site.health;

import io.holdfast.core.series.Retention;
import io.holdfast.sitelink.telemetry.SeriesBlock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/** A part of a segment: what the centre does not have yet. */
public record Stretch(Place place, long from, long to) {

    /** A segment. */
    public record Place(Retention retention, LocalDate day) implements Comparable<Place> {

        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::day).thenComparing(Place::retention);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * Blocks of a stretch, and where its rest begins.
     *
     * @param next the stretch's end if nothing is left
     */
    public record Part(List<SeriesBlock> blocks, long next) {
        public Part {
            blocks = List.copyOf(blocks);
        }
    }

    public Stretch {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("a stretch ends after it begins");
        }
    }
}
