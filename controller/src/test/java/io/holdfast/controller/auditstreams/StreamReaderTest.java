package io.holdfast.controller.auditstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.auditlog.ActorKind;
import io.holdfast.auditlog.AuditEntry;
import io.holdfast.auditlog.AuditFile;
import io.holdfast.auditlog.AuditVerifier;
import io.holdfast.auditlog.Checkpoint;
import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.LogLeaf;
import io.holdfast.auditlog.MerkleFrontier;
import io.holdfast.auditlog.NoteKey;
import io.holdfast.auditlog.Outcome;
import io.holdfast.auditlog.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader that stops at what somebody tampered with says nothing of it: both say a fault. */
class StreamReaderTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final Digest SALT = Digest.of(new byte[] {7});

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    private KeyPair pair;

    @SuppressWarnings("NullAway.Init")
    private NoteKey key;

    @BeforeEach
    void a_key() throws NoSuchAlgorithmException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "no python3 here");
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        key = NoteKey.of("holdfast.audit/test", pair.getPublic());
    }

    private static AuditEntry entry(int number) {
        return new AuditEntry(
                "id-" + number,
                "water",
                NOON.plusSeconds(number),
                "netadmin-1",
                ActorKind.PERSON,
                "change.approve",
                "change",
                "c-" + number,
                Outcome.ALLOWED,
                "",
                "",
                "rest",
                "",
                "");
    }

    private List<String> lines(int from, int to, boolean signed) {
        var frontier = MerkleFrontier.EMPTY;
        for (int i = 0; i < from; i++) {
            frontier = frontier.append(LogLeaf.of(SALT, i, entry(i).digest()).hash());
        }
        var whose = List.of(new AuditFile.Whose("water", SALT));
        var lines =
                new ArrayList<>(
                        new AuditFile.Beginning(key.name(), key, whose, frontier)
                                .text()
                                .lines()
                                .toList());
        for (int i = from; i < to; i++) {
            var leaf = LogLeaf.of(SALT, i, entry(i).digest());
            lines.add(AuditFile.entry(leaf.tag(), leaf.entry(), entry(i).canonicalBytes()));
            frontier = frontier.append(leaf.hash());
        }
        if (signed) {
            var head = new Checkpoint(key.name(), to, frontier.root(), NOON);
            lines.add(AuditFile.head(SignedNote.sign(head.text(), key, pair.getPrivate())));
        }
        return lines;
    }

    private String says(List<String> lines) throws IOException {
        var series = Files.createTempDirectory(folder, "log");
        Files.writeString(series.resolve("000000000000000.audit"), String.join("\n", lines) + "\n");
        return StreamReader.says("files", key.text(), series);
    }

    private boolean holds(List<String> lines) throws IOException {
        var file = Files.createTempFile(folder, "one", ".audit");
        Files.writeString(file, String.join("\n", lines) + "\n");
        var known = new AuditVerifier.Known(Optional.of(key), List.of(), List.of());
        try (var in = Files.newInputStream(file)) {
            return AuditVerifier.verify(in, known).holds();
        }
    }

    @Test
    void what_nobody_touched_holds_and_what_nobody_signed_does_not() throws IOException {
        assertThat(says(lines(0, 5, true)))
                .isEqualTo("leaves 5 heads 1 repeats 0 cut 0 unsigned 0\n");
        var tail = lines(0, 5, true);
        tail.add(lines(5, 6, false).getLast());
        assertThat(says(tail)).isEqualTo("leaves 6 heads 1 repeats 0 cut 0 unsigned 1\n");
        for (var forged : List.of(lines(0, 5, false), lines(3, 5, false), lines(3, 3, false))) {
            assertThat(says(forged)).contains("END_NOT_SIGNED");
            assertThat(holds(forged)).isFalse();
        }
    }

    @Test
    void whatever_line_was_tampered_with_both_readers_say_a_fault() throws IOException {
        var whole = lines(0, 4, true);
        long seed = 20_261_127L;
        var random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            var lines = new ArrayList<>(whole);
            int at = round % lines.size();
            var line = lines.get(at);
            int place = random.nextInt(line.length());
            lines.set(
                    at,
                    switch (round % 4) {
                        case 0 -> line.substring(0, place);
                        case 1 -> line.substring(0, place) + "!" + line.substring(place + 1);
                        case 2 -> line + " more";
                        default -> line.substring(0, place) + "\u00e4" + line.substring(place);
                    });
            var said = says(lines);
            assertThat(said)
                    .as("seed %d round %d: %s", seed, round, lines.get(at))
                    .doesNotContain("Traceback")
                    .matches(s -> s.lines().count() > 1, "names a fault");
            assertThat(holds(lines)).as("round %d", round).isFalse();
        }
    }

    @Test
    void a_message_that_was_tampered_with_is_a_fault_and_the_others_are_read() throws IOException {
        var file = folder.resolve("messages");
        var head = "<109>1 2026-11-27T12:00:00Z h holdfast - ";
        var meta =
                " [meta sequenceId=\"1\"][holdfast@32473 version=\"1\" log=\"holdfast.audit/test\"";
        Files.writeString(
                file,
                head
                        + "ENTRY"
                        + meta
                        + " leaf=\"x\"] {}\n"
                        + head
                        + "ENTRY"
                        + meta
                        + "] not json\n"
                        + head
                        + "OTHERS"
                        + meta
                        + " leaf=\"0\" count=\"1\"] {\"holdfast\":{\"leaves\":\"AAAA\"}}\n"
                        + head
                        + "OTHERS"
                        + meta
                        + " leaf=\"0\" count=\"1\"] {\"holdfast\":[]}\n"
                        + head
                        + "HEAD"
                        + meta
                        + " size=\"1\"] {\"holdfast\":{\"note\":7}}\n"
                        + "nothing of ours\n");
        var said = StreamReader.says("syslog", key.text(), file);
        assertThat(said).doesNotContain("Traceback");
        assertThat(said.lines().filter(l -> l.startsWith("NOT_READABLE"))).hasSize(5);
    }
}
