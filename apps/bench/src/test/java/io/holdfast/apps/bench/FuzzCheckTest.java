package io.holdfast.apps.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuzzCheckTest {

    private record Ran(int code, String said) {}

    private static Ran run(String... words) {
        var out = new ByteArrayOutputStream();
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        var all = new ArrayList<>(List.of("check", "fuzz"));
        all.addAll(List.of(words));
        int code = Bench.run(all, Suites::named, print, print);
        return new Ran(code, out.toString(StandardCharsets.UTF_8));
    }

    /** One target: each is a JVM that instruments what it loads, and all share a test's budget. */
    @Test
    void seconds_of_bytes_nobody_thought_of_break_no_reader() {
        var ran = run("--seconds", "5", "--target", "frames-1-1", "--json");
        assertThat(ran.code()).as(ran.said()).isZero();
        assertThat(ran.said()).contains("executions").doesNotContain("executions\":0,");
    }

    @Test
    void a_reader_that_throws_is_found() {
        var ran = run("--seconds", "20", "--target", "xml", "--break", "planted");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.said()).contains("planted", "base64");
    }
}
