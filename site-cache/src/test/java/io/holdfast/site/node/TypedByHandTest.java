package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.core.zone.Blueprint;
import io.holdfast.simulator.datastore.HistoryEntry.Cause;
import io.holdfast.site.console.Status.DeviceState;
import io.holdfast.site.devices.Drivers;
import io.holdfast.sitelink.telemetry.SiteWord.ChangedBy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody changes a device by hand at the worst moments; it is never overwritten. */
class TypedByHandTest extends WholeNode {

    private void handIsKept(String slot) {
        assertThat(plant.device(slot).runningXml()).contains("typed by hand");
        assertThat(centre.reason(slot)).contains("not ordered here");
        journalIsWholeAtTheCentre();
    }

    @Test
    void what_was_typed_between_the_check_and_the_lock_is_a_conflict_and_stays() throws Exception {
        var installed = Drivers.installed();
        var between = Between.of(installed);
        try (var node = node(hasty(), between.drivers(installed))) {
            onboard(node.site());
            release(smaller(Blueprint.reference()));
            awaitReports("KEPT 1");
            between.beforeLock(plant.ready("fw-1").netconf(), () -> typeByHand("fw-1", "lan1"));
            release(Blueprint.reference());
            awaitReport("fw-1", "CONFLICT 2");

            handIsKept("fw-1");
            assertThat(centre.reason("fw-1")).contains("somebody else just before it was locked");
            assertThat(causes("fw-1")).endsWith(Cause.COMMITTED);
            assertThat(centre.entries("CONFLICT")).hasSize(1);
            assertThat(centre.entries("OUTCOME").getLast().payload()).contains("\"CONFLICT\"");
            assertThat(centre.slotState("sw-1")).isEqualTo("WAITING 2");
            assertThat(plant.device("fw-1").datastores().candidateIsClean()).isTrue();
        }
    }

    /** The device stored who did it (RFC 6470); its own user is nobody's hand. */
    @Test
    void the_device_is_asked_who_did_it_and_the_node_tells_of_others_alone() throws Exception {
        try (var node = node(hasty(), Drivers.installed())) {
            onboard(node.site());
            release(Blueprint.reference());
            awaitReports("KEPT 1");
            assertThat(hands()).isEmpty();
            typeByHand("fw-1", "lan1");
            await().atMost(LONG).until(() -> !hands().isEmpty());
            assertThat(hands())
                    .singleElement()
                    .satisfies(hand -> {
                        assertThat(hand.slot()).isEqualTo(slot("fw-1"));
                        assertThat(hand.user()).isEqualTo("technician");
                        assertThat(hand.runningDigest()).hasSize(64);
                    });
        }
    }

    private List<ChangedBy> hands() {
        return centre.words().stream()
                .filter(ChangedBy.class::isInstance)
                .map(ChangedBy.class::cast)
                .toList();
    }

    @Test
    void a_session_is_closed_though_something_breaks_in_the_middle_of_a_change() throws Exception {
        var installed = Drivers.installed();
        var between = Between.of(installed);
        try (var node = node(hasty(), between.drivers(installed))) {
            onboard(node.site());
            between.beforeLock(
                    plant.ready("fw-1").netconf(),
                    () -> {
                        throw new IllegalStateException("the disk is full");
                    });
            release(Blueprint.reference());
            awaitReports("KEPT 1");
            await().atMost(LONG).untilAsserted(() -> assertThat(between.open()).isZero());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"after-intent", "before-confirm"})
    void what_was_typed_while_a_killed_node_was_away_is_a_conflict_and_stays(String place)
            throws Exception {
        try (var doomed =
                NodeProcess.start(folder, directory, List.of(centre.token(folder)), place, true)) {
            await().atMost(LONG).until(() -> !centre.journalLines().isEmpty());
            centre.onboard(plant, true);
            awaitBothRead();
            release(Blueprint.reference());
            await().atMost(LONG).until(doomed::atFailpoint);
            doomed.kill();
        }
        await().atMost(LONG).until(() -> plant.device("fw-1").datastores().trialToken().isEmpty());
        typeByHand("fw-1", "lan1");

        try (var node =
                node(
                        NodeProcess.settings(directory, List.of(), NodeProcess.hasty()),
                        Drivers.installed())) {
            awaitReport("fw-1", "CONFLICT 1");
            assertThat(state(node.site(), "fw-1")).isEqualTo(DeviceState.CONFLICT);
            handIsKept("fw-1");
            assertThat(causes("fw-1")).endsWith(Cause.COMMITTED);
            assertThat(centre.entries("OUTCOME").getLast().payload())
                    .contains("\"slot\":\"fw-1\",\"end\":\"CONFLICT\"");
        }
    }
}
