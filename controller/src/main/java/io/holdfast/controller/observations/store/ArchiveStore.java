package io.holdfast.controller.observations.store;

import static io.holdfast.controller.observations.store.Columns.at;
import static io.holdfast.controller.observations.store.Columns.instant;

import io.holdfast.controller.scope.Acting;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.telemetry.ArchivedText;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whole configurations by digest, and when each device had which. */
@Component
public class ArchiveStore {

    private final JdbcClient jdbc;

    ArchiveStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A version of a device's configuration. */
    public record Version(
            DeviceSlot slot,
            Instant seenAt,
            String digest,
            String form,
            String cause,
            int masked) {}

    public void text(ArchivedText text, Instant now) {
        jdbc.sql(
                        """
                        insert into configuration_text (organization_id, digest, length, compressed, received_at)
                        values (?, ?, ?, ?, ?) on conflict do nothing\
                        """)
                .params(
                        Acting.organization().value(),
                        text.digest(),
                        text.length(),
                        text.compressed().toArray(),
                        at(now))
                .update();
    }

    public Optional<ArchivedText> text(String digest) {
        return jdbc.sql("select * from configuration_text where digest = ?")
                .params(digest)
                .query((row, _) ->
                        new ArchivedText(
                                row.getString("digest"),
                                row.getInt("length"),
                                Bytes.of(row.getBytes("compressed"))))
                .optional();
    }

    public void version(SiteId site, SiteWord.ConfigurationSeen seen, Instant at) {
        jdbc.sql(
                        """
                        insert into configuration_version (organization_id, site_code, slot, seen_at, digest,
                            form, cause, masked) values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing\
                        """)
                .params(
                        Acting.organization().value(),
                        site.value(),
                        seen.slot().value(),
                        at(at),
                        seen.digest(),
                        seen.form(),
                        seen.cause(),
                        seen.masked())
                .update();
    }

    /** The versions of a device, newest first. */
    public List<Version> versions(SiteId site, DeviceSlot slot, int most) {
        return jdbc.sql(
                        """
                        select * from configuration_version where site_code = ? and slot = ?
                        order by seen_at desc limit ?\
                        """)
                .params(site.value(), slot.value(), most)
                .query((row, _) ->
                        new Version(
                                slot,
                                instant(row, "seen_at"),
                                row.getString("digest"),
                                row.getString("form"),
                                row.getString("cause"),
                                row.getInt("masked")))
                .list();
    }

    /** Whether a device ever had this configuration, as far as is known here. */
    public boolean had(SiteId site, DeviceSlot slot, String digest) {
        return jdbc.sql(
                        """
                        select exists (select 1 from configuration_version
                          where site_code = ? and slot = ? and digest = ?)\
                        """)
                .params(site.value(), slot.value(), digest)
                .query(Boolean.class)
                .single();
    }
}
