package io.holdfast.controller.observations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.controller.observations.store.NotificationStore;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.DeviceAccesses;
import io.holdfast.controller.sitelinks.DeviceCredentials;
import io.holdfast.controller.sitelinks.DeviceReach;
import io.holdfast.controller.sitelinks.SelfTestStanding;
import io.holdfast.controller.sitelinks.SelfTests;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.topology.ChassisId;
import io.holdfast.core.topology.Evidence;
import io.holdfast.core.topology.Look;
import io.holdfast.core.topology.NeighbourClaim;
import io.holdfast.core.topology.OwnDevice;
import io.holdfast.core.topology.Stranger;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.ArchivedText;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;

/** What sites tell of devices: neighbours, configurations, credentials; and how it is kept. */
class ObservedDevicesTest extends ObservationsStory {

    @Test
    void a_stranger_at_a_port_is_in_the_ledger_and_somebody_answers_for_it() {
        var box = new Box();
        var id = ChassisId.mac("02:dd:00:00:00:01");
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var look =
                new Look(
                        SW,
                        now,
                        List.of(
                                new NeighbourClaim(
                                        "ge-0/0/7", Evidence.LLDP, id, "1", "printer", List.of())));
        box.tells(
                new SiteWord.LookTold(look, new OwnDevice(SW, List.of(), List.of(), List.of())),
                now);
        var topologies = plant.bean(Topologies.class);

        var seen = plant.as(centre(water), () -> topologies.of(box.site));
        assertThat(seen.strangers())
                .extracting(Stranger::state)
                .containsExactly(Stranger.State.NOBODYS);

        var charged =
                plant.as(
                        centre(water),
                        () ->
                                topologies.charge(
                                        box.site,
                                        id,
                                        "plant IT",
                                        now.plus(Duration.ofDays(30)),
                                        "leaves in spring"));
        assertThat(charged.strangers())
                .extracting(Stranger::state)
                .containsExactly(Stranger.State.ASSIGNED);
    }

    private static ArchivedText archived(String text, String digest) {
        var plain = text.getBytes(StandardCharsets.UTF_8);
        var deflater = new Deflater(9, true);
        deflater.setInput(plain);
        deflater.finish();
        var out = new byte[plain.length + 64];
        int length = deflater.deflate(out);
        deflater.end();
        return new ArchivedText(digest, plain.length, Bytes.of(Arrays.copyOf(out, length)));
    }

    private static ArchivedText archived(String text) {
        return archived(text, Digests.of(text));
    }

    @Test
    void configurations_come_whole_are_listed_by_version_and_compared_line_by_line() {
        var box = new Box();
        var before = archived("<system>\n  <hostname>sw-1</hostname>\n</system>\n");
        var after = archived("<system>\n  <hostname>sw-one</hostname>\n</system>\n");
        box.tells(List.of(), List.of(), List.of(before, after));
        box.tells(
                new SiteWord.ConfigurationSeen(SW, before.digest(), "netconf-xml", "CHANGED", 2),
                hour);
        box.tells(
                new SiteWord.ConfigurationSeen(SW, after.digest(), "netconf-xml", "CLOCK", 2),
                hour.plusSeconds(60));
        var archives = plant.bean(Archives.class);

        var versions = plant.as(centre(water), () -> archives.versions(box.site, SW));
        assertThat(versions)
                .extracting(Archives.VersionLine::digest)
                .containsExactly(after.digest(), before.digest());
        assertThat(versions).allMatch(Archives.VersionLine::textHere);
        assertThat(
                        plant.as(
                                        centre(water),
                                        () ->
                                                archives.compare(
                                                        box.site,
                                                        SW,
                                                        before.digest(),
                                                        after.digest()))
                                .lines())
                .contains("-  <hostname>sw-1</hostname>", "+  <hostname>sw-one</hostname>");
    }

    @Test
    void a_text_that_is_not_what_its_digest_says_is_not_kept() {
        var box = new Box();
        var forged = archived("other", Digests.of("one"));
        var bomb = new ArchivedText(Digests.of("x"), 1, archived("x".repeat(5_000)).compressed());

        assertThat(box.tells(List.of(), List.of(), List.of(forged, bomb)).unfit()).hasSize(2);
        assertThat(
                        plant.sql(
                                "select count(*) from configuration_text where digest in ('"
                                        + forged.digest()
                                        + "', '"
                                        + bomb.digest()
                                        + "')"))
                .containsExactly("0");
    }

    @Test
    void a_trial_of_credentials_travels_with_the_access_list_and_its_result_comes_back() {
        var box = new Box();
        plant.as(
                centre(water),
                () ->
                        plant.bean(DeviceAccesses.class)
                                .putAccess(
                                        box.site,
                                        SW,
                                        new DeviceReach("192.0.2.9", 830, "192.0.2.9", 161),
                                        new DeviceCredentials(
                                                "ada",
                                                "secret-of-ada",
                                                "ada",
                                                "auth-secret",
                                                "priv-secret")));
        var trials = plant.bean(CredentialTrials.class);

        var ordered = plant.as(centre(water), () -> trials.order(box.site, SW));
        assertThat(ordered).isEqualTo(new CredentialTrials.Trial(1, Optional.empty()));
        var envelope =
                java.util.Objects.requireNonNull(box.link.answer(box.link.quiet(0, 0)).access());
        assertThat(WireJson.read(DeviceAccess.class, envelope.payload()).trials())
                .containsExactly(new DeviceAccess.Trial(SW, 1));

        box.tells(new SiteWord.CredentialsTried(SW, 1, "LOGIN_REFUSED", "no such user"), hour);
        assertThat(plant.as(centre(water), () -> trials.newest(box.site, SW)).result())
                .contains(new CredentialTrials.Result("LOGIN_REFUSED", "no such user", hour));
        plant.as(centre(water), () -> trials.order(box.site, SW));
        assertThat(plant.as(centre(water), () -> trials.newest(box.site, SW)).result()).isEmpty();
    }

    private static SelfTestStanding orders(Box box, String reason) {
        return plant.as(
                centre(water), () -> plant.bean(SelfTests.class).order(box.site, SW, reason));
    }

    private static Optional<SelfTestStanding> newest(Box box) {
        return plant.as(centre(water), () -> plant.bean(SelfTests.class).newest(box.site, SW));
    }

    private static void isRefused(Box box, String reason, String code) {
        assertThatThrownBy(() -> orders(box, reason))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void a_self_test_travels_with_the_access_list_and_its_end_comes_back() {
        var box = new Box();
        assertThat(newest(box)).isEmpty();
        isRefused(box, "its software is new", "HOST_KEY_NOT_CONFIRMED");
        plant.sql(
                "update device_access set pinned_host_key = 'SHA256:x' where site_code = '"
                        + box.site
                        + "'");
        isRefused(box, " ", "REASON_MISSING");
        isRefused(box, "its software is new", "NODE_CANNOT_TEST");
        box.link.answer(box.link.able(LinkRequest.SELF_TESTS));
        var ordered = orders(box, "its software is new");
        assertThat(ordered.order()).isEqualTo(1);
        isRefused(box, "again", "SELF_TEST_OPEN");

        assertThat(selfTests(box))
                .containsExactly(new DeviceAccess.SelfTest(SW, 1, ordered.notAfter()));
        assertThat(
                        plant.sql(
                                "select count(*) from audit_entry where action = 'device.self-test'"
                                        + " and outcome = 'ALLOWED' and object_id = '"
                                        + box.site
                                        + "/sw-1'"))
                .containsExactly("1");

        var told =
                new SiteWord.SelfTestTold(
                        SW,
                        1,
                        SiteWord.SelfTestResult.DONE,
                        "",
                        List.of("CANCEL_WITHOUT_EFFECT", "STARTUP_NOT_SAVED"));
        assertThat(box.tells(told, hour).unfit()).isEmpty();
        assertThat(box.tells(told, hour).unfit()).isEmpty();
        assertThat(newest(box).flatMap(SelfTestStanding::end))
                .contains(new SelfTestStanding.End("DONE", "", told.found(), hour));
        var nobodys =
                new SiteWord.SelfTestTold(
                        SW, 7, SiteWord.SelfTestResult.BUSY, "a change", List.of());
        assertThat(box.tells(nobodys, hour).unfit()).hasSize(1);

        box.link.answer(box.link.able(LinkRequest.SELF_TESTS));
        assertThat(orders(box, "again").order()).isEqualTo(2);
        assertThat(selfTests(box)).extracting(DeviceAccess.SelfTest::order).containsExactly(2L);
    }

    private static List<DeviceAccess.SelfTest> selfTests(Box box) {
        var envelope = Objects.requireNonNull(box.link.answer(box.link.quiet(0, 0)).access());
        return WireJson.read(DeviceAccess.class, envelope.payload()).selfTests();
    }

    @Test
    void what_a_device_said_by_itself_is_kept_once_and_gaps_are_summed() {
        var box = new Box();
        box.tells(
                new SiteWord.NotificationTold(
                        SW, "1.3.6.1.6.3.1.1.5.3", true, 4711, List.of("1.3 = port 7", "1.4 = 2")),
                hour);
        box.tells(new SiteWord.NotificationsCounted(SW, 5, 700, hour), hour);
        box.tells(new SiteWord.NotificationsCounted(SW, 1, 0, hour), hour.plusSeconds(60));
        var store = plant.bean(NotificationStore.class);
        assertThat(plant.as(centre(water), () -> store.newest(box.site, SW, 10)))
                .containsExactly(
                        new NotificationStore.Notification(
                                hour,
                                "1.3.6.1.6.3.1.1.5.3",
                                true,
                                4711,
                                List.of("1.3 = port 7", "1.4 = 2")));
        assertThat(plant.as(centre(water), () -> store.counted(box.site, SW)))
                .contains(new NotificationStore.Counted(6, 700, hour, hour.plusSeconds(60)));
    }

    @Test
    void what_devices_said_is_read_a_page_at_a_time_and_of_one_device_alone() {
        var box = new Box();
        var other = new DeviceSlot("fw-1");
        box.enters(other);
        for (int i = 0; i < 5; i++) {
            box.tells(
                    new SiteWord.NotificationTold(
                            i == 2 ? other : SW, "1.3.6.1.6.3.1.1.5.3", false, i, List.of()),
                    hour.plusSeconds(i));
        }
        box.tells(new SiteWord.NotificationsCounted(other, 3, 7, hour), hour);
        var notifications = plant.bean(Notifications.class);

        var first = page(notifications, box, Optional.empty(), Optional.empty(), 2);
        assertThat(first).extracting(Notifications.Told::uptime).containsExactly(4L, 3L);
        var next =
                page(
                        notifications,
                        box,
                        Optional.empty(),
                        Optional.of(first.getLast().position()),
                        10);
        assertThat(next).extracting(Notifications.Told::uptime).containsExactly(2L, 1L, 0L);
        assertThat(page(notifications, box, Optional.of(other), Optional.empty(), 10))
                .extracting(Notifications.Told::uptime)
                .containsExactly(2L);
        assertThat(plant.as(centre(water), () -> notifications.beside(box.site)))
                .containsExactly(new Notifications.Beside(other, 3, 7, hour, hour));
    }

    private static List<Notifications.Told> page(
            Notifications notifications,
            Box box,
            Optional<DeviceSlot> slot,
            Optional<Notifications.Position> before,
            int limit) {
        return plant.as(centre(water), () -> notifications.page(box.site, slot, before, limit));
    }

    /** As a backup does. Whoever waits for a table keeps everybody else from it. */
    @Test
    void a_new_day_beside_a_long_read_gives_up_soon_and_keeps_nobody_from_the_table()
            throws Exception {
        var partitions = plant.bean(io.holdfast.controller.database.DayPartitions.class);
        var day = hour.plus(Duration.ofDays(400)).atZone(java.time.ZoneOffset.UTC).toLocalDate();
        var url = plant.bean(Environment.class).getProperty("holdfast.database.url");
        try (var reader = DriverManager.getConnection(url, "postgres", "");
                var reading = reader.createStatement()) {
            reader.setAutoCommit(false);
            reading.execute("select count(*) from holdfast.sample_block_standard");
            assertThatThrownBy(() -> partitions.need("sample_block_standard", day))
                    .rootCause()
                    .hasMessageContaining("lock timeout");
        }
        partitions.need("sample_block_standard", day);
    }

    @Test
    void old_days_are_dropped_whole_and_every_partition_forces_row_level_security() {
        var box = new Box();
        var early = hour.minus(Duration.ofDays(119)).truncatedTo(ChronoUnit.HOURS);
        box.tells(List.of(), List.of(block(early, 5), block(hour, 5)), List.of());
        var partitions = plant.bean(io.holdfast.controller.database.DayPartitions.class);
        var day = hour.atZone(java.time.ZoneOffset.UTC).toLocalDate();

        assertThat(partitions.dropBefore("sample_block_standard", day)).isEqualTo(1);
        assertThat(box.chart(early, hour.plusSeconds(3600)).points()).hasSize(5);
        assertThat(
                        plant.sql(
                                "select count(*) from pg_class where relname like 'sample\\_block\\_%'"
                                        + " and relkind in ('r', 'p')"
                                        + " and not (relrowsecurity and relforcerowsecurity)"))
                .containsExactly("0");
    }

    @Test
    void forty_batches_at_once_leave_the_journals_places_free() {
        var box = new Box();
        box.isHeard();
        var request =
                new TelemetryRequest(
                        1,
                        box.link.token.identity(),
                        List.of(),
                        List.of(block(hour, 50)),
                        List.of());
        var busy = new java.util.concurrent.atomic.AtomicInteger();
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                threads.execute(() -> {
                    if (box.post(request).status() == 503) {
                        busy.incrementAndGet();
                    }
                });
            }
            for (int i = 0; i < 5; i++) {
                box.isHeard();
            }
        }
        assertThat(busy.get()).isLessThan(40);
    }
}
