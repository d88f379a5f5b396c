package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.dialect.snmpqbridge.QBridgeDialect;
import io.holdfast.simulator.Fault;
import io.holdfast.site.console.Status;
import io.holdfast.site.console.Status.DeviceState;
import io.holdfast.site.devices.Drivers;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.SnmpConfigurator;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A whole site node and a switch that only SNMP configures. */
class QBridgeSwitchTest extends WholeNode {

    private static final DeviceSlot SWITCH = new DeviceSlot("sw-1");
    private static final int MANAGEMENT = 99;
    private static final String LABELLED = "ge-0/0/3";

    private final QBridgeDialect dialect = new QBridgeDialect();

    /** Tells the site how to reach the switch; with 0 nobody permitted to write to it. */
    private void permit(int managementVlan) {
        var ready = plant.ready("sw-1");
        var engine =
                ServiceLoader.load(SnmpConfigurator.class)
                        .findFirst()
                        .orElseThrow()
                        .engine(
                                new DeviceAddress(ready.host(), ready.snmp()),
                                Duration.ofSeconds(5))
                        .orElseThrow();
        var firewall = plant.ready("fw-1");
        centre.onboard(
                List.of(
                        new Onboarded(
                                slot("fw-1"),
                                firewall.host(),
                                firewall.netconf(),
                                firewall.snmp(),
                                firewall.hostKey(),
                                SimulatedPlant.secret()),
                        new Onboarded(
                                SWITCH,
                                "",
                                0,
                                ready.snmp(),
                                engine,
                                SimulatedPlant.secret(),
                                io.holdfast.sitelink.DeviceAccess.NetconfWay.SSH,
                                managementVlan)));
    }

    private void awaitRead() {
        await().atMost(LONG)
                .untilAsserted(() -> {
                    assertThat(centre.reports()).containsKey(SWITCH);
                    assertThat(centre.reports().get(SWITCH).running()).isNotNull();
                    assertThat(centre.reports().get(slot("fw-1")).running()).isNotNull();
                });
    }

    private void connected(RunningSite site) {
        await().atMost(LONG).until(() -> site.status().link() instanceof Status.Link.Connected);
    }

    private DeviceConfig seen() {
        return meaning(String.valueOf(centre.reports().get(SWITCH).running()));
    }

    private DeviceConfig meaning(String text) {
        return switch (dialect.read(text)) {
            case ReadResult.Read(var config) -> config;
            case ReadResult.Unreadable(var reason) -> throw new AssertionError(reason);
        };
    }

    /** What the centre makes of the site: the switch is told what it has words for. */
    private SiteContent content(String label) {
        return plant.changed(
                plant.content(Blueprint.reference(), centre.reports()),
                SWITCH,
                config -> labelled(config, label),
                centre.reports());
    }

    private static DeviceConfig labelled(DeviceConfig compiled, String label) {
        return DeviceConfig.bridging(
                compiled.interfaces().stream()
                        .map(i ->
                                i.name().equals(LABELLED)
                                        ? new InterfaceConfig(
                                                i.name(),
                                                label,
                                                i.enabled(),
                                                i.mode(),
                                                List.of(),
                                                List.of())
                                        : i)
                        .toList(),
                compiled.vlans());
    }

    private DeviceConfig target(String label) {
        return content(label).devices().stream()
                .filter(d -> d.slot().equals(SWITCH))
                .findFirst()
                .orElseThrow()
                .config();
    }

    @Test
    void a_change_of_vlans_is_kept_and_one_that_is_not_done_is_taken_back() throws Exception {
        try (var node = node(hasty(), Drivers.installed())) {
            connected(node.site());
            permit(MANAGEMENT);
            awaitRead();
            centre.release(content("pumps"));
            awaitReport("sw-1", "KEPT 1");
            assertThat(plant.device("sw-1").runningXml()).contains("pumps");
            assertThat(centre.entries("BUNDLE_ACCEPTED").getFirst().payload())
                    .as("a device that cannot take itself back")
                    .contains("\"risk\":\"R2\"");
            assertThat(centre.entries().stream().map(e -> e.type()).toList())
                    .containsSubsequence("FIRST_READ", "INTENT", "DECISION", "OUTCOME");
            assertThat(centre.entries("INTENT"))
                    .anyMatch(e ->
                            e.payload().contains("\"selfReverting\":false")
                                    && e.payload().contains("sw-1"));

            // It says yes to the new description and does not take it.
            plant.device("sw-1").have(Fault.SET_WITHOUT_EFFECT);
            centre.release(content("valves"));
            awaitReport("sw-1", "TAKEN_BACK 2");
            assertThat(centre.reason("sw-1")).contains("answered yes and did not do it");
            await().atMost(LONG).untilAsserted(() -> assertThat(seen()).isEqualTo(target("pumps")));
            journalIsWholeAtTheCentre();
        }
    }

    @Test
    void nothing_is_written_where_nobody_permitted_it() throws Exception {
        try (var node = node(hasty(), Drivers.installed())) {
            connected(node.site());
            permit(MANAGEMENT);
            awaitRead();
            var content = content("pumps");
            int accepted = centre.entries("ACCESS_ACCEPTED").size();
            permit(0);
            await().atMost(LONG).until(() -> centre.entries("ACCESS_ACCEPTED").size() > accepted);
            int before = plant.device("sw-1").history().size();
            centre.release(content);
            await().pollDelay(Duration.ofSeconds(4))
                    .atMost(LONG)
                    .until(() -> centre.journalTypes().contains("BUNDLE_ACCEPTED"));
            assertThat(centre.slotState("sw-1")).doesNotContain("KEPT");
            assertThat(plant.device("sw-1").history()).hasSize(before);
        }
    }

    @Test
    void a_node_that_is_killed_between_two_objects_leaves_nothing_half_done() throws Exception {
        try (var node =
                NodeProcess.start(folder, directory, List.of(centre.token(folder)), "none", true)) {
            await().atMost(LONG).until(() -> !centre.journalTypes().isEmpty());
            permit(MANAGEMENT);
            awaitRead();
            var changes = new AtomicInteger();
            plant.device("sw-1")
                    .watch(() -> {
                        if (changes.incrementAndGet() == 2) {
                            node.kill();
                        }
                    });
            centre.release(content("pumps"));
            await().atMost(LONG).until(() -> !node.alive());
        }
        assertThat(plant.device("sw-1").runningXml()).doesNotContain("pumps");
        try (var node = node(List.of())) {
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(centre.entries("OUTCOME"))
                                    .as(centre.journalText())
                                    .anyMatch(e ->
                                            e.payload().contains("sw-1")
                                                    && e.payload().contains("TAKEN_BACK")));
            // An interrupted change is begun again by itself, and this time it is whole.
            awaitReport("sw-1", "KEPT 1");
            await().atMost(LONG).untilAsserted(() -> assertThat(seen()).isEqualTo(target("pumps")));
            assertThat(state(node.site(), "sw-1")).isEqualTo(DeviceState.KEPT);
        }
    }
}
