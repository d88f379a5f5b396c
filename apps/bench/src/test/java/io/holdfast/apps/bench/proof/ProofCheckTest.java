package io.holdfast.apps.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.apps.bench.Bench;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The check at the size of every run. */
class ProofCheckTest {

    private record Outcome(int code, String lastLine) {}

    private static Outcome run(String... options) {
        var out = new ByteArrayOutputStream();
        var words = new ArrayList<String>();
        words.addAll(List.of("check", "proof", "--json"));
        words.addAll(List.of(options));
        int code =
                Bench.started(
                        words, new PrintStream(out, true, StandardCharsets.UTF_8), System.err);
        var last = out.toString(StandardCharsets.UTF_8).lines().reduce((_, b) -> b).orElse("");
        return new Outcome(code, last);
    }

    @Test
    void R20_ten_thousand_lists_and_a_hundred_mutants_are_read_alike_by_everyone() {
        var outcome = run("--n", "10000");
        assertThat(outcome.code()).as(outcome.lastLine()).isZero();
        assertThat(outcome.lastLine())
                .contains("\"lists beside JDD\":10000")
                .contains("\"ok\":true");
    }

    @Test
    void a_bug_nobody_knows_is_wrong_use() {
        assertThat(run("--break", "gremlins").code()).isEqualTo(2);
    }
}
