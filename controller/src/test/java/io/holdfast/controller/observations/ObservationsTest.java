package io.holdfast.controller.observations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.scope.Role;
import io.holdfast.controller.sitelinks.DeviceAccesses;
import io.holdfast.controller.sitelinks.DeviceCredentials;
import io.holdfast.controller.sitelinks.DeviceReach;
import io.holdfast.controller.sitelinks.Onboarding;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.core.Bytes;
import io.holdfast.core.alarm.AlarmKey;
import io.holdfast.core.alarm.Handling;
import io.holdfast.core.alarm.Phase;
import io.holdfast.core.alarm.Threshold.Severity;
import io.holdfast.core.series.BlockCodec;
import io.holdfast.core.series.Gap;
import io.holdfast.core.series.Retention;
import io.holdfast.core.series.Samples;
import io.holdfast.core.series.SeriesKey;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.topology.ChassisId;
import io.holdfast.core.topology.Evidence;
import io.holdfast.core.topology.Look;
import io.holdfast.core.topology.NeighbourClaim;
import io.holdfast.core.topology.OwnDevice;
import io.holdfast.core.topology.Stranger;
import io.holdfast.plant.TestPlant;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.ArchivedText;
import io.holdfast.sitelink.telemetry.EventLine;
import io.holdfast.sitelink.telemetry.SeriesBlock;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.TelemetryAnswer;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sites tell, over a real link, in a real database. */
class ObservationsTest {

    private static final DeviceSlot SW = new DeviceSlot("sw-1");
    private static final SeriesKey CPU = new SeriesKey(SW, "cpu.percent", "1");

    @TempDir static Path folder;
    static TestPlant plant;
    static OrganizationId water;
    static OrganizationId power;
    static int number;
    static Instant hour = Instant.EPOCH;

    @BeforeAll
    static void start() {
        hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(3));
        plant = TestPlant.start(folder);
        water = plant.organization("Waterworks");
        power = plant.organization("Power");
    }

    @AfterAll
    static void stop() {
        plant.close();
    }

    private static Caller centre(OrganizationId organization) {
        return Caller.centre(organization, "test");
    }

    private static Caller observer() {
        return new Caller(
                water,
                Caller.Kind.PERSON,
                "test",
                "ole",
                "Ole",
                Set.of(Role.OBSERVER),
                Set.of(Permission.READ));
    }

    private static final class Box {
        final SiteId site = new SiteId("ww-" + ++number);
        final TestSite link;
        long sequence;

        Box() {
            plant.as(
                    centre(water),
                    () -> {
                        plant.bean(SiteLinks.class).open(site);
                        return true;
                    });
            var token =
                    plant.as(centre(water), () -> plant.bean(Onboarding.class).issueToken(site));
            link = new TestSite(token.file(), plant.bean(LinkKeys.class).authority().certificate());
            assertThat(link.enrol().status()).isEqualTo(200);
        }

        TestSite.Said post(TelemetryRequest request) {
            return link.post("/link/v1/telemetry", WireJson.write(request).toArray());
        }

        TelemetryAnswer tells(
                List<EventLine> events, List<SeriesBlock> blocks, List<ArchivedText> texts) {
            var said = post(new TelemetryRequest(1, link.token.identity(), events, blocks, texts));
            assertThat(said.status()).as(said.body()).isEqualTo(200);
            return WireJson.read(TelemetryAnswer.class, Bytes.utf8(said.body()));
        }

        TelemetryAnswer tells(SiteWord word, Instant at) {
            return tells(List.of(new EventLine(++sequence, at, word)), List.of(), List.of());
        }

        Chart chart(Instant from, Instant to) {
            return plant.as(
                    centre(water), () -> plant.bean(SampleHistory.class).read(site, CPU, from, to));
        }

        AlarmView alarm() {
            return plant.as(centre(water), () -> plant.bean(Alarms.class).list(Optional.of(site)))
                    .getFirst();
        }

        void isHeard() {
            link.answer(link.quiet(0, 0));
        }
    }

    private static SeriesBlock block(Instant from, int count) {
        var times = new long[count];
        var values = new long[count];
        for (int i = 0; i < count; i++) {
            times[i] = from.plusSeconds(60L * i).toEpochMilli();
            values[i] = 40L + i;
        }
        return new SeriesBlock(
                SW,
                CPU.metric(),
                CPU.instance(),
                Retention.STANDARD,
                from,
                count,
                BlockCodec.encode(Samples.of(times, values)));
    }

    private static SiteWord raised(Instant since) {
        return new SiteWord.AlarmTold(
                SW, "cpu-high", "", Severity.MINOR, new Phase.Raised(since, 95), false);
    }

    @Test
    void samples_come_in_by_blocks_and_are_read_by_range_with_their_age() {
        var box = new Box();
        box.tells(
                List.of(), List.of(block(hour, 50), block(hour.plusSeconds(3600), 10)), List.of());

        var chart = box.chart(hour.plusSeconds(600), hour.plusSeconds(3600 + 300));

        assertThat(chart.points()).hasSize(40 + 5);
        assertThat(chart.points().getFirst().value()).isEqualTo(50);
        assertThat(chart.newest()).contains(hour.plusSeconds(3600 + 540));
        assertThat(chart.age().orElseThrow()).isGreaterThan(Duration.ofHours(1));
    }

    @Test
    void a_repeat_changes_nothing_and_a_longer_block_replaces_the_shorter() {
        var box = new Box();
        box.tells(List.of(), List.of(block(hour, 30)), List.of());
        box.tells(List.of(), List.of(block(hour, 50)), List.of());
        box.tells(List.of(), List.of(block(hour, 20)), List.of());
        box.tells(List.of(), List.of(block(hour, 50)), List.of());

        assertThat(box.chart(hour, hour.plusSeconds(7200)).points()).hasSize(50);
    }

    @Test
    void blocks_that_are_not_what_they_say_are_left_out_and_that_is_said() {
        var box = new Box();
        var good = block(hour, 5);
        var lies =
                new SeriesBlock(
                        SW,
                        "cpu.percent",
                        "1",
                        Retention.STANDARD,
                        hour.plusSeconds(60),
                        5,
                        good.samples());
        var noise =
                new SeriesBlock(
                        SW, "cpu.percent", "1", Retention.STANDARD, hour, 5, Bytes.utf8("noise"));
        var future = block(Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.HOURS), 2);
        var old = block(hour.minus(Duration.ofDays(121)), 2);

        var answer = box.tells(List.of(), List.of(lies, noise, future, old, good), List.of());

        assertThat(answer.unfit()).hasSize(4);
        assertThat(box.chart(hour, hour.plusSeconds(3600)).points()).hasSize(5);
    }

    @Test
    void another_organisation_sees_none_of_it_and_a_site_speaks_for_itself_only() {
        var box = new Box();
        var other = new Box();
        box.tells(List.of(), List.of(block(hour, 5)), List.of());

        assertThat(
                        plant.<List<SampleHistory.SeriesLine>>as(
                                centre(power),
                                () ->
                                        plant.bean(SampleHistory.class)
                                                .series(box.site, Optional.empty())))
                .isEmpty();
        var forged =
                new TelemetryRequest(
                        1, other.link.token.identity(), List.of(), List.of(), List.of());
        assertThat(box.post(forged).status()).isEqualTo(403);
    }

    @Test
    void events_are_taken_once_and_in_order_and_dropped_ones_are_known() {
        var box = new Box();
        var first = new EventLine(1, hour, raised(hour));
        var third = new EventLine(3, hour.plusSeconds(9), raised(hour));

        assertThat(box.tells(List.of(first), List.of(), List.of()).events()).isEqualTo(1);
        assertThat(box.tells(List.of(first), List.of(), List.of()).events()).isEqualTo(1);
        assertThat(box.tells(List.of(third), List.of(), List.of()).events()).isEqualTo(1);
        var dropped = new EventLine(7, hour, new SiteWord.EventsDropped(2, 7, null));
        assertThat(
                        box.tells(
                                        List.of(dropped, new EventLine(8, hour, raised(hour))),
                                        List.of(),
                                        List.of())
                                .events())
                .isEqualTo(8);
        assertThat(
                        plant.sql(
                                "select from_sequence || '-' || to_sequence from site_events_dropped"
                                        + " where site_code = '"
                                        + box.site
                                        + "'"))
                .containsExactly("2-7");
    }

    @Test
    void an_alarm_is_unknown_since_the_site_was_last_heard_and_never_down() {
        var box = new Box();
        box.isHeard();
        box.tells(raised(hour), hour);
        assertThat(box.alarm().alarm().raised()).isTrue();

        plant.sql(
                "update link_contact set last_heard = now() - interval '2 hours' where site_code = '"
                        + box.site
                        + "'");

        assertThat(box.alarm().alarm().phase())
                .isInstanceOfSatisfying(
                        Phase.Unknown.class,
                        u -> {
                            assertThat(u.since()).isBefore(Instant.now().minusSeconds(7000));
                            assertThat(u.before().alarm()).isTrue();
                        });
    }

    @Test
    void people_acknowledge_and_shelve_and_what_they_did_outlives_the_sites_words() {
        var box = new Box();
        box.isHeard();
        box.tells(raised(hour), hour);
        var alarms = plant.bean(Alarms.class);
        var key = new AlarmKey(SW, "cpu-high", "");
        long version = box.alarm().version();

        plant.as(centre(water), () -> alarms.acknowledge(box.site, key, "looking", version));
        assertThat(box.alarm().alarm().handling()).isInstanceOf(Handling.Acknowledged.class);
        assertThatThrownBy(() ->
                        plant.as(
                                centre(water),
                                () -> alarms.acknowledge(box.site, key, "", version)))
                .isInstanceOfSatisfying(
                        Refused.class, r -> assertThat(r.kind()).isEqualTo(Refused.Kind.STALE));

        box.tells(
                new SiteWord.AlarmTold(
                        SW, "cpu-high", "", Severity.MINOR, new Phase.Normal(hour), false),
                hour.plusSeconds(60));
        assertThat(box.alarm().alarm().handling()).isInstanceOf(Handling.Open.class);

        long later = box.alarm().version();
        plant.as(
                centre(water),
                () ->
                        alarms.shelve(
                                box.site,
                                key,
                                "fan ordered",
                                Instant.now().plus(Duration.ofDays(2)),
                                later));
        box.tells(raised(hour.plusSeconds(90)), hour.plusSeconds(90));
        assertThat(box.alarm().alarm().handling()).isInstanceOf(Handling.Shelved.class);
        assertThat(
                        plant.sql(
                                "select action from audit_entry where object_id like '"
                                        + box.site
                                        + "/%' order by at"))
                .contains("alarm.acknowledge", "alarm.shelve");
    }

    @Test
    void who_may_only_read_handles_no_alarm_and_that_is_recorded() {
        var box = new Box();
        box.tells(raised(hour), hour);

        assertThatThrownBy(() ->
                        plant.as(
                                observer(),
                                () ->
                                        plant.bean(Alarms.class)
                                                .acknowledge(
                                                        box.site,
                                                        new AlarmKey(SW, "cpu-high", ""),
                                                        "",
                                                        0)))
                .isInstanceOfSatisfying(
                        Refused.class, r -> assertThat(r.code()).isEqualTo("NOT_PERMITTED"));
    }

    @Test
    void a_word_that_comes_late_does_not_put_an_alarm_back() {
        var box = new Box();
        box.isHeard();
        box.tells(
                new SiteWord.AlarmTold(
                        SW, "cpu-high", "", Severity.MINOR, new Phase.Normal(hour), false),
                hour.plusSeconds(60));
        box.tells(raised(hour), hour);

        assertThat(box.alarm().alarm().raised()).isFalse();
    }

    @Test
    void gaps_stand_in_the_chart() {
        var box = new Box();
        box.tells(List.of(), List.of(block(hour, 5)), List.of());
        var gap =
                new Gap(SW, hour.plusSeconds(300), hour.plusSeconds(900), Gap.Reason.NODE_DOWN, "");
        box.tells(new SiteWord.GapTold(gap), hour.plusSeconds(900));

        assertThat(box.chart(hour, hour.plusSeconds(3600)).gaps()).containsExactly(gap);
    }

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
