package io.holdfast.controller.notices.store;

import io.holdfast.controller.notices.NoticeKind;
import io.holdfast.controller.notices.NotificationSettings.Wishes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who in the acting organisation wants to hear of what by mail, and how far each was told. */
@Component
public class SettingStore {

    private final JdbcClient jdbc;

    SettingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A person as an issuer knows it. */
    public record Whose(String issuer, String subject) {}

    /**
     * Somebody whose turn it is.
     *
     * @param told the last place of the feed that was mailed
     */
    public record Due(Whose whose, Wishes wishes, long told) {}

    public Wishes wishes(Whose whose) {
        return jdbc.sql("select * from notification_setting where issuer = ? and subject = ?")
                .params(whose.issuer(), whose.subject())
                .query((row, _) -> wishes(row))
                .optional()
                .orElse(new Wishes(0, "", "en", Set.of()));
    }

    /** False if the version is not the one that was read. */
    public boolean set(
            Whose whose, long version, String address, String language, Set<NoticeKind> kinds) {
        return jdbc.sql(
                                """
                                insert into notification_setting as s
                                    (issuer, subject, address, language, kinds, told, version)
                                select :issuer, :subject, :address, :language, :kinds,
                                    (select coalesce(max(place), 0) from event), 1
                                where :version = 0 or exists (select 1 from notification_setting
                                    where issuer = :issuer and subject = :subject)
                                on conflict (organization_id, issuer, subject) do update
                                set address = excluded.address, language = excluded.language,
                                    kinds = excluded.kinds, told = excluded.told, version = s.version + 1
                                where s.version = :version\
                                """)
                        .param("issuer", whose.issuer())
                        .param("subject", whose.subject())
                        .param("address", address)
                        .param("language", language)
                        .param(
                                "kinds",
                                kinds.stream().map(Enum::name).sorted().toArray(String[]::new))
                        .param("version", version)
                        .update()
                > 0;
    }

    /**
     * Takes the next person in hand who has not had mail for a while and for whom there is
     * something new; the others wait until that person's time is written. A member who left gets
     * none.
     */
    public List<Due> due(Instant now, Duration apart) {
        return jdbc.sql(
                        """
                        update notification_setting s set mailed_at = :now
                        where (s.mailed_at is null or s.mailed_at <= :before) and s.address <> ''
                        and exists (select 1 from membership m
                            where m.issuer = s.issuer and m.subject = s.subject)
                        and exists (select 1 from event e where e.place > s.told and e.kind = any (s.kinds))
                        returning s.*\
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("before", now.minus(apart).atOffset(ZoneOffset.UTC))
                .query((row, _) ->
                        new Due(
                                new Whose(row.getString("issuer"), row.getString("subject")),
                                wishes(row),
                                row.getLong("told")))
                .list();
    }

    /** Notes how far somebody was told. */
    public void told(Whose whose, long place) {
        jdbc.sql(
                        "update notification_setting set told = greatest(told, ?) where issuer = ?"
                                + " and subject = ?")
                .params(place, whose.issuer(), whose.subject())
                .update();
    }

    private static Wishes wishes(ResultSet row) throws SQLException {
        var kinds = (String[]) row.getArray("kinds").getArray();
        return new Wishes(
                row.getLong("version"),
                row.getString("address"),
                row.getString("language"),
                Arrays.stream(kinds).map(NoticeKind::valueOf).collect(Collectors.toSet()));
    }
}
