package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.MerkleTree;
import io.holdfast.controller.audit.AuditLeaves;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every entry gets its number, once and without a gap, and the root is that of the entries. */
class AuditSequenceTest extends CentreStory {

    /** The lock under which one replica numbers. */
    private static final long NUMBERING = 0x41554449;

    private static Caller somebody() {
        return Caller.centre(waterworks, "test");
    }

    private static void write(String what) {
        plant.as(
                somebody(),
                () -> {
                    plant.bean(AuditLog.class).record("test.write", "test:" + what, Map.of());
                    return true;
                });
    }

    private static String ofWaterworks(String what, String table) {
        return "select "
                + what
                + " from "
                + table
                + " where organization_id = '"
                + waterworks
                + "'";
    }

    @Test
    void what_cannot_be_numbered_of_one_organisation_keeps_no_other_and_no_head_waiting() {
        var other = OrganizationId.of(power.get("/me").body().path("organization").asString());
        plant.sql(
                "create function stuck() returns trigger language plpgsql as"
                        + " 'begin raise exception ''stuck''; end'");
        plant.sql(
                "create trigger stuck before insert on audit_leaf for each row when"
                        + " (new.organization_id = '"
                        + waterworks
                        + "') execute function stuck()");
        write("stuck");
        plant.as(
                Caller.centre(other, "test"),
                () -> {
                    plant.bean(AuditLog.class).record("test.write", "test:other", Map.of());
                    return true;
                });

        await(
                "the other's entry is numbered",
                () ->
                        plant.sql(
                                        "select count(*) from audit_pending where organization_id ="
                                                + " '"
                                                + other
                                                + "'")
                                .equals(List.of("0")));
        assertThat(plant.sql(ofWaterworks("count(*)", "audit_pending"))).isNotEqualTo(List.of("0"));

        plant.sql("drop function stuck() cascade");
        await(
                "the first one's as well",
                () -> plant.sql("select count(*) from audit_pending").equals(List.of("0")));
    }

    @Test
    void two_replicas_and_one_that_dies_leave_no_gap_and_no_number_twice() {
        var leaves = plant.bean(AuditLeaves.class);
        var writers =
                IntStream.range(0, 4)
                        .mapToObj(w ->
                                CompletableFuture.runAsync(() ->
                                        IntStream.range(0, 50).forEach(i -> write(w + "/" + i))))
                        .toList();
        int died = 0;
        while (!writers.stream().allMatch(CompletableFuture::isDone) || died < 10) {
            plant.as(somebody(), () -> leaves.number(7));
            assertThatThrownBy(() ->
                            plant.as(
                                    somebody(),
                                    () -> {
                                        leaves.number(5);
                                        throw new IllegalStateException("died");
                                    }))
                    .hasMessage("died");
            died++;
        }
        await(
                "every entry is numbered",
                () -> plant.sql(ofWaterworks("count(*)", "audit_pending")).equals(List.of("0")));

        var numbers = plant.sql("select leaf from audit_leaf order by leaf");
        assertThat(numbers)
                .hasSizeGreaterThan(200)
                .isEqualTo(LongStream.range(0, numbers.size()).mapToObj(Long::toString).toList());
        assertThat(plant.sql(ofWaterworks("leaf", "audit_leaf")))
                .hasSameSizeAs(plant.sql(ofWaterworks("entry_id", "audit_entry")));
        var hashes =
                plant
                        .sql(
                                "select encode('\\x00' || tag || digest, 'hex') from audit_tree"
                                        + " order by leaf")
                        .stream()
                        .map(HexFormat.of()::parseHex)
                        .map(Digest::of)
                        .toList();
        var log = water.get("/audit-entries?limit=200").body();
        int size = log.path("log").path("size").asInt();
        assertThat(log.path("log").path("root").asString())
                .isEqualTo(MerkleTree.ofLeafHashes(hashes.subList(0, size)).root().hex());
        var digests = plant.sql("select encode(digest, 'hex') from audit_tree order by leaf");
        // The newest entry need not have the last number: who writes first may commit later.
        var numbered = 0;
        for (var item : log.path("items")) {
            if (item.has("leaf") && item.path("leaf").asInt() < size) {
                assertThat(item.path("digest").asString())
                        .isEqualTo(digests.get(item.path("leaf").asInt()));
                numbered++;
            }
        }
        assertThat(numbered).isGreaterThan(100);
    }

    /** Held until the transaction ends, as by a replica that is numbering. */
    private static void anotherReplicaNumbers() {
        plant.bean(JdbcClient.class)
                .sql("select pg_advisory_xact_lock(?)")
                .param(NUMBERING)
                .query((_, _) -> true)
                .single();
    }

    @Test
    void while_one_replica_numbers_another_numbers_nothing() {
        var leaves = plant.bean(AuditLeaves.class);
        plant.as(
                somebody(),
                () -> {
                    anotherReplicaNumbers();
                    CompletableFuture.runAsync(() -> write("meanwhile")).join();
                    assertThat(
                                    CompletableFuture.supplyAsync(() ->
                                                    plant.as(somebody(), () -> leaves.number(7)))
                                            .join())
                            .isZero();
                    assertThat(leaves.now().pending()).isPositive();
                    return true;
                });
        await(
                "the number once the other is done",
                () -> plant.as(somebody(), () -> leaves.now().pending()) == 0);
    }

    @Test
    void an_entry_that_has_no_number_yet_is_known_as_such() {
        plant.as(
                somebody(),
                () -> {
                    anotherReplicaNumbers();
                    water.raw("/change-requests", "{}");
                    var log = water.get("/audit-entries?limit=1").body();
                    assertThat(log.path("items").path(0).path("code").asString())
                            .isEqualTo("WRONG_VALUE");
                    assertThat(log.path("items").path(0).has("leaf")).isFalse();
                    assertThat(log.path("log").path("pending").asInt()).isPositive();
                    return true;
                });
        await(
                "a number within two seconds",
                () -> {
                    var log = water.get("/audit-entries?limit=1").body();
                    return log.path("items").path(0).has("leaf")
                            && log.path("log").path("pending").asInt() == 0;
                });
    }
}
