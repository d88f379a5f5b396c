package io.holdfast.controller.observations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.controller.scope.Refused;
import io.holdfast.core.Bytes;
import io.holdfast.core.alarm.AlarmKey;
import io.holdfast.core.alarm.Handling;
import io.holdfast.core.alarm.Phase;
import io.holdfast.core.alarm.Threshold.Severity;
import io.holdfast.core.series.Gap;
import io.holdfast.core.series.Retention;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.telemetry.EventLine;
import io.holdfast.sitelink.telemetry.SeriesBlock;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What sites tell of values, events and alarms, over a real link, in a real database. */
class ObservationsTest extends ObservationsStory {

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
    void of_a_device_nobody_entered_nothing_is_kept_and_that_is_an_entry_and_not_one_each_time() {
        var box = new Box();
        var stranger = new DeviceSlot("sw-66");
        var blocks =
                List.of(
                        new SeriesBlock(
                                stranger,
                                "cpu.percent",
                                "1",
                                Retention.STANDARD,
                                hour,
                                5,
                                block(hour, 5).samples()));
        for (int i = 0; i < 2; i++) {
            var words =
                    List.of(
                            new EventLine(
                                    ++box.sequence,
                                    hour,
                                    new SiteWord.ConduitUsed(stranger, "", 1, 0, hour, hour)),
                            new EventLine(
                                    ++box.sequence,
                                    hour,
                                    new SiteWord.CredentialsTried(stranger, 1, "SILENT", "")));
            var answer = box.tells(words, blocks, List.of());
            assertThat(answer.unfit()).hasSize(3).allMatch(u -> u.contains("nobody entered"));
            assertThat(answer.events()).as("they do not come again").isEqualTo(box.sequence);
        }
        for (var table : List.of("series", "conduit_use", "credential_trial")) {
            assertThat(plant.sql("select count(*) from " + table + " where slot = 'sw-66'"))
                    .as(table)
                    .containsExactly("0");
        }
        assertThat(refusedEntries(box)).containsExactly("DEVICE_NOT_ENTERED");
    }

    @Test
    void another_organisation_sees_none_of_it_and_a_site_speaks_for_itself_only() {
        var box = new Box();
        var other = new Box();
        box.tells(List.of(), List.of(block(hour, 5)), List.of());

        assertThatThrownBy(() ->
                        plant.<List<SampleHistory.SeriesLine>>as(
                                centre(power),
                                () ->
                                        plant.bean(SampleHistory.class)
                                                .series(box.site, Optional.empty())))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.kind()).isEqualTo(Refused.Kind.NOT_FOUND));
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
}
