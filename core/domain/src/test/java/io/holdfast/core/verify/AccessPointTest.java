package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.WirelessNetwork;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.SiteShapes;
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
                        List.of(),
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
