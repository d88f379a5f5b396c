package io.holdfast.core.compile;

import static io.holdfast.core.zone.Plant.conduit;
import static io.holdfast.core.zone.Plant.device;
import static io.holdfast.core.zone.Plant.waterworks;
import static io.holdfast.core.zone.Plant.with;
import static io.holdfast.core.zone.Plant.zone;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ModelCheck;
import io.holdfast.core.zone.Plant;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.ZoneModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyCompilerTest {

    private static final ZoneModel MODEL = Blueprint.reference();
    private static final SitePlan PLAN = waterworks();
    private static final DeviceSlot FW = new DeviceSlot("fw-1");
    private static final DeviceSlot SW = new DeviceSlot("sw-1");

    @Test
    void the_reference_architecture_at_the_waterworks_is_this() throws IOException {
        var compiled = PolicyCompiler.compile(MODEL, PLAN);

        assertThat(compiled.findings()).isEmpty();
        golden("ww-01-reference", compiled);
    }

    @Test
    void with_vendor_access_it_is_this() throws IOException {
        var compiled = PolicyCompiler.compile(with(MODEL, Plant.vendorAccess()), PLAN);

        assertThat(compiled.findings()).isEmpty();
        golden("ww-01-vendor-access", compiled);
    }

    @Test
    void without_any_conduit_everything_is_denied_and_only_management_is_left() throws IOException {
        var empty = new ZoneModel(MODEL.zones(), List.of(), MODEL.guardrails());

        golden("ww-01-nothing", PolicyCompiler.compile(empty, PLAN));
    }

    @Test
    void the_same_input_gives_the_same_value_in_whatever_order_it_comes() {
        var conduits = new ArrayList<>(MODEL.conduits());
        Collections.reverse(conduits);
        var zones = new ArrayList<>(PLAN.zones());
        Collections.reverse(zones);
        var shuffled =
                new SitePlan(
                        PLAN.site(),
                        PLAN.name(),
                        PLAN.timeZone(),
                        zones,
                        PLAN.devices().reversed(),
                        PLAN.siteNode().reversed(),
                        PLAN.defaultRoutes().reversed());

        var one = PolicyCompiler.compile(MODEL, PLAN);

        assertThat(PolicyCompiler.compile(MODEL, PLAN)).isEqualTo(one);
        assertThat(
                        PolicyCompiler.compile(
                                        new ZoneModel(MODEL.zones(), conduits, MODEL.guardrails()),
                                        shuffled)
                                .devices())
                .isEqualTo(one.devices());
    }

    @Test
    void a_first_conduit_of_remote_access_changes_firewall_and_switch() {
        var before = PolicyCompiler.compile(MODEL, PLAN).devices();
        var after = PolicyCompiler.compile(with(MODEL, Plant.vendorAccess()), PLAN).devices();

        assertThat(config(before, FW).interfaceNamed("lan0.50")).isEmpty();
        assertThat(config(after, FW).interfaceNamed("lan0.50")).isPresent();
        assertThat(config(before, SW).vlans()).noneMatch(v -> v.id() == 50);
        assertThat(config(after, SW).vlans()).anyMatch(v -> v.id() == 50);
    }

    @Test
    void a_conduit_for_another_site_changes_nothing_here() {
        var vendor = Plant.vendorAccess();
        var elsewhere =
                new Conduit(
                        vendor.id(),
                        vendor.name(),
                        vendor.from(),
                        vendor.to(),
                        vendor.services(),
                        vendor.justification(),
                        vendor.ownerRole(),
                        vendor.reviewDate(),
                        new Scope.OnlySites(List.of(Plant.SS_04)));

        assertThat(PolicyCompiler.compile(with(MODEL, elsewhere), PLAN))
                .isEqualTo(PolicyCompiler.compile(MODEL, PLAN));
    }

    @Test
    void every_rule_has_one_origin_and_a_name_of_its_own_and_every_list_ends_in_deny_all() {
        var compiled = PolicyCompiler.compile(with(MODEL, Plant.vendorAccess()), PLAN);

        compiled.devices()
                .forEach((slot, config) -> {
                    for (var list : config.accessLists()) {
                        var names = new HashSet<String>();
                        for (var rule : list.rules()) {
                            assertThat(names.add(rule.name())).as(rule.name()).isTrue();
                            assertThat(compiled.origin(slot, list.name(), rule.name())).isPresent();
                            assertThat(rule.log()).isEqualTo(rule.verdict() == Verdict.DENY);
                        }
                        assertThat(list.rules().getLast().name()).isEqualTo("deny-all");
                    }
                });
    }

    @Test
    void both_families_say_the_same() {
        for (var config :
                PolicyCompiler.compile(with(MODEL, Plant.vendorAccess()), PLAN)
                        .devices()
                        .values()) {
            for (var list : config.accessLists()) {
                if (list.name().value().equals("in-management-v4")) {
                    continue; // devices are managed over IPv4
                }
                var twin = list.name().value().replace("-v4", "-v6");
                var other =
                        config.accessLists().stream()
                                .filter(l -> l.name().value().equals(twin))
                                .findFirst();
                assertThat(names(other))
                        .filteredOn(n -> !n.matches("(nd-|manage-|on-link).*"))
                        .containsExactlyElementsOf(
                                names(Optional.of(list)).stream()
                                        .filter(n -> !n.matches("(nd-|manage-|on-link).*"))
                                        .toList());
            }
        }
    }

    @Test
    void an_answer_may_pass_where_a_guardrail_denies_the_opening() {
        var compiled = PolicyCompiler.compile(MODEL, PLAN);
        var names =
                names(
                        config(compiled.devices(), FW).accessLists().stream()
                                .filter(l -> l.name().value().equals("in-ot-dmz-v4"))
                                .findFirst());

        assertThat(names.indexOf("historian-write.1.reply"))
                .isLessThan(names.indexOf("guard-ot-only-by-jump-host"));
        assertThat(names.indexOf("jump-host-access.1"))
                .isLessThan(names.indexOf("guard-ot-only-by-jump-host"));
    }

    @Test
    void a_group_of_several_hosts_is_several_rules_with_one_origin_each() {
        var model = with(MODEL, conduit("plc", "ot-dmz/jump-host", "ot/plc", "tcp/502"));
        var config = config(PolicyCompiler.compile(model, PLAN).devices(), FW);

        assertThat(
                        names(
                                config.accessLists().stream()
                                        .filter(l -> l.name().value().equals("in-ot-dmz-v6"))
                                        .findFirst()))
                .contains("plc.1.1", "plc.1.2", "plc.1.3");
    }

    @Test
    void icmp_is_answered_by_the_echo_reply_of_its_family() {
        var model = with(MODEL, conduit("ping", "it/reporting", "ot-dmz/historian", "icmp/8"));
        var lists = config(PolicyCompiler.compile(model, PLAN).devices(), FW).accessLists();

        assertThat(
                        names(
                                lists.stream()
                                        .filter(l -> l.name().value().equals("in-ot-dmz-v4"))
                                        .findFirst()))
                .contains("ping.1.reply");
        assertThat(
                        names(
                                lists.stream()
                                        .filter(l -> l.name().value().equals("in-ot-dmz-v6"))
                                        .findFirst()))
                .doesNotContain("ping.1.reply");
    }

    @Test
    void a_long_name_is_cut_to_what_a_device_takes() {
        var id = "a".repeat(63);
        var model = with(MODEL, conduit(id, "it/reporting", "ot-dmz/historian", "tcp/80"));

        var compiled = PolicyCompiler.compile(model, PLAN);

        assertThat(compiled.origins())
                .extracting(Origin::rule)
                .filteredOn(r -> r.startsWith("aaa"))
                .hasSize(4)
                .allMatch(r -> r.length() <= 64);
    }

    @Test
    void several_switches_carry_only_the_vlans_that_somebody_needs_behind_them() {
        var two = twoSwitches();
        assertThat(ModelCheck.check(MODEL, List.of(two))).isEmpty();

        var compiled = PolicyCompiler.compile(MODEL, two);

        assertThat(compiled.findings()).isEmpty();
        assertThat(mode(compiled, "sw-1", "ge-0/0/1"))
                .isEqualTo(new InterfaceMode.TrunkPort(List.of(10, 20, 30, 40, 99)));
        assertThat(mode(compiled, "sw-1", "ge-0/0/11"))
                .isEqualTo(new InterfaceMode.TrunkPort(List.of(40, 99)));
        assertThat(mode(compiled, "sw-2", "up"))
                .isEqualTo(new InterfaceMode.TrunkPort(List.of(40, 99)));
        assertThat(config(compiled.devices(), new DeviceSlot("sw-2")).vlans())
                .extracting(v -> v.id())
                .containsExactly(40, 99);
        assertThat(compiled.groups())
                .containsEntry(FW, 1)
                .containsEntry(new DeviceSlot("sw-2"), 2)
                .containsEntry(SW, 3);
    }

    @Test
    void what_nothing_enforces_is_a_blocker() {
        assertThat(codes(without("fw-1"))).contains("NO_FIREWALL");
        assertThat(codes(zone(PLAN, Blueprint.OT, z -> Plant.gateways(z, "10.1.40.1/24"))))
                .contains("CONDUIT_WITHOUT_PATH");
        assertThat(codes(zone(PLAN, Blueprint.OT, z -> Plant.gateways(z))))
                .contains("CONDUIT_WITHOUT_PATH");
        assertThat(codes(device(PLAN, "sw-1", d -> Plant.ports(d, List.of()))))
                .contains("DEVICE_WITHOUT_USE", "SITE_NODE_WITHOUT_PORT", "CONDUIT_WITHOUT_PATH");
        assertThat(
                        codes(
                                device(
                                        PLAN,
                                        "ap-1",
                                        d ->
                                                new Device(
                                                        d.slot(),
                                                        d.role(),
                                                        d.model(),
                                                        d.managementAddress(),
                                                        true,
                                                        d.ports()))))
                .contains("DEVICE_WITHOUT_USE");
    }

    @Test
    void a_conduit_that_changes_nothing_here_is_said_so() {
        var noGroup =
                zone(
                        PLAN,
                        Blueprint.IT,
                        z ->
                                new SiteZone(
                                        z.zone(), z.vlan(), z.prefixes(), z.gateways(), List.of()));

        var compiled = PolicyCompiler.compile(MODEL, noGroup);

        assertThat(compiled.blocked()).isFalse();
        assertThat(compiled.findings())
                .extracting(CompileFinding::code)
                .containsExactly("CONDUIT_WITHOUT_ADDRESSES");
    }

    @Test
    void two_conduits_with_the_same_packets_are_named() {
        var model = with(MODEL, conduit("again", "it/reporting", "ot-dmz/historian", "tcp/443"));

        assertThat(PolicyCompiler.compile(model, PLAN).findings())
                .anySatisfy(f ->
                        assertThat(f.detail()).contains("historian-read.1").contains("again.1"));
    }

    private static SitePlan twoSwitches() {
        var first =
                device(
                        PLAN,
                        "sw-1",
                        d ->
                                Plant.port(
                                        d,
                                        "ge-0/0/11",
                                        new PortUse.Trunk(new DeviceSlot("sw-2"), "up")));
        var devices = new ArrayList<>(first.devices());
        devices.add(
                new Device(
                        new DeviceSlot("sw-2"),
                        DeviceRole.SWITCH,
                        "Field switch",
                        IpAddress.of("10.1.99.4"),
                        true,
                        List.of(
                                new Port("up", new PortUse.Trunk(SW, "ge-0/0/11")),
                                new Port("p1", new PortUse.Access(Blueprint.OT)),
                                new Port("p2", new PortUse.Access(Blueprint.REMOTE_ACCESS)))));
        return devices(first, devices);
    }

    private static SitePlan without(String slot) {
        return devices(
                PLAN, PLAN.devices().stream().filter(d -> !d.slot().value().equals(slot)).toList());
    }

    private static SitePlan devices(SitePlan plan, List<Device> devices) {
        return new SitePlan(
                plan.site(),
                plan.name(),
                plan.timeZone(),
                plan.zones(),
                devices,
                plan.siteNode(),
                plan.defaultRoutes());
    }

    private static List<String> codes(SitePlan plan) {
        return PolicyCompiler.compile(MODEL, plan).findings().stream()
                .filter(CompileFinding::blocker)
                .map(CompileFinding::code)
                .distinct()
                .toList();
    }

    private static InterfaceMode mode(CompiledSite compiled, String slot, String port) {
        return config(compiled.devices(), new DeviceSlot(slot))
                .interfaceNamed(port)
                .orElseThrow()
                .mode();
    }

    private static DeviceConfig config(Map<DeviceSlot, DeviceConfig> devices, DeviceSlot slot) {
        return devices.getOrDefault(slot, DeviceConfig.EMPTY);
    }

    private static List<String> names(Optional<AccessList> list) {
        return list.stream().flatMap(l -> l.rules().stream()).map(r -> r.name()).toList();
    }

    /** Compares with the file; with -Dgolden.write=true writes it, to be read in the diff. */
    private static void golden(String name, CompiledSite compiled) throws IOException {
        var file = Path.of("src/test/resources/golden/" + name + ".txt");
        var text = ConfigText.of(compiled);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
