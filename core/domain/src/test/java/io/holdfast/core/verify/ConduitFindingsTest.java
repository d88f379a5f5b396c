package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.ConduitUse;
import io.holdfast.core.zone.Lasting;
import io.holdfast.core.zone.ReviewTask;
import io.holdfast.core.zone.RiskAcceptance;
import io.holdfast.core.zone.ZoneModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ConduitFindingsTest {

    private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(400));
    private static final Duration QUARTER = Duration.ofDays(90);
    private static final ZoneModel MODEL = Plant.model();

    private static ConduitUse use(String id, Optional<Instant> last, Packet... seen) {
        return new ConduitUse(new ConduitId(id), last, List.of(seen));
    }

    private static Packet tcp(String from, String to, int port) {
        return new Packet(IpAddress.of(from), IpAddress.of(to), 6, 40_000, port);
    }

    private static List<String> byUse(ZoneModel model, ConduitUse... uses) {
        return ConduitFindings.byUse(model, Plant.plan(), List.of(uses), LONG_AGO, QUARTER, NOW)
                .stream()
                .map(f -> f.code() + " " + f.detail())
                .toList();
    }

    @Test
    void R31_an_unused_conduit_is_a_finding_and_a_task_to_say_again_that_it_is_needed() {
        assertThat(byUse(MODEL))
                .containsExactly("CONDUIT_NEVER_USED conduit telemetry was never seen in use");
        var once = use("telemetry", Optional.of(NOW.minus(Duration.ofDays(91))));
        assertThat(byUse(MODEL, once))
                .containsExactly(
                        "CONDUIT_UNUSED conduit telemetry was not seen in use for 90 days, last at"
                                + " 2026-08-27T08:00:00Z");
        assertThat(ReviewTask.unused(MODEL, List.of(once), LONG_AGO, QUARTER, NOW))
                .extracting(ReviewTask::about, ReviewTask::kind, ReviewTask::owner)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "telemetry", ReviewTask.Kind.REVIEW_CONDUIT, "shift-lead"));
        var used = use("telemetry", Optional.of(NOW.minus(Duration.ofDays(90))));
        assertThat(ReviewTask.unused(MODEL, List.of(used), LONG_AGO, QUARTER, NOW)).isEmpty();
        assertThat(byUse(MODEL, used)).isEmpty();
    }

    @Test
    void nothing_is_said_of_use_that_nobody_watched_for_long_enough() {
        var lately = NOW.minus(Duration.ofDays(89));
        assertThat(ConduitFindings.byUse(MODEL, Plant.plan(), List.of(), lately, QUARTER, NOW))
                .isEmpty();
        assertThat(ReviewTask.unused(MODEL, List.of(), lately, QUARTER, NOW)).isEmpty();
    }

    @Test
    void R27_a_conduit_wider_than_its_use_is_told_with_the_hosts_and_services_seen() {
        var wide =
                Plant.with(
                        Plant.without(MODEL, "telemetry"),
                        Plant.conduit("wide", "it", "ot-dmz", "tcp/443", "tcp/445"));
        assertThat(
                        byUse(
                                wide,
                                use(
                                        "wide",
                                        Optional.of(NOW),
                                        tcp("10.1.10.7", "10.1.30.20", 443),
                                        tcp("10.1.10.8", "10.1.30.20", 443))))
                .containsExactly(
                        "CONDUIT_SERVICE_NEVER_USED of conduit wide nobody used tcp/445",
                        "CONDUIT_WIDER_THAN_USED conduit wide allows all of it, but only"
                                + " 10.1.10.7, 10.1.10.8 was seen there",
                        "CONDUIT_WIDER_THAN_USED conduit wide allows all of ot-dmz, but only"
                                + " 10.1.30.20 was seen there");
    }

    /** By hand: every service nobody spoke, every end of which at most four addresses spoke. */
    @Test
    void what_is_told_of_use_is_what_counting_packets_tells() {
        Seeded.cases(
                200,
                random -> {
                    var services = new ArrayList<String>();
                    for (int port : new int[] {22, 443, 445, 502}) {
                        if (random.nextBoolean()) {
                            services.add("tcp/" + port);
                        }
                    }
                    if (services.isEmpty()) {
                        return;
                    }
                    var conduit = Plant.conduit("c", "it", "ot", services.toArray(String[]::new));
                    var seen = new ArrayList<Packet>();
                    var spoken = new TreeSet<String>();
                    var sources = new TreeSet<Integer>();
                    var targets = new TreeSet<Integer>();
                    for (int i = 0; i < random.nextInt(8); i++) {
                        int from = 10 + random.nextInt(7);
                        int to = 20 + random.nextInt(7);
                        int port = List.of(22, 443, 445, 502, 80).get(random.nextInt(5));
                        seen.add(tcp("10.1.10." + from, "10.1.40." + to, port));
                        if (services.contains("tcp/" + port)) {
                            spoken.add("tcp/" + port);
                            sources.add(from);
                            targets.add(to);
                        }
                    }
                    int expected = 0;
                    if (!spoken.isEmpty()) {
                        expected += spoken.size() < services.size() ? 1 : 0;
                        expected += sources.size() <= 4 ? 1 : 0;
                        expected += targets.size() <= 4 ? 1 : 0;
                    }
                    var model = Plant.with(Plant.without(MODEL, "telemetry"), conduit);
                    var use = new ConduitUse(new ConduitId("c"), Optional.of(NOW), seen);
                    assertThat(byUse(model, use)).as(services + " " + seen).hasSize(expected);
                });
    }

    @Test
    void what_time_has_passed_over_is_told_and_changes_nothing() {
        var end = NOW.minus(Duration.ofDays(2));
        Conduit vendor =
                Plant.conduit("vendor", "it", "ot-dmz", "tcp/22")
                        .lasting(new Lasting.Temporary(end, Duration.ofDays(1)));
        var model =
                Plant.with(MODEL, vendor)
                        .accepting(
                                List.of(
                                        new RiskAcceptance(
                                                "risk-1",
                                                "no-direct-it-ot",
                                                new ConduitId("vendor"),
                                                "Until the server is replaced.",
                                                "plant-manager",
                                                end.minusSeconds(1),
                                                end)));
        assertThat(ConduitFindings.byTime(model, NOW))
                .extracting(Finding::code)
                .containsExactly("CONDUIT_EXPIRED", "ACCEPTANCE_EXPIRED");
        assertThat(ConduitFindings.byTime(model, Instant.parse("2027-06-02T00:00:00Z")))
                .extracting(Finding::code)
                .containsOnlyOnce("CONDUIT_EXPIRED")
                .filteredOn("CONDUIT_NOT_REVIEWED"::equals)
                .hasSize(2);
        assertThat(ConduitFindings.byTime(model, NOW.minus(Duration.ofDays(60)))).isEmpty();
    }
}
