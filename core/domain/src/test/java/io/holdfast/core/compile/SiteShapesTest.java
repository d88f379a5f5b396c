package io.holdfast.core.compile;

import static io.holdfast.core.zone.Plant.conduit;
import static io.holdfast.core.zone.Plant.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.network.Family;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.ModelCheck;
import io.holdfast.core.zone.Plant;
import io.holdfast.core.zone.SiteShapes;
import io.holdfast.core.zone.ZoneModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every shape of site: what comes out, and that the verifier agrees with it. */
class SiteShapesTest {

    private static final ZoneModel MODEL =
            with(
                    with(Blueprint.reference(), Plant.vendorAccess()),
                    conduit("names", "it", "it-dmz", "udp/53"));

    private static CompiledSite compile(SitePlan plan) {
        return PolicyCompiler.compile(MODEL, plan);
    }

    @Test
    void every_shape_may_be_modelled() {
        SiteShapes.all()
                .forEach((name, plan) ->
                        assertThat(ModelCheck.check(MODEL, List.of(plan))).as(name).isEmpty());
    }

    @Test
    void every_shape_compiles_to_its_golden_file() throws IOException {
        for (var shape : SiteShapes.all().entrySet()) {
            var text = ConfigText.of(compile(shape.getValue()));
            var file = Path.of("src/test/resources/golden/shape-" + shape.getKey() + ".txt");
            if (Boolean.getBoolean("golden.write")) {
                Files.writeString(file, text);
            }
            assertThat(text).as(shape.getKey()).isEqualTo(Files.readString(file));
        }
    }

    @Test
    void the_verifier_finds_that_every_shape_lets_through_exactly_what_was_approved() {
        SiteShapes.all()
                .forEach((name, plan) -> {
                    var compiled = compile(plan);
                    assertThat(compiled.blocked()).as(name + compiled.findings()).isFalse();
                    var proof = SiteProof.prove(MODEL, plan, compiled.devices());
                    assertThat(proof.holds())
                            .as(name + " " + proof.findings() + " " + proof.counterExamples())
                            .isTrue();
                });
    }

    @Test
    void every_filter_has_its_twin_of_the_other_family_with_the_same_conduits() {
        SiteShapes.all()
                .forEach((name, plan) -> {
                    var compiled = compile(plan);
                    compiled.devices()
                            .forEach((slot, config) ->
                                    config.accessLists().stream()
                                            .filter(l -> l.family() == Family.IPV4)
                                            .forEach(l ->
                                                    assertThat(conduits(compiled, slot, l))
                                                            .as(name + " " + slot + " " + l.name())
                                                            .isEqualTo(
                                                                    conduits(
                                                                            compiled,
                                                                            slot,
                                                                            twin(
                                                                                    compiled, slot,
                                                                                    l)))));
                });
    }

    private static AccessList twin(CompiledSite compiled, DeviceSlot slot, AccessList list) {
        var name = list.name().value().replace("-v4", "-v6");
        return compiled.devices().get(slot).accessLists().stream()
                .filter(l -> l.name().value().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> conduits(CompiledSite compiled, DeviceSlot slot, AccessList list) {
        return list.rules().stream()
                .filter(r ->
                        compiled.origin(slot, list.name(), r.name())
                                .filter(o -> o.source() instanceof RuleSource.OfConduit)
                                .isPresent())
                .map(r -> r.name())
                .toList();
    }

    @Test
    void each_perimeter_on_the_way_gets_the_rule_and_the_way_back_gets_the_answer() {
        var compiled = compile(SiteShapes.twoPerimeters());

        assertThat(rules(compiled, "fw-1", "in-it-v6")).contains("historian-read.1");
        assertThat(rules(compiled, "fw-2", "in-core-v6")).contains("historian-read.1");
        assertThat(rules(compiled, "fw-2", "in-ot-dmz-v6")).contains("historian-read.1.reply");
        assertThat(rules(compiled, "fw-1", "in-core-v6")).contains("historian-read.1.reply");
        assertThat(rules(compiled, "fw-1", "in-it-v6")).doesNotContain("historian-write.1");
        assertThat(rules(compiled, "fw-1", "in-core-v6")).doesNotContain("historian-write.1");
    }

    private static List<String> rules(CompiledSite compiled, String slot, String list) {
        return compiled.devices().get(new DeviceSlot(slot)).accessLists().stream()
                .filter(l -> l.name().value().equals(list))
                .flatMap(l -> l.rules().stream())
                .map(r -> r.name())
                .toList();
    }

    @Test
    void no_rule_is_without_origin_and_no_name_stands_twice_in_a_list() {
        SiteShapes.all()
                .forEach((name, plan) -> {
                    var compiled = compile(plan);
                    compiled.devices()
                            .forEach((slot, config) -> {
                                for (var list : config.accessLists()) {
                                    assertThat(list.rules())
                                            .as(name + " " + slot + " " + list.name())
                                            .extracting(r -> r.name())
                                            .doesNotHaveDuplicates()
                                            .allMatch(r ->
                                                    compiled.origin(slot, list.name(), r)
                                                            .isPresent());
                                }
                            });
                });
    }

    @Test
    void a_way_around_a_named_firewall_is_a_blocker() {
        var plan = SiteShapes.twoPerimeters();
        var around =
                plan.with(
                        plan.zones().stream()
                                .map(z ->
                                        z.zone().equals(Blueprint.OT_DMZ)
                                                ? z.enforcedBy(new DeviceSlot("fw-1"))
                                                : z)
                                .toList(),
                        plan.devices());

        assertThat(compile(around).findings())
                .filteredOn(f -> f.code().equals("PATH_AROUND_ENFORCEMENT_POINT"))
                .isNotEmpty()
                .allMatch(CompileFinding::blocker)
                .anySatisfy(f -> assertThat(f.detail()).contains("From it to ot-dmz"));
    }

    @Test
    void without_a_transit_there_is_no_way_and_without_a_holder_no_border() {
        var plan = SiteShapes.twoPerimeters();
        var cut = plan.with(List.of());
        var nobody =
                plan.with(
                        plan.zones().stream().map(SiteShapesTest::unheld).toList(), plan.devices());

        assertThat(compile(cut).findings())
                .filteredOn(CompileFinding::blocker)
                .extracting(CompileFinding::code)
                .contains("CONDUIT_WITHOUT_PATH");
        assertThat(compile(nobody).findings())
                .filteredOn(CompileFinding::blocker)
                .extracting(CompileFinding::code)
                .contains("ZONE_WITHOUT_ENFORCEMENT_POINT");
    }

    private static SiteZone unheld(SiteZone zone) {
        return new SiteZone(
                zone.zone(), zone.vlan(), zone.prefixes(), zone.gateways(), zone.groups());
    }

    @Test
    void in_a_ring_every_cable_of_the_ring_carries_what_crosses_it_and_nothing_else() {
        var compiled = compile(SiteShapes.ring());

        for (var slot : List.of("sw-2", "sw-3", "sw-4")) {
            assertThat(trunk(compiled, slot, "r1")).as(slot).containsExactly(40, 99);
            assertThat(trunk(compiled, slot, "r2")).as(slot).containsExactly(40, 99);
        }
        assertThat(trunk(compiled, "sw-1", "ge-0/0/1")).contains(10, 20, 30, 40, 50, 99);
    }

    @Test
    void a_ring_that_nobody_needs_carries_management_only() {
        var plan = SiteShapes.ring();
        var unplugged =
                Plant.device(
                        plan,
                        "sw-3",
                        d ->
                                d.with(
                                        d.ports().stream()
                                                .filter(p -> !p.name().equals("p1"))
                                                .toList()));

        for (var slot : List.of("sw-2", "sw-3", "sw-4")) {
            assertThat(trunk(compile(unplugged), slot, "r1")).as(slot).containsExactly(99);
        }
    }

    private static List<Integer> trunk(CompiledSite compiled, String slot, String port) {
        var mode =
                compiled.devices()
                        .get(new DeviceSlot(slot))
                        .interfaceNamed(port)
                        .orElseThrow()
                        .mode();
        return mode instanceof InterfaceMode.TrunkPort(var vlans) ? vlans : List.of();
    }

    @Test
    void an_access_point_offers_its_networks_in_their_vlan_and_nothing_more() {
        var compiled = compile(SiteShapes.wireless());
        var config = compiled.devices().get(new DeviceSlot("ap-1"));

        assertThat(config.wirelessNetworks())
                .singleElement()
                .satisfies(n -> {
                    assertThat(n.ssid()).isEqualTo("waterworks");
                    assertThat(n.vlan()).isEqualTo(10);
                });
        assertThat(trunk(compiled, "ap-1", "eth0")).containsExactly(10, 99);
    }

    @Test
    void an_access_point_keeps_its_own_address_to_itself() {
        var config = compile(SiteShapes.wireless()).devices().get(new DeviceSlot("ap-1"));

        assertThat(config.interfaces()).extracting(i -> i.name()).containsExactly("eth0");
        assertThat(config.vlans()).isEmpty();
        assertThat(config.accessLists()).isEmpty();
    }

    @Test
    void a_pair_is_one_device_and_both_of_its_cables_carry_the_same() {
        var compiled = compile(SiteShapes.pair());

        assertThat(compiled.devices().keySet())
                .extracting(DeviceSlot::value)
                .containsExactly("fw-1", "sw-1", "sw-2");
        assertThat(trunk(compiled, "sw-2", "p1")).isEqualTo(trunk(compiled, "sw-1", "ge-0/0/1"));
        assertThat(trunk(compiled, "sw-2", "p2")).contains(40, 99);
    }
}
