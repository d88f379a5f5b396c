package io.holdfast.controller.sitelinks.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.controller.database.DatabaseSettings;
import io.holdfast.controller.sitelinks.door.DatabaseShares.Kind;
import io.holdfast.controller.sitelinks.door.DatabaseShares.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who works in the database when more want to than it bears; ten connections as a plant has. */
class DatabaseSharesTest {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final DatabaseShares shares =
            new DatabaseShares(
                    new DatabaseSettings("jdbc:x", "postgres", "", "owner", "app", null, 10));
    private final ConcurrentLinkedQueue<String> working = new ConcurrentLinkedQueue<>();
    private final CountDownLatch open = new CountDownLatch(1);

    @AfterEach
    void ends() {
        open.countDown();
        threads.shutdownNow();
    }

    /** Works until the end of the test; sent away if it finds no share. */
    private void hangs(String organization, int node, Kind kind) {
        var _ =
                threads.submit(() ->
                        shares.with(
                                new Sender(organization, "CN=ww-" + node + "#1"),
                                kind,
                                () -> {
                                    working.add(organization);
                                    open.await();
                                    return true;
                                }));
    }

    private long of(String organization) {
        return working.stream().filter(organization::equals).count();
    }

    private void works(String organization, long expected) {
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> of(organization) == expected);
    }

    @Test
    void
            all_organisations_together_leave_people_three_connections_and_the_last_is_for_a_newcomer() {
        for (int node = 0; node < 20; node++) {
            hangs("A", node, Kind.CONTACT);
            hangs("A", node, Kind.SAMPLES);
        }
        works("A", 4);
        for (int node = 0; node < 20; node++) {
            hangs("B", node, Kind.CONTACT);
        }
        works("B", 2);
        hangs("C", 1, Kind.CONTACT);
        works("C", 1);
        hangs("D", 1, Kind.CONTACT);
        assertThatThrownBy(() ->
                        shares.with(
                                new Sender("E", "CN=ww-1#1"), Kind.CONTACT, () -> working.add("E")))
                .isInstanceOf(Turned.class);
        assertThat(working).hasSize(7);
    }

    @Test
    void a_node_has_less_than_its_organisation_whatever_it_asks_for() {
        for (int connections = 1; connections < 200; connections++) {
            var limits = Limits.of(connections);
            assertThat(2).isLessThan(limits.organization());
            assertThat(limits.organization()).isLessThanOrEqualTo(limits.link());
            if (connections >= 8) {
                assertThat(limits.link()).isLessThanOrEqualTo(connections - 3);
                assertThat(limits.organization()).isLessThan(connections / 2);
            }
        }
        for (int i = 0; i < 5; i++) {
            hangs("A", 1, Kind.CONTACT);
            hangs("A", 1, Kind.LOOK);
            hangs("A", 1, Kind.SAMPLES);
        }
        works("A", 2);
        hangs("A", 2, Kind.CONTACT);
        works("A", 3);
    }

    @Test
    void what_a_site_tells_comes_before_looks_and_looks_in_the_order_they_came() throws Exception {
        var order = new ConcurrentLinkedQueue<String>();
        hangs("A", 1, Kind.CONTACT);
        hangs("A", 2, Kind.CONTACT);
        works("A", 2);
        var first = new CountDownLatch(1);
        var sits = new CountDownLatch(1);
        var _ =
                threads.submit(() ->
                        shares.with(
                                new Sender("A", "CN=ww-3#1"),
                                Kind.CONTACT,
                                () -> {
                                    sits.countDown();
                                    first.await();
                                    return true;
                                }));
        sits.await();
        var waiting = new ArrayList<Future<?>>();
        for (var kind : List.of(Kind.LOOK, Kind.LOOK, Kind.CONTACT)) {
            var name = kind + " " + waiting.size();
            var sender = new Sender("A", "CN=late-" + waiting.size() + "#1");
            waiting.add(
                    threads.submit(() ->
                            kind == Kind.LOOK
                                    ? shares.look(
                                            sender, Duration.ofSeconds(9), () -> order.add(name))
                                    : shares.with(sender, kind, () -> order.add(name))));
            Thread.sleep(100);
        }
        assertThat(order).isEmpty();
        // One share gets free, and each follows when the one before has ended.
        first.countDown();
        for (var one : waiting) {
            one.get();
        }
        assertThat(order).containsExactly("CONTACT 2", "LOOK 0", "LOOK 1");
    }

    @Test
    void a_look_that_finds_no_share_comes_later_and_whoever_gives_up_leaves_nothing_behind()
            throws Exception {
        for (int node = 0; node < 3; node++) {
            hangs("A", node, Kind.CONTACT);
        }
        works("A", 3);
        var sender = new Sender("A", "CN=ww-9#1");
        assertThat(shares.look(sender, Duration.ofMillis(50), () -> true)).isEmpty();
        var interrupted =
                threads.submit(() -> shares.look(sender, Duration.ofSeconds(9), () -> true));
        Thread.sleep(100);
        interrupted.cancel(true);
        open.countDown();
        assertThat(shares.look(sender, Duration.ofSeconds(5), () -> true))
                .isEqualTo(Optional.of(true));
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> shares.organizations() == 0);
    }

    @Test
    void organisations_that_all_wait_for_the_last_share_take_turns() throws Exception {
        for (int node = 0; node < 4; node++) {
            hangs("A", node, Kind.CONTACT);
            hangs("A", node, Kind.SAMPLES);
        }
        works("A", 4);
        for (int node = 0; node < 2; node++) {
            hangs("B", node, Kind.CONTACT);
        }
        works("B", 2);
        var order = new ConcurrentLinkedQueue<String>();
        var sits = new CountDownLatch(1);
        var first = new CountDownLatch(1);
        var waiting = new ArrayList<Future<?>>();
        waiting.add(
                threads.submit(() ->
                        shares.with(
                                new Sender("E", "CN=ww-1#1"),
                                Kind.CONTACT,
                                () -> {
                                    sits.countDown();
                                    first.await();
                                    return true;
                                })));
        sits.await();
        for (int node = 0; node < 3; node++) {
            for (var organization : List.of("C", "D")) {
                var sender = new Sender(organization, "CN=late-" + node + "#1");
                waiting.add(
                        threads.submit(() ->
                                shares.with(sender, Kind.CONTACT, () -> order.add(organization))));
            }
        }
        Thread.sleep(200);
        assertThat(order).isEmpty();
        first.countDown();
        for (var one : waiting) {
            one.get();
        }
        assertThat(order).hasSize(6);
        var turns = List.copyOf(order);
        for (int i = 1; i < turns.size(); i++) {
            assertThat(turns.get(i)).as(order.toString()).isNotEqualTo(turns.get(i - 1));
        }
    }
}
