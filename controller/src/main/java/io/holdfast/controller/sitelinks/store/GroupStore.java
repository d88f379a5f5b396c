package io.holdfast.controller.sitelinks.store;

import static io.holdfast.controller.sitelinks.store.Columns.at;
import static io.holdfast.controller.sitelinks.store.Columns.instant;

import io.holdfast.controller.scope.Acting;
import io.holdfast.core.site.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Groups of devices with one secret; it stands here once for each site, sealed to that site. */
@Component
public class GroupStore {

    private final JdbcClient jdbc;

    GroupStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public record Group(String name, Instant changedAt, String changedBy, long version) {}

    /** A group's newest secret as one site can read it. */
    public record Seal(String group, SiteId site, int incarnation, String sealedSecret) {}

    public List<Group> groups() {
        return jdbc.sql("select * from credential_group order by group_name")
                .query((row, _) -> group(row))
                .list();
    }

    public Optional<Group> group(String name) {
        return jdbc.sql("select * from credential_group where group_name = ?")
                .param(name)
                .query((row, _) -> group(row))
                .optional();
    }

    private static Group group(ResultSet row) throws SQLException {
        return new Group(
                row.getString("group_name"),
                instant(row, "changed_at"),
                row.getString("changed_by"),
                row.getLong("version"));
    }

    /** The group, kept from every other transaction until this one ends. */
    public Optional<Group> lock(String name) {
        return jdbc.sql("select * from credential_group where group_name = ? for update")
                .param(name)
                .query((row, _) -> group(row))
                .optional();
    }

    /**
     * Notes that the group has another secret now.
     *
     * @param version the one that was read, 0 for a group that was not there
     * @return false if somebody else was faster; of two that create it at once, one waits here
     */
    public boolean put(String name, long version, Instant now) {
        var sql =
                version == 0
                        ? """
                        insert into credential_group (changed_at, changed_by, organization_id, group_name)
                        values (?, ?, ?, ?) on conflict (organization_id, group_name) do nothing\
                        """
                        : """
                        update credential_group set changed_at = ?, changed_by = ?, version = version + 1
                         where organization_id = ? and group_name = ?\
                        """;
        return jdbc.sql(sql)
                        .params(
                                at(now),
                                Acting.caller().name(),
                                Acting.organization().value(),
                                name)
                        .update()
                == 1;
    }

    public List<Seal> seals(String group) {
        return jdbc.sql(
                        """
                        select * from credential_group_seal where group_name = ? order by site_code\
                        """)
                .param(group)
                .query((row, _) -> seal(row))
                .list();
    }

    public Optional<Seal> seal(String group, SiteId site) {
        return jdbc.sql(
                        """
                        select * from credential_group_seal where group_name = ? and site_code = ?\
                        """)
                .params(group, site.value())
                .query((row, _) -> seal(row))
                .optional();
    }

    private static Seal seal(ResultSet row) throws SQLException {
        return new Seal(
                row.getString("group_name"),
                new SiteId(row.getString("site_code")),
                row.getInt("incarnation"),
                row.getString("sealed_secret"));
    }

    /** From now on the group's secret is at these sites and no others. */
    public void seal(String group, List<Seal> seals) {
        jdbc.sql("delete from credential_group_seal where group_name = ?").param(group).update();
        for (var seal : seals) {
            jdbc.sql(
                            """
                            insert into credential_group_seal (organization_id, group_name, site_code,
                                incarnation, sealed_secret) values (?, ?, ?, ?, ?)\
                            """)
                    .params(
                            Acting.organization().value(),
                            seal.group(),
                            seal.site().value(),
                            seal.incarnation(),
                            seal.sealedSecret())
                    .update();
        }
    }
}
