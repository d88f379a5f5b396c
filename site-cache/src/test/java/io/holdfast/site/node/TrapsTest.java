package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.site.link.TestCentre;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.EventLine;
import io.holdfast.sitelink.telemetry.SiteWord.NotificationTold;
import io.holdfast.sitelink.telemetry.TelemetryAnswer;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import io.holdfast.spi.InventoryReader;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.peers.NotifyingPeer;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A whole site node that is told things by Net-SNMP, and its centre that hears of them. */
@Tag("peers")
class TrapsTest extends WholeNode {

    private final List<EventLine> events = new CopyOnWriteArrayList<>();
    private volatile boolean deaf;
    private int port;

    @BeforeAll
    static void the_peers_are_installed() {
        assumeTrue(
                NotifyingPeer.installed(), "snmptrap is not installed; ./holdfast peers installs");
    }

    @BeforeEach
    void the_centre_takes_telemetry() throws Exception {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        centre.onTelemetry((exchange, body) -> {
            if (deaf) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            var request = WireJson.read(TelemetryRequest.class, body);
            events.addAll(request.events());
            long last =
                    request.events().isEmpty()
                            ? events.isEmpty() ? 0 : events.getLast().sequence()
                            : request.events().getLast().sequence();
            TestCentre.json(exchange, WireJson.write(new TelemetryAnswer(last, List.of())));
        });
    }

    private static SnmpAccess.V3 user() {
        var secret = SimulatedPlant.secret();
        return SnmpAccess.V3.of(
                new InventoryReader.SnmpUser(
                        secret.snmpUser(), secret.snmpAuth(), secret.snmpPriv()));
    }

    private List<String> heard() {
        return events.stream()
                .map(EventLine::word)
                .filter(NotificationTold.class::isInstance)
                .map(NotificationTold.class::cast)
                .map(told -> told.variables().getFirst())
                .toList();
    }

    private NotifyingPeer device() throws Exception {
        return new NotifyingPeer(folder, "127.0.0.1", user(), "80001f8801");
    }

    @Test
    void an_inform_and_a_trap_of_a_device_reach_the_centre_as_events() throws Exception {
        var settings = NodeProcess.hearing(directory, List.of(centre.token(folder)), port);
        try (var node = node(settings, io.holdfast.site.devices.Drivers.installed())) {
            onboard(node.site());
            var device = device();
            await().atMost(LONG).until(() -> device.inform(port, "first"));
            device.trap(port, "second");
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(heard())
                                    .contains(
                                            "1.3.6.1.2.1.2.2.1.2.7 = first",
                                            "1.3.6.1.2.1.2.2.1.2.7 = second"));
        }
    }

    @Test
    void an_inform_outlives_a_node_that_is_killed_before_it_acknowledges() throws Exception {
        deaf = true;
        try (var node =
                NodeProcess.start(
                        folder,
                        directory,
                        List.of(centre.token(folder)),
                        "after-notification",
                        false,
                        port)) {
            await().atMost(LONG).until(() -> !centre.journalTypes().isEmpty());
            centre.onboard(plant, true);
            awaitBothRead();
            var device = device();
            // Kept, and killed before a word of it went out: nobody acknowledged.
            assertThat(device.inform(port, "kept before the end")).isFalse();
            await().atMost(LONG).until(node::atFailpoint);
            assertThat(heard()).isEmpty();
            node.kill();
        }
        deaf = false;
        try (var node = node(List.of())) {
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(heard())
                                    .contains("1.3.6.1.2.1.2.2.1.2.7 = kept before the end"));
            assertThat(node.site().status().link()).isNotNull();
        }
    }
}
