package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.simulator.DeviceDescription.Credentials;
import io.holdfast.site.console.Status.DeviceState;
import io.holdfast.site.devices.Drivers;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.DeviceAccess.DeviceSecret;
import io.holdfast.sitelink.DeviceAccess.Rotation;
import io.holdfast.sitelink.telemetry.SiteWord.RotationTried;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What opens a device is replaced while both are known, and never is there none that does. */
class RotationTest extends WholeNode {

    private static final DeviceSlot FIREWALL = new DeviceSlot("fw-1");
    private static final DeviceSlot SWITCH = new DeviceSlot("sw-1");

    private final DeviceSecret old = SimulatedPlant.secret();
    private final DeviceSecret next =
            new DeviceSecret("holdfast-2", random(), "inventory-2", random(), random());

    private static String random() {
        return UUID.randomUUID().toString();
    }

    private List<Onboarded> devices(DeviceSecret secret, DeviceSlot... slots) {
        return List.of(slots).stream()
                .map(slot -> {
                    var ready = plant.ready(slot.value());
                    return new Onboarded(
                            slot,
                            ready.host(),
                            ready.netconf(),
                            ready.snmp(),
                            ready.hostKey(),
                            secret);
                })
                .toList();
    }

    private void onboard(RunningSite site, DeviceSecret secret, DeviceSlot... slots) {
        await().atMost(LONG)
                .until(() ->
                        site.status().link()
                                instanceof io.holdfast.site.console.Status.Link.Connected);
        centre.onboard(devices(secret, slots));
        await().atMost(LONG).until(() -> readAfter(Instant.EPOCH, slots));
    }

    private boolean readAfter(Instant moment, DeviceSlot... slots) {
        return List.of(slots).stream()
                .allMatch(slot -> {
                    var report = centre.reports().get(slot);
                    return report != null
                            && report.running() != null
                            && report.at().isAfter(moment)
                            && report.reason().isEmpty();
                });
    }

    private void rotate(long attempt) {
        centre.onboard(
                devices(old, FIREWALL),
                List.of(),
                List.of(new Rotation(FIREWALL, 1, attempt, "", centre.sealed(FIREWALL, next))));
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

    private void awaitTold(long attempt, String result) {
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(rotationsTold())
                                .extracting(RotationTried::attempt, RotationTried::result)
                                .contains(org.assertj.core.api.Assertions.tuple(attempt, result)));
    }

    @Test
    void the_old_stays_in_use_until_the_new_opens_the_device_whichever_is_changed_first()
            throws Exception {
        try (var node = node(hasty(), Drivers.installed())) {
            onboard(node.site(), old, FIREWALL);
            rotate(1);
            awaitTold(1, "LOGIN_REFUSED");
            var refusedAt = Instant.now();
            await().atMost(LONG).until(() -> readAfter(refusedAt, FIREWALL));

            atTheDevice(FIREWALL, next);
            awaitTold(1, "PROVED");
            var provedAt = Instant.now();
            await().atMost(LONG).until(() -> readAfter(provedAt, FIREWALL));

            centre.onboard(devices(next, FIREWALL));
            var alone = Instant.now();
            await().atMost(LONG).until(() -> readAfter(alone, FIREWALL));
            assertThat(rotationsTold().getLast().proved()).isTrue();
            assertThat(rotationsTold().toString() + centre.journalText())
                    .doesNotContain(next.password(), next.snmpAuth(), next.snmpPriv());
        }
    }

    @Test
    void a_login_alone_is_no_proof_the_snmp_user_is_asked_as_well() throws Exception {
        try (var node = node(hasty(), Drivers.installed())) {
            onboard(node.site(), old, FIREWALL);
            atTheDevice(
                    FIREWALL,
                    new DeviceSecret(
                            next.user(),
                            next.password(),
                            old.snmpUser(),
                            old.snmpAuth(),
                            old.snmpPriv()));
            rotate(1);
            awaitTold(1, "SNMP_REFUSED");
            var refusedAt = Instant.now();
            await().atMost(LONG).until(() -> readAfter(refusedAt, FIREWALL));

            atTheDevice(FIREWALL, next);
            rotate(2);
            awaitTold(2, "PROVED");
        }
    }

    @Test
    void a_groups_secret_opens_each_of_its_devices_and_is_no_other_groups() throws Exception {
        try (var node = node(hasty(), Drivers.installed())) {
            onboard(node.site(), old, FIREWALL, SWITCH);
            atTheDevice(FIREWALL, next);
            atTheDevice(SWITCH, next);
            centre.onboard(
                    devices(old, FIREWALL, SWITCH),
                    List.of(),
                    List.of(
                            new Rotation(FIREWALL, 1, 1, "field", centre.sealed("field", next)),
                            new Rotation(SWITCH, 1, 1, "field", centre.sealed("other", next))));
            awaitTold(1, "PROVED");
            awaitTold(1, "NOT_READABLE");
            centre.onboard(
                    devices(next, FIREWALL, SWITCH),
                    List.of(
                            new DeviceAccess.Member(FIREWALL, "field"),
                            new DeviceAccess.Member(SWITCH, "field")),
                    List.of());
            var member = Instant.now();
            await().atMost(LONG).until(() -> readAfter(member, FIREWALL, SWITCH));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after-access",
                "rotation-login",
                "rotation-proved",
                "rotation-told",
                "rotation-kept"
            })
    void a_node_killed_at_any_step_finds_what_opens_the_device(String place) throws Exception {
        try (var node = node(hasty(), Drivers.installed())) {
            onboard(node.site(), old, FIREWALL);
        }
        atTheDevice(FIREWALL, next);
        try (var doomed = NodeProcess.start(folder, directory, List.of(), place, true)) {
            rotate(1);
            await().atMost(LONG).until(doomed::atFailpoint);
            doomed.kill();
        }

        try (var node =
                node(
                        NodeProcess.settings(directory, List.of(), NodeProcess.hasty()),
                        Drivers.installed())) {
            awaitTold(1, "PROVED");
            assertThat(rotationsTold()).as("no other attempt failed").allMatch(r -> r.proved());
            assertThat(state(node.site(), FIREWALL.value())).isNotEqualTo(DeviceState.CONFLICT);
            var provedAt = Instant.now();
            await().atMost(LONG).until(() -> readAfter(provedAt, FIREWALL));
        }
    }
}
