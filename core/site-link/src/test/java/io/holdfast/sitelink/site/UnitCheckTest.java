package io.holdfast.sitelink.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.sitelink.site.SiteEvent.Reading;
import io.holdfast.sitelink.site.UnitCheck.Found;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a unit has to be before anything is sent to it (B-71). */
class UnitCheckTest {

    private static final UnitSeen.Wanted WANTED =
            new UnitSeen.Wanted("Router 4", "ietf", List.of("ge-0", "ge-1"));

    private static UnitSeen.Told told(
            String serial, String model, String dialect, List<String> ports) {
        return new UnitSeen.Told(
                serial, model, dialect, List.of(), ports, List.of(), true, new Reading.Means("d1"));
    }

    private static String judged(UnitSeen.Told told) {
        return switch (UnitCheck.judge("S-1", WANTED, told)) {
            case Found.Fits fits -> "fits: " + String.join("; ", fits.evidence());
            case Found.Not(var code, _) -> code;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "S-1, Router 4, ietf, ge-0 ge-1, fits",
        "s-1, ROUTER  4, ietf, ge-1 ge-0 ge-2, fits",
        "'', Router 4, ietf, ge-0 ge-1, fits",
        "S-1, '', ietf, ge-0 ge-1, fits",
        "S-1, Router 4, ietf, '', fits",
        "S-2, Router 4, ietf, ge-0 ge-1, SERIAL_DIFFERS",
        "S-1, Router 5, ietf, ge-0 ge-1, WRONG_MODEL",
        "S-1, Router 4, junos, ge-0 ge-1, WRONG_DIALECT",
        "S-1, Router 4, '', ge-0 ge-1, WRONG_DIALECT",
        "S-1, Router 4, ietf, ge-0, PORTS_MISSING",
        "S-1, Router 4, ietf, GE-0 GE-1, PORTS_MISSING",
    })
    void b71_a_unit_is_what_the_state_was_compiled_for_or_is_refused(
            String serial, String model, String dialect, String ports, String found) {
        var list = ports.isEmpty() ? List.<String>of() : List.of(ports.split(" "));
        assertThat(judged(told(serial, model, dialect, list))).startsWith(found);
    }

    @Test
    void what_could_not_be_compared_is_said() {
        assertThat(judged(told("", "", "ietf", List.of())))
                .contains(
                        "a person read S-1 on it",
                        "its model was not compared",
                        "its ports were not compared");
    }

    @Test
    void blockers_no_timer_and_words_nobody_reads_are_refusals() {
        var good = told("S-1", "Router 4", "ietf", List.of("ge-0", "ge-1"));
        assertThat(judged(with(good, List.of("no module ietf-access-control-list"), true)))
                .isEqualTo("CAPABILITY_MISSING");
        assertThat(judged(with(good, List.of(), false))).isEqualTo("NOT_SELF_REVERTING");
        for (var reading :
                List.of(
                        new Reading.Unreadable("foreign"),
                        new Reading.Silent("gone"),
                        new Reading.KeyChanged("a", "b"))) {
            assertThat(
                            judged(
                                    new UnitSeen.Told(
                                            "S-1",
                                            "Router 4",
                                            "ietf",
                                            List.of(),
                                            List.of(),
                                            List.of(),
                                            true,
                                            reading)))
                    .isIn("NOT_READABLE", "UNREACHABLE", "KEY_DIFFERS");
        }
    }

    private static UnitSeen.Told with(
            UnitSeen.Told told, List<String> blockers, boolean selfReverting) {
        return new UnitSeen.Told(
                told.serial(),
                told.model(),
                told.dialect(),
                blockers,
                told.ports(),
                told.modules(),
                selfReverting,
                told.running());
    }

    @Test
    void what_a_unit_says_of_itself_is_cut_before_it_is_kept() {
        var found =
                UnitCheck.judge(
                        "S-1", WANTED, told("x\n".repeat(5_000), "Router 4", "ietf", List.of()));
        assertThat(found)
                .isInstanceOfSatisfying(
                        Found.Not.class,
                        not -> assertThat(not.reason()).hasSizeLessThan(300).doesNotContain("\n"));
    }
}
