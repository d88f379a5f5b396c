package io.holdfast.controller.sitelinks.store;

import static io.holdfast.controller.sitelinks.store.Columns.at;
import static io.holdfast.controller.sitelinks.store.Columns.instant;

import io.holdfast.controller.scope.Acting;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.centre.JournalLeaf;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which heads of the sites' journals were recorded in the audit log, to know when the next one is
 * due. What counts is the entry in the log.
 */
@Component
public class JournalLeafStore {

    private final JdbcClient jdbc;

    JournalLeafStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last one. */
    public Optional<JournalLeaf> newest(SiteId site, int incarnation) {
        return jdbc.sql(
                        """
                        select * from journal_leaf where site_code = ? and incarnation = ?
                          and stream = 'J0' order by sequence desc limit 1\
                        """)
                .params(site.value(), incarnation)
                .query((row, _) ->
                        new JournalLeaf(
                                row.getInt("incarnation"),
                                new JournalHead(row.getLong("sequence"), row.getString("hash")),
                                instant(row, "recorded_at")))
                .optional();
    }

    /** One more. A journal that fell back with a backup may come to the same number again. */
    public void append(SiteId site, JournalLeaf leaf) {
        jdbc.sql(
                        """
                        insert into journal_leaf (organization_id, site_code, incarnation, stream,
                            sequence, hash, recorded_at)
                        values (?, ?, ?, 'J0', ?, ?, ?) on conflict do nothing\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        leaf.incarnation(),
                        leaf.head().sequence(),
                        leaf.head().hash(),
                        at(leaf.at()))
                .update();
    }
}
