package io.holdfast.controller.web;

import io.holdfast.api.AuditApi;
import io.holdfast.api.model.AuditEntry;
import io.holdfast.api.model.AuditHead;
import io.holdfast.api.model.AuditList;
import io.holdfast.api.model.AuditLogState;
import io.holdfast.api.model.AuditStream;
import io.holdfast.api.model.AuditWitnessList;
import io.holdfast.controller.access.AuditTrail;
import io.holdfast.controller.audit.AuditFilter;
import io.holdfast.controller.audit.AuditLine;
import io.holdfast.controller.audit.AuditLogHead;
import io.holdfast.controller.audit.AuditStreams;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The audit log over REST. */
@RestController
@RequestMapping("/api/v1")
class AuditEndpoint implements AuditApi {

    private final AuditTrail trail;
    private final InstantSource clock;

    AuditEndpoint(AuditTrail trail, InstantSource clock) {
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public ResponseEntity<AuditList> listAuditEntries(
            @Nullable Integer limit,
            @Nullable String cursor,
            @Nullable String actor,
            @Nullable String action,
            @Nullable String outcome) {
        int most = Objects.requireNonNullElse(limit, 50);
        var filter =
                new AuditFilter(
                        Objects.requireNonNullElse(actor, ""),
                        Objects.requireNonNullElse(action, ""),
                        Objects.requireNonNullElse(outcome, ""));
        var page = trail.newest(most, PathIds.cursor(cursor), filter);
        var lines = page.lines();
        var list =
                new AuditList(lines.stream().map(AuditEndpoint::form).toList(), form(page.log()));
        if (lines.size() == most) {
            list.setNext(lines.getLast().id().toString());
        }
        return ResponseEntity.ok(list);
    }

    @Override
    public ResponseEntity<AuditHead> readAuditHead() {
        var head = trail.head();
        var form = new AuditHead(form(head.log()), head.signed().key(), head.signed().note());
        if (!head.streams().isEmpty()) {
            form.streams(head.streams().stream().map(AuditEndpoint::form).toList());
        }
        return ResponseEntity.ok(form);
    }

    @Override
    public ResponseEntity<AuditWitnessList> listAuditWitnesses(
            @Nullable Integer limit, @Nullable String cursor) {
        int most = Objects.requireNonNullElse(limit, 50);
        return ResponseEntity.ok(
                WitnessForms.list(
                        trail.witnesses(most, Objects.requireNonNullElse(cursor, "")),
                        most,
                        clock.instant()));
    }

    @Override
    public ResponseEntity<Resource> exportAuditLog() {
        var written = trail.export();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .contentLength(written.length())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"holdfast-audit.export\"")
                .body(new InputStreamResource(written.content()));
    }

    private static AuditStream form(AuditStreams.Standing standing) {
        return new AuditStream(
                standing.stream().kind().name(),
                standing.stream().place(),
                standing.size(),
                standing.behind(),
                standing.confirmedAt().atOffset(ZoneOffset.UTC),
                standing.reason(),
                standing.late());
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
