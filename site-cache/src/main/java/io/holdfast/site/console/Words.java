package io.holdfast.site.console;

import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The page's words in one language (rulings H4): no sentence stands in the code. */
final class Words {

    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    private final Locale language;
    private final ResourceBundle bundle;

    private Words(Locale language) {
        this.language = language;
        this.bundle =
                ResourceBundle.getBundle(
                        "io.holdfast.site.console.messages",
                        language,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /**
     * The best of our languages for an Accept-Language header (RFC 9110); English if there is none.
     */
    static Words accepting(String header) {
        if (header.isBlank() || header.length() > 200) {
            return new Words(Locale.ENGLISH);
        }
        try {
            var wish = Locale.lookup(Locale.LanguageRange.parse(header), LANGUAGES);
            return new Words(wish == null ? Locale.ENGLISH : wish);
        } catch (IllegalArgumentException e) {
            return new Words(Locale.ENGLISH);
        }
    }

    Locale language() {
        return language;
    }

    String say(String key, Object... values) {
        var text = bundle.getString(key);
        return values.length == 0 ? text : new MessageFormat(text, language).format(values);
    }

    /** As in 6 h 30 min; the two greatest units. */
    String age(Duration age) {
        var seconds = Math.max(0, age.toSeconds());
        if (seconds < 60) {
            return say("age.seconds", seconds);
        }
        var minutes = seconds / 60;
        if (minutes < 60) {
            return say("age.minutes", minutes);
        }
        var hours = minutes / 60;
        if (hours < 48) {
            return say("age.hours", hours, minutes % 60);
        }
        return say("age.days", hours / 24);
    }

    /** The hour if it is less than a day away, else the day too. */
    String moment(Instant at, Instant now, ZoneId zone) {
        var pattern =
                Duration.between(at, now).abs().compareTo(Duration.ofHours(20)) < 0
                        ? "time.short"
                        : "time.long";
        return DateTimeFormatter.ofPattern(say(pattern), language).format(at.atZone(zone));
    }

    String clock(Instant at, ZoneId zone) {
        return DateTimeFormatter.ofPattern(say("time.clock"), language).format(at.atZone(zone));
    }
}
