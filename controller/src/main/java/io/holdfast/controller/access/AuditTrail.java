package io.holdfast.controller.access;

import io.holdfast.auditlog.AuditVerdict;
import io.holdfast.controller.audit.AuditExports;
import io.holdfast.controller.audit.AuditFilter;
import io.holdfast.controller.audit.AuditLeaves;
import io.holdfast.controller.audit.AuditLine;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.audit.AuditLogHead;
import io.holdfast.controller.audit.AuditStreams;
import io.holdfast.controller.audit.AuditWitnesses;
import io.holdfast.controller.scope.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Reading who did what, and taking it along. */
@Service
public class AuditTrail {

    private final Access access;
    private final AuditLog audit;
    private final AuditLeaves leaves;
    private final AuditExports exports;
    private final AuditWitnesses witnesses;
    private final AuditStreams streams;
    private final TransactionTemplate transaction;

    AuditTrail(
            Access access,
            AuditLog audit,
            AuditLeaves leaves,
            AuditExports exports,
            AuditWitnesses witnesses,
            AuditStreams streams,
            PlatformTransactionManager transactions) {
        this.access = access;
        this.audit = audit;
        this.leaves = leaves;
        this.exports = exports;
        this.witnesses = witnesses;
        this.streams = streams;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Entries, newest first.
     *
     * @param log how far the log was when they were read
     */
    public record Entries(List<AuditLine> lines, AuditLogHead log) {
        public Entries {
            lines = List.copyOf(lines);
        }
    }

    /** The newest entries of those that are asked for; before the given one if one is given. */
    @Transactional(readOnly = true)
    public Entries newest(int limit, Optional<UUID> before, AuditFilter filter) {
        access.require(Permission.READ_AUDIT, "audit.read", "audit");
        return new Entries(audit.newest(limit, before, filter), leaves.now());
    }

    /**
     * How far the log is, and what to keep of it elsewhere.
     *
     * @param signed key and newest signed head
     * @param streams where it is handed over as it grows
     */
    public record Head(
            AuditLogHead log, AuditExports.SignedHead signed, List<AuditStreams.Standing> streams) {
        public Head {
            streams = List.copyOf(streams);
        }
    }

    @Transactional(readOnly = true)
    public Head head() {
        access.require(Permission.READ_AUDIT, "audit.read", "audit");
        return new Head(leaves.now(), exports.head(), streams.standing());
    }

    /**
     * Who keeps heads of the log elsewhere, and how far.
     *
     * @param limit how many of the organisation's sites
     * @param after only those whose code comes after this one
     */
    @Transactional(readOnly = true)
    public AuditWitnesses.Standing witnesses(int limit, String after) {
        access.require(Permission.READ_AUDIT, "audit.read", "audit");
        return witnesses.standing(limit, after);
    }

    /**
     * Writes the whole log for the verifier. That it was taken along is an entry of its own, also
     * if it fails afterwards. Whoever gets it closes its content.
     */
    public AuditExports.Written export() {
        access.require(Permission.READ_AUDIT, "audit.export", "audit");
        transaction.executeWithoutResult(_ -> audit.record("audit.export", "audit", Map.of()));
        return exports.write();
    }

    /**
     * The centre checks its own log: whether the entries that are read are those that were written.
     * Who does not believe the centre takes the export along.
     */
    public AuditVerdict verify() {
        access.require(Permission.READ_AUDIT, "audit.verify", "audit");
        transaction.executeWithoutResult(_ -> audit.record("audit.verify", "audit", Map.of()));
        return exports.verify();
    }
}
