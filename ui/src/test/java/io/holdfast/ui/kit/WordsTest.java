package io.holdfast.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.scope.Permission;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final Words WORDS = new Words();
    private static final String UNKNOWN = Words.CODE + "NO_CODE_OF_OURS";
    private static final String TWICE = Words.CODE + "ZONE_TWICE";

    @Test
    void both_languages_have_the_same_words() {
        assertThat(keys(Locale.GERMAN)).isEqualTo(keys(Locale.ENGLISH));
    }

    @Test
    void whoever_may_not_is_told_why_whatever_it_is() {
        assertThat(keys(Locale.ENGLISH))
                .containsAll(
                        Stream.of(Permission.values())
                                .map(p -> "may-not." + p.name().toLowerCase(Locale.ROOT))
                                .toList());
    }

    private static java.util.Set<String> keys(Locale language) {
        return new java.util.TreeSet<>(
                ResourceBundle.getBundle(
                                Words.BUNDLE,
                                language,
                                ResourceBundle.Control.getNoFallbackControl(
                                        ResourceBundle.Control.FORMAT_PROPERTIES))
                        .keySet());
    }

    @Test
    void a_code_has_its_sentence_in_german_and_the_centres_own_in_english() {
        assertThat(WORDS.getTranslation(TWICE, Locale.GERMAN, "There is one."))
                .isEqualTo("Diese Zone gibt es schon.");
        assertThat(WORDS.getTranslation(TWICE, Locale.ENGLISH, "There is one."))
                .isEqualTo("There is one.");
    }

    @Test
    void what_only_the_centre_knows_is_not_lost_in_german() {
        assertThat(WORDS.getTranslation(TWICE, Locale.GERMAN, "There are two zones \"it\"."))
                .isEqualTo("Diese Zone gibt es schon. (There are two zones \"it\".)");
        assertThat(WORDS.getTranslation(UNKNOWN, Locale.GERMAN, "Something new."))
                .isEqualTo("Something new.");
    }

    @Test
    void a_countdown_and_a_time_have_our_digits_on_a_machine_of_every_language() {
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Times.countdown(Duration.ofSeconds(372))).isEqualTo("06:12");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void a_time_without_a_site_beside_it_names_its_zone() {
        var at = Instant.parse("2026-11-26T02:12:00Z");
        var berlin = ZoneId.of("Europe/Berlin");
        assertThat(Times.named(at, berlin, Locale.GERMAN, at)).isEqualTo("03:12 MEZ");
        assertThat(Times.named(at, berlin, Locale.ENGLISH, at)).isEqualTo("03:12 CET");
    }
}
