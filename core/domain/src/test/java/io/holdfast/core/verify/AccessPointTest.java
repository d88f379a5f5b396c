package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.config.WirelessNetwork;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.SiteShapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** An access point has no table of VLANs and keeps its own address out of its configuration. */
class AccessPointTest {

    private static final DeviceSlot POINT = new DeviceSlot("ap-1");
    private static final SitePlan PLAN = SiteShapes.wireless();

    private static Map<DeviceSlot, DeviceConfig> running(DeviceConfig point) {
        var running = new TreeMap<>(PolicyCompiler.compile(Blueprint.reference(), PLAN).devices());
        running.put(POINT, point);
        return running;
    }

    private static Proof proof(List<Integer> trunk, int office) {
        return proof(trunk, office, List.of());
    }

    private static Proof proof(List<Integer> trunk, int office, List<Vlan> vlans) {
        var compiled = PolicyCompiler.compile(Blueprint.reference(), PLAN).devices().get(POINT);
        var network = compiled.wirelessNetworks().getFirst();
        var point =
                new DeviceConfig(
                        List.of(
                                new InterfaceConfig(
                                        "eth0",
                                        "",
                                        true,
                                        new InterfaceMode.TrunkPort(trunk),
                                        List.of(),
                                        List.of())),
                        vlans,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(
                                new WirelessNetwork(
                                        network.ssid(), office, true, network.security())));
        return SiteProof.prove(Blueprint.reference(), PLAN, running(point));
    }

    @Test
    void what_is_taken_for_granted_of_its_own_address_is_said() {
        var proof = proof(List.of(10, 99), 10);

        assertThat(proof.holds()).as(proof.findings().toString()).isTrue();
        assertThat(proof.certificate().assumptions())
                .anyMatch(a -> a.contains("ap-1 keeps its address 10.1.99.3"));
        assertThat(proof.findings())
                .filteredOn(f -> f.where().equals("ap-1"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.code()).isEqualTo("DEVICE_OPEN_TO_MANAGEMENT_ZONE");
                    assertThat(f.severity()).isEqualTo(Finding.Severity.NOTE);
                });
    }

    @Test
    void a_table_of_some_vlans_closes_none_of_the_others() {
        var without = proof(List.of(10, 99), 99);
        var proof = proof(List.of(10, 99), 99, List.of(new Vlan(10, "office")));

        assertThat(proof.certificate().assumptions())
                .isEqualTo(without.certificate().assumptions());
        assertThat(proof.counterExamples())
                .extracting(c -> c.claim() + " " + c.from() + " " + c.to())
                .isNotEmpty()
                .isEqualTo(
                        without.counterExamples().stream()
                                .map(c -> c.claim() + " " + c.from() + " " + c.to())
                                .toList());
    }

    @Test
    void an_address_it_keeps_to_itself_is_taken_all_the_same() {
        var running =
                running(PolicyCompiler.compile(Blueprint.reference(), PLAN).devices().get(POINT));
        running.computeIfPresent(
                new DeviceSlot("fw-1"),
                (_, c) ->
                        new DeviceConfig(
                                c.interfaces().stream().map(AccessPointTest::taking).toList(),
                                c.vlans(),
                                c.accessLists(),
                                c.routes(),
                                c.securityZones(),
                                c.zonePolicies(),
                                c.wirelessNetworks()));
        var proof = SiteProof.prove(Blueprint.reference(), PLAN, running);

        assertThat(proof.findings())
                .extracting(f -> f.code() + " " + f.where())
                .contains("ADDRESS_TWICE 10.1.99.3");
    }

    private static InterfaceConfig taking(InterfaceConfig part) {
        var addresses = new ArrayList<>(part.addresses());
        if (addresses.contains(InterfaceAddress.of("10.1.99.1/24"))) {
            addresses.add(InterfaceAddress.of("10.1.99.3/24"));
        }
        return new InterfaceConfig(
                part.name(),
                part.description(),
                part.enabled(),
                part.mode(),
                addresses,
                part.ingress());
    }

    @Test
    void without_the_management_vlan_on_its_cable_the_site_node_would_lose_it() {
        var proof = proof(List.of(10), 10);

        assertThat(proof.holds()).isFalse();
        assertThat(proof.counterExamples())
                .anyMatch(c ->
                        c.claim() == CounterExample.Claim.MANAGEMENT_PATH_SURVIVES
                                && c.packet().destination().toString().equals("10.1.99.3"));
    }

    @Test
    void a_network_in_the_management_vlan_lets_office_clients_in_there() {
        var proof = proof(List.of(10, 99), 99);

        assertThat(proof.holds()).isFalse();
        assertThat(proof.counterExamples()).isNotEmpty();
    }
}
