package io.holdfast.apps.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchTest {

    /** A suite that counts to what it is told, and breaks when told to. */
    private record Counting() implements Suite {
        @Override
        public Kind kind() {
            return Kind.CHECK;
        }

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public String about() {
            return "counts";
        }

        @Override
        public String usage() {
            return "  --n N      how far\n";
        }

        @Override
        public void run(Options options, Report report) {
            int n = options.cases(3);
            var broken = options.text("break");
            options.done();
            report.count("counted", n);
            broken.ifPresent(report::failed);
            if (n == 13) {
                throw new IllegalStateException("thirteen");
            }
        }
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return Bench.run(
                List.of(args),
                (kind, name) ->
                        name.equals("counting") ? Optional.of(new Counting()) : Optional.empty(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String lastLine() {
        return out.toString(StandardCharsets.UTF_8).lines().reduce((a, b) -> b).orElse("");
    }

    @Test
    void the_last_line_is_one_json_object_that_says_whether_it_held() {
        assertThat(run("check", "counting", "--n", "7", "--json")).isZero();
        assertThat(lastLine())
                .startsWith("{\"check\":\"counting\"")
                .contains("\"counted\":7")
                .endsWith("\"ok\":true}");
    }

    @Test
    void what_does_not_hold_ends_with_one() {
        assertThat(run("check", "counting", "--break", "counter", "--json")).isEqualTo(1);
        assertThat(lastLine()).contains("\"firstFailures\":[\"counter\"]").contains("\"ok\":false");
    }

    @Test
    void a_suite_that_breaks_does_not_count_as_one_that_held() {
        assertThat(run("check", "counting", "--n", "13", "--json")).isEqualTo(1);
        assertThat(lastLine()).contains("thirteen").contains("\"ok\":false");
    }

    @Test
    void wrong_use_is_told_and_ends_with_two() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("check")).isEqualTo(2);
        assertThat(run("check", "unheard-of")).isEqualTo(2);
        assertThat(run("check", "counting", "--n", "x")).isEqualTo(2);
        assertThat(run("check", "counting", "--n", "0")).isEqualTo(2);
        assertThat(run("check", "counting", "--m", "1")).isEqualTo(2);
        assertThat(run("check", "counting", "--n")).isEqualTo(2);
        assertThat(run("check", "counting", "--n", "1", "--n", "2")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--m is not an option");
    }

    @Test
    void help_tells_a_suites_options() {
        assertThat(run("check", "counting", "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--n N");
    }
}
