package io.holdfast.sitelink;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which devices serve a zone with an essential function; in the reference that is OT alone. */
class EssentialDevicesTest {

    private static final DeviceSlot SWITCH = new DeviceSlot("sw-1");
    private static final DeviceSlot OTHER = new DeviceSlot("sw-9");
    private static final SitePlan PLAN =
            Blueprint.sitePlan(new SiteId("ww-01"), "Waterworks", "Europe/Berlin", 1);

    private static List<DeviceSlot> without(
            SitePlan plan, ZoneModel model, DeviceSlot slot, DeviceConfig config) {
        return EssentialDevices.without(
                new SiteContent(
                        SiteContent.SCHEMA,
                        "org",
                        plan,
                        model,
                        List.of(
                                new SiteContent.DeviceContent(
                                        slot, 1, "ietf", config, "t", Digests.of("t")))));
    }

    /** A switch beside those of the blueprint, with one port. */
    private static SitePlan with(PortUse use, String address) {
        var devices = new ArrayList<>(PLAN.devices());
        devices.add(
                new Device(
                        OTHER,
                        DeviceRole.SWITCH,
                        "switch",
                        IpAddress.of(address),
                        true,
                        List.of(new Port("p1", use))));
        return PLAN.with(PLAN.zones(), devices);
    }

    private static boolean isPlain(PortUse use, String address, DeviceConfig config) {
        return without(with(use, address), Blueprint.reference(), OTHER, config).contains(OTHER);
    }

    private static DeviceConfig port(InterfaceMode mode, String... addresses) {
        return new DeviceConfig(
                List.of(
                        new InterfaceConfig(
                                "p1",
                                "",
                                true,
                                mode,
                                List.of(addresses).stream().map(InterfaceAddress::of).toList(),
                                List.of())),
                List.of(),
                List.of(),
                List.of());
    }

    @Test
    void firewall_and_switch_of_the_reference_serve_the_plant_itself() {
        var model = Blueprint.reference();
        var compiled = PolicyCompiler.compile(model, PLAN);
        assertThat(compiled.devices()).isNotEmpty();
        compiled.devices()
                .forEach((slot, config) ->
                        assertThat(without(PLAN, model, slot, config)).as(slot.value()).isEmpty());
    }

    @Test
    void without_an_essential_zone_no_device_is_essential() {
        var reference = Blueprint.reference();
        var plain =
                new ZoneModel(
                        reference.zones().stream()
                                .map(z ->
                                        new Zone(
                                                z.name(),
                                                z.kind(),
                                                z.slTarget(),
                                                z.ownerRole(),
                                                false,
                                                z.inside()))
                                .toList(),
                        reference.conduits(),
                        reference.guardrails());
        var config = PolicyCompiler.compile(reference, PLAN).devices().get(SWITCH);
        assertThat(without(PLAN, plain, SWITCH, config)).containsExactly(SWITCH);
    }

    @Test
    void what_carries_addresses_or_offers_an_essential_zone_is_essential() {
        var unused = new PortUse.Unused();
        var office = "10.1.99.9";
        assertThat(isPlain(unused, office, DeviceConfig.EMPTY)).isTrue();
        assertThat(isPlain(unused, office, port(new InterfaceMode.TrunkPort(List.of(10)))))
                .isTrue();
        assertThat(isPlain(unused, office, port(new InterfaceMode.TrunkPort(List.of(10, 40)))))
                .isFalse();
        assertThat(isPlain(unused, office, port(new InterfaceMode.AccessPort(40)))).isFalse();
        assertThat(isPlain(unused, office, port(new InterfaceMode.VlanInterface(40)))).isFalse();
        assertThat(isPlain(unused, office, port(new InterfaceMode.Subinterface("p1", 40))))
                .isFalse();
        assertThat(
                        isPlain(
                                unused,
                                office,
                                new DeviceConfig(
                                        List.of(),
                                        List.of(new Vlan(40, "ot")),
                                        List.of(),
                                        List.of())))
                .isFalse();
        assertThat(isPlain(unused, office, port(new InterfaceMode.Routed(), "10.1.40.9/24")))
                .isFalse();
        assertThat(isPlain(unused, "10.1.40.9", DeviceConfig.EMPTY)).isFalse();
        assertThat(isPlain(new PortUse.Access(new ZoneName("ot")), office, DeviceConfig.EMPTY))
                .isFalse();
        assertThat(isPlain(new PortUse.Routed(new ZoneName("ot")), office, DeviceConfig.EMPTY))
                .isFalse();
    }

    @Test
    void a_zone_the_model_does_not_know_and_a_device_the_plan_does_not_know_are_essential() {
        var nothing = new ZoneModel(List.of(), List.of(), List.of());
        var plan = with(new PortUse.Unused(), "10.1.40.9");
        assertThat(without(plan, nothing, OTHER, DeviceConfig.EMPTY)).isEmpty();
        assertThat(without(PLAN, Blueprint.reference(), OTHER, DeviceConfig.EMPTY)).isEmpty();
    }
}
