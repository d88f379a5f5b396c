package io.holdfast.auditlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.auditlog.AuditVerdict.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What an auditor learns from the files that the log is appended to: whoever has no key cannot make
 * such files, and what nobody signed is never told as if it held.
 */
class AuditFilesTest {

    private static final String LOG = "demo-utility.example/audit";
    private static final KeyPair PAIR = pair();
    private static final NoteKey KEY = NoteKey.of(LOG, PAIR.getPublic());
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Digest salt(String organization) {
        return Digest.of(organization.getBytes(StandardCharsets.UTF_8));
    }

    private static AuditEntry entry(int number, String action) {
        return new AuditEntry(
                "id-" + number,
                organization(number),
                NOON.plusSeconds(number),
                "netadmin-1",
                ActorKind.PERSON,
                action,
                "change",
                "c-" + number,
                Outcome.ALLOWED,
                "",
                "",
                "rest",
                "",
                "");
    }

    /** Every third leaf is the clinic's, all others are the waterworks'. */
    private static String organization(int number) {
        return number % 3 == 2 ? "clinic" : "water";
    }

    private static LogLeaf leaf(int number, String action) {
        return LogLeaf.of(salt(organization(number)), number, entry(number, action).digest());
    }

    private static MerkleFrontier frontier(int size, String action) {
        var frontier = MerkleFrontier.EMPTY;
        for (int i = 0; i < size; i++) {
            frontier = frontier.append(leaf(i, action).hash());
        }
        return frontier;
    }

    private static SignedNote head(int size, String action, KeyPair pair) {
        var head = new Checkpoint(LOG, size, frontier(size, action).root(), NOON);
        return SignedNote.sign(head.text(), KEY, pair.getPrivate());
    }

    /** One file of the leaves from one to another, with heads behind these sizes. */
    private static String file(
            int from, int to, String action, List<String> whose, KeyPair pair, Set<Integer> heads) {
        var beginning =
                new AuditFile.Beginning(
                        LOG,
                        KEY,
                        whose.stream().map(o -> new AuditFile.Whose(o, salt(o))).toList(),
                        frontier(from, action));
        var lines = new ArrayList<String>();
        for (int i = from; i < to; i++) {
            var leaf = leaf(i, action);
            lines.add(
                    whose.contains(organization(i))
                            ? AuditFile.entry(
                                    leaf.tag(), leaf.entry(), entry(i, action).canonicalBytes())
                            : AuditFile.other(leaf.tag().bytes(), leaf.entry().bytes()));
            if (heads.contains(i + 1)) {
                lines.add(AuditFile.head(head(i + 1, action, pair)));
            }
        }
        return beginning.text() + (lines.isEmpty() ? "" : String.join("\n", lines).concat("\n"));
    }

    private static String file(int from, int to, Set<Integer> heads) {
        return file(from, to, "change.approve", List.of("water", "clinic"), PAIR, heads);
    }

    private static SignedNote kept(int size) {
        return head(size, "change.approve", PAIR);
    }

    private static AuditVerdict verify(String file, List<Digest> salts, SignedNote... kept) {
        try {
            return AuditVerifier.verify(
                    new ByteArrayInputStream(file.getBytes(StandardCharsets.US_ASCII)),
                    new AuditVerifier.Known(Optional.of(KEY), salts, List.of(kept)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AuditVerdict verify(String file, SignedNote... kept) {
        return verify(file, List.of(), kept);
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
    void files_that_nobody_signed_do_not_hold() {
        assertFault(verify(file(0, 9, Set.of())), Kind.END_NOT_SIGNED, 0, 9);
        var another = file(0, 9, "made.up", List.of("water"), pair(), Set.of(9));
        assertFault(verify(another), Kind.HEAD_NOT_SIGNED, 9, 9);
        assertFault(verify(another), Kind.END_NOT_SIGNED, 0, 9);
        assertThat(verify(file(0, 0, Set.of())).holds()).as("a log that begins").isTrue();
    }

    /** Whoever has no key makes up what came before, and leaves out every head. */
    @Test
    void files_that_begin_later_are_proven_by_a_head_or_not_at_all() {
        assertFault(verify(file(7, 9, Set.of())), Kind.END_NOT_SIGNED, 7, 9);
        assertFault(verify(file(7, 7, Set.of())), Kind.END_NOT_SIGNED, 7, 7);
        assertThat(verify(file(7, 9, Set.of(9))).faults()).isEmpty();
        assertThat(verify(file(7, 9, Set.of()), kept(7)).faults()).isEmpty();
    }

    @Test
    void a_head_of_what_came_before_was_not_looked_at_and_that_is_said() {
        var verdict = verify(file(7, 9, Set.of(9)), kept(5));
        assertFault(verdict, Kind.WITNESS_IS_BEFORE, 5, 7);
        assertThat(verdict.witnessed()).isEmpty();
        var both = verify(file(7, 9, Set.of(9)), kept(5), kept(8));
        assertFault(both, Kind.WITNESS_IS_BEFORE, 5, 7);
        assertThat(both.witnessed().orElseThrow().size()).isEqualTo(8);
    }

    @Test
    void what_stands_behind_the_newest_head_is_counted_as_signed_by_nobody() {
        var open = file(0, 9, Set.of(4));
        var verdict = verify(open);
        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.signed()).isEqualTo(4);
        assertThat(verdict.unsigned()).isEqualTo(5);
        assertThat(verify(open, kept(8)).unsigned()).as("a kept head signs as well").isOne();
        var ended = open + AuditFile.end(9) + "\n";
        assertFault(verify(ended), Kind.END_NOT_SIGNED, 4, 9);
    }

    /** Of all that the files do not name whole, entries could be told as others'. */
    @Test
    void each_organisation_whose_salt_is_known_is_wanted() {
        var all = List.of(salt("water"), salt("clinic"));
        var whole = file(0, 9, Set.of(9));
        assertThat(verify(whole, all).faults()).isEmpty();
        assertThat(verify(whole, all).whose()).hasSize(2);
        var without = file(0, 9, "change.approve", List.of("water"), PAIR, Set.of(9));
        assertThat(verify(without, List.of(salt("water"))).faults()).isEmpty();
        assertFault(verify(without, all), Kind.OTHER_SALT, 0, 0);
        assertFault(verify(without, all), Kind.ENTRY_MISSING, 2, 3);
    }

    @Test
    void a_salt_of_another_length_is_a_fault_and_no_crash() {
        for (int length : List.of(0, 3, 30, 33, 64)) {
            var salt = java.util.Base64.getEncoder().encodeToString(new byte[length]);
            var export =
                    "holdfast-audit-export/1\norigin " + LOG + "\norganization water\nsalt " + salt;
            var rest = "\nkey " + KEY.text() + "\nother " + salt + " " + salt + "\nend 1\n";
            assertFault(verify(export + rest), Kind.NOT_AN_EXPORT, 0, 0);
        }
    }

    /** Else somebody's entry would excuse a past that was lost. */
    @Test
    void only_what_its_owner_wrote_says_that_the_centre_came_back() {
        var restored = AuditVerdict.CENTRE_RESTORED;
        var whole = file(0, 3, restored, List.of("water", "clinic"), PAIR, Set.of(3));
        assertThat(verify(whole).returns()).hasSize(3);
        var lines = new ArrayList<>(whole.lines().toList());
        var first = lines.get(7).split(" ", -1);
        var foreign = LogLeaf.of(salt("clinic"), 0, entry(0, restored).digest()).tag();
        lines.set(
                7,
                AuditFile.entry(
                        foreign, entry(0, restored).digest(), entry(0, restored).canonicalBytes()));
        assertThat(lines.get(7)).isNotEqualTo(String.join(" ", first));
        var verdict = verify(String.join("\n", lines) + "\n");
        assertFault(verdict, Kind.FOREIGN_ENTRY, 0, 1);
        assertThat(verdict.returns()).hasSize(2);
    }
}
