package io.holdfast.apps.bench.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.apps.bench.Bench;
import io.holdfast.auditlog.AuditVerdict;
import io.holdfast.auditlog.AuditVerdict.Kind;
import io.holdfast.auditlog.SignedNote;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody changes the past unseen, and two verifiers say so. */
class TamperCheckTest {

    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path OPENSSL = Path.of("/usr/bin/openssl");

    /** What the second verifier does not tell apart: it stops where it cannot read on. */
    private static final Set<Kind> UNREADABLE = Set.of(Kind.NOT_READABLE, Kind.NOT_AN_EXPORT);

    private static final String SALT =
            Base64.getEncoder().encodeToString(Past.salt(Past.MINE).bytes());

    @TempDir private Path folder;

    private static String run(int code, String... options) {
        var out = new ByteArrayOutputStream();
        var words = new ArrayList<>(List.of("check", "tamper", "--json"));
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
    void R38_what_was_changed_before_a_head_that_was_kept_is_found_where_it_is() {
        assertThat(run(0, "--n", "220")).contains("\"clean\":220");
    }

    @Test
    void a_verifier_that_forgets_what_was_kept_is_found_out() {
        run(1, "--n", "60", "--break", "forget-what-was-kept");
    }

    @Test
    void a_second_verifier_made_from_the_format_alone_says_the_same() throws Exception {
        assumeTrue(Files.isExecutable(PYTHON), "no python3 here");
        assumeTrue(Files.isExecutable(OPENSSL), "no openssl here");
        int compared = 0;
        for (int i = 0; i < 52; i++) {
            var random = new Random(20_261_127L + i);
            var past = Past.random(random);
            var kept = PlantWitnesses.of(past, random).kept();
            var kind = Tampering.of(i);
            var lines =
                    i % 4 == 0
                            ? past.lines()
                            : kind.done(past, random)
                                    .map(Tampering.Done::lines)
                                    .orElse(past.lines());
            var verdict = TamperCheck.verify(lines, kept);
            if (verdict.faults().stream()
                    .map(AuditVerdict.Fault::kind)
                    .anyMatch(UNREADABLE::contains)) {
                assertThat(second(lines, kept)).as("case " + i).isNotEmpty();
                continue;
            }
            compared++;
            assertThat(second(lines, kept))
                    .as("case " + i + " " + kind + " " + verdict)
                    .isEqualTo(
                            verdict.faults().stream()
                                    .map(f -> f.kind() + " " + f.from() + " " + f.to())
                                    .collect(Collectors.toCollection(TreeSet::new)));
        }
        assertThat(compared).isGreaterThan(30);
    }

    private Set<String> second(List<String> lines, List<SignedNote> kept)
            throws IOException, InterruptedException {
        var file = Files.write(folder.resolve("export"), lines, StandardCharsets.US_ASCII);
        var command =
                new ArrayList<>(
                        List.of(
                                PYTHON.toString(),
                                "src/test/resources/second-verifier.py",
                                file.toString(),
                                SALT));
        for (var head : kept) {
            var name = folder.resolve("head-" + command.size());
            command.add(Files.writeString(name, head.written()).toString());
        }
        var said = folder.resolve("said").toFile();
        var second =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said).start();
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new TreeSet<>(Files.readAllLines(said.toPath()));
    }
}
