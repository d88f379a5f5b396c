package io.holdfast.controller.sitelinks.store;

import static io.holdfast.controller.sitelinks.store.Columns.at;
import static io.holdfast.controller.sitelinks.store.Columns.instant;

import io.holdfast.controller.scope.Acting;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.WireJson;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The states of each site in order, and each signed delivery of them. Append-only. */
@Component
public class BundleStore {

    private final JdbcClient jdbc;

    BundleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One state of a site. */
    public record State(
            SiteId site,
            long revision,
            String contentDigest,
            Envelope release,
            int leaf,
            List<String> proof,
            Bytes content,
            List<Delivery.TakeOver> takeOver) {
        public State {
            proof = List.copyOf(proof);
            takeOver = List.copyOf(takeOver);
        }
    }

    /** A state as it was signed for one incarnation in one epoch. */
    public record Signed(Envelope envelope, Instant acceptUntil) {}

    public void append(State state, Instant now) {
        jdbc.sql(
                        """
                        insert into site_bundle (organization_id, site_code, revision, content_digest, release,
                            leaf, proof, content, take_over, offered_at, offered_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        Acting.organization().value(),
                        state.site().value(),
                        state.revision(),
                        state.contentDigest(),
                        WireJson.write(state.release()).toArray(),
                        state.leaf(),
                        state.proof().toArray(String[]::new),
                        state.content().toArray(),
                        written(state.takeOver()),
                        at(now),
                        Acting.caller().subject())
                .update();
    }

    public Optional<State> find(SiteId site, long revision) {
        return jdbc.sql("select * from site_bundle where site_code = ? and revision = ?")
                .params(site.value(), revision)
                .query((row, _) ->
                        new State(
                                site,
                                revision,
                                row.getString("content_digest"),
                                WireJson.read(Envelope.class, Bytes.of(row.getBytes("release"))),
                                row.getInt("leaf"),
                                Arrays.asList((String[]) row.getArray("proof").getArray()),
                                Bytes.of(row.getBytes("content")),
                                readTakeOver(row.getString("take_over"))))
                .optional();
    }

    /** The digest of a state's content; asked often, and the content may be large. */
    public Optional<String> contentDigest(SiteId site, long revision) {
        return jdbc.sql(
                        "select content_digest from site_bundle where site_code = ? and revision = ?")
                .params(site.value(), revision)
                .query((row, _) -> row.getString("content_digest"))
                .optional();
    }

    public Optional<Signed> newestDelivery(
            SiteId site, long revision, long epoch, int incarnation) {
        return jdbc.sql(
                        """
                        select envelope, accept_until from site_delivery
                        where site_code = ? and revision = ? and epoch = ? and incarnation = ?
                        order by issued_at desc limit 1\
                        """)
                .params(site.value(), revision, epoch, incarnation)
                .query((row, _) ->
                        new Signed(
                                WireJson.read(Envelope.class, Bytes.of(row.getBytes("envelope"))),
                                instant(row, "accept_until")))
                .optional();
    }

    public void append(Delivery delivery, Envelope envelope) {
        jdbc.sql(
                        """
                        insert into site_delivery (organization_id, site_code, revision, epoch, incarnation,
                            issued_at, accept_until, envelope)
                        values (?, ?, ?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        Acting.organization().value(),
                        delivery.site().value(),
                        delivery.revision(),
                        delivery.epoch(),
                        delivery.incarnation(),
                        at(delivery.issuedAt()),
                        at(delivery.acceptUntil()),
                        WireJson.write(envelope).toArray())
                .update();
    }

    private static String written(List<Delivery.TakeOver> takeOver) {
        return takeOver.stream()
                .map(t -> t.slot() + " " + t.runningDigest())
                .collect(Collectors.joining("\n"));
    }

    private static List<Delivery.TakeOver> readTakeOver(String text) {
        return text.lines()
                .map(line -> line.split(" ", 2))
                .map(pair -> new Delivery.TakeOver(new DeviceSlot(pair[0]), pair[1]))
                .toList();
    }
}
