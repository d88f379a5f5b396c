package io.holdfast.core.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.site.Chassis;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Perimeter;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.site.Ssid;
import io.holdfast.core.site.Transit;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoutingCheckTest {

    private static final DeviceSlot FW = new DeviceSlot("fw-1");
    private static final DeviceSlot SW = new DeviceSlot("sw-1");

    private static List<String> problems(SitePlan plan) {
        return ModelCheck.check(Blueprint.reference(), List.of(plan)).stream()
                .map(p -> p.pointer() + " " + p.code())
                .toList();
    }

    private static SitePlan it(UnaryOperator<SiteZone> change) {
        return Plant.zone(Plant.waterworks(), Blueprint.IT, change);
    }

    private static Transit transit(String name, int vlan, String... addresses) {
        return new Transit(
                name,
                vlan,
                List.of(
                        new Transit.End(FW, List.of(InterfaceAddress.of(addresses[0]))),
                        new Transit.End(SW, List.of(InterfaceAddress.of(addresses[1])))));
    }

    @Test
    void a_border_is_held_by_one_device_that_exists_and_filters() {
        assertThat(problems(it(z -> z.enforcedBy(FW)))).isEmpty();
        assertThat(problems(it(z -> z.enforcedBy(SW)))).isEmpty();
        assertThat(problems(it(z -> z.enforcedBy(new DeviceSlot("fw-9")))))
                .containsExactly("/sites/0/zones/1/enforcedBy/0 UNKNOWN_DEVICE");
        assertThat(problems(it(z -> z.enforcedBy(new DeviceSlot("ap-1")))))
                .containsExactly("/sites/0/zones/1/enforcedBy/0 NO_ENFORCEMENT_POINT");
        assertThat(problems(Plant.zone(Plant.waterworks(), Blueprint.WAN, z -> z.enforcedBy(SW))))
                .containsExactly("/sites/0/zones/0/enforcedBy/0 ROUTED_ELSEWHERE");
        assertThat(
                        problems(
                                it(z ->
                                        new SiteZone(
                                                z.zone(),
                                                z.vlan(),
                                                z.prefixes(),
                                                z.gateways(),
                                                z.groups(),
                                                List.of(FW, SW),
                                                List.of()))))
                .containsExactly("/sites/0/zones/1/enforcedBy TWO_ENFORCEMENT_POINTS");
    }

    @Test
    void a_wireless_network_leads_into_one_zone_and_is_open_for_guests_only() {
        var open = new Ssid("plant", new Ssid.Admission.Open());
        var logins = new Ssid("office", new Ssid.Admission.Logins("radius"));

        assertThat(problems(it(z -> z.with(logins)))).isEmpty();
        assertThat(problems(it(z -> z.with(open))))
                .containsExactly("/sites/0/zones/1/ssids/0/admission SSID_OPEN");
        assertThat(
                        problems(
                                Plant.zone(
                                        it(z -> z.with(logins)),
                                        Blueprint.IT_DMZ,
                                        z -> z.with(logins))))
                .containsExactly("/sites/0/zones/2/ssids/0/name SSID_TWICE");
    }

    @Test
    void a_network_between_devices_overlaps_nothing_in_either_family() {
        var plan = Plant.waterworks();

        assertThat(
                        problems(
                                plan.with(
                                        List.of(
                                                transit(
                                                        "core",
                                                        200,
                                                        "10.1.250.1/30",
                                                        "10.1.250.2/30")))))
                .isEmpty();
        assertThat(
                        problems(
                                plan.with(
                                        List.of(
                                                transit(
                                                        "core",
                                                        40,
                                                        "10.1.250.1/30",
                                                        "10.1.250.2/30")))))
                .containsExactly("/sites/0/transits/0/vlan VLAN_TWICE");
        assertThat(
                        problems(
                                plan.with(
                                        List.of(
                                                transit(
                                                        "core",
                                                        200,
                                                        "10.1.40.8/30",
                                                        "10.1.40.9/30")))))
                .containsExactly(
                        "/sites/0/transits/0/ends/0/addresses/0 PREFIX_OVERLAP",
                        "/sites/0/transits/0/ends/1/addresses/0 PREFIX_OVERLAP");
        assertThat(
                        problems(
                                plan.with(
                                        List.of(
                                                transit(
                                                        "core",
                                                        200,
                                                        "2001:db8:1:40::8/126",
                                                        "2001:db8:1:40::9/126")))))
                .containsExactly(
                        "/sites/0/transits/0/ends/0/addresses/0 PREFIX_OVERLAP",
                        "/sites/0/transits/0/ends/1/addresses/0 PREFIX_OVERLAP");
        assertThat(
                        problems(
                                plan.with(
                                        List.of(
                                                transit(
                                                        "core",
                                                        200,
                                                        "10.1.250.1/30",
                                                        "10.1.250.6/30")))))
                .containsExactly("/sites/0/transits/0/ends/1/addresses/0 TRANSIT_TWO_SUBNETS");
        assertThat(problems(plan.with(List.of(transit("core", 200, "fe80::1/64", "fe80::2/64")))))
                .containsExactly(
                        "/sites/0/transits/0/ends/0/addresses/0 PREFIX_NOT_ROUTED",
                        "/sites/0/transits/0/ends/1/addresses/0 PREFIX_NOT_ROUTED");
    }

    @Test
    void the_second_box_of_a_pair_is_cabled_at_both_ends() {
        var cable = new Chassis.Cable("lan0", SW, "ge-0/0/9");
        var pair =
                Plant.device(
                        Plant.waterworks(),
                        "fw-1",
                        d ->
                                new Device(
                                        d.slot(),
                                        d.role(),
                                        d.model(),
                                        d.managementAddress(),
                                        true,
                                        d.ports(),
                                        List.of(Perimeter.WAN_LAN, Perimeter.IT_OT),
                                        List.of(new Chassis("B", List.of(cable)))));
        var cabled =
                Plant.device(
                        pair,
                        "sw-1",
                        d ->
                                d.with(
                                        Stream.concat(
                                                        d.ports().stream()
                                                                .filter(p ->
                                                                        !p.name()
                                                                                .equals(
                                                                                        "ge-0/0/9")),
                                                        Stream.of(
                                                                new io.holdfast.core.site.Port(
                                                                        "ge-0/0/9",
                                                                        new PortUse.Trunk(
                                                                                FW, "lan0"))))
                                                .toList()));

        assertThat(problems(pair))
                .containsExactly("/sites/0/devices/0/chassis/0/cables/0/peerPort CABLE_ONE_SIDED");
        assertThat(problems(cabled)).isEmpty();
    }

    @Test
    void quarantine_has_a_vlan_no_way_out_and_no_conduit() {
        var quarantine =
                new Zone(
                        new ZoneName("quarantine"),
                        ZoneKind.QUARANTINE,
                        SecurityLevel.even(0),
                        "network-operations",
                        false);
        var reference = Blueprint.reference();
        var model =
                new ZoneModel(
                        Stream.concat(reference.zones().stream(), Stream.of(quarantine)).toList(),
                        reference.conduits(),
                        reference.guardrails());
        var plan = Plant.waterworks();
        var here = new SiteZone(quarantine.name(), 666, List.of(), List.of(), List.of());
        var with =
                plan.with(
                        Stream.concat(plan.zones().stream(), Stream.of(here)).toList(),
                        plan.devices());

        assertThat(ModelCheck.check(model, List.of(with))).isEmpty();
        assertThat(
                        ModelCheck.checkConduit(
                                Plant.conduit("leak", "quarantine", "it", "tcp/443"), model))
                .extracting(ModelProblem::code)
                .containsExactly("CONDUIT_OF_QUARANTINE");
    }
}
