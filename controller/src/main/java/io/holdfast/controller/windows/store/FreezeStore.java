package io.holdfast.controller.windows.store;

import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.windows.FreezeView;
import io.holdfast.core.window.Freeze;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Freezes of the acting organisation. One is lifted, never deleted. */
@Component
public class FreezeStore {

    private static final String SELECT =
            "select freeze_id, from_at, until_at, reason, by_name, lifted_at, lifted_by"
                    + " from change_freeze"
                    + " ";

    private final JdbcClient jdbc;

    FreezeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void add(UUID id, Freeze freeze, String by) {
        jdbc.sql(
                        """
                        insert into change_freeze (organization_id, freeze_id, from_at, until_at, reason, by_name)
                        values (?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        Acting.organization().value(),
                        id,
                        at(freeze.from()),
                        at(freeze.until()),
                        freeze.reason(),
                        by)
                .update();
    }

    /** False if it was lifted already. */
    public boolean lift(UUID id, Instant now, String by) {
        return jdbc.sql(
                                """
                                update change_freeze set lifted_at = ?, lifted_by = ?
                                where freeze_id = ? and lifted_at is null\
                                """)
                        .params(at(now), by, id)
                        .update()
                == 1;
    }

    public Optional<FreezeView> find(UUID id) {
        return jdbc.sql(SELECT + "where freeze_id = ?")
                .param(id)
                .query(FreezeStore::row)
                .optional();
    }

    public List<FreezeView> newest() {
        return jdbc.sql(SELECT + "order by from_at desc, freeze_id desc limit 100")
                .query(FreezeStore::row)
                .list();
    }

    /** Neither over nor lifted. */
    public List<FreezeView> open(Instant now) {
        return jdbc.sql(
                        SELECT
                                + "where lifted_at is null and until_at > ?"
                                + " order by until_at, freeze_id")
                .param(at(now))
                .query(FreezeStore::row)
                .list();
    }

    private static FreezeView row(ResultSet row, int number) throws SQLException {
        return new FreezeView(
                row.getObject("freeze_id", UUID.class),
                new Freeze(
                        row.getObject("from_at", OffsetDateTime.class).toInstant(),
                        row.getObject("until_at", OffsetDateTime.class).toInstant(),
                        row.getString("reason")),
                row.getString("by_name"),
                Optional.ofNullable(row.getObject("lifted_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getString("lifted_by"));
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
