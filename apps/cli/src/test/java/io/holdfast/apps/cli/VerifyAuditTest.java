package io.holdfast.apps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.auditlog.ActorKind;
import io.holdfast.auditlog.AuditEntry;
import io.holdfast.auditlog.AuditExport;
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

    private Path export(int entries, String actor) throws IOException {
        var file = folder.resolve("audit-" + actor + ".export");
        var salt = Digest.of(new byte[] {7});
        var frontier = MerkleFrontier.EMPTY;
        try (var export =
                new AuditExport(Files.newOutputStream(file), key.name(), "water", salt, key)) {
            for (int i = 0; i < entries; i++) {
                var entry =
                        new AuditEntry(
                                "id-" + i,
                                "water",
                                NOON.plusSeconds(i),
                                i == 2 ? actor : "netadmin-1",
                                ActorKind.PERSON,
                                "change.approve",
                                "change",
                                "c-" + i,
                                Outcome.ALLOWED,
                                "",
                                "",
                                "rest",
                                "",
                                "");
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
