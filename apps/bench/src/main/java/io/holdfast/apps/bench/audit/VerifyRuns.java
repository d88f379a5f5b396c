package io.holdfast.apps.bench.audit;

import io.holdfast.auditlog.ActorKind;
import io.holdfast.auditlog.AuditEntry;
import io.holdfast.auditlog.AuditExport;
import io.holdfast.auditlog.AuditVerifier;
import io.holdfast.auditlog.Checkpoint;
import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.LogLeaf;
import io.holdfast.auditlog.MerkleFrontier;
import io.holdfast.auditlog.NoteKey;
import io.holdfast.auditlog.Outcome;
import io.holdfast.auditlog.SignedNote;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** One export in memory, of entries as approvals leave them; verified and hashed. */
final class VerifyRuns {

    /** A head a minute, at 170 entries a second. */
    private static final int HEAD = 10_000;

    private static final String OWN = "0192f0c1-2345-7abc-8def-0123456789ab";

    private final byte[] export;
    private final int entries;
    private final AuditVerifier.Known known;

    VerifyRuns(int entries, long seed) throws IOException, GeneralSecurityException {
        this.entries = entries;
        var random = new Random(seed);
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var key = NoteKey.of("holdfast.audit/bench", pair.getPublic());
        var salt = Digest.of(new byte[] {1});
        var out = new ByteArrayOutputStream(500 * entries);
        var frontier = MerkleFrontier.EMPTY;
        try (var writing = new AuditExport(out, key.name(), OWN, salt, key)) {
            for (int i = 0; i < entries; i++) {
                var entry = entry(random, i);
                writing.own(entry.digest().bytes(), entry.canonicalBytes());
                frontier = frontier.append(LogLeaf.of(salt, i, entry.digest()).hash());
                if (i % HEAD == HEAD - 1 || i == entries - 1) {
                    var head = new Checkpoint(key.name(), i + 1L, frontier.root(), entry.at());
                    writing.head(SignedNote.sign(head.text(), key, pair.getPrivate()));
                }
            }
            writing.finish();
        }
        export = out.toByteArray();
        known = new AuditVerifier.Known(Optional.of(key), List.of(salt), List.of());
    }

    private static AuditEntry entry(Random random, int number) {
        return new AuditEntry(
                new UUID(random.nextLong(), random.nextLong()).toString(),
                OWN,
                Instant.parse("2026-11-27T01:00:00Z").plusMillis(6L * number),
                "netadmin-1",
                ActorKind.PERSON,
                "change.approve",
                "change",
                new UUID(random.nextLong(), random.nextLong()).toString(),
                Outcome.ALLOWED,
                "",
                "",
                "rest 192.0.2.7",
                "",
                "{\"riskClass\":\"R2\",\"title\":\"Telemetry to the historian\"}");
    }

    double bytes() {
        return (double) export.length / entries;
    }

    /** CPU seconds of verifying all of it, from what an auditor knows. */
    double verify() throws IOException {
        double before = cpu();
        var verdict = AuditVerifier.verify(new ByteArrayInputStream(export), known);
        double spent = cpu() - before;
        if (!verdict.holds() || verdict.own() != entries) {
            throw new IllegalStateException("the export does not hold: " + verdict.faults());
        }
        return spent;
    }

    /** CPU seconds of SHA-256 over the same bytes. */
    double hash() throws GeneralSecurityException {
        double before = cpu();
        MessageDigest.getInstance("SHA-256").digest(export);
        return cpu() - before;
    }

    private static double cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }
}
