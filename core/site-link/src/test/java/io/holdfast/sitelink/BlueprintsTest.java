package io.holdfast.sitelink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.holdfast.core.Bytes;
import io.holdfast.core.change.Edits;
import io.holdfast.core.change.Proposals;
import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.verify.SiteFlows;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.verify.Situation;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.BlueprintRevision;
import io.holdfast.core.zone.ModelCheck;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The packs that come with Holdfast, each added to the reference architecture at a site. */
class BlueprintsTest {

    private static ZoneModel model() {
        var model = Blueprint.reference();
        for (var pack : Blueprints.packs()) {
            model = pack.addTo(model);
        }
        return model;
    }

    private static SitePlan site() {
        var plan = Blueprint.sitePlan(new SiteId("ww-01"), "Waterworks", "Europe/Berlin", 1);
        var zones = new ArrayList<>(plan.zones());
        var ports = new ArrayList<Port>();
        for (var pack : Blueprints.packs()) {
            var more = pack.siteZones(Map.of("site", 1));
            zones.addAll(more);
            more.forEach(
                    z -> ports.add(new Port("pack-" + z.vlan(), new PortUse.Access(z.zone()))));
        }
        return plan.with(zones, plan.devices().stream().map(d -> plugged(d, ports)).toList());
    }

    private static Device plugged(Device device, List<Port> more) {
        if (!device.slot().equals(new DeviceSlot("sw-1"))) {
            return device;
        }
        var ports = new ArrayList<>(device.ports());
        ports.addAll(more);
        return device.with(ports);
    }

    private static SiteFlows flows() {
        var compiled = PolicyCompiler.compile(model(), site());
        return SiteFlows.of(
                PacketSpace.create(), Situation.of(model(), site(), compiled.devices()));
    }

    @Test
    void using_a_pack_is_edits_that_a_change_can_carry_and_using_it_twice_is_none() {
        var model = Blueprint.reference();
        var plan = Blueprint.sitePlan(new SiteId("ww-01"), "Waterworks", "Europe/Berlin", 1);
        for (var pack : Blueprints.packs()) {
            var edits = Proposals.use(pack, model, plan, Map.of("site", 1));

            assertThat(edits).hasSizeGreaterThan(pack.zones().size());
            var edited = Edits.apply(model, List.of(plan), edits);
            assertThat(edited).as(pack.name()).isInstanceOf(Edits.Edited.Applied.class);
            var used = (Edits.Edited.Applied) edited;
            assertThat(
                            Proposals.use(
                                    pack, used.model(), used.plans().getFirst(), Map.of("site", 1)))
                    .isEmpty();
            assertThat(Proposals.together(edits, edits)).hasSameSizeAs(edits);
        }
    }

    @Test
    void every_pack_may_be_modelled_compiled_and_proved() {
        assertThat(ModelCheck.check(model(), List.of(site()))).isEmpty();
        var compiled = PolicyCompiler.compile(model(), site());
        assertThat(compiled.blocked()).as(compiled.findings().toString()).isFalse();
        var proof = SiteProof.prove(model(), site(), compiled.devices());
        assertThat(proof.holds()).as(proof.counterExamples().toString()).isTrue();
    }

    @Test
    void a_pack_leaves_alone_what_people_have_changed_and_is_read_back_equal() {
        for (var pack : Blueprints.packs()) {
            assertThat(pack.addTo(pack.addTo(Blueprint.reference())))
                    .isEqualTo(pack.addTo(Blueprint.reference()));
            assertThat(Blueprints.read(WireJson.write(pack).toArray())).isEqualTo(pack);
        }
    }

    @Test
    void a_blueprint_file_is_read_strictly_and_its_numbers_have_ranges() {
        var text = WireJson.text(Blueprints.packs().getFirst());
        var pack = Blueprints.packs().getFirst();

        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> read(text.replace("\"revision\"", "\"revisions\"")));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> read(text.replace("\"revision\":1", "\"revision\":0")));
        assertThatIllegalArgumentException().isThrownBy(() -> pack.siteZones(Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> pack.siteZones(Map.of("site", 251)));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> read(text.replace("{site}", "{town}")).siteZones(Map.of("site", 1)));
    }

    private static BlueprintRevision read(String text) {
        return Blueprints.read(Bytes.utf8(text).toArray());
    }

    @Test
    void R73_the_network_of_security_technology_reaches_the_plant_and_the_internet_nowhere() {
        var flows = flows();
        var security = new ZoneName("security-technology");
        for (var other : List.of(Blueprint.WAN, Blueprint.IT, Blueprint.OT, Blueprint.IT_DMZ)) {
            assertThat(flows.between(security, other).isEmpty()).as("to " + other).isTrue();
            assertThat(flows.between(other, security).isEmpty()).as("from " + other).isTrue();
        }
        assertThat(flows.between(security, Blueprint.OT_DMZ).isEmpty()).isFalse();
    }

    @Test
    void R74_cameras_alarm_locking_and_access_control_are_groups_of_one_network() {
        assertThat(site().zone(new ZoneName("security-technology")).orElseThrow().groups())
                .extracting(g -> g.name().value())
                .contains("cameras", "alarm-panel", "locking", "access-control");
    }

    @Test
    void R76_traffic_control_has_its_management_apart_and_one_controlled_way_in() {
        var flows = flows();
        var traffic = new ZoneName("traffic-control");

        assertThat(flows.between(Blueprint.MANAGEMENT, traffic).isEmpty()).isTrue();
        assertThat(flows.between(traffic, Blueprint.MANAGEMENT).isEmpty()).isTrue();
        assertThat(flows.zones())
                .filteredOn(z -> !z.equals(traffic) && !flows.between(z, traffic).isEmpty())
                .containsExactly(Blueprint.OT_DMZ);
    }
}
