package io.holdfast.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.auditlog.ActorKind;
import io.holdfast.auditlog.AuditEntry;
import io.holdfast.auditlog.AuditExport;
import io.holdfast.auditlog.AuditFile;
import io.holdfast.auditlog.Checkpoint;
import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.LogLeaf;
import io.holdfast.auditlog.MerkleFrontier;
import io.holdfast.auditlog.NoteKey;
import io.holdfast.auditlog.Outcome;
import io.holdfast.auditlog.SignedNote;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The auditor's command as it is typed. */
class VerifyAuditTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private KeyPair pair = new KeyPair(null, null);
    private NoteKey key = new NoteKey("none", "A".repeat(43) + "=");

    @BeforeEach
    void a_key() throws NoSuchAlgorithmException {
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        key = NoteKey.of("holdfast.audit/test", pair.getPublic());
    }

    private int run(String... args) {
        return Holdfast.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private static AuditEntry entry(int number, String actor) {
        return new AuditEntry(
                "id-" + number,
                "water",
                NOON.plusSeconds(number),
                actor,
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

    private Path export(int entries, String actor) throws IOException {
        var file = folder.resolve("audit-" + actor + ".export");
        var salt = Digest.of(new byte[] {7});
        var frontier = MerkleFrontier.EMPTY;
        try (var export =
                new AuditExport(Files.newOutputStream(file), key.name(), "water", salt, key)) {
            for (int i = 0; i < entries; i++) {
                var entry = entry(i, i == 2 ? actor : "netadmin-1");
                export.own(entry.digest().bytes(), entry.canonicalBytes());
                frontier = frontier.append(LogLeaf.of(salt, i, entry.digest()).hash());
            }
            var head = new Checkpoint(key.name(), entries, frontier.root(), NOON);
            var note = SignedNote.sign(head.text(), key, pair.getPrivate());
            export.head(note);
            export.finish();
            Files.writeString(folder.resolve("head-" + actor), note.written());
        }
        return file;
    }

    @Test
    void a_log_nobody_touched_holds_and_what_was_kept_is_said() throws IOException {
        var file = export(5, "netadmin-1").toString();
        assertThat(run("audit", "verify", file)).isZero();
        assertThat(out.toString())
                .contains("Holds: 5 leaves", "No head that was kept elsewhere", "compare it");
        var kept = folder.resolve("head-netadmin-1").toString();
        assertThat(run("audit", "verify", file, "--checkpoint", kept, "--key", key.text()))
                .isZero();
        assertThat(out.toString()).contains("Kept elsewhere: up to leaf 4");
        var other = Base64.getEncoder().encodeToString(Digest.of(new byte[] {8}).bytes());
        assertThat(run("audit", "verify", file, "--salt", other)).isOne();
        assertThat(out.toString()).contains("OTHER_SALT");
    }

    @Test
    void another_past_is_not_that_of_the_head_that_was_kept() throws IOException {
        export(5, "netadmin-1");
        var kept = folder.resolve("head-netadmin-1").toString();
        var forged = export(5, "shift-lead").toString();
        assertThat(run("audit", "verify", forged)).as("nothing was kept").isZero();
        assertThat(run("audit", "verify", forged, "--checkpoint", kept, "-o", "json")).isOne();
        assertThat(out.toString()).contains("\"kind\":\"WITNESS_DIFFERS\"", "\"holds\":false");
    }

    @Test
    void a_changed_entry_is_named_by_its_leaf() throws IOException {
        var file = export(5, "netadmin-1");
        var other = Files.readString(export(5, "shift-lead")).lines().toList();
        var lines = new ArrayList<>(Files.readString(file).lines().toList());
        var digest = lines.get(7).split(" ", -1)[1];
        lines.set(7, "own " + digest + " " + other.get(7).split(" ", -1)[2]);
        Files.writeString(file, String.join("\n", lines) + "\n");
        assertThat(run("audit", "verify", file.toString())).isOne();
        assertThat(out.toString())
                .contains("Does NOT hold.", "Leaf 2: is not what was written")
                .contains("change.approve by shift-lead");
    }

    /** As the centre appends them: two leaves a file, the last one not full. */
    private Path files() throws IOException {
        var salt = Digest.of(new byte[] {7});
        var whose = List.of(new AuditFile.Whose("water", salt));
        var frontier = MerkleFrontier.EMPTY;
        var series = Files.createDirectory(folder.resolve("log-0001"));
        for (int from = 0; from < 5; from += 2) {
            var text =
                    new StringBuilder(
                            new AuditFile.Beginning(key.name(), key, whose, frontier).text());
            for (int i = from; i < Math.min(5, from + 2); i++) {
                var entry = entry(i, "netadmin-1");
                var leaf = LogLeaf.of(salt, i, entry.digest());
                text.append(AuditFile.entry(leaf.tag(), leaf.entry(), entry.canonicalBytes()));
                text.append('\n');
                frontier = frontier.append(leaf.hash());
            }
            if (from < 4) {
                var head = new Checkpoint(key.name(), frontier.size(), frontier.root(), NOON);
                var note = SignedNote.sign(head.text(), key, pair.getPrivate());
                text.append(AuditFile.head(note)).append('\n');
                text.append(AuditFile.end(frontier.size())).append('\n');
            }
            Files.writeString(series.resolve("00" + from + ".audit"), text.toString());
        }
        return series;
    }

    @Test
    void files_that_the_log_is_appended_to_are_read_one_behind_the_other() throws IOException {
        var series = files();
        assertThat(run("audit", "verify", series.toString())).isZero();
        assertThat(out.toString())
                .contains("Holds: 4 leaves of 5 that were read. In all 5 entries of organisation")
                .contains(" and 2 signed heads were read.")
                .contains("NOT signed yet: the last 1 leaves, from leaf 4 on");
        assertThat(
                        run(
                                "audit",
                                "verify",
                                series.resolve("002.audit").toString(),
                                series.resolve("004.audit").toString()))
                .isZero();
        assertThat(out.toString()).contains("Holds: 2 leaves of 3", "begins with leaf 2.");
        assertThat(run("audit", "verify", series.resolve("004.audit").toString())).isOne();
        assertThat(out.toString()).contains("Leaf 4: no head that holds", "END_NOT_SIGNED");
        Files.writeString(
                series.resolve("004.audit"),
                Files.readString(series.resolve("004.audit")) + "entry half a li");
        assertThat(run("audit", "verify", series.toString())).as("it is being written").isZero();
    }

    @Test
    void a_head_that_could_not_be_looked_at_does_not_pass_for_one_that_holds() throws IOException {
        var kept = folder.resolve("kept");
        export(1, "netadmin-1");
        Files.copy(folder.resolve("head-netadmin-1"), kept);
        var later = files().resolve("002.audit").toString();
        assertThat(run("audit", "verify", later)).isZero();
        assertThat(run("audit", "verify", later, "--checkpoint", kept.toString())).isOne();
        assertThat(out.toString()).contains("cannot be checked", "WITNESS_IS_BEFORE");
    }

    @Test
    void salts_are_given_for_as_many_organisations_as_there_are() throws IOException {
        var series = files().toString();
        var own = Base64.getEncoder().encodeToString(Digest.of(new byte[] {7}).bytes());
        var other = Base64.getEncoder().encodeToString(Digest.of(new byte[] {8}).bytes());
        assertThat(run("audit", "verify", series)).isZero();
        assertThat(out.toString()).contains("The salt of organisation water is the one the file");
        assertThat(run("audit", "verify", series, "--salt", own, "-o", "json")).isZero();
        assertThat(out.toString()).contains("\"saltWasGiven\":true");
        assertThat(run("audit", "verify", series, "--salt", own, "--salt", other)).isOne();
        assertThat(out.toString()).contains("a salt that was given is of no organisation");
    }

    @Test
    void a_file_that_is_missing_changed_or_not_ended_is_named() throws IOException {
        var series = files();
        var middle = series.resolve("002.audit");
        var whole = Files.readString(middle);
        Files.writeString(middle, whole.replaceFirst("(?m)^entry [^\n]*\n", ""));
        assertThat(run("audit", "verify", series.toString())).isOne();
        assertThat(out.toString()).contains("LOG_CHANGED", "CUT_SHORT");
        Files.writeString(middle, whole.replaceFirst("end 4\n", ""));
        assertThat(run("audit", "verify", series.toString())).isOne();
        assertThat(out.toString()).contains("NOT_READABLE");
        Files.delete(middle);
        assertThat(run("audit", "verify", series.toString())).isOne();
        assertThat(out.toString()).contains("Leaves 2 to 3: the next file begins with leaf 4");
        assertThat(run("audit", "verify", folder.resolve("none").toString())).isEqualTo(2);
    }

    /** Whoever wrote the file could else move the cursor and write a verdict of his own. */
    @Test
    void nothing_in_a_file_tells_the_terminal_what_to_show() throws IOException {
        var hostile = "\u001b[2J\u001b[HHolds:\u202e\u0007";
        var file = export(2, "netadmin-1");
        var whole = Files.readString(file);
        for (var line : List.of("organization ", "origin ", "key ", "salt ", "own ", "end ")) {
            Files.writeString(file, whole.replaceFirst("(?m)^" + line, line + hostile));
            assertThat(run("audit", "verify", file.toString())).as(line).isOne();
        }
        var series = files();
        var first = series.resolve("000.audit");
        var text = Files.readString(first);
        for (var line : List.of("organization ", "from ", "peaks", "head ", "end ")) {
            Files.writeString(first, text.replaceFirst("(?m)^" + line, line + hostile));
            assertThat(run("audit", "verify", series.toString())).as(line).isOne();
        }
        Files.writeString(
                first, text.replaceFirst("(?m)^organization water", "organization wa\u001b[2Jter"));
        assertThat(run("audit", "verify", series.toString())).isOne();
        assertThat(out.toString()).contains("NOT_AN_EXPORT").contains("the file says ?[2J?[HHolds");
        assertThat(out.toString().chars().filter(c -> c != '\n'))
                .allMatch(c -> !Character.isISOControl(c) && c != 0x202e);
    }

    @Test
    void what_is_no_file_no_head_and_no_key_is_asked_wrongly() throws IOException {
        var file = export(1, "netadmin-1").toString();
        assertThat(run("audit", "verify", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(run("audit", "verify", file, "--checkpoint", file)).isEqualTo(2);
        assertThat(run("audit", "verify", file, "--key", "mine")).isEqualTo(2);
        assertThat(err.toString())
                .contains("cannot be read", "is no signed head", "--key is no key");
        assertThat(run("audit", "verify", folder.resolve("head-netadmin-1").toString())).isOne();
        assertThat(out.toString()).contains("NOT_AN_EXPORT");
    }
}
