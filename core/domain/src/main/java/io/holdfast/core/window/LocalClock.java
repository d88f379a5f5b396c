package io.holdfast.core.window;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments as people at the site read them, with zone and offset. */
final class LocalClock {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm", Locale.ENGLISH);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private LocalClock() {}

    static String span(Occurrence span, ZoneId zone) {
        var from = span.from().atZone(zone);
        var to = span.to().atZone(zone);
        boolean sameDay = from.toLocalDate().equals(to.toLocalDate());
        return DAY.format(from) + " to " + (sameDay ? TIME : DAY).format(to) + at(from);
    }

    static String moment(Instant moment, ZoneId zone) {
        var local = moment.atZone(zone);
        return DAY.format(local) + at(local);
    }

    private static String at(ZonedDateTime local) {
        return " " + local.getZone() + " (" + local.getOffset() + ")";
    }
}
