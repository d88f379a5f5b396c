package io.holdfast.controller.changes.store;

import io.holdfast.controller.changes.Remark.DeviceOfChange;
import io.holdfast.core.change.Person;
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

/** What people said beside changes and which differences they looked at. */
@Component
public class ReviewStore {

    private final JdbcClient jdbc;

    ReviewStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A word or a tick as it is on disk.
     *
     * @param digest of the device's difference it was said of; empty for the whole change
     */
    public record Said(
            UUID id,
            Optional<DeviceOfChange> device,
            String digest,
            String person,
            String name,
            Instant at,
            String comment) {}

    public int comments(UUID change) {
        return jdbc.sql("select count(*) from change_comment where change_id = ?")
                .param(change)
                .query(Integer.class)
                .single();
    }

    public List<Said> said(UUID change) {
        return jdbc.sql("select * from change_comment where change_id = ? order by comment_id")
                .param(change)
                .query((row, _) ->
                        said(
                                row,
                                row.getObject("comment_id", UUID.class),
                                row.getString("comment")))
                .list();
    }

    public void add(UUID change, Said said) {
        jdbc.sql(
                        """
                        insert into change_comment (comment_id, change_id, site_code, slot, diff_digest, person,
                            person_name, comment, at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        said.id(),
                        change,
                        said.device().map(DeviceOfChange::site).orElse(""),
                        said.device().map(DeviceOfChange::slot).orElse(""),
                        said.digest(),
                        said.person(),
                        said.name(),
                        said.comment(),
                        said.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    public List<Said> viewed(UUID change) {
        return jdbc.sql("select * from change_viewed where change_id = ? order by at, person")
                .param(change)
                .query((row, _) -> said(row, change, ""))
                .list();
    }

    public void view(
            UUID change, DeviceOfChange device, String digest, Person by, String name, Instant at) {
        jdbc.sql(
                        """
                        insert into change_viewed (change_id, person, site_code, slot, diff_digest, person_name, at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (organization_id, change_id, person, site_code, slot)
                        do update set diff_digest = excluded.diff_digest, at = excluded.at\
                        """)
                .params(
                        change,
                        by.id(),
                        device.site(),
                        device.slot(),
                        digest,
                        name,
                        at.atOffset(ZoneOffset.UTC))
                .update();
    }

    public boolean unview(UUID change, DeviceOfChange device, Person by) {
        return jdbc.sql(
                                "delete from change_viewed where change_id = ? and person = ? and"
                                        + " site_code = ? and slot = ?")
                        .params(change, by.id(), device.site(), device.slot())
                        .update()
                > 0;
    }

    public void origin(UUID change, UUID origin, String kind) {
        jdbc.sql("insert into change_origin (change_id, origin_id, kind) values (?, ?, ?)")
                .params(change, origin, kind)
                .update();
    }

    /** From which change another was made, and how: CLONE or REVERT. */
    public record Origin(UUID change, String kind) {}

    public Optional<Origin> origin(UUID change) {
        return jdbc.sql("select origin_id, kind from change_origin where change_id = ?")
                .param(change)
                .query((row, _) ->
                        new Origin(row.getObject("origin_id", UUID.class), row.getString("kind")))
                .optional();
    }

    private static Said said(ResultSet row, UUID id, String comment) throws SQLException {
        var slot = row.getString("slot");
        return new Said(
                id,
                slot.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new DeviceOfChange(row.getString("site_code"), slot)),
                row.getString("diff_digest"),
                row.getString("person"),
                row.getString("person_name"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                comment);
    }
}
