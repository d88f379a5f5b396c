package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.compile.CompiledSite;
import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.observe.DeviceAbilities;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Blueprint;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A switch that is told VLANs and ports alone, as over SNMP. */
class BridgingSwitchTest {

    private static final DeviceSlot SWITCH = new DeviceSlot("sw-1");
    private static final int MANAGEMENT = 99;
    private static final SitePlan PLAN =
            Blueprint.sitePlan(new SiteId("ww-01"), "Waterworks", "Europe/Berlin", 1);

    private static CompiledSite compiled() {
        return PolicyCompiler.compile(
                Blueprint.reference(), PLAN, DeviceAbilities.of(List.of(), List.of(SWITCH)));
    }

    private static Proof proof(DeviceConfig ofTheSwitch) {
        var devices = new TreeMap<>(compiled().devices());
        devices.put(SWITCH, ofTheSwitch);
        return SiteProof.prove(Blueprint.reference(), PLAN, devices);
    }

    private static DeviceConfig told() {
        return compiled().devices().get(SWITCH);
    }

    @Test
    void it_is_asked_for_vlans_and_ports_and_for_nothing_else() {
        assertThat(compiled().blocked()).isFalse();
        assertThat(told().bridgesOnly()).isTrue();
        assertThat(told().accessLists()).isEmpty();
        assertThat(told().interfaces())
                .isNotEmpty()
                .noneMatch(i -> i.mode() instanceof InterfaceMode.VlanInterface);
        assertThat(told().vlans()).anyMatch(v -> v.id() == MANAGEMENT);
        assertThat(compiled().groups().values()).as("each its own step").doesNotHaveDuplicates();
    }

    @Test
    void the_proof_says_what_it_takes_for_granted_of_its_management() {
        var proof = proof(told());

        assertThat(proof.holds()).as(proof.toString()).isTrue();
        assertThat(proof.certificate().assumptions())
                .anyMatch(a -> a.startsWith("sw-1 keeps its address "))
                .anyMatch(a -> a.startsWith("sw-1 is told its VLANs and ports over SNMP"));
        assertThat(proof.findings())
                .filteredOn(f -> f.code().equals("DEVICE_OPEN_TO_MANAGEMENT_ZONE"))
                .filteredOn(f -> f.where().equals("sw-1"))
                .singleElement()
                .satisfies(f -> assertThat(f.severity()).isEqualTo(Finding.Severity.NOTE));
    }

    @Test
    void a_switch_that_loses_its_management_vlan_loses_the_site_node() {
        var told = told();
        var cut =
                DeviceConfig.bridging(
                        told.interfaces().stream().map(BridgingSwitchTest::withoutIt).toList(),
                        told.vlans());
        assertThat(proof(cut).holds()).isFalse();
    }

    private static InterfaceConfig withoutIt(InterfaceConfig port) {
        return switch (port.mode()) {
            case InterfaceMode.AccessPort(int vlan) when vlan == MANAGEMENT ->
                    new InterfaceConfig(
                            port.name(),
                            "",
                            false,
                            new InterfaceMode.NoVlan(),
                            List.of(),
                            List.of());
            case InterfaceMode.TrunkPort(var vlans) ->
                    new InterfaceConfig(
                            port.name(),
                            "",
                            true,
                            new InterfaceMode.TrunkPort(
                                    vlans.stream().filter(v -> v != MANAGEMENT).toList()),
                            List.of(),
                            List.of());
            case InterfaceMode.AccessPort _,
                    InterfaceMode.TunnelInterface _,
                    InterfaceMode.NoVlan _,
                    InterfaceMode.Routed _,
                    InterfaceMode.Subinterface _,
                    InterfaceMode.VlanInterface _ ->
                    port;
        };
    }

    @Test
    void any_other_switch_without_an_address_is_no_switch_that_keeps_it_to_itself() {
        var told = told();
        var forgotten = new DeviceConfig(told.interfaces(), told.vlans(), List.of(), List.of());
        assertThat(proof(forgotten).holds()).isFalse();
    }
}
