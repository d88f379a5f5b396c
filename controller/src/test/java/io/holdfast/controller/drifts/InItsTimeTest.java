package io.holdfast.controller.drifts;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.sitelinks.SiteStanding;
import io.holdfast.controller.sitelinks.SlotStanding;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.rollout.LinkState;
import io.holdfast.core.rollout.Liveness;
import io.holdfast.core.rollout.SiteProgress;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.SiteContent.DeviceContent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a device should run where its content ends something by itself: drift is judged by it. */
class InItsTimeTest {

    private static final DeviceSlot FW = new DeviceSlot("fw-1");
    private static final SiteId SITE = new SiteId("ww-01");
    private static final Instant END = Instant.parse("2026-11-26T12:00:00Z");
    private static final int OPEN = 10;
    private static final int CLOSED = 11;

    private static DeviceContent runs(int number) {
        return new DeviceContent(FW, 1, "ietf", config(number), "t", Digests.of("t"));
    }

    private static DeviceConfig config(int number) {
        return new DeviceConfig(List.of(), List.of(new Vlan(number, "v")), List.of(), List.of());
    }

    private static final SiteContent CONTENT =
            new SiteContent(
                    1,
                    "org",
                    new SitePlan(SITE, "W", "UTC", List.of(), List.of(), List.of(), List.of()),
                    new ZoneModel(List.of(), List.of(), List.of()),
                    List.of(runs(OPEN)),
                    List.of(new SiteContent.HardEnd(END, Duration.ZERO, List.of(runs(CLOSED)))));

    /** What it should run, if it was read so long after the end and ran this. */
    private static DeviceContent expected(Duration afterEnd, int running) {
        var read = END.plus(afterEnd);
        return InItsTime.content(CONTENT, standing(read, running), read).devices().getFirst();
    }

    private static SiteStanding standing(Instant read, int running) {
        var slot =
                new SlotStanding(
                        FW,
                        read,
                        read,
                        SiteProgress.SlotState.KEPT,
                        1,
                        "",
                        Digests.of(config(running)),
                        Optional.empty(),
                        "",
                        List.of(),
                        Optional.empty(),
                        "");
        return new SiteStanding(
                SITE,
                1,
                "",
                new Liveness.Judged(LinkState.CONNECTED, read),
                Optional.of(read),
                "",
                1,
                1,
                "",
                1,
                1,
                Optional.empty(),
                new SiteStanding.JournalStanding(0, "0".repeat(64), 0, ""),
                List.of(slot),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void before_the_end_it_is_open_and_one_that_closed_a_little_early_did_nothing_wrong() {
        assertThat(expected(Duration.ofHours(-1), OPEN)).isEqualTo(runs(OPEN));
        assertThat(expected(Duration.ofHours(-1), CLOSED)).isEqualTo(runs(CLOSED));
    }

    @Test
    void after_the_end_it_is_closed_and_what_is_still_open_after_a_while_is_drift() {
        assertThat(expected(Duration.ofHours(1), CLOSED)).isEqualTo(runs(CLOSED));
        assertThat(expected(Duration.ofMinutes(5), OPEN)).isEqualTo(runs(OPEN));
        assertThat(expected(Duration.ofMinutes(16), OPEN)).isEqualTo(runs(CLOSED));
    }

    @Test
    void anything_else_is_compared_with_what_should_run_now() {
        assertThat(expected(Duration.ofHours(-1), 99)).isEqualTo(runs(OPEN));
        assertThat(expected(Duration.ofHours(1), 99)).isEqualTo(runs(CLOSED));
    }

    /** The digest of what was approved is the same before and after. */
    @Test
    void what_was_judged_before_an_end_is_judged_again_after_it() {
        var judgements = new DriftJudgements();
        var before = judgements.of(running(99, CONTENT));
        assertThat(judgements.of(running(99, CONTENT.at(END)))).isNotEqualTo(before);
        assertThat(judgements.of(running(99, CONTENT))).isEqualTo(before).hasSize(1);
    }

    private static DriftFacts.OfSite running(int number, SiteContent meant) {
        return new DriftFacts.OfSite(
                "org",
                Digests.of("approved"),
                meant,
                standing(END, number),
                new TreeMap<>(Map.of(FW, config(number))),
                List.of(),
                Map.of(),
                Map.of());
    }
}
