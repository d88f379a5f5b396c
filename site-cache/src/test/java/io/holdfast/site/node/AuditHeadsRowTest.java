package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.auditlog.Checkpoint;
import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.NoteKey;
import io.holdfast.auditlog.SignedNote;
import io.holdfast.auditlog.witness.KeptHead;
import io.holdfast.auditlog.witness.KeptHeads;
import io.holdfast.auditlog.witness.Witness;
import io.holdfast.site.ledger.SiteStore;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The older heads of the centre's audit log are on disk beside the newest. */
class AuditHeadsRowTest {

    private static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");

    @TempDir Path folder;

    private static Witness.Keeps keeps(long size) throws GeneralSecurityException {
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var key = NoteKey.of("holdfast.audit/one", pair.getPublic());
        var head = new Checkpoint(key.name(), size, Digest.of(new byte[1]), NOW);
        var note = SignedNote.sign(head.text(), key, pair.getPrivate()).written();
        return new Witness.Keeps(
                key.text(),
                1,
                size,
                new KeptHead(note, NOW.plusSeconds(3_600 * size)),
                List.of(),
                List.of());
    }

    private static void persist(SiteStore store, Witness before, Witness after) {
        store.write(List.of(), AuditHeadsRow.beside(store, before, after), List.of());
    }

    @Test
    void each_head_that_is_kept_is_there_after_opening_again() throws GeneralSecurityException {
        var one = keeps(1);
        var two = keeps(2);
        try (var store = SiteStore.open(folder.resolve("site.db"))) {
            assertThat(AuditHeadsRow.read(store)).isEqualTo(KeptHeads.NONE);
            persist(store, new Witness.Nothing(), one);
            persist(store, one, two);
        }
        try (var store = SiteStore.open(folder.resolve("site.db"))) {
            assertThat(AuditHeadsRow.read(store).heads())
                    .containsExactly(one.newest(), two.newest());
            assertThat(AuditHeadsRow.beside(store, two, two))
                    .as("a step without a newer head writes nothing of it")
                    .isEmpty();
        }
    }
}
