package io.holdfast.apps.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The crash matrix at the size of every run; all of it by {@code check crashes}. */
class CrashesTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private int crashes(String... args) {
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return Crashes.run(List.of(args), out, out);
    }

    @ParameterizedTest
    @CsvSource({"TWO_AND_ONE,SITE_BRIEFLY", "FAILS_PROBE,SITE_AND_DEVICES"})
    void failed_once_at_any_place_it_comes_to_the_same_rest(Scenario scenario, Blow blow) {
        var found = Crashes.everyPlace(scenario, blow, Optional.empty());

        assertThat(found.broken()).isEmpty();
        assertThat(found.runs()).isGreaterThan(200);
    }

    /** The k-th order, k = 1 to the last: only an alarm is no step of an unhurt change. */
    @Test
    void the_places_are_all_that_a_site_orders_and_what_happens_between() {
        var places = new TreeSet<String>();
        for (var scenario : List.of(Scenario.TOGETHER, Scenario.CUTS_MANAGEMENT)) {
            var whole =
                    Crashed.run(
                            new Changes(scenario.windows(), Scenario.SLOTS),
                            scenario,
                            Blow.CENTRE,
                            Strike.none(),
                            Optional.empty());
            assertThat(whole.findings()).isEmpty();
            places.addAll(whole.places());
        }
        assertThat(places)
                .containsExactlyInAnyOrder(
                        "before Persist",
                        "before Examine",
                        "before ExamineAccess",
                        "before Contact",
                        "before Read",
                        "before Apply",
                        "before Confirm",
                        "before Revert",
                        "before Release",
                        "before Look",
                        "before WakeAt",
                        "content stored, not yet told",
                        "done, not yet heard",
                        "read, not yet heard",
                        "asked, nothing stored",
                        "stored, not yet answered");
    }

    @Test
    void a_site_that_acts_before_its_journal_is_on_disk_is_found() {
        assertThat(crashes("--n", "1", "--json", "--break", "journal-after-effect")).isOne();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("\"check\":\"crashes\"")
                .contains("\"break\":\"journal-after-effect\"");
    }

    @Test
    void what_it_does_not_know_it_says() {
        assertThat(crashes("--break", "nothing")).isEqualTo(2);
        assertThat(crashes("--n", "99")).isEqualTo(2);
    }
}
