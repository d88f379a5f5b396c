package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.auditlog.AuditVerdict;
import io.holdfast.auditlog.AuditVerdict.Kind;
import io.holdfast.auditlog.AuditVerifier;
import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.MerkleFrontier;
import io.holdfast.auditlog.MerkleTree;
import io.holdfast.auditlog.NoteKey;
import io.holdfast.auditlog.SignedNote;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Caller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Whoever rules the database cannot change what was done without an auditor noticing, who has a
 * file, a key and a head that somebody kept (R38).
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditExportTest extends CentreStory {

    private static void write(int count) {
        for (int i = 0; i < count; i++) {
            int number = i;
            plant.as(
                    Caller.centre(waterworks, "test"),
                    () -> {
                        plant.bean(AuditLog.class)
                                .record("test.write", "test:" + number, Map.of("n", number));
                        return true;
                    });
        }
        numbered();
    }

    private static void numbered() {
        await(
                "every entry is numbered",
                () -> plant.sql("select count(*) from audit_pending").equals(List.of("0")));
    }

    private static String export() {
        var answer = water.get("/audit-log/export");
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer.raw().body();
    }

    private static AuditVerdict verify(String export, NoteKey key, SignedNote... kept) {
        try {
            return AuditVerifier.verify(
                    new ByteArrayInputStream(export.getBytes(StandardCharsets.US_ASCII)),
                    new AuditVerifier.Known(Optional.of(key), List.of(), List.of(kept)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As superuser, past every rule the database has; and back. */
    private static void tampered(String what, String back, NoteKey key, SignedNote kept, Kind as) {
        assertThat(plant.sql("with done as (" + what + " returning 1) select count(*) from done"))
                .as(what)
                .containsExactly("1");
        var verdict = verify(export(), key, kept);
        assertThat(verdict.faults())
                .as(what + ": " + verdict)
                .extracting(AuditVerdict.Fault::kind)
                .contains(as);
        plant.sql("with done as (" + back + " returning 1) select count(*) from done");
        assertThat(verify(export(), key, kept).faults()).as("after " + what).isEmpty();
    }

    @Test
    @Order(1)
    void what_a_superuser_does_to_the_log_is_seen_by_the_auditor() {
        write(40);
        export();
        var head = water.get("/audit-log").body();
        var key = NoteKey.read(head.path("key").asString());
        var kept = SignedNote.read(head.path("note").asString());
        var clean = verify(export(), key, kept);
        assertThat(clean.faults()).isEmpty();
        assertThat(clean.own()).isGreaterThan(40).isLessThanOrEqualTo(clean.size());
        assertThat(clean.witnessed()).isPresent();

        var leaf =
                plant.sql(
                                "select leaf from audit_leaf where organization_id = '"
                                        + waterworks
                                        + "' order by leaf offset 10 limit 1")
                        .getFirst();
        var one = " where entry_id = (select entry_id from public.kept_leaf)";
        plant.sql("create table public.kept_leaf as select * from audit_leaf where leaf = " + leaf);
        plant.sql("create table public.kept_entry as select * from audit_entry" + one);
        var asItWas =
                "update audit_entry e set actor = k.actor, actor_kind = k.actor_kind"
                        + " from public.kept_entry k where e.entry_id = k.entry_id";
        tampered(
                "update audit_entry set actor = actor || 'x'" + one,
                asItWas,
                key,
                kept,
                Kind.ENTRY_CHANGED);
        tampered(
                "update audit_entry set actor_kind = 'NOBODY'" + one,
                asItWas,
                key,
                kept,
                Kind.ENTRY_CHANGED);
        tampered(
                "delete from audit_entry" + one,
                "insert into audit_entry select * from public.kept_entry",
                key,
                kept,
                Kind.ENTRY_MISSING);
        tampered(
                "delete from audit_leaf where leaf = " + leaf,
                "insert into audit_leaf select * from public.kept_leaf",
                key,
                kept,
                Kind.ENTRY_MISSING);
        var digest = "update audit_tree set digest = %s where leaf = " + leaf;
        tampered(
                digest.formatted("sha256(digest)"),
                digest.formatted("(select digest from public.kept_entry)"),
                key,
                kept,
                Kind.LOG_CHANGED);
        plant.sql("drop table public.kept_entry, public.kept_leaf");
    }

    @Test
    @Order(2)
    void a_log_rewritten_with_the_key_as_well_differs_from_what_was_kept() {
        write(20);
        export();
        numbered();
        var head = water.get("/audit-log").body();
        var key = NoteKey.read(head.path("key").asString());
        var kept = SignedNote.read(head.path("note").asString());
        var rewritten = Digest.of("another past".getBytes(StandardCharsets.UTF_8)).hex();
        plant.sql(
                "update audit_tree set digest = decode('" + rewritten + "', 'hex') where leaf = 3");
        var frontier = MerkleFrontier.EMPTY;
        for (var leaf :
                plant.sql("select encode(tag || digest, 'hex') from audit_tree order by leaf")) {
            frontier = frontier.append(MerkleTree.leafHash(HexFormat.of().parseHex(leaf)));
        }
        var peaks =
                frontier.peaks().stream()
                        .map(p -> "decode('" + p.hex() + "', 'hex')")
                        .collect(Collectors.joining(", ", "array[", "]"));
        plant.sql(
                "update audit_tree_head set peaks = "
                        + peaks
                        + ", root = decode('"
                        + frontier.root().hex()
                        + "', 'hex')");
        // Whoever holds the key signs the new past; the centre does it here, which has it.
        plant.sql("delete from audit_checkpoint");
        write(1);
        var verdict = verify(export(), key, kept);
        assertThat(verdict.heads()).isPositive();
        assertThat(verdict.faults())
                .extracting(AuditVerdict.Fault::kind)
                .doesNotContain(Kind.LOG_CHANGED, Kind.HEAD_NOT_SIGNED)
                .contains(Kind.WITNESS_DIFFERS);
    }
}
