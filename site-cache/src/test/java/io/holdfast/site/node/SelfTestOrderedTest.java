package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.core.observe.DeviceBehaviour.Kind;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.simulator.Fault;
import io.holdfast.site.devices.Drivers;
import io.holdfast.sitelink.site.Pace;
import io.holdfast.sitelink.telemetry.SiteWord.SelfTestResult;
import io.holdfast.sitelink.telemetry.SiteWord.SelfTestTold;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A self-test that somebody ordered, through a whole site node (rulings V5). */
class SelfTestOrderedTest extends WholeNode {

    /** Trials long enough to open a session in, on a busy machine too. */
    private static final Duration TRIAL = Duration.ofSeconds(5);

    private NodeSettings patient() throws Exception {
        var pace = NodeProcess.hasty();
        return NodeProcess.settings(
                directory,
                List.of(centre.token(folder)),
                new Pace(
                        pace.contactPause(),
                        pace.hold(),
                        pace.farthestRetry(),
                        pace.islandedAfter(),
                        pace.look(),
                        pace.deviceRetry(),
                        pace.trial(),
                        TRIAL,
                        pace.margin(),
                        pace.grace(),
                        pace.attempts()));
    }

    /** The reference where nothing is essential: then its devices may be tried. */
    private static ZoneModel harmless() {
        var reference = Blueprint.reference();
        return new ZoneModel(
                reference.zones().stream()
                        .map(z ->
                                new Zone(
                                        z.name(),
                                        z.kind(),
                                        z.slTarget(),
                                        z.ownerRole(),
                                        false,
                                        z.inside()))
                        .toList(),
                reference.conduits(),
                reference.guardrails());
    }

    private List<SelfTestTold> told() {
        return centre.words().stream()
                .filter(SelfTestTold.class::isInstance)
                .map(SelfTestTold.class::cast)
                .toList();
    }

    private SelfTestTold awaitTold() {
        await().atMost(Duration.ofMinutes(2)).until(() -> !told().isEmpty());
        return told().getFirst();
    }

    @Test
    void a_lie_is_found_on_order_and_the_device_runs_again_what_it_ran() throws Exception {
        try (var node = node(patient(), Drivers.installed())) {
            onboard(node.site());
            release(harmless());
            awaitReports("KEPT 1");
            var before = plant.device("sw-1").runningXml();
            plant.device("sw-1").have(Fault.CANCEL_WITHOUT_EFFECT);
            centre.selfTest(slot("sw-1"), 1);
            var end = awaitTold();
            assertThat(end)
                    .isEqualTo(
                            new SelfTestTold(
                                    slot("sw-1"),
                                    1,
                                    SelfTestResult.DONE,
                                    "",
                                    List.of("CANCEL_WITHOUT_EFFECT")));
            assertThat(plant.device("sw-1").runningXml()).isEqualTo(before);
            assertThat(centre.slotState("sw-1")).isEqualTo("KEPT 1");
            assertThat(centre.entries("DRIFT")).isEmpty();
            assertThat(centre.journalTypes())
                    .containsSubsequence("SELF_TEST_BEGUN", "SELF_TEST_ENDED");
        }
        assertThat(behaviours("sw-1").has(Kind.CANCEL_WITHOUT_EFFECT)).isTrue();
    }

    @Test
    void a_device_of_an_essential_zone_is_never_tried() throws Exception {
        try (var node = node(patient(), Drivers.installed())) {
            onboard(node.site());
            release(Blueprint.reference());
            awaitReports("KEPT 1");
            var history = causes("fw-1");
            centre.selfTest(slot("fw-1"), 1);
            assertThat(awaitTold().result()).isEqualTo(SelfTestResult.ESSENTIAL_ZONE);
            assertThat(causes("fw-1")).isEqualTo(history);
        }
    }

    /** Somebody else holds the store for longer than the node waits for it. */
    @Test
    void a_node_that_begins_anew_gives_up_the_test_that_it_had_begun() throws Exception {
        try (var node = node(patient(), Drivers.installed())) {
            onboard(node.site());
            release(harmless());
            awaitReports("KEPT 1");
            var before = plant.device("sw-1").runningXml();
            centre.selfTest(slot("sw-1"), 1);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> !plant.device("sw-1").runningXml().equals(before));
            holdStoreUntilMissed(node.site());
            assertThat(awaitTold().result()).isEqualTo(SelfTestResult.INTERRUPTED);
            await().atMost(TRIAL.multipliedBy(3))
                    .until(() -> plant.device("sw-1").runningXml().equals(before));
            var history = causes("sw-1");
            Thread.sleep(TRIAL.multipliedBy(2));
            assertThat(causes("sw-1")).isEqualTo(history);
        }
    }

    /** Until the node says that it cannot write, however long the test before that write took. */
    private void holdStoreUntilMissed(RunningSite site) throws Exception {
        try (var other =
                        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("site.db"));
                var statement = other.createStatement()) {
            statement.execute("begin immediate");
            await().atMost(Duration.ofMinutes(2))
                    .until(() ->
                            site.status().alarms().stream()
                                    .anyMatch(alarm -> alarm.code().equals("STORE_UNUSABLE")));
            statement.execute("rollback");
        }
    }
}
