package io.holdfast.auditlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.auditlog.AuditVerdict.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an auditor learns from a file alone, and from what was kept of the log elsewhere. */
class AuditVerifierTest {

    private static final String LOG = "demo-utility.example/audit";
    private static final KeyPair PAIR = pair();
    private static final NoteKey KEY = NoteKey.of(LOG, PAIR.getPublic());

    /** Number of a leaf: whose it is. */
    private record Leaf(String organization, int number) {

        byte[] canonical() {
            return new AuditEntry(
                            "id-" + number,
                            organization,
                            Instant.parse("2026-11-27T01:00:00Z").plusSeconds(number),
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
                            "")
                    .canonicalBytes();
        }

        Digest digest() {
            return Digest.of(canonical());
        }

        LogLeaf at(int place) {
            return LogLeaf.of(salt(organization), place, digest());
        }
    }

    private static Digest salt(String organization) {
        return Digest.of(organization.getBytes(StandardCharsets.UTF_8));
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Thirty leaves, every third of another organisation; a head after each ten. */
    private static List<Leaf> log() {
        var log = new ArrayList<Leaf>();
        for (int i = 0; i < 30; i++) {
            log.add(new Leaf(i % 3 == 2 ? "clinic" : "water", i));
        }
        return log;
    }

    private static SignedNote head(List<Leaf> log, int size, KeyPair pair) {
        var root =
                MerkleTree.ofLeafHashes(
                        IntStream.range(0, size).mapToObj(i -> log.get(i).at(i).hash()).toList());
        var at = Instant.parse("2026-11-27T02:00:00Z").plusSeconds(size);
        return SignedNote.sign(
                new Checkpoint(LOG, size, root.root(), at).text(), KEY, pair.getPrivate());
    }

    private static SortedMap<Integer, SignedNote> heads(List<Leaf> log) {
        var heads = new TreeMap<Integer, SignedNote>();
        for (int size = 10; size <= log.size(); size += 10) {
            heads.put(size, head(log, size, PAIR));
        }
        return heads;
    }

    private static String file(List<Leaf> log, SortedMap<Integer, SignedNote> heads) {
        var out = new ByteArrayOutputStream();
        try (var export = new AuditExport(out, LOG, "water", salt("water"), KEY)) {
            for (var leaf : log) {
                if (leaf.organization().equals("water")) {
                    export.own(leaf.digest().bytes(), leaf.canonical());
                } else {
                    var place = leaf.at(Math.toIntExact(export.size()));
                    export.other(place.tag().bytes(), place.entry().bytes());
                }
                var head = heads.get(Math.toIntExact(export.size()));
                if (head != null) {
                    export.head(head);
                }
            }
            export.finish();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toString(StandardCharsets.US_ASCII);
    }

    private static AuditVerdict verify(String file, SignedNote... kept) {
        try {
            return AuditVerifier.verify(
                    new ByteArrayInputStream(file.getBytes(StandardCharsets.US_ASCII)),
                    new AuditVerifier.Known(
                            Optional.of(KEY), List.of(salt("water")), List.of(kept)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertFault(AuditVerdict verdict, Kind kind, long from, long to) {
        assertThat(verdict.faults())
                .as(verdict.toString())
                .anySatisfy(f -> {
                    assertThat(f.kind()).isEqualTo(kind);
                    assertThat(f.from()).isEqualTo(from);
                    assertThat(f.to()).isEqualTo(to);
                });
    }

    @Test
    void a_log_nobody_touched_holds_and_says_how_far_it_was_witnessed() {
        var log = log();
        var verdict = verify(file(log, heads(log)), head(log, 13, PAIR), head(log, 4, PAIR));
        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.size()).isEqualTo(30);
        assertThat(verdict.own()).isEqualTo(20);
        assertThat(verdict.heads()).isEqualTo(3);
        assertThat(verdict.newest().orElseThrow().size()).isEqualTo(30);
        assertThat(verdict.witnessed().orElseThrow().size()).isEqualTo(13);
    }

    /** Changes one line of the file, counted among those that are leaves. */
    private static String leaf(String file, int number, UnaryOperator<String> change) {
        var lines = new ArrayList<>(Arrays.asList(file.split("\n")));
        int seen = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches("(own|other) .*") && ++seen == number) {
                lines.set(i, change.apply(lines.get(i)));
            }
        }
        return String.join("\n", lines).replace("\n\n", "\n") + "\n";
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void a_changed_entry_is_named() {
        var log = log();
        var file = file(log, heads(log));
        var other = new Leaf("water", 999).canonical();
        var changed = leaf(file, 12, l -> l.substring(0, l.lastIndexOf(' ') + 1) + base64(other));
        assertFault(verify(changed), Kind.ENTRY_CHANGED, 12, 13);
    }

    @Test
    void an_entry_changed_with_its_hash_is_found_between_two_heads() {
        var log = log();
        var changed = log();
        changed.set(12, new Leaf("water", 999));
        assertFault(verify(file(changed, heads(log))), Kind.LOG_CHANGED, 10, 20);
    }

    @Test
    void a_dropped_an_inserted_and_a_moved_entry_are_found_between_two_heads() {
        var log = log();
        var heads = heads(log);
        var file = file(log, heads);
        assertThat(verify(leaf(file, 25, _ -> "")).faults()).isNotEmpty();
        assertFault(verify(leaf(file, 29, _ -> "")), Kind.LOG_CHANGED, 20, 30);
        assertFault(verify(leaf(file, 15, l -> l + "\n" + l)), Kind.LOG_CHANGED, 10, 21);
        var moved = log();
        moved.set(3, log.get(4));
        moved.set(4, log.get(3));
        assertFault(verify(file(moved, heads)), Kind.LOG_CHANGED, 0, 10);
    }

    @Test
    void a_cut_end_is_known_by_a_head_that_somebody_kept() {
        var log = log();
        var cut = file(log.subList(0, 20), heads(log));
        assertThat(verify(cut).holds()).isTrue();
        assertFault(verify(cut, head(log, 27, PAIR)), Kind.WITNESS_IS_LONGER, 20, 27);
    }

    @Test
    void a_log_rewritten_with_the_stolen_key_is_found_between_what_was_kept() {
        var log = log();
        var forged = log();
        forged.set(12, new Leaf("water", 999));
        var file = file(forged, heads(forged));
        assertThat(verify(file).holds()).as("nobody kept anything").isTrue();
        var verdict = verify(file, head(log, 11, PAIR), head(log, 23, PAIR));
        assertFault(verdict, Kind.WITNESS_DIFFERS, 11, 23);
        assertThat(verdict.witnessed().orElseThrow().size()).isEqualTo(11);
    }

    @Test
    void a_head_that_others_signed_is_no_head() {
        var log = log();
        var heads = heads(log);
        heads.put(20, head(log, 20, pair()));
        assertFault(verify(file(log, heads)), Kind.HEAD_NOT_SIGNED, 20, 20);
        assertFault(
                verify(file(log, heads(log)), head(log, 20, pair())),
                Kind.WITNESS_NOT_OF_THIS_LOG,
                0,
                0);
    }

    @Test
    void an_entry_that_was_deleted_is_missed_though_the_log_is_whole() {
        var log = log();
        var place = log.get(12).at(12);
        var deleted =
                leaf(
                        file(log, heads(log)),
                        12,
                        _ ->
                                "other "
                                        + base64(place.tag().bytes())
                                        + " "
                                        + base64(place.entry().bytes()));
        var verdict = verify(deleted);
        assertFault(verdict, Kind.ENTRY_MISSING, 12, 13);
        assertThat(verdict.faults()).hasSize(1);
    }

    @Test
    void what_nobody_signed_does_not_hold() {
        var log = log();
        assertFault(
                verify(file(log, new TreeMap<Integer, SignedNote>())), Kind.END_NOT_SIGNED, 0, 30);
        var heads = heads(log);
        heads.remove(30);
        assertFault(verify(file(log, heads)), Kind.END_NOT_SIGNED, 20, 30);
    }

    /** With another salt all of an organisation's entries are told as another's. */
    @Test
    void another_salt_than_the_auditor_knows_is_said_and_not_believed() {
        var log = log();
        var file = file(log, heads(log));
        for (int i = 0; i < log.size(); i++) {
            var place = log.get(i).at(i);
            file =
                    leaf(
                            file,
                            i,
                            _ ->
                                    "other "
                                            + base64(place.tag().bytes())
                                            + " "
                                            + base64(place.entry().bytes()));
        }
        file = file.replace(base64(salt("water").bytes()), base64(salt("nobody").bytes()));
        var verdict = verify(file);
        assertFault(verdict, Kind.OTHER_SALT, 0, 0);
        assertFault(verdict, Kind.ENTRY_MISSING, 0, 1);
    }

    @Test
    void another_organisations_entry_in_the_file_is_said() {
        var log = log();
        var file = file(log, heads(log));
        var spliced =
                leaf(
                        file,
                        2,
                        _ ->
                                "own "
                                        + base64(log.get(2).digest().bytes())
                                        + " "
                                        + base64(log.get(2).canonical()));
        assertFault(verify(spliced), Kind.FOREIGN_ENTRY, 2, 3);
    }

    @Test
    void another_key_than_the_auditor_knows_is_said() {
        var log = log();
        var file = file(log, heads(log));
        var mine = NoteKey.of(LOG, pair().getPublic());
        assertFault(verify(file.replace(KEY.text(), mine.text())), Kind.OTHER_KEY, 0, 0);
    }

    @Test
    void whatever_byte_of_the_file_is_another_it_is_found_or_means_the_same() {
        var log = log();
        var file = file(log, heads(log));
        var first = verify(file);
        var bytes = file.getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < bytes.length; at += 7) {
            var changed = bytes.clone();
            changed[at] ^= 1;
            var verdict = verify(new String(changed, StandardCharsets.ISO_8859_1));
            assertThat(verdict.holds() && !verdict.equals(first)).as("byte " + at).isFalse();
        }
    }

    @Test
    void what_is_no_export_is_said_in_a_sentence() {
        for (var file :
                List.of(
                        "",
                        "\n",
                        "holdfast-audit-export/2\n",
                        "holdfast-audit-export/1\norigin x\n",
                        "a".repeat(3 << 20))) {
            assertFault(verify(file), Kind.NOT_AN_EXPORT, 0, 0);
        }
        var log = log();
        var file = file(log, heads(log));
        assertFault(verify(file.substring(0, file.length() - 7)), Kind.CUT_SHORT, 30, 30);
        assertFault(verify(file + "own\n"), Kind.NOT_READABLE, 30, 30);
        assertFault(verify(file.replace("end 30", "end 31")), Kind.CUT_SHORT, 30, 30);
        assertFault(verify(leaf(file, 5, _ -> "own x")), Kind.NOT_READABLE, 5, 6);
        for (int length : List.of((1 << 20) + 1, 1_900_000, 3 << 20)) {
            assertThat(verify(leaf(file, 5, _ -> "x".repeat(length))).faults())
                    .singleElement()
                    .satisfies(f -> assertThat(f.detail()).contains("too long"));
        }
        var unpadded = file.replace("end 30", "other x\nend 30").replaceFirst("(?m)=+$", "");
        assertFault(verify(unpadded), Kind.NOT_AN_EXPORT, 0, 0);
    }

    @Test
    void keys_notes_and_heads_read_back_as_they_were_written() {
        var note = head(log(), 20, PAIR);
        assertThat(NoteKey.read(KEY.text())).isEqualTo(KEY);
        assertThat(SignedNote.read(note.written())).isEqualTo(note);
        assertThat(note.isSignedBy(KEY)).isTrue();
        assertThat(Checkpoint.read(note.text()).text()).isEqualTo(note.text());
        for (var wrong :
                List.of(
                        "",
                        "no plus",
                        KEY.text().replace("+", "/"),
                        KEY.text().replace(LOG, "other"))) {
            assertThatThrownBy(() -> NoteKey.read(wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (var wrong : List.of("", "a\n", "a\n\n", note.written() + "x", note.text() + "\n")) {
            assertThatThrownBy(() -> SignedNote.read(wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (var wrong :
                List.of(
                        note.text().replace("\n20\n", "\n020\n"),
                        note.text().replace("\n20\n", "\n-1\n"),
                        note.text() + "more\n",
                        note.text().replace("at ", "at  "))) {
            assertThatThrownBy(() -> Checkpoint.read(wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
