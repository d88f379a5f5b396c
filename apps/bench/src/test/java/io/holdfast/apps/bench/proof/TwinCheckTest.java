package io.holdfast.apps.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.apps.bench.Bench;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The kernel's opinion, where this machine lets us ask it. */
class TwinCheckTest {

    @BeforeAll
    static void namespaces_can_be_made() throws IOException {
        var why = "";
        try (var twin = Twin.start()) {
            assertThat(twin).isNotNull();
        } catch (Twin.NoTwin e) {
            why = String.valueOf(e.getMessage());
        }
        assumeTrue(why.isEmpty(), why);
    }

    private static String run(int code, String... options) {
        var out = new ByteArrayOutputStream();
        var words = new ArrayList<>(List.of("check", "twin", "--json"));
        words.addAll(List.of(options));
        assertThat(
                        Bench.started(
                                words,
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                System.err))
                .as(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(code);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void R33_the_kernel_lets_through_what_the_diagrams_say() {
        assertThat(run(0, "--n", "40")).contains("\"lists\":40");
    }

    @Test
    void a_verifier_that_takes_the_last_match_is_contradicted_by_the_kernel() {
        run(1, "--n", "3", "--break", "verifier-takes-the-last-match");
    }
}
