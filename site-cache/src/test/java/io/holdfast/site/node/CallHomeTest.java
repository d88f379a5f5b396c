package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.core.zone.Blueprint;
import io.holdfast.simulator.Fault;
import io.holdfast.simulator.datastore.HistoryEntry.Cause;
import io.holdfast.simulator.wire.NetconfDoor;
import io.holdfast.simulator.wire.TlsDoor;
import io.holdfast.site.console.Status;
import io.holdfast.site.devices.Drivers;
import io.holdfast.sitelink.DeviceAccess.DeviceSecret;
import io.holdfast.sitelink.DeviceAccess.NetconfWay;
import io.holdfast.sitelink.DeviceAccess.Rotation;
import io.holdfast.sitelink.telemetry.SiteWord.RotationTried;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A whole site node whose firewall calls home over SSH and whose switch is called over TLS. */
class CallHomeTest extends WholeNode {

    private static final String LOOPBACK = "127.0.0.1";

    private static InetSocketAddress free() throws Exception {
        var loopback = InetAddress.getLoopbackAddress();
        try (var socket = new ServerSocket(0, 1, loopback)) {
            return new InetSocketAddress(loopback, socket.getLocalPort());
        }
    }

    private X509Certificate login() throws Exception {
        var file = directory.resolve("keys").resolve("device-login.crt");
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
    }

    private void onboard(@Nullable String firewall, TlsDoor switchDoor) {
        centre.onboard(
                List.of(
                        new Onboarded(
                                slot("fw-1"),
                                LOOPBACK,
                                0,
                                plant.ready("fw-1").snmp(),
                                firewall,
                                SimulatedPlant.secret(),
                                NetconfWay.SSH_CALLS_HOME,
                                0),
                        new Onboarded(
                                slot("sw-1"),
                                LOOPBACK,
                                switchDoor.port(),
                                plant.ready("sw-1").snmp(),
                                switchDoor.fingerprint(),
                                SimulatedPlant.secret(),
                                NetconfWay.TLS,
                                0)));
    }

    @Test
    void a_change_is_kept_on_a_device_that_calls_home_and_on_one_that_is_called_over_tls()
            throws Exception {
        var calls = free();
        try (var node =
                        node(
                                hasty().listening(
                                                new NodeSettings.Listening(
                                                        List.of(),
                                                        List.of(),
                                                        List.of(calls),
                                                        List.of())),
                                Drivers.installed());
                var firewall = NetconfDoor.open(plant.device("fw-1"), LOOPBACK, 0);
                var access =
                        TlsDoor.open(
                                plant.device("sw-1"), LOOPBACK, 0, login(), Duration.ofDays(365))) {
            firewall.callHome(calls);
            await().atMost(LONG)
                    .until(() -> node.site().status().link() instanceof Status.Link.Connected);
            onboard(null, access);
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(centre.reports().get(slot("fw-1")))
                                    .isNotNull()
                                    .satisfies(report ->
                                            assertThat(report.shownHostKey())
                                                    .isEqualTo(firewall.fingerprint())));

            onboard(firewall.fingerprint(), access);
            awaitBothRead();
            release(Blueprint.reference());
            awaitReports("KEPT 1");
            assertThat(causes("fw-1")).contains(Cause.KEPT);
            assertThat(causes("sw-1")).contains(Cause.KEPT);

            // Somebody else calls from the same address: nobody logs in, nothing is changed.
            plant.device("fw-1").have(Fault.CHANGED_HOST_KEY);
            release(smaller(Blueprint.reference()));
            await().atMost(LONG)
                    .untilAsserted(
                            () -> assertThat(centre.reason("fw-1")).contains("has not called"));
            assertThat(centre.slotState("fw-1")).doesNotContain("KEPT 2");
            plant.device("fw-1").have(Fault.NONE);
            awaitReport("fw-1", "KEPT 2");
            journalIsWholeAtTheCentre();
        }
    }

    @Test
    void a_door_that_asks_for_no_password_proves_none() throws Exception {
        try (var node = node(hasty(), Drivers.installed());
                var access =
                        TlsDoor.open(
                                plant.device("sw-1"), LOOPBACK, 0, login(), Duration.ofDays(365))) {
            await().atMost(LONG)
                    .until(() -> node.site().status().link() instanceof Status.Link.Connected);
            var old = SimulatedPlant.secret();
            var next = new DeviceSecret(old.user(), "another", "", "", "");
            centre.onboard(
                    List.of(
                            new Onboarded(
                                    slot("sw-1"),
                                    LOOPBACK,
                                    access.port(),
                                    0,
                                    access.fingerprint(),
                                    old,
                                    NetconfWay.TLS,
                                    0)),
                    List.of(),
                    List.of(
                            new Rotation(
                                    slot("sw-1"), 1, 1, "", centre.sealed(slot("sw-1"), next))));
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(rotationsTold())
                                    .extracting(RotationTried::result)
                                    .containsExactly(RotationTried.NOT_TRIED));
        }
    }
}
