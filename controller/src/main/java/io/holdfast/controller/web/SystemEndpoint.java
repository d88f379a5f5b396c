package io.holdfast.controller.web;

import io.holdfast.api.SystemApi;
import io.holdfast.api.model.Health;
import io.holdfast.api.model.Me;
import io.holdfast.controller.access.People;
import io.holdfast.controller.audit.AuditStreams;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Role;
import java.nio.charset.StandardCharsets;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How this centre is doing, who asks, and the contract itself. */
@RestController
@RequestMapping("/api/v1")
class SystemEndpoint implements SystemApi {

    private final JdbcClient jdbc;
    private final People people;
    private final AuditStreams streams;

    SystemEndpoint(JdbcClient jdbc, People people, AuditStreams streams) {
        this.jdbc = jdbc;
        this.people = people;
        this.streams = streams;
    }

    @Override
    public ResponseEntity<Health> readHealth() {
        try {
            jdbc.sql("select 1").query(Integer.class).single();
            return ResponseEntity.ok(health(Health.StateEnum.READY));
        } catch (DataAccessException e) {
            return ResponseEntity.ok(health(Health.StateEnum.DEGRADED));
        }
    }

    /** A stream that is late degrades nothing: plants are run without whoever reads along. */
    private Health health(Health.StateEnum state) {
        var health = new Health(state);
        streams.areLate()
                .map(late -> late ? Health.AuditStreamsEnum.LATE : Health.AuditStreamsEnum.GOING)
                .ifPresent(health::auditStreams);
        return health;
    }

    @Override
    public ResponseEntity<Me> readMe() {
        var caller = Acting.caller();
        return ResponseEntity.ok(
                new Me(
                        caller.subject(),
                        caller.name(),
                        caller.kind().name(),
                        caller.organization().toString(),
                        people.organizationName(),
                        caller.roles().stream().map(Role::text).sorted().toList(),
                        caller.permissions().stream().map(Permission::scope).sorted().toList()));
    }

    /** The contract file. */
    @GetMapping(path = "/openapi.yaml", produces = "application/yaml")
    ResponseEntity<String> contract() throws java.io.IOException {
        try (var in = SystemEndpoint.class.getResourceAsStream("/openapi/holdfast.v1.yaml")) {
            return in == null
                    ? ResponseEntity.notFound().build()
                    : ResponseEntity.ok()
                            .contentType(MediaType.valueOf("application/yaml"))
                            .body(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
