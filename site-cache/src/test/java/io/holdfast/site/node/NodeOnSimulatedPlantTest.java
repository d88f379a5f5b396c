package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.simulator.datastore.HistoryEntry;
import io.holdfast.site.console.Status;
import io.holdfast.site.console.Status.DeviceState;
import io.holdfast.site.devices.Drivers;
import io.holdfast.site.ledger.JournalListing;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeOnSimulatedPlantTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir Path folder;
    private SimulatedPlant plant;
    private PretendCentre centre;
    private Path directory;

    @BeforeEach
    void start() throws Exception {
        plant = new SimulatedPlant();
        centre = new PretendCentre();
        directory = folder.resolve("site");
    }

    @AfterEach
    void stop() {
        centre.close();
        plant.close();
    }

    private RunningSite node(List<Path> token) {
        var site =
                RunningSite.start(
                        NodeProcess.settings(directory, token),
                        Drivers.installed(),
                        InstantSource.system());
        Thread.ofPlatform().daemon().name("site-node").start(site::run);
        return site;
    }

    private static DeviceState state(RunningSite site, String slot) {
        return site.status().devices().stream()
                .filter(line -> line.slot().equals(slot))
                .map(Status.DeviceLine::state)
                .findFirst()
                .orElse(DeviceState.WAITING);
    }

    private void awaitReports(String state) {
        await().atMost(LONG)
                .untilAsserted(() -> {
                    assertThat(centre.slotState("fw-1")).as(centre.journalText()).isEqualTo(state);
                    assertThat(centre.slotState("sw-1")).as(centre.journalText()).isEqualTo(state);
                });
    }

    private void release(ZoneModel model) {
        centre.release(plant.content(model, centre.reports()));
    }

    /** The reference without its last conduit. */
    private static ZoneModel smaller(ZoneModel model) {
        return new ZoneModel(
                model.zones(),
                model.conduits().subList(0, model.conduits().size() - 1),
                model.guardrails());
    }

    private List<HistoryEntry.Cause> causes(String slot) {
        return plant.device(slot).history().stream().map(HistoryEntry::cause).toList();
    }

    private List<String> ownJournal() {
        var out = new ByteArrayOutputStream();
        JournalListing.print(
                directory.resolve("site.db"), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void a_key_that_nobody_confirmed_is_shown_and_not_trusted() throws Exception {
        try (var site = node(List.of(centre.token(folder)))) {
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
        try (var site = node(List.of(centre.token(folder)))) {
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

        try (var site = node(List.of())) {
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
        try (var site = node(List.of(centre.token(folder)))) {
            await().atMost(LONG).until(() -> site.status().link() instanceof Status.Link.Connected);
            centre.close();
            await().atMost(LONG)
                    .until(() -> site.status().link() instanceof Status.Link.Autonomous);
        }
    }
}
