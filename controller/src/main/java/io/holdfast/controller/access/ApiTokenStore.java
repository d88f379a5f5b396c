package io.holdfast.controller.access;

import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.Permission;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tokens of the acting organisation. */
@Component
class ApiTokenStore {

    /** The newest; who may have twenty at once has older ones that are all over. */
    private static final int MOST_LISTED = 1_000;

    private final JdbcClient jdbc;

    ApiTokenStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A token with what proves it, and whose it is. */
    record Stored(ApiTokenLine line, String issuer, String digest) {

        boolean isOf(Caller caller) {
            return issuer.equals(caller.issuer()) && line.owner().equals(caller.subject());
        }
    }

    void add(ApiTokenLine line, String issuer, String digest) {
        jdbc.sql(
                        """
                        insert into api_token
                            (organization_id, token_id, issuer, subject, name, scopes, secret_digest, made_at, ends_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        Acting.organization().value(),
                        line.id(),
                        issuer,
                        line.owner(),
                        line.name(),
                        line.scopes().stream().map(Permission::scope).toArray(String[]::new),
                        HexFormat.of().parseHex(digest),
                        at(line.madeAt()),
                        at(line.endsAt()))
                .update();
    }

    List<ApiTokenLine> all() {
        return jdbc.sql("select * from api_token order by token_id desc limit " + MOST_LISTED)
                .query((row, _) -> line(row))
                .list();
    }

    List<ApiTokenLine> own(Caller caller) {
        return jdbc.sql(
                        "select * from api_token where issuer = ? and subject = ? order by"
                                + " token_id desc limit "
                                + MOST_LISTED)
                .params(caller.issuer(), caller.subject())
                .query((row, _) -> line(row))
                .list();
    }

    /** How many of the caller's can be used. */
    int held(Caller caller, Instant now) {
        return jdbc.sql(
                        "select count(*) from api_token where issuer = ? and subject = ? and"
                                + " revoked_at is null and ends_at > ?")
                .params(caller.issuer(), caller.subject(), at(now))
                .query(Integer.class)
                .single();
    }

    Optional<ApiTokenLine> find(UUID id) {
        return stored(id).map(Stored::line);
    }

    Optional<Stored> stored(UUID id) {
        return jdbc.sql("select * from api_token where token_id = ?")
                .param(id)
                .query((row, _) ->
                        new Stored(
                                line(row),
                                row.getString("issuer"),
                                HexFormat.of().formatHex(row.getBytes("secret_digest"))))
                .optional();
    }

    void revoke(UUID id, Instant now) {
        jdbc.sql(
                        "update api_token set revoked_at = ? where token_id = ? and revoked_at is"
                                + " null")
                .params(at(now), id)
                .update();
    }

    /** Whoever is taken out and comes back does not find his old tokens alive. */
    void revokeAllOf(String issuer, String subject, Instant now) {
        jdbc.sql(
                        "update api_token set revoked_at = ? where issuer = ? and subject = ? and"
                                + " revoked_at is null")
                .params(at(now), issuer, subject)
                .update();
    }

    void used(UUID id, Instant now) {
        jdbc.sql("update api_token set used_at = ? where token_id = ?")
                .params(at(now), id)
                .update();
    }

    private static ApiTokenLine line(ResultSet row) throws SQLException {
        return new ApiTokenLine(
                row.getObject("token_id", UUID.class),
                row.getString("name"),
                row.getString("subject"),
                Arrays.stream((String[]) row.getArray("scopes").getArray())
                        .flatMap(s ->
                                Arrays.stream(Permission.values()).filter(p -> p.scope().equals(s)))
                        .sorted()
                        .toList(),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getObject("ends_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("used_at", OffsetDateTime.class)),
                instant(row.getObject("revoked_at", OffsetDateTime.class)));
    }

    private static Optional<Instant> instant(@Nullable OffsetDateTime at) {
        return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
