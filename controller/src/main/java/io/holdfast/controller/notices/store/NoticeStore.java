package io.holdfast.controller.notices.store;

import io.holdfast.controller.database.Ids;
import io.holdfast.controller.notices.Notice;
import io.holdfast.controller.notices.NoticeKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Events of the acting organisation. */
@Component
public class NoticeStore {

    private static final TypeReference<Map<String, String>> DATA = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    NoticeStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Adds an event unless it was told before. The row of the head is held until the transaction
     * ends, so that a place in the feed is visible only after every place before it.
     */
    public void add(
            NoticeKind kind,
            String subject,
            String title,
            String once,
            Map<String, String> data,
            Instant at) {
        if (told(kind, once)) {
            return;
        }
        long place =
                jdbc.sql(
                                """
                                insert into event_head as h (last) values (1)
                                on conflict (organization_id) do update set last = h.last + 1 returning last\
                                """)
                        .query(Long.class)
                        .single();
        if (told(kind, once)) {
            return;
        }
        jdbc.sql(
                        """
                        insert into event (place, event_id, kind, subject, title, once, data, at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        place,
                        Ids.next(at),
                        kind.name(),
                        subject,
                        title,
                        once,
                        json.writeValueAsString(new TreeMap<>(data)),
                        at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private boolean told(NoticeKind kind, String once) {
        return jdbc.sql("select exists (select 1 from event where kind = ? and once = ?)")
                .params(kind.name(), once)
                .query(Boolean.class)
                .single();
    }

    public List<Notice> after(long after, int limit, List<NoticeKind> kinds) {
        var named = kinds.isEmpty() ? Arrays.asList(NoticeKind.values()) : kinds;
        return jdbc.sql(
                        """
                        select * from event where place > :after and kind in (:kinds) order by place limit :limit\
                        """)
                .param("after", after)
                .param("kinds", named.stream().map(NoticeKind::name).toList())
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    public List<Notice> newest(int limit) {
        return jdbc.sql("select * from event order by place desc limit ?")
                .param(limit)
                .query((row, _) -> read(row))
                .list();
    }

    /** Takes away what is older; the places of what is left stay as they are. */
    public int forgetBefore(Instant oldest) {
        return jdbc.sql("delete from event where at < ?")
                .param(oldest.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The last place of the feed. */
    public long last() {
        return jdbc.sql("select coalesce(max(last), 0) from event_head").query(Long.class).single();
    }

    private Notice read(ResultSet row) throws SQLException {
        return new Notice(
                row.getLong("place"),
                row.getObject("event_id", UUID.class),
                NoticeKind.valueOf(row.getString("kind")),
                row.getString("subject"),
                row.getString("title"),
                json.readValue(row.getString("data"), DATA),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
