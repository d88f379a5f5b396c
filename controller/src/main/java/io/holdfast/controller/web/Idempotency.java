package io.holdfast.controller.web;

import io.holdfast.controller.database.KeyedDigests;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Refused;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is sent twice under one key happens once. The answer is kept for a day in the same
 * transaction as the effect; the same key with another body is refused, and one that is still being
 * worked on as well.
 */
@Component
public class Idempotency {

    private static final Duration KEPT = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final InstantSource clock;
    private final KeyedDigests digests;
    private final TransactionTemplate transaction;

    Idempotency(
            JdbcClient jdbc,
            JsonMapper json,
            InstantSource clock,
            KeyedDigests digests,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.digests = digests;
        this.transaction = new TransactionTemplate(transactions);
    }

    private record Kept(String digest, int status, String location, String etag, String body) {}

    /**
     * Does it once. The answer's type is the type of its first time; a repeat has the same JSON.
     */
    public <T> ResponseEntity<T> once(
            @Nullable String key,
            String operation,
            Object request,
            Class<T> type,
            Supplier<ResponseEntity<T>> what) {
        return once(key, operation, request, type, () -> true, _ -> what.get());
    }

    /**
     * The same with what takes a while and changes nothing done before it begins, so that no
     * connection is kept meanwhile; a repeat does not do it again.
     */
    public <P, T> ResponseEntity<T> once(
            @Nullable String key,
            String operation,
            Object request,
            Class<T> type,
            Supplier<P> before,
            Function<P, ResponseEntity<T>> what) {
        if (key == null || key.isBlank()) {
            throw new Refused(
                    Refused.Kind.PRECONDITION,
                    "IDEMPOTENCY_KEY_MISSING",
                    "Send a key of your own in the header Idempotency-Key, so that a repeat is harmless.");
        }
        if (key.length() > 200) {
            throw Refused.invalid(
                    "", "IDEMPOTENCY_KEY_TOO_LONG", "A key has at most 200 characters.");
        }
        // A request may bring secrets.
        var digest = digests.of(operation, json.writeValueAsBytes(request));
        var known = Objects.requireNonNull(transaction.execute(_ -> find(key)));
        if (known.isPresent()) {
            return replay(known.get(), digest, type);
        }
        var prepared = before.get();
        var answer =
                transaction.execute(_ -> {
                    takeTurn(key);
                    return find(key)
                            .map(kept -> replay(kept, digest, type))
                            .orElseGet(() ->
                                    first(key, operation, digest, () -> what.apply(prepared)));
                });
        return Objects.requireNonNull(answer);
    }

    private void takeTurn(String key) {
        boolean mine =
                jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended(?, 7))")
                        .param(Acting.organization() + "/" + Acting.caller().subject() + "/" + key)
                        .query(Boolean.class)
                        .single();
        if (!mine) {
            throw Refused.conflict(
                    "IN_PROGRESS", "A request with this Idempotency-Key is still being worked on.");
        }
    }

    private Optional<Kept> find(String key) {
        jdbc.sql("delete from idempotent_request where created_at < ?")
                .param(clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                .update();
        return jdbc.sql(
                        """
                        select request_digest, status, location, etag, body from idempotent_request
                        where caller = ? and idempotency_key = ?\
                        """)
                .params(Acting.caller().subject(), key)
                .query((row, _) ->
                        new Kept(
                                row.getString("request_digest"),
                                row.getInt("status"),
                                row.getString("location"),
                                row.getString("etag"),
                                row.getString("body")))
                .optional();
    }

    private <T> ResponseEntity<T> replay(Kept kept, String digest, Class<T> type) {
        if (!kept.digest().equals(digest)) {
            throw new Refused(
                    Refused.Kind.INVALID,
                    "IDEMPOTENCY_KEY_REUSED",
                    "This Idempotency-Key was used with another request.");
        }
        var answer = ResponseEntity.status(kept.status());
        if (!kept.location().isEmpty()) {
            answer.location(URI.create(kept.location()));
        }
        if (!kept.etag().isEmpty()) {
            answer.eTag(kept.etag());
        }
        return answer.header("Idempotency-Replayed", "true")
                .contentType(MediaType.APPLICATION_JSON)
                .body(json.readValue(kept.body(), type));
    }

    private <T> ResponseEntity<T> first(
            String key, String operation, String digest, Supplier<ResponseEntity<T>> what) {
        var answer = what.get();
        var location = answer.getHeaders().getLocation();
        jdbc.sql(
                        """
                        insert into idempotent_request (organization_id, caller, idempotency_key, operation,
                            request_digest, status, location, etag, body, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        Acting.organization().value(),
                        Acting.caller().subject(),
                        key,
                        operation,
                        digest,
                        answer.getStatusCode().value(),
                        location == null ? "" : location.toString(),
                        Objects.requireNonNullElse(answer.getHeaders().getETag(), ""),
                        json.writeValueAsString(answer.getBody()),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return answer;
    }
}
