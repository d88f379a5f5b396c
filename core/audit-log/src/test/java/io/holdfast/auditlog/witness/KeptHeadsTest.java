package io.holdfast.auditlog.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.auditlog.Checkpoint;
import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.NoteKey;
import io.holdfast.auditlog.SignedNote;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Heads become fewer with age and are never gone. */
class KeptHeadsTest {

    private static final Instant BEGAN = Instant.parse("2026-11-27T09:00:30Z");

    /** Signatures are nobody's business here. */
    private static KeptHead head(long size, Instant at) {
        var head =
                new Checkpoint("holdfast.audit/one", size, Digest.of(new byte[] {(byte) size}), at);
        var by =
                new SignedNote.By(
                        "holdfast.audit/one", Base64.getEncoder().encodeToString(new byte[68]));
        return new KeptHead(new SignedNote(head.text(), List.of(by)).written(), at);
    }

    @Test
    void twenty_years_of_heads_are_few_and_of_every_month_one_is_there() {
        var heads = KeptHeads.NONE;
        var at = BEGAN;
        long size = 0;
        var step = Duration.ofHours(5);
        while (at.isBefore(BEGAN.plus(Duration.ofDays(20 * 365L)))) {
            heads = heads.with(head(++size, at));
            at = at.plus(step);
        }
        assertThat(heads.heads()).hasSizeLessThan(KeptHeads.MOST);
        var last = BEGAN;
        for (var head : heads.heads()) {
            assertThat(Duration.between(last, head.at())).isLessThan(Duration.ofDays(61));
            last = head.at();
        }
        assertThat(heads.heads().getLast().checkpoint().size()).isEqualTo(size);
        assertThat(heads.heads().getFirst().checkpoint().size()).isEqualTo(1);
    }

    @Test
    void of_the_last_day_every_hour_has_one_and_of_the_last_month_every_day() {
        var heads = KeptHeads.NONE;
        var now = BEGAN;
        for (int minute = 0; minute < 60 * 24 * 40; minute += 3) {
            now = BEGAN.plus(Duration.ofMinutes(minute));
            heads = heads.with(head(minute + 1L, now));
        }
        var end = now;
        var ages =
                heads.heads().stream().map(h -> Duration.between(h.at(), end).toHours()).toList();
        assertThat(ages).hasSizeBetween(24 + 30, 24 + 30 + 6);
        for (long hour = 1; hour < 24; hour++) {
            assertThat(ages).contains(hour);
        }
    }

    @Test
    void a_clock_that_was_set_back_loses_no_head_that_is_the_newest() {
        var heads = KeptHeads.NONE.with(head(1, BEGAN)).with(head(2, BEGAN.minusSeconds(86_400)));
        assertThat(heads.heads().getLast().checkpoint().size()).isEqualTo(2);
        assertThat(heads.with(head(3, BEGAN)).heads().getLast().checkpoint().size()).isEqualTo(3);
    }

    @Test
    void a_real_head_is_kept_byte_for_byte() throws GeneralSecurityException {
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var key = NoteKey.of("holdfast.audit/one", pair.getPublic());
        var head = new Checkpoint(key.name(), 3, Digest.of(new byte[1]), BEGAN);
        var note = SignedNote.sign(head.text(), key, pair.getPrivate()).written();
        var kept = new KeptHead(note, BEGAN);
        assertThat(kept.note()).isEqualTo(note);
        assertThat(SignedNote.read(kept.note()).isSignedBy(key)).isTrue();
    }
}
