package io.holdfast.controller.sitelinks;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.EventLine;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Quotas of the link (T12): a site that floods, and an organisation whose sites all want something
 * at once, keep neither other sites nor people waiting. What hangs here hangs at a row that the
 * test keeps locked, as at a database that is slow for one site.
 */
class FloodTest extends SiteLinksStory {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void ends() {
        threads.shutdownNow();
    }

    /** Keeps whoever is decided about for these sites waiting until the latch is opened. */
    private Future<?> locks(List<SiteId> sites, CountDownLatch open) throws Exception {
        var locked = new CountDownLatch(1);
        var names = new ArrayList<String>();
        sites.forEach(s -> names.add("'" + s + "'"));
        var holding =
                threads.submit(() ->
                        plant.locking(
                                "select 1 from link_site where site_code in ("
                                        + String.join(",", names)
                                        + ") for update",
                                locked,
                                open));
        assertThat(locked.await(20, TimeUnit.SECONDS)).isTrue();
        return holding;
    }

    private static TestSite box(OrganizationId organization) {
        return enrolled(organization, newSite(organization));
    }

    @Test
    void a_site_that_floods_has_one_request_worked_on_and_keeps_nobody_else_waiting()
            throws Exception {
        var flooder = box(water);
        var good = new ArrayList<TestSite>();
        for (int i = 0; i < 8; i++) {
            good.add(box(i % 2 == 0 ? water : power));
        }
        var open = new CountDownLatch(1);
        var holding = locks(List.of(flooder.token.identity().site()), open);
        var heard = new ConcurrentLinkedQueue<Integer>();
        for (int i = 0; i < 60; i++) {
            threads.execute(() -> heard.add(flooder.contact(flooder.quiet(0, 0)).status()));
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> heard.size() >= 59);
        assertThat(heard).containsOnly(503);
        assertThat(hanging()).isEqualTo(1);

        var begun = Instant.now();
        for (int round = 0; round < 3; round++) {
            for (var site : good) {
                assertThat(site.contact(site.quiet(0, 0)).status()).isEqualTo(200);
            }
        }
        assertThat(standing(water, good.getFirst().token.identity().site()).lastHeard())
                .isPresent();
        System.out.println(
                "24 contacts of others beside a flood: "
                        + Duration.between(begun, Instant.now()).toMillis()
                        + " ms");
        open.countDown();
        holding.get(20, TimeUnit.SECONDS);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> heard.size() == 60);
        assertThat(heard).contains(200);
        assertThat(flooder.contact(flooder.quiet(0, 0)).status()).isEqualTo(200);
    }

    @Test
    void an_organisation_whose_sites_all_hang_leaves_the_others_their_part_and_people_theirs()
            throws Exception {
        var many = new ArrayList<TestSite>();
        for (int i = 0; i < 14; i++) {
            many.add(box(water));
        }
        var other = box(power);
        var open = new CountDownLatch(1);
        var holding = locks(many.stream().map(b -> b.token.identity().site()).toList(), open);
        var heard = new ConcurrentLinkedQueue<Integer>();
        for (var site : many) {
            threads.execute(() -> heard.add(site.contact(site.quiet(0, 0)).status()));
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> heard.size() == 11);
        assertThat(heard).containsOnly(503);
        assertThat(hanging()).isEqualTo(3);

        assertThat(other.contact(other.quiet(0, 0)).status()).isEqualTo(200);
        assertThat(standing(power, other.token.identity().site()).lastHeard()).isPresent();
        open.countDown();
        holding.get(20, TimeUnit.SECONDS);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> heard.size() == 14);
        for (var site : many) {
            assertThat(site.contact(site.quiet(0, 0)).status()).isEqualTo(200);
        }
    }

    @Test
    void polls_that_wait_look_with_a_share_of_the_database_and_never_without() throws Exception {
        var many = new ArrayList<TestSite>();
        for (int i = 0; i < 12; i++) {
            many.add(box(water));
        }
        var other = box(power);
        var heard = new ConcurrentLinkedQueue<Integer>();
        for (var site : many) {
            threads.execute(() -> heard.add(site.contact(site.quiet(0, 11)).status()));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        many.stream()
                                .allMatch(b ->
                                        standing(water, b.token.identity().site())
                                                .lastHeard()
                                                .isPresent()));
        var open = new CountDownLatch(1);
        var holding = locks(many.stream().map(b -> b.token.identity().site()).toList(), open);
        // Each of them looks by its clock, five seconds after it began to wait at the latest.
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> hanging() >= 3);
        await(5);
        assertThat(hanging()).isEqualTo(3);
        assertThat(other.contact(other.quiet(0, 0)).status()).isEqualTo(200);

        // Who gets no share in time ends as one that found nothing.
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> heard.size() == 9);
        assertThat(heard).containsOnly(200);
        open.countDown();
        holding.get(20, TimeUnit.SECONDS);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> heard.size() == 12);
        assertThat(heard).containsOnly(200);
    }

    @Test
    void samples_that_hang_keep_no_journal_waiting() throws Exception {
        var many = new ArrayList<TestSite>();
        for (int i = 0; i < 6; i++) {
            many.add(box(water));
        }
        var open = new CountDownLatch(1);
        var locked = new CountDownLatch(1);
        var holding =
                threads.submit(() ->
                        plant.locking(
                                "lock table site_event_head in access exclusive mode",
                                locked,
                                open));
        assertThat(locked.await(20, TimeUnit.SECONDS)).isTrue();
        var heard = new ConcurrentLinkedQueue<Integer>();
        for (var site : many) {
            threads.execute(
                    () -> heard.add(site.post("/link/v1/telemetry", samples(site)).status()));
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> heard.size() == 5);
        assertThat(heard).containsOnly(503);
        assertThat(hanging()).isEqualTo(1);
        for (var site : many) {
            assertThat(site.contact(site.quiet(0, 0)).status()).isEqualTo(200);
        }
        open.countDown();
        holding.get(20, TimeUnit.SECONDS);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> heard.size() == 6);
        assertThat(heard).contains(200);
    }

    @Test
    void strangers_from_many_addresses_keep_no_site_waiting() throws Exception {
        var good = box(water);
        var open = new CountDownLatch(1);
        var locked = new CountDownLatch(1);
        var holding =
                threads.submit(() ->
                        plant.locking(
                                "lock table audit_entry in share row exclusive mode",
                                locked,
                                open));
        assertThat(locked.await(20, TimeUnit.SECONDS)).isTrue();
        long others = hanging();
        var sockets = new ArrayList<Socket>();
        for (int i = 0; i < 12; i++) {
            sockets.add(good.stranger(InetAddress.ofLiteral("127.0.0." + (20 + i))));
        }
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> hanging() - others >= 3);
        for (int i = 0; i < 5; i++) {
            assertThat(good.contact(good.quiet(0, 0)).status()).isEqualTo(200);
        }
        assertThat(hanging() - others).isEqualTo(3);
        open.countDown();
        holding.get(20, TimeUnit.SECONDS);
        for (var socket : sockets) {
            socket.close();
        }
    }

    @Test
    void enrolments_have_the_share_of_one_organisation_and_of_one_address_a_single_one()
            throws Exception {
        var good = box(water);
        var boxes = new ArrayList<TestSite>();
        for (int i = 0; i < 6; i++) {
            boxes.add(newBox(power, newSite(power)));
        }
        var open = new CountDownLatch(1);
        var holding = locks(boxes.stream().map(b -> b.token.identity().site()).toList(), open);
        var heard = new ConcurrentLinkedQueue<Integer>();
        for (var box : boxes) {
            threads.execute(() -> heard.add(box.enrol().status()));
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> heard.size() == 5);
        assertThat(heard).containsOnly(503);
        assertThat(hanging()).isEqualTo(1);
        assertThat(good.contact(good.quiet(0, 0)).status()).isEqualTo(200);
        open.countDown();
        holding.get(20, TimeUnit.SECONDS);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> heard.size() == 6);
        assertThat(heard).contains(200);
    }

    @Test
    void more_sites_than_two_hundred_are_idle_at_once_and_none_is_cut_off_for_it()
            throws Exception {
        var site = box(water);
        var sockets = new ArrayList<Socket>();
        for (int i = 0; i < 230; i++) {
            var socket = site.begins("/", 2, new byte[] {'{', '}'});
            sockets.add(socket);
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
        await(1);
        int cut = 0;
        for (var socket : sockets) {
            cut += ended(socket) ? 1 : 0;
            socket.close();
        }
        assertThat(cut).isZero();
    }

    /** Reads to the end of what has come; whether the connection ended there. */
    private static boolean ended(Socket socket) throws IOException {
        socket.setSoTimeout(20);
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    static byte[] samples(TestSite site) {
        return samples(site, 1);
    }

    /** So many events. */
    static byte[] samples(TestSite site, int count) {
        var events = new ArrayList<EventLine>();
        for (int i = 1; i <= count; i++) {
            events.add(
                    new EventLine(
                            i,
                            Instant.now(),
                            new SiteWord.RotationTried(FIREWALL, 1, 1, "PROVED", "")));
        }
        return WireJson.write(
                        new TelemetryRequest(
                                1, site.token.identity(), events, List.of(), List.of()))
                .toArray();
    }
}
