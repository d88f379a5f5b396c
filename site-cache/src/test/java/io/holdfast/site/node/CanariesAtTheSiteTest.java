package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.simulator.DeviceDescription.Credentials;
import io.holdfast.site.console.Status;
import io.holdfast.site.devices.Drivers;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.DeviceAccess.DeviceSecret;
import io.holdfast.sitelink.DeviceAccess.Rotation;
import io.holdfast.spi.contract.Canaries;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A whole site node that is given secrets, right ones and wrong ones, opens devices with them,
 * changes and archives what they run and tells the centre: none is in its folder, its log at the
 * finest, its status page, or in anything it said.
 */
class CanariesAtTheSiteTest extends WholeNode {

    private static final DeviceSlot FIREWALL = new DeviceSlot("fw-1");
    private static final DeviceSlot SWITCH = new DeviceSlot("sw-1");

    private static DeviceSecret secret(Canaries canaries) {
        // Names of users are no secrets: a device and its log know them.
        var number = canaries.made();
        return new DeviceSecret(
                "holdfast-" + number,
                canaries.next(),
                "inventory-" + number,
                canaries.next(),
                canaries.next());
    }

    private List<Onboarded> devices(DeviceSecret firewall, DeviceSecret other) {
        return List.of(device(FIREWALL, firewall), device(SWITCH, other));
    }

    private Onboarded device(DeviceSlot slot, DeviceSecret secret) {
        var ready = plant.ready(slot.value());
        return new Onboarded(
                slot, ready.host(), ready.netconf(), ready.snmp(), ready.hostKey(), secret);
    }

    private void atTheDevice(DeviceSlot slot, DeviceSecret secret) {
        plant.device(slot.value())
                .opensWith(
                        new Credentials(
                                secret.user(),
                                secret.password(),
                                secret.snmpUser(),
                                secret.snmpAuth(),
                                secret.snmpPriv()));
    }

    private void awaitTold(int count) {
        await().atMost(LONG).until(() -> rotationsTold().size() >= count);
    }

    private static String page(RunningSite site, String path) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:" + site.statusPort() + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void what_opens_devices_is_nowhere_at_the_site_but_sealed() throws Exception {
        try (var canaries = new Canaries();
                var node = node(hasty(), Drivers.installed())) {
            var site = node.site();
            var firewall = secret(canaries);
            var other = secret(canaries);
            atTheDevice(FIREWALL, firewall);
            atTheDevice(SWITCH, other);
            await().atMost(LONG).until(() -> site.status().link() instanceof Status.Link.Connected);
            centre.onboard(devices(secret(canaries), other));
            await().atMost(LONG).until(() -> centre.reason("fw-1").contains("login refused"));
            centre.onboard(devices(firewall, other));
            awaitBothRead();
            release(Blueprint.reference());
            awaitReports("KEPT 1");

            var next = secret(canaries);
            var rotations = new ArrayList<Rotation>();
            rotations.add(new Rotation(FIREWALL, 1, 1, "", centre.sealed(FIREWALL, next)));
            rotations.add(new Rotation(SWITCH, 1, 1, "g", centre.sealed("g", secret(canaries))));
            centre.onboard(devices(firewall, other), List.<DeviceAccess.Member>of(), rotations);
            awaitTold(2);
            atTheDevice(FIREWALL, next);
            await().atMost(LONG).until(() -> rotationsTold().stream().anyMatch(r -> r.proved()));
            // Whoever may not be spoken to with either is said so, without what was tried.
            atTheDevice(FIREWALL, secret(canaries));
            await().atMost(LONG).until(() -> centre.reason("fw-1").contains("login refused"));

            for (var path : List.of("/", "/health")) {
                canaries.look("page " + path, page(site, path));
            }
            canaries.look("what the centre was told", centre.everythingSaid());
            canaries.look("journal", String.join("\n", ownJournal()) + centre.journalText());
            canaries.lookInFiles(directory, Files::isDirectory);
            assertThat(canaries.made()).isGreaterThanOrEqualTo(18);
            canaries.areNowhere();
        }
    }
}
