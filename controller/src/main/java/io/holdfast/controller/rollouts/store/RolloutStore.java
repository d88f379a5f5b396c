package io.holdfast.controller.rollouts.store;

import io.holdfast.controller.rollouts.SiteBundle;
import io.holdfast.core.Bytes;
import io.holdfast.core.rollout.Rollout;
import io.holdfast.core.rollout.RolloutPhase;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.WireJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rollouts of the acting organisation. The state is one document, read and written whole. */
@Component
public class RolloutStore {

    private final JdbcClient jdbc;

    RolloutStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void add(StoredRollout stored) {
        jdbc.sql(
                        """
                        insert into rollout (rollout_id, change_id, title, policy_revision, release, state, phase,
                            created_at, updated_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        stored.id(),
                        stored.change(),
                        stored.title(),
                        stored.policyRevision(),
                        WireJson.text(stored.release()),
                        WireJson.text(stored.rollout()),
                        phase(stored.rollout().phase()),
                        time(stored.createdAt()),
                        time(stored.createdAt()))
                .update();
    }

    /** What it brings to a site; what the site was meant to have before is remembered with it. */
    public void addContent(UUID rollout, SiteBundle bundle) {
        jdbc.sql(
                        """
                        insert into rollout_content (rollout_id, site_code, leaf, proof, content, content_digest,
                            changed_slots, earlier_rollout)
                        values (?, ?, ?, ?, ?, ?, ?, (select rollout_id from site_released where site_code = ?))\
                        """)
                .params(
                        rollout,
                        bundle.site().value(),
                        bundle.leaf(),
                        String.join(" ", bundle.proof()),
                        bundle.content().toArray(),
                        bundle.contentDigest(),
                        String.join(" ", bundle.changed().stream().map(DeviceSlot::value).toList()),
                        bundle.site().value())
                .update();
        released(bundle.site(), rollout);
    }

    /** Notes what a site is now meant to have. */
    public void released(SiteId site, UUID rollout) {
        jdbc.sql(
                        """
                        insert into site_released (site_code, rollout_id) values (?, ?)
                        on conflict (organization_id, site_code) do update set rollout_id = excluded.rollout_id\
                        """)
                .params(site.value(), rollout)
                .update();
    }

    public void forgetReleased(SiteId site) {
        jdbc.sql("delete from site_released where site_code = ?").param(site.value()).update();
    }

    /** The rollout that brought a site what it is meant to have. */
    public Optional<UUID> releasedTo(SiteId site) {
        return jdbc.sql("select rollout_id from site_released where site_code = ?")
                .param(site.value())
                .query(UUID.class)
                .optional();
    }

    /** Digest of the content each site is meant to have. */
    public Map<SiteId, String> releasedDigests() {
        return jdbc
                .sql(
                        """
                        select c.site_code, c.content_digest from rollout_content c
                        join site_released r on r.rollout_id = c.rollout_id and r.site_code = c.site_code\
                        """)
                .query((row, _) ->
                        Map.entry(
                                new SiteId(row.getString("site_code")),
                                row.getString("content_digest")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The contents all sites are meant to have. */
    public List<SiteBundle> released() {
        return jdbc.sql(
                        """
                        select c.* from rollout_content c
                        join site_released r on r.rollout_id = c.rollout_id and r.site_code = c.site_code
                        order by c.site_code\
                        """)
                .query((row, _) -> bundle(row))
                .list();
    }

    public Optional<SiteBundle> content(UUID rollout, SiteId site) {
        return jdbc.sql("select * from rollout_content where rollout_id = ? and site_code = ?")
                .params(rollout, site.value())
                .query((row, _) -> bundle(row))
                .optional();
    }

    /** The rollout whose content the site was meant to have before this one. */
    public Optional<UUID> earlier(UUID rollout, SiteId site) {
        return jdbc.sql(
                        "select earlier_rollout from rollout_content where rollout_id = ? and site_code = ?"
                                + " and earlier_rollout is not null")
                .params(rollout, site.value())
                .query(UUID.class)
                .optional();
    }

    public Optional<StoredRollout> find(UUID id) {
        return jdbc.sql("select * from rollout where rollout_id = ?")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** The rollout, kept from every other node until this transaction ends. */
    public Optional<StoredRollout> lock(UUID id) {
        return jdbc.sql("select * from rollout where rollout_id = ? for update")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    public List<StoredRollout> newest(int limit, Optional<UUID> before) {
        return jdbc.sql(
                        """
                        select * from rollout
                        where cast(:before as uuid) is null or rollout_id < cast(:before as uuid)
                        order by rollout_id desc limit :limit\
                        """)
                .param("before", before.map(UUID::toString).orElse(null), java.sql.Types.VARCHAR)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    /** Which rollouts have something left to happen. */
    public List<UUID> unsettled() {
        return jdbc.sql("select rollout_id from rollout where not settled order by rollout_id")
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    public void save(UUID id, Rollout rollout, boolean settled, Instant now) {
        jdbc.sql(
                        """
                        update rollout set state = ?, phase = ?, settled = ?, updated_at = ?, version = version + 1
                        where rollout_id = ?\
                        """)
                .params(WireJson.text(rollout), phase(rollout.phase()), settled, time(now), id)
                .update();
    }

    /** The phase's name as people and the interface read it. */
    public static String phase(RolloutPhase phase) {
        return switch (phase) {
            case RolloutPhase.Planned _ -> "PLANNED";
            case RolloutPhase.Running _ -> "RUNNING";
            case RolloutPhase.Paused _ -> "PAUSED";
            case RolloutPhase.Halted _ -> "HALTED";
            case RolloutPhase.Done _ -> "DONE";
            case RolloutPhase.RolledBack _ -> "ROLLED_BACK";
        };
    }

    private static StoredRollout read(ResultSet row) throws SQLException {
        return new StoredRollout(
                row.getObject("rollout_id", UUID.class),
                row.getObject("change_id", UUID.class),
                row.getString("title"),
                row.getLong("policy_revision"),
                WireJson.read(Envelope.class, Bytes.utf8(row.getString("release"))),
                WireJson.read(Rollout.class, Bytes.utf8(row.getString("state"))),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"));
    }

    private static SiteBundle bundle(ResultSet row) throws SQLException {
        return new SiteBundle(
                new SiteId(row.getString("site_code")),
                row.getInt("leaf"),
                words(row.getString("proof")),
                Bytes.of(row.getBytes("content")),
                row.getString("content_digest"),
                words(row.getString("changed_slots")).stream().map(DeviceSlot::new).toList());
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
