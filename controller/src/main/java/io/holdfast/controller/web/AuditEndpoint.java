package io.holdfast.controller.web;

import io.holdfast.api.AuditApi;
import io.holdfast.api.model.AuditEntry;
import io.holdfast.api.model.AuditList;
import io.holdfast.api.model.AuditLogState;
import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLeaves;
import io.holdfast.controller.audit.AuditLine;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.audit.AuditLogHead;
import io.holdfast.controller.scope.Permission;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The audit log over REST. */
@RestController
@RequestMapping("/api/v1")
class AuditEndpoint implements AuditApi {

    private final Access access;
    private final AuditLog audit;
    private final AuditLeaves leaves;

    AuditEndpoint(Access access, AuditLog audit, AuditLeaves leaves) {
        this.access = access;
        this.audit = audit;
        this.leaves = leaves;
    }

    @Override
    @Transactional(readOnly = true)
    public ResponseEntity<AuditList> listAuditEntries(
            @Nullable Integer limit, @Nullable String cursor) {
        access.require(Permission.READ_AUDIT, "audit.read", "audit");
        int most = Objects.requireNonNullElse(limit, 50);
        var page = audit.newest(most, PathIds.cursor(cursor));
        var list =
                new AuditList(page.stream().map(AuditEndpoint::form).toList(), form(leaves.now()));
        if (page.size() == most) {
            list.setNext(page.getLast().id().toString());
        }
        return ResponseEntity.ok(list);
    }

    private static AuditLogState form(AuditLogHead head) {
        var form = new AuditLogState(head.size(), head.root(), head.pending());
        if (head.size() > 0) {
            form.setSequencedAt(head.sequencedAt().atOffset(ZoneOffset.UTC));
        }
        return form;
    }

    private static AuditEntry form(AuditLine line) {
        var form =
                new AuditEntry(
                        line.id().toString(),
                        line.at().atOffset(ZoneOffset.UTC),
                        line.actorKind(),
                        line.actor(),
                        line.action(),
                        line.objectType(),
                        line.objectId(),
                        line.outcome(),
                        line.code(),
                        line.reason(),
                        line.door(),
                        line.detail(),
                        line.digest());
        line.leaf().ifPresent(form::setLeaf);
        return form;
    }
}
