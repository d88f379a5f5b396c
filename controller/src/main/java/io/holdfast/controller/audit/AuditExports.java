package io.holdfast.controller.audit;

import io.holdfast.auditlog.AuditEntry;
import io.holdfast.auditlog.AuditExport;
import io.holdfast.auditlog.AuditVerdict;
import io.holdfast.auditlog.AuditVerifier;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes the whole log as the acting organisation may see it, for {@code audit verify}. Entries are
 * written as their columns say, which is what people read: a column that somebody changed is found
 * as well as canonical bytes are.
 */
@Component
public class AuditExports {

    /**
     * An export reads the log from its beginning; it must not be what the database is busy with.
     */
    private static final int AT_ONCE = 2;

    private static final int FETCH = 500;

    private final JdbcClient jdbc;
    private final AuditKeys keys;
    private final AuditHeads heads;
    private final TransactionTemplate snapshot;
    private final Semaphore places = new Semaphore(AT_ONCE);

    AuditExports(
            JdbcClient jdbc,
            AuditKeys keys,
            AuditHeads heads,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.heads = heads;
        snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** The newest head and the key it is signed with, as an auditor keeps them. */
    public SignedHead head() {
        return new SignedHead(keys.key().text(), heads.current().map(n -> n.written()).orElse(""));
    }

    /**
     * The log as a file of its own, gone once its content is closed.
     *
     * @param length in bytes
     */
    public record Written(InputStream content, long length) {}

    /**
     * Writes the log up to now: to a file first, so that the database waits for no slow reader, and
     * a log that cannot be written whole is a refusal and no half of an answer.
     *
     * @throws Refused if too many are written at once
     */
    public Written write() {
        try {
            var file = Files.createTempFile("holdfast-audit", ".export");
            try (var out = Files.newOutputStream(file)) {
                write(out);
            } catch (RuntimeException | IOException e) {
                Files.deleteIfExists(file);
                throw e;
            }
            long length = Files.size(file);
            return new Written(
                    Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE), length);
        } catch (IOException e) {
            throw new UncheckedIOException("the audit log could not be exported", e);
        }
    }

    private void write(OutputStream out) {
        if (!places.tryAcquire()) {
            throw Refused.conflict(
                    "EXPORT_UNDER_WAY", "Another export is being written; try again in a minute.");
        }
        try {
            heads.sign();
            snapshot.executeWithoutResult(_ -> written(out));
        } finally {
            places.release();
        }
    }

    /** Writes the log and verifies what was written. */
    public AuditVerdict verify() {
        try (var content = write().content()) {
            return AuditVerifier.verify(
                    content,
                    new AuditVerifier.Known(
                            Optional.of(keys.key()),
                            List.of(keys.salt(Acting.organization())),
                            List.of()));
        } catch (IOException e) {
            throw new UncheckedIOException("the audit log could not be verified", e);
        }
    }

    private void written(OutputStream out) {
        var organization = Acting.organization();
        long size = heads.newestSize();
        var pending = new Pending(heads.upTo(size));
        try (var export =
                new AuditExport(
                        out,
                        keys.origin(),
                        organization.toString(),
                        keys.salt(organization),
                        keys.key())) {
            jdbc.sql(
                            """
                            select t.leaf, t.tag, t.digest as told, e.* from audit_tree t
                            left join audit_leaf l on l.leaf = t.leaf
                            left join audit_entry e on e.at = l.entry_at and e.entry_id = l.entry_id
                            where t.leaf < ? order by t.leaf\
                            """)
                    .withFetchSize(FETCH)
                    .param(size)
                    .query(row -> {
                        leaf(export, pending, row);
                    });
            pending.before(size + 1, export);
            export.finish();
        } catch (IOException e) {
            throw new UncheckedIOException("the audit log could not be exported", e);
        }
    }

    /** Heads that are still to be written, each behind the leaves it was signed of. */
    private static final class Pending {

        private final Iterator<AuditFeed.Head> heads;
        private Optional<AuditFeed.Head> next;

        Pending(Iterator<AuditFeed.Head> heads) {
            this.heads = heads;
            this.next = take();
        }

        private Optional<AuditFeed.Head> take() {
            return heads.hasNext() ? Optional.of(heads.next()) : Optional.empty();
        }

        void before(long leaf, AuditExport export) throws IOException {
            while (next.isPresent() && next.get().size() <= leaf) {
                export.head(next.get().note());
                next = take();
            }
        }
    }

    private static void leaf(AuditExport export, Pending pending, ResultSet row)
            throws SQLException {
        long leaf = row.getLong("leaf");
        try {
            pending.before(leaf, export);
            if (row.getObject("entry_id") == null) {
                export.other(row.getBytes("tag"), row.getBytes("told"));
            } else {
                export.own(row.getBytes("told"), canonical(row));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the audit log could not be exported", e);
        }
    }

    /** Of what can be no entry, nothing, which is no entry's digest. */
    private static byte[] canonical(ResultSet row) throws SQLException {
        return EntryColumns.entry(row).map(AuditEntry::canonicalBytes).orElse(new byte[0]);
    }

    /**
     * What an auditor keeps elsewhere.
     *
     * @param key of the log, as C2SP signed-note writes it
     * @param note the newest signed head, empty before the first
     */
    public record SignedHead(String key, String note) {}
}
