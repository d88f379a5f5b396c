package io.holdfast.apps.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private int run(String... args) {
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return Simulation.run(List.of(args), out, out);
    }

    /** B-05: ninety days alone, by the clock of the simulation, in every run. */
    @Test
    void ninety_days_of_trouble_break_no_invariant_and_leave_the_same_trace_twice() {
        assertThat(run("--n", "1", "--seed", "7"))
                .as(said.toString(StandardCharsets.UTF_8))
                .isZero();
    }

    @Test
    void a_run_goes_through_what_it_is_there_for() {
        var entries = Run.of(11, Optional.empty()).entries();

        assertThat(entries)
                .containsKeys(
                        "INTENT",
                        "DECISION",
                        "OUTCOME",
                        "CONFLICT",
                        "DRIFT",
                        "LINK_DOWN",
                        "LINK_UP",
                        "DEVICE_SILENT",
                        "HARD_END_REACHED",
                        "BREAK_GLASS_USED",
                        "HOLD_ENDED");
    }

    @ParameterizedTest
    @EnumSource(Sabotage.class)
    void each_way_to_break_the_house_is_found(Sabotage sabotage) {
        assertThat(run("--n", "2", "--seed", "1", "--json", "--break", sabotage.word())).isOne();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("\"break\":\"" + sabotage.word() + "\"")
                .containsPattern("seed [12]: \\S+ " + sabotage.invariant() + ": ");
    }

    @Test
    void what_it_does_not_know_it_says() {
        assertThat(run("--break", "nothing")).isEqualTo(2);
        assertThat(run("--n", "0")).isEqualTo(2);
        assertThat(run("--n", "99999999999")).isEqualTo(2);
        assertThat(run("--seed", "x")).isEqualTo(2);
        assertThat(run("--more")).isEqualTo(2);
    }
}
