package io.holdfast.controller.access;

import io.holdfast.controller.access.OpenLogins.Shown;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Logins of people of the acting organisation. */
@Component
class LoginStore {

    private static final int MOST_LISTED = 1_000;

    /** Where somebody was is kept no longer than that; what was done stands in the audit log. */
    private static final Duration KEPT = Duration.ofDays(90);

    /** Of one showing at the provider; what has no session there is known by its moment. */
    private static final String SAME_SHOWING =
            " issuer = ? and subject = ? and provider_session = ? and (provider_session <> '' or"
                    + " shown_at = ?)";

    private static final String LINES =
            "select l.*, coalesce((select m.display_name from membership m where m.issuer = l.issuer"
                    + " and m.subject = l.subject), l.subject) as name from login l";

    private final JdbcClient jdbc;

    LoginStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID id, LoginLine.Door door, Shown shown, Instant now) {
        jdbc.sql("delete from login where issuer = ? and subject = ? and seen_at < ?")
                .params(shown.issuer(), shown.subject(), at(now.minus(KEPT)))
                .update();
        jdbc.sql(
                        """
                        insert into login
                            (organization_id, login_id, issuer, subject, door, program, provider_session, address,
                             agent, began_at, shown_at, seen_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict do nothing\
                        """)
                .params(
                        Acting.organization().value(),
                        id,
                        shown.issuer(),
                        shown.subject(),
                        door.name(),
                        shown.program(),
                        shown.session(),
                        shown.address(),
                        shown.agent(),
                        at(now),
                        at(shown.at()),
                        at(now))
                .update();
    }

    /** Whether what somebody showed then was ended by somebody. */
    boolean wasEnded(Shown shown) {
        return jdbc.sql(
                        "select exists (select from login where"
                                + SAME_SHOWING
                                + " and ended_by is not null and shown_at >= ?)")
                .params(
                        shown.issuer(),
                        shown.subject(),
                        shown.session(),
                        at(shown.at()),
                        at(shown.at()))
                .query(Boolean.class)
                .single();
    }

    /** The one by which tokens like this come. */
    Optional<LoginLine> openFor(Shown shown) {
        return jdbc.sql(
                        LINES
                                + " where"
                                + SAME_SHOWING
                                + " and door = 'REST' and program = ? and ended_at is null"
                                + " order by login_id desc limit 1")
                .params(
                        shown.issuer(),
                        shown.subject(),
                        shown.session(),
                        at(shown.at()),
                        shown.program())
                .query((row, _) -> line(row))
                .optional();
    }

    Optional<LoginLine> find(UUID id) {
        return jdbc.sql(LINES + " where login_id = ?")
                .param(id)
                .query((row, _) -> line(row))
                .optional();
    }

    /** Used, and perhaps shown once more since. */
    void seen(UUID id, Shown shown, Instant now, Duration step) {
        jdbc.sql(
                        """
                        update login set seen_at = greatest(seen_at, ?), shown_at = greatest(shown_at, ?)
                        where login_id = ? and ended_at is null and (seen_at < ? or shown_at < ?)\
                        """)
                .params(at(now), at(shown.at()), id, at(now.minus(step)), at(shown.at()))
                .update();
    }

    List<LoginLine> all() {
        return jdbc.sql(LINES + " order by login_id desc limit " + MOST_LISTED)
                .query((row, _) -> line(row))
                .list();
    }

    List<LoginLine> own(Caller caller) {
        return jdbc.sql(
                        LINES
                                + " where issuer = ? and subject = ? order by login_id desc limit "
                                + MOST_LISTED)
                .params(caller.issuer(), caller.subject())
                .query((row, _) -> line(row))
                .list();
    }

    /** It ended by itself. */
    void closed(UUID id, Instant now) {
        jdbc.sql("update login set ended_at = ? where login_id = ? and ended_at is null")
                .params(at(now), id)
                .update();
    }

    /** Ends it and whatever else came of the same showing at the provider. */
    int end(UUID id, String by, Instant now) {
        return jdbc.sql(
                        """
                        update login l set ended_at = ?, ended_by = ?
                        from login one
                        where one.login_id = ? and l.issuer = one.issuer and l.subject = one.subject
                            and l.provider_session = one.provider_session and l.ended_at is null
                            and (l.login_id = one.login_id or l.provider_session <> '' or l.shown_at = one.shown_at)\
                        """)
                .params(at(now), by, id)
                .update();
    }

    /** What came of one session there, or of all of a person where none is named. */
    int endAll(String issuer, String subject, Optional<String> session, String by, Instant now) {
        return jdbc.sql(
                        """
                        update login set ended_at = ?, ended_by = ?
                        where issuer = ? and subject = ? and ended_at is null and (? or provider_session = ?)\
                        """)
                .params(at(now), by, issuer, subject, session.isEmpty(), session.orElse(""))
                .update();
    }

    private static LoginLine line(ResultSet row) throws SQLException {
        return new LoginLine(
                row.getObject("login_id", UUID.class),
                row.getString("issuer"),
                row.getString("subject"),
                row.getString("name"),
                LoginLine.Door.valueOf(row.getString("door")),
                row.getString("program"),
                row.getString("address"),
                row.getString("agent"),
                row.getObject("began_at", OffsetDateTime.class).toInstant(),
                row.getObject("seen_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("ended_at", OffsetDateTime.class)),
                Optional.ofNullable(row.getString("ended_by")));
    }

    private static Optional<Instant> instant(@Nullable OffsetDateTime at) {
        return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
