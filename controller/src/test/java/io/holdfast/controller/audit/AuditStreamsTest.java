package io.holdfast.controller.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.controller.audit.AuditStreams.Kind;
import io.holdfast.controller.audit.AuditStreams.Reached;
import io.holdfast.controller.audit.AuditStreams.Stream;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.plant.TestPlant;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Who holds a stream, how far it is, and whether it is late: also where a clock was wrong, where it
 * never ran, and where the log itself has a hole.
 */
class AuditStreamsTest {

    private static final Duration LEASE = Duration.ofMinutes(3);
    private static final Duration LATE = Duration.ofMinutes(5);
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    @TempDir private static Path place;

    @SuppressWarnings("NullAway.Init")
    private static TestPlant plant;

    @SuppressWarnings("NullAway.Init")
    private static OrganizationId water;

    @SuppressWarnings("NullAway.Init")
    private static OrganizationId power;

    private static int places;

    private final UUID first = UUID.randomUUID();
    private final UUID second = UUID.randomUUID();
    private final Stream stream = new Stream(Kind.SYSLOG, "siem:" + ++places);
    private Instant now = NOON;
    private final AuditStreams streams =
            new AuditStreams(
                    plant.bean(JdbcClient.class),
                    new AuditTiles(plant.bean(JdbcClient.class)),
                    () -> now);

    @BeforeAll
    static void a_centre_of_two() {
        plant = TestPlant.start(place, "--holdfast.url=http://127.0.0.1:18097");
        water = plant.organization("Waterworks");
        power = plant.organization("Power");
    }

    @AfterAll
    static void ends() {
        plant.close();
    }

    private static <T> T as(OrganizationId organization, Supplier<T> what) {
        return plant.as(Caller.centre(organization, "test"), what);
    }

    private Optional<Reached> hold(UUID holder) {
        return as(water, () -> streams.hold(stream, holder, LEASE));
    }

    private boolean confirmed(UUID holder, long size) {
        return as(water, () -> streams.confirmed(stream, holder, new Reached(size, 0)));
    }

    private void run(Runnable what) {
        as(
                water,
                () -> {
                    what.run();
                    return true;
                });
    }

    private String row(String column) {
        var of = " from audit_stream where place = '" + stream.place() + "'";
        return plant.sql("select " + column + of).getFirst();
    }

    @Test
    void one_holds_a_stream_until_it_gives_it_back_or_is_gone() {
        assertThat(hold(first)).contains(new Reached(0, 0));
        assertThat(hold(second)).isEmpty();
        assertThat(confirmed(first, 7)).isTrue();
        now = now.plus(LEASE).minusSeconds(1);
        assertThat(hold(second)).isEmpty();
        now = now.plusSeconds(2);
        assertThat(hold(second)).as("its lease has ended").contains(new Reached(7, 0));
        assertThat(confirmed(first, 9)).as("what the other moved by now").isFalse();
        assertThat(hold(first)).isEmpty();
        run(() -> streams.release(stream, second));
        now = now.plusSeconds(1);
        assertThat(hold(first)).contains(new Reached(7, 0));
    }

    @Test
    void who_holds_a_stream_writes_nothing_as_long_as_enough_of_its_lease_is_left() {
        hold(first);
        var written = row("xmin::text || ctid::text");
        now = now.plus(LEASE.dividedBy(3)).minusSeconds(1);
        assertThat(hold(first)).isPresent();
        assertThat(row("xmin::text || ctid::text")).isEqualTo(written);
        now = now.plusSeconds(2);
        assertThat(hold(first)).isPresent();
        assertThat(row("held_until = timestamptz '" + now.plus(LEASE) + "'")).isEqualTo("t");
    }

    /** A leap of the clock by a day, and back: nobody waits for a day. */
    @Test
    void a_lease_of_a_clock_that_was_ahead_holds_nobody_up() {
        now = NOON.plus(Duration.ofDays(1));
        hold(first);
        now = NOON;
        assertThat(hold(second)).isPresent();
        assertThat(hold(first)).as("one at a time").isEmpty();
    }

    @Test
    void what_a_clock_confirmed_that_was_ahead_does_not_hide_that_nothing_comes() {
        streams.set(List.of(stream), LATE);
        streams.ownedBy(water);
        now = NOON.plus(Duration.ofDays(1));
        hold(first);
        confirmed(first, 7);
        now = NOON;
        run(streams::notAhead);
        assertThat(as(water, streams::standing))
                .singleElement()
                .satisfies(s -> assertThat(s.late()).isFalse());
        now = NOON.plus(LATE).plusSeconds(1);
        run(streams::notAhead);
        assertThat(as(water, streams::standing))
                .singleElement()
                .satisfies(s -> assertThat(s.late()).isTrue());
    }

    @Test
    void a_stream_that_never_ran_is_not_told_to_go_on_and_is_late_in_time() {
        streams.set(List.of(stream), LATE);
        assertThat(streams.areLate()).as("nothing is known").isEmpty();
        streams.ownedBy(water);
        assertThat(as(water, streams::standing))
                .singleElement()
                .satisfies(s -> assertThat(s.ran()).isFalse());
        streams.looked(as(water, streams::standing));
        assertThat(streams.areLate()).isEmpty();
        now = now.plus(LATE).plusSeconds(1);
        assertThat(streams.areLate()).as("as if nobody looked").contains(true);
        hold(first);
        confirmed(first, 3);
        streams.looked(as(water, streams::standing));
        assertThat(streams.areLate()).contains(false);
    }

    /** It is at no leaf, and yet everything is known of it: it was confirmed a moment ago. */
    @Test
    void a_stream_that_has_just_begun_anew_is_in_time() {
        streams.set(List.of(stream), LATE);
        streams.ownedBy(water);
        hold(first);
        now = now.plus(LATE.multipliedBy(2));
        confirmed(first, 8);
        run(() -> streams.begunAnew(stream));
        assertThat(as(water, streams::standing))
                .singleElement()
                .satisfies(s -> assertThat(s.size()).isZero())
                .satisfies(s -> assertThat(s.ran()).isTrue());
        streams.looked(as(water, streams::standing));
        assertThat(streams.areLate()).contains(false);
        now = now.plus(LATE).plusSeconds(1);
        streams.looked(as(water, streams::standing));
        assertThat(streams.areLate()).as("and late in its time").contains(true);
    }

    @Test
    void a_stream_that_has_another_owner_now_is_late_for_nobody_else() {
        streams.set(List.of(stream), LATE);
        streams.ownedBy(water);
        hold(first);
        confirmed(first, 3);
        streams.ownedBy(power);
        now = now.plus(LATE.multipliedBy(2));
        as(power, () -> streams.hold(stream, second, LEASE));
        as(power, () -> streams.confirmed(stream, second, new Reached(5, 0)));
        assertThat(as(water, streams::standing)).isEmpty();
        assertThat(as(power, streams::standing))
                .singleElement()
                .satisfies(s -> assertThat(s.late()).isFalse());
    }

    private static long written() {
        as(
                water,
                () -> {
                    plant.bean(AuditLog.class).record("test.write", "test:x", Map.of());
                    return true;
                });
        var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!plant.sql("select count(*) from audit_pending").equals(List.of("0"))) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
        return plant.bean(AuditFeed.class).size();
    }

    /** Else nobody could tell for as long whether the newest leaves are the log's. */
    @Test
    void a_head_of_a_clock_that_was_ahead_is_followed_by_others_at_once() {
        written();
        var ahead =
                new AuditHeads(
                        plant.bean(JdbcClient.class),
                        plant.bean(AuditKeys.class),
                        () -> Instant.now().plus(Duration.ofDays(1)));
        ahead.sign();
        long size = written();
        var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (plant.sql("select 1 from audit_checkpoint where size >= " + size).isEmpty()) {
            assertThat(System.nanoTime()).as("a head of %d", size).isLessThan(end);
        }
    }

    private static AuditFeed feed(JdbcClient jdbc) {
        var tiles = new AuditTiles(jdbc);
        var heads =
                new AuditHeads(jdbc, plant.bean(AuditKeys.class), java.time.InstantSource.system());
        return new AuditFeed(
                jdbc,
                plant.bean(AuditKeys.class),
                heads,
                new AuditProofs(plant.bean(AuditKeys.class), heads, tiles),
                plant.bean(PlatformTransactionManager.class));
    }

    /** The log grows just before one of the questions. */
    private static JdbcClient growing(int before) {
        var real = plant.bean(JdbcClient.class);
        var asked = new AtomicInteger();
        return (JdbcClient)
                Proxy.newProxyInstance(
                        JdbcClient.class.getClassLoader(),
                        new Class<?>[] {JdbcClient.class},
                        (_, method, arguments) -> {
                            if (asked.getAndIncrement() == before) {
                                written();
                            }
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    @Test
    void a_log_that_grows_while_it_is_read_has_lost_nothing() {
        for (int before = 1; before < 5; before++) {
            long size = written();
            assertThat(feed(growing(before)).after(size, size, List.of(), 100).from())
                    .as("grown before question %d", before)
                    .isEqualTo(size);
        }
    }

    @Test
    void a_log_that_has_lost_a_leaf_is_handed_on_no_further() {
        var feed = feed(plant.bean(JdbcClient.class));
        long size = written();
        assertThatThrownBy(() -> feed.after(size + 1, 0, List.of(water), 10))
                .isInstanceOf(AuditFeed.Broken.class)
                .hasMessageContaining("lost its leaf " + size);
        for (long lost : List.of(size - 1, size - 3)) {
            plant.sql(
                    "set session_replication_role = replica; create table if not exists kept_leaf as"
                            + " select * from audit_tree where false; insert into kept_leaf select *"
                            + " from audit_tree where leaf = "
                            + lost
                            + "; delete from audit_tree where leaf = "
                            + lost);
            try {
                assertThatThrownBy(() -> feed.after(size - 4, 0, List.of(water), 10))
                        .isInstanceOf(AuditFeed.Broken.class)
                        .hasMessageContaining("lost its leaf " + lost);
            } finally {
                plant.sql("insert into audit_tree select * from kept_leaf; drop table kept_leaf");
            }
        }
        assertThat(feed.after(size - 4, 0, List.of(water), 10).leaves()).hasSize(4);
    }
}
