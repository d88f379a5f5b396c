package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.simulator.datastore.HistoryEntry.Cause;
import io.holdfast.site.devices.Drivers;
import io.holdfast.site.offers.OwnChecks;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The verifier is wrong and every signature is right: a change cuts the device off from the site
 * node. The device's own timer is what is left (rulings V1).
 */
class LockOutTest extends WholeNode {

    private static final Drivers DRIVERS = Drivers.installed();

    @Test
    void an_access_list_without_the_management_path_is_taken_back_by_the_firewalls_own_timer()
            throws Exception {
        goesBackByItself("fw-1", LockOutTest::withoutManagementRules);
        assertThat(centre.slotState("sw-1")).startsWith("WAITING");
    }

    @Test
    void a_moved_management_vlan_is_taken_back_by_the_switchs_own_timer() throws Exception {
        goesBackByItself("sw-1", LockOutTest::siteNodeInAnotherVlan);
        assertThat(centre.slotState("fw-1")).isEqualTo("KEPT 2");
    }

    @Test
    void a_management_address_that_moved_is_taken_back_by_the_switchs_own_timer() throws Exception {
        goesBackByItself("sw-1", LockOutTest::answersElsewhere);
    }

    private static DeviceConfig answersElsewhere(DeviceConfig config) {
        return new DeviceConfig(
                config.interfaces().stream()
                        .map(part ->
                                part.name().equals("vlan99")
                                        ? new InterfaceConfig(
                                                part.name(),
                                                part.description(),
                                                part.enabled(),
                                                part.mode(),
                                                List.of(InterfaceAddress.of("10.1.99.77/24")),
                                                part.ingress())
                                        : part)
                        .toList(),
                config.vlans(),
                config.accessLists(),
                config.routes());
    }

    private void goesBackByItself(String slot, UnaryOperator<DeviceConfig> cut) throws Exception {
        var agreeable = new HostileChanges.Agreeable(new OwnChecks(DRIVERS));
        try (var node = node(hasty(), DRIVERS, InstantSource.system(), agreeable)) {
            onboard(node.site());
            release(Blueprint.reference());
            awaitReports("KEPT 1");
            var before = plant.device(slot).runningXml();

            var good = plant.content(Blueprint.reference(), centre.reports());
            var bad = plant.changed(good, slot(slot), cut, centre.reports());
            assertThat(new OwnChecks(DRIVERS).objections(Optional.of(good), bad))
                    .isNotEmpty()
                    .first()
                    .asString()
                    .contains("830");
            centre.release(bad);
            awaitReport(slot, "TAKEN_BACK 2");

            assertThat(causes(slot)).endsWith(Cause.ON_TRIAL, Cause.TAKEN_BACK_BY_TIMER);
            assertThat(plant.device(slot).runningXml()).isEqualTo(before);
            assertThat(centre.reason(slot)).contains(slot + ": no answer after the change");
            assertThat(centre.entries("OUTCOME").getLast().payload())
                    .contains("TAKEN_BACK", "no answer after the change");
            assertThat(centre.entries("DECISION"))
                    .extracting(e -> e.object())
                    .doesNotContain(centre.entries("INTENT").getLast().object());
            journalIsWholeAtTheCentre();
            plant.plan().devices().stream()
                    .filter(device -> device.configured())
                    .forEach(device ->
                            assertThat(plant.device(device.slot().value()).answersNetconf())
                                    .as(device.slot() + " is not locked out")
                                    .isTrue());
        }
    }

    private static DeviceConfig withoutManagementRules(DeviceConfig config) {
        return new DeviceConfig(
                config.interfaces(),
                config.vlans(),
                config.accessLists().stream()
                        .map(list ->
                                list.name().value().startsWith("in-management")
                                        ? denyAll(list)
                                        : list)
                        .toList(),
                config.routes());
    }

    private static AccessList denyAll(AccessList list) {
        return new AccessList(
                list.name(),
                list.family(),
                List.of(
                        new FilterRule(
                                "deny-all", PacketMatch.every(list.family()), Verdict.DENY, true)));
    }

    private static DeviceConfig siteNodeInAnotherVlan(DeviceConfig config) {
        return new DeviceConfig(
                config.interfaces().stream()
                        .map(port -> port.name().equals("ge-0/0/2") ? inVlan10(port) : port)
                        .toList(),
                config.vlans(),
                config.accessLists(),
                config.routes());
    }

    private static InterfaceConfig inVlan10(InterfaceConfig port) {
        return new InterfaceConfig(
                port.name(),
                port.description(),
                port.enabled(),
                new InterfaceMode.AccessPort(10),
                port.addresses(),
                port.ingress());
    }
}
