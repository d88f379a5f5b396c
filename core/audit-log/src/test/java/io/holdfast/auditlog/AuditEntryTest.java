package io.holdfast.auditlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AuditEntryTest {

    private static final AuditEntry REFUSAL =
            new AuditEntry(
                    "01890a5d-ac96-774b-bcce-b302099a8057",
                    "org-1",
                    Instant.parse("2026-11-23T08:30:00Z"),
                    "anna",
                    ActorKind.PERSON,
                    "change.approve",
                    "change",
                    "chg-7",
                    Outcome.REFUSED,
                    "AUTHOR_CANNOT_APPROVE",
                    "Zwei Augen sind keine vier: ü",
                    "rest 192.0.2.7",
                    "",
                    "{\"a\":1}");

    /** Computed by a dozen lines of another language from the documented format. */
    @Test
    void the_bytes_are_those_the_documentation_promises() {
        assertThat(REFUSAL.canonicalBytes()).hasSize(258);
        assertThat(REFUSAL.digest().hex())
                .isEqualTo("cca6102e43af0848e81a9ea2d19378dc034038ee84e6e79a8d1e5957f58d2f20");
        var salt = Digest.of("water".getBytes(StandardCharsets.UTF_8));
        assertThat(LogLeaf.of(salt, 7, REFUSAL.digest()).hash().hex())
                .isEqualTo("a7f060ed5d228e0487a25715cc95c4522ec2dd02f1d344e981e3228f9f717814");
    }

    @Test
    void what_was_written_is_read_back() {
        assertThat(CanonicalForm.read(REFUSAL.canonicalBytes())).isEqualTo(REFUSAL);
    }

    @Test
    void no_flipped_bit_reads_as_the_same_entry() {
        var bytes = REFUSAL.canonicalBytes();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            var damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(CanonicalForm.read(damaged)).isNotEqualTo(REFUSAL);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageNotContaining("anna");
            }
        }
    }

    @Test
    void a_cut_or_longer_entry_is_refused() {
        var bytes = REFUSAL.canonicalBytes();
        for (int length = 0; length < bytes.length; length++) {
            var shorter = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> CanonicalForm.read(shorter))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        var longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> CanonicalForm.read(longer))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void moving_text_from_one_field_to_the_next_changes_the_digest() {
        var one = entry("ab", "c");
        var other = entry("a", "bc");

        assertThat(one.digest()).isNotEqualTo(other.digest());
    }

    @Test
    void time_is_kept_as_precisely_as_the_database_keeps_it() {
        var entry = entryAt(Instant.parse("2026-11-23T08:30:00.123456789Z"));

        assertThat(entry.at()).isEqualTo(Instant.parse("2026-11-23T08:30:00.123456Z"));
        assertThat(CanonicalForm.read(entry.canonicalBytes())).isEqualTo(entry);
    }

    @Test
    void an_attempt_with_malformed_or_endless_text_is_still_recorded() {
        var entry = entry("half \ud800 a character and a \u0000", "x".repeat(1_000_000));

        assertThat(entry.before()).isEqualTo("half \ufffd a character and a \ufffd");
        assertThat(entry.after())
                .hasSizeLessThanOrEqualTo(AuditEntry.OBJECT)
                .contains("[cut: 1000000 characters, sha-256 ");
        assertThat(CanonicalForm.read(entry.canonicalBytes())).isEqualTo(entry);
    }

    private static AuditEntry entry(String before, String after) {
        return entry(REFUSAL.at(), before, after);
    }

    private static AuditEntry entryAt(Instant at) {
        return entry(at, "", "");
    }

    private static AuditEntry entry(Instant at, String before, String after) {
        return new AuditEntry(
                "1",
                "org-1",
                at,
                "centre",
                ActorKind.CENTRE,
                "rollout.step",
                "rollout",
                "r",
                Outcome.ALLOWED,
                "",
                "",
                "centre",
                before,
                after);
    }
}
