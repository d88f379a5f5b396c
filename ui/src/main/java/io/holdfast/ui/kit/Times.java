package io.holdfast.ui.kit;

import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times as people at the plant read them: 24 hours, in the site's zone, UTC on hover, always with
 * an age.
 */
public final class Times {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private Times() {}

    /** The time of day, with the date in front when it is not today. */
    public static Span at(Instant instant, ZoneId zone, Locale locale, Instant now) {
        var span = new Span(text(instant, zone, locale, now));
        span.getElement().setAttribute("title", instant.toString());
        return span;
    }

    public static String text(Instant instant, ZoneId zone, Locale locale, Instant now) {
        var there = instant.atZone(zone);
        if (there.toLocalDate().equals(now.atZone(zone).toLocalDate())) {
            return TIME.format(there);
        }
        return DateTimeFormatter.ofPattern("d MMM yyyy", locale).format(there)
                + " "
                + TIME.format(there);
    }

    /** A day of the week with its date, and the time of day as the clock there shows it. */
    public static String day(LocalDateTime local, Locale locale) {
        return DateTimeFormatter.ofPattern("EEE", locale).format(local)
                + " "
                + DateTimeFormatter.ofPattern("d MMM yyyy", locale).format(local)
                + " "
                + TIME.format(local);
    }

    /** With the zone's short name, where a page has no zone of its own to name above. */
    public static String named(Instant instant, ZoneId zone, Locale locale, Instant now) {
        return text(instant, zone, locale, now) + " " + name(instant, zone, locale);
    }

    /** The same, with UTC on hover. */
    public static Span namedAt(Instant instant, ZoneId zone, Locale locale, Instant now) {
        var span = at(instant, zone, locale, now);
        span.setText(named(instant, zone, locale, now));
        return span;
    }

    /** A zone as people at the plant call it at that time, as in CET or MESZ. */
    public static String name(Instant instant, ZoneId zone, Locale locale) {
        return DateTimeFormatter.ofPattern("z", locale).format(instant.atZone(zone));
    }

    /** The zone of pages that belong to no site. */
    public static ZoneId here() {
        return ZoneId.systemDefault();
    }

    public static String seconds(Instant instant, ZoneId zone) {
        return SECONDS.format(instant.atZone(zone));
    }

    /** A length of time in its two largest units, as in 6 h 30 min; language-neutral units. */
    public static String length(Duration length) {
        long seconds = Math.max(0, length.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
        }
        return seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
    }

    /** Day before month, and 24 hours, in every language of the house. */
    public static Locale dayFirst(Locale locale) {
        return locale.getLanguage().equals("en") ? Locale.UK : locale;
    }

    /** What is left of a countdown, as in 06:12. */
    public static String countdown(Duration left) {
        long seconds = Math.max(0, left.toSeconds());
        return String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60);
    }
}
