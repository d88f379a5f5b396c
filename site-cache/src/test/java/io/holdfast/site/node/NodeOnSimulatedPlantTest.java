package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.core.zone.Blueprint;
import io.holdfast.simulator.datastore.HistoryEntry;
import io.holdfast.site.console.Status;
import io.holdfast.site.console.Status.DeviceState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeOnSimulatedPlantTest extends WholeNode {

    @Test
    void a_key_that_nobody_confirmed_is_shown_and_not_trusted() throws Exception {
        try (var node = node(List.of(centre.token(folder)))) {
            var site = node.site();
            await().atMost(LONG).until(() -> site.status().link() instanceof Status.Link.Connected);
            centre.onboard(plant, false);
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(state(site, "fw-1")).isEqualTo(DeviceState.NOT_ONBOARDED));
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(
                                            centre.reports().values().stream()
                                                    .map(r -> r.shownHostKey())
                                                    .toList())
                                    .contains(plant.ready("fw-1").hostKey()));
        }
    }

    @Test
    void a_release_reaches_both_devices_and_every_step_is_in_the_journal() throws Exception {
        try (var node = node(List.of(centre.token(folder)))) {
            var site = node.site();
            await().atMost(LONG).until(() -> site.status().link() instanceof Status.Link.Connected);
            centre.onboard(plant, true);
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(
                                            centre.reports().values().stream()
                                                    .filter(r -> r.running() != null)
                                                    .toList())
                                    .hasSize(2));

            release(smaller(Blueprint.reference()));
            awaitReports("KEPT 1");
            release(Blueprint.reference());
            awaitReports("KEPT 2");

            assertThat(causes("fw-1"))
                    .contains(HistoryEntry.Cause.ON_TRIAL, HistoryEntry.Cause.KEPT);
            assertThat(site.status().revision()).isEqualTo(2);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(centre.journalLines()).isEqualTo(ownJournal()));
            assertThat(centre.journalTypes()).contains("INTENT", "DECISION", "OUTCOME");
            assertThat(centre.journalText()).doesNotContain("device password");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after-accept",
                "after-intent",
                "after-apply",
                "after-decision",
                "before-confirm",
                "after-confirm",
                "after-outcome"
            })
    void a_node_killed_anywhere_brings_every_device_to_the_new_state(String place)
            throws Exception {
        try (var doomed =
                NodeProcess.start(folder, directory, List.of(centre.token(folder)), place)) {
            await().atMost(LONG).until(() -> !centre.journalLines().isEmpty());
            centre.onboard(plant, true);
            await().atMost(LONG)
                    .until(() ->
                            centre.reports().values().stream()
                                            .filter(r -> r.running() != null)
                                            .count()
                                    == 2);
            release(Blueprint.reference());
            await().atMost(LONG).until(doomed::atFailpoint);
            doomed.kill();
        }

        try (var node = node(List.of())) {
            var site = node.site();
            awaitReports("KEPT 1");
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(centre.journalLines()).isEqualTo(ownJournal()));
            assertThat(site.status().devices())
                    .filteredOn(line -> !line.slot().equals("ap-1"))
                    .extracting(Status.DeviceLine::state)
                    .containsOnly(DeviceState.KEPT);
        }
        assertThat(causes("fw-1")).contains(HistoryEntry.Cause.KEPT);
        assertThat(causes("sw-1")).contains(HistoryEntry.Cause.KEPT);
    }

    @Test
    void a_site_without_the_centre_says_so_and_keeps_looking() throws Exception {
        try (var node = node(List.of(centre.token(folder)))) {
            var site = node.site();
            await().atMost(LONG).until(() -> site.status().link() instanceof Status.Link.Connected);
            centre.close();
            await().atMost(LONG)
                    .until(() -> site.status().link() instanceof Status.Link.Autonomous);
        }
    }
}
