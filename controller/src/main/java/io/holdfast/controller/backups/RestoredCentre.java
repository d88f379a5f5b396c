package io.holdfast.controller.backups;

import io.holdfast.auditlog.AuditVerdict;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.notices.NoticeKind;
import io.holdfast.controller.notices.Notices;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells each organisation once, in its audit log and its feed, that the centre came back from a
 * backup: whatever was said after the backup was taken, a head of the log included, is of a time
 * that this centre does not know.
 */
@Component
class RestoredCentre {

    private static final Logger LOG = LoggerFactory.getLogger(RestoredCentre.class);

    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final Notices notices;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    RestoredCentre(
            JdbcClient jdbc,
            AuditLog audit,
            Notices notices,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.notices = notices;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    private record Restored(
            long epoch,
            String backup,
            Instant takenAt,
            Instant restoredAt,
            long auditSize,
            String auditRoot) {}

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        for (var organization : organizations()) {
            Acting.run(
                    Caller.centre(organization, "restore"),
                    () -> transaction.executeWithoutResult(_ -> untold().forEach(this::tell)));
        }
    }

    private List<OrganizationId> organizations() {
        return jdbc.sql("select organization_id from organization_directory")
                .query((row, _) -> new OrganizationId(row.getObject(1, UUID.class)))
                .list();
    }

    private List<Restored> untold() {
        return jdbc.sql(
                        """
                        select * from centre_restore r where not exists (
                            select 1 from centre_restore_told t where t.epoch = r.epoch) order by epoch\
                        """)
                .query((row, _) ->
                        new Restored(
                                row.getLong("epoch"),
                                row.getString("backup_id"),
                                row.getObject("taken_at", OffsetDateTime.class).toInstant(),
                                row.getObject("restored_at", OffsetDateTime.class).toInstant(),
                                row.getLong("audit_size"),
                                row.getString("audit_root")))
                .list();
    }

    private void tell(Restored restored) {
        int mine =
                jdbc.sql(
                                """
                                insert into centre_restore_told (organization_id, epoch, told_at)
                                values (?, ?, ?) on conflict do nothing\
                                """)
                        .params(
                                Acting.organization().value(),
                                restored.epoch(),
                                clock.instant().atOffset(ZoneOffset.UTC))
                        .update();
        if (mine == 0) {
            return;
        }
        var object = "centre:epoch-" + restored.epoch();
        audit.record(
                AuditVerdict.CENTRE_RESTORED,
                object,
                Map.of(
                        "epoch",
                        restored.epoch(),
                        "backup",
                        restored.backup(),
                        "takenAt",
                        restored.takenAt().toString(),
                        "restoredAt",
                        restored.restoredAt().toString(),
                        "auditSize",
                        restored.auditSize(),
                        "auditRoot",
                        restored.auditRoot()));
        notices.tell(
                NoticeKind.CENTRE_RESTORED,
                object,
                restored.takenAt() + ", epoch " + restored.epoch(),
                "" + restored.epoch(),
                Map.of(
                        "epoch",
                        "" + restored.epoch(),
                        "takenAt",
                        restored.takenAt().toString(),
                        "restoredAt",
                        restored.restoredAt().toString()));
        LOG.warn(
                "{}: came back from the backup of {}, epoch {}",
                Acting.organization(),
                restored.takenAt(),
                restored.epoch());
    }
}
