package io.holdfast.controller.sitelinks.store;

import static io.holdfast.controller.sitelinks.store.Columns.at;
import static io.holdfast.controller.sitelinks.store.Columns.instant;

import io.holdfast.controller.scope.Acting;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.SealedCode;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Verifiers of break-glass codes. They are added and never changed. */
@Component
public class GlassStore {

    private final JdbcClient jdbc;

    GlassStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A code as it is kept, and for which site node. */
    public record Stored(int incarnation, SealedCode sealed, Instant issuedAt, String issuedBy) {}

    public void add(SiteId site, Stored code) {
        jdbc.sql(
                        """
                        insert into break_glass_code (organization_id, site_code, incarnation, issue, number,
                            salt, rounds, verifier, issued_at, issued_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        code.incarnation(),
                        code.sealed().issue(),
                        code.sealed().number(),
                        code.sealed().salt(),
                        code.sealed().rounds(),
                        code.sealed().verifier(),
                        at(code.issuedAt()),
                        code.issuedBy())
                .update();
    }

    /** The newest set of a site, by number; empty if there never was one. */
    public List<Stored> newest(SiteId site) {
        return jdbc.sql(
                        """
                        select * from break_glass_code where site_code = ? and issue =
                          (select max(issue) from break_glass_code where site_code = ?) order by number\
                        """)
                .params(site.value(), site.value())
                .query((row, _) ->
                        new Stored(
                                row.getInt("incarnation"),
                                new SealedCode(
                                        row.getLong("issue"),
                                        row.getInt("number"),
                                        row.getString("salt"),
                                        row.getInt("rounds"),
                                        row.getString("verifier")),
                                instant(row, "issued_at"),
                                row.getString("issued_by")))
                .list();
    }
}
