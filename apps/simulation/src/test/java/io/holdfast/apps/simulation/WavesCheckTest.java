package io.holdfast.apps.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Waves at the size of every run; three hundred sites by {@code check waves}. */
class WavesCheckTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private int waves(String... args) {
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return WavesCheck.run(List.of(args), out, out);
    }

    @Test
    void forty_sites_take_a_change_in_four_waves_without_a_missed_deadline() {
        assertThat(waves("--n", "40", "--tempo", "0", "--json"))
                .as(said.toString(StandardCharsets.UTF_8))
                .isZero();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("\"deadlinesMissed\":0")
                .containsPattern("\"waveSeconds\":\\[\\d+, \\d+, \\d+, \\d+\\]");
    }

    @Test
    void a_machine_that_is_too_slow_misses_deadlines_and_that_is_found() {
        assertThat(waves("--n", "20", "--tempo", "100", "--break", "sluggish")).isOne();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("by its own timer");
    }

    @Test
    void what_it_does_not_know_it_says() {
        assertThat(waves("--tempo", "-1")).isEqualTo(2);
        assertThat(waves("--break", "nothing")).isEqualTo(2);
        assertThat(waves("--n", "10000")).isEqualTo(2);
    }
}
