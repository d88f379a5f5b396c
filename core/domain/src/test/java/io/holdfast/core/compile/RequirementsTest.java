package io.holdfast.core.compile;

import static io.holdfast.core.zone.Plant.conduit;
import static io.holdfast.core.zone.Plant.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.Finding;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.verify.SiteFlows;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.verify.Situation;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.FieldReader;
import io.holdfast.core.zone.ModelCheck;
import io.holdfast.core.zone.ModelProblem;
import io.holdfast.core.zone.Plant;
import io.holdfast.core.zone.SiteShapes;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The requirements of the mission as far as model, compiler and verifier carry them. */
class RequirementsTest {

    private static final ZoneModel MODEL = with(Blueprint.reference(), Plant.vendorAccess());
    private static final SitePlan PLAN = SiteShapes.twoPerimeters();
    private static final DeviceSlot FW_1 = new DeviceSlot("fw-1");
    private static final DeviceSlot FW_2 = new DeviceSlot("fw-2");
    private static final DeviceSlot SW_2 = new DeviceSlot("sw-2");

    private static boolean holds(ZoneModel model, SitePlan plan, CompiledSite compiled) {
        return holds(model, plan, new TreeMap<>(compiled.devices()));
    }

    private static boolean holds(
            ZoneModel model, SitePlan plan, Map<DeviceSlot, DeviceConfig> configs) {
        return SiteProof.prove(model, plan, configs).holds();
    }

    private static SiteFlows flows(ZoneModel model, SitePlan plan) {
        var compiled = PolicyCompiler.compile(model, plan);
        return SiteFlows.of(PacketSpace.create(), Situation.of(model, plan, compiled.devices()));
    }

    private static boolean nothingFlows(ZoneName from, ZoneName to) {
        return flows(MODEL, PLAN).between(from, to).isEmpty();
    }

    private static List<String> codes(Conduit conduit) {
        return ModelCheck.checkNewConduit(conduit, MODEL, Plant.TODAY).stream()
                .map(ModelProblem::code)
                .toList();
    }

    /** A permit in front of everything else, typed on the device by hand. */
    private static DeviceConfig withRogueRule(DeviceConfig config, String list) {
        var lists = new ArrayList<AccessList>();
        for (var one : config.accessLists()) {
            var rules = new ArrayList<>(one.rules());
            if (one.name().value().equals(list)) {
                rules.addFirst(
                        new FilterRule(
                                "rogue",
                                new PacketMatch(
                                        Prefix.every(one.family()),
                                        Prefix.every(one.family()),
                                        Service.tcp(3389)),
                                Verdict.PERMIT,
                                false));
            }
            lists.add(new AccessList(one.name(), one.family(), rules));
        }
        return new DeviceConfig(config.interfaces(), config.vlans(), lists, config.routes());
    }

    @Test
    void R20_exactly_the_matrix_is_permitted_and_a_rule_more_is_found() {
        var compiled = PolicyCompiler.compile(MODEL, PLAN);
        assertThat(holds(MODEL, PLAN, compiled)).isTrue();

        var both = new TreeMap<>(compiled.devices());
        both.computeIfPresent(FW_1, (_, c) -> withRogueRule(c, "in-it-v6"));
        both.computeIfPresent(FW_2, (_, c) -> withRogueRule(c, "in-core-v6"));
        assertThat(holds(MODEL, PLAN, both)).isFalse();
    }

    @Test
    void R22_a_conduit_cannot_be_saved_without_justification_owner_and_review_date() {
        var good = conduit("c", "it", "it-dmz", "tcp/443");
        assertThat(codes(good)).isEmpty();
        assertThat(codes(described(good, " ", "it-operations", good.reviewDate())))
                .containsExactly("CONDUIT_WITHOUT_JUSTIFICATION");
        assertThat(codes(described(good, good.justification(), "", good.reviewDate())))
                .containsExactly("CONDUIT_WITHOUT_OWNER");
        assertThat(codes(described(good, good.justification(), "x", LocalDate.of(2020, 1, 1))))
                .containsExactly("REVIEW_DATE_PAST");
        var reader = new FieldReader();
        reader.endpoint("/from", "any");
        assertThat(reader.problems()).extracting(ModelProblem::code).contains("CONDUIT_ANY_TO_ANY");
        assertThat(codes(conduit("c", "it", "it-dmz", "tcp/0-65535")))
                .contains("CONDUIT_ANY_TO_ANY");
    }

    private static Conduit described(
            Conduit conduit, String justification, String owner, LocalDate review) {
        return new Conduit(
                conduit.id(),
                conduit.name(),
                conduit.from(),
                conduit.to(),
                conduit.services(),
                justification,
                owner,
                review,
                conduit.scope());
    }

    @Test
    void R24_an_address_or_a_port_in_two_zones_is_refused() {
        var overlap =
                Plant.zone(
                        PLAN,
                        Blueprint.IT,
                        z -> Plant.prefixes(z, "10.1.40.0/25", "2001:db8:1:10::/64"));
        var twice =
                Plant.device(
                        PLAN, "sw-2", d -> Plant.port(d, "p12", new PortUse.Access(Blueprint.IT)));

        assertThat(problems(overlap)).contains("PREFIX_OVERLAP");
        assertThat(problems(twice)).contains("PORT_TWICE");
    }

    private static List<String> problems(SitePlan plan) {
        return ModelCheck.check(MODEL, List.of(plan)).stream().map(ModelProblem::code).toList();
    }

    @Test
    void R25_no_conduit_joins_it_and_ot_directly_and_no_packet_does() {
        assertThat(codes(conduit("c", "it", "ot", "tcp/443"))).contains("CONDUIT_BREAKS_GUARDRAIL");
        assertThat(codes(conduit("c", "ot", "it", "tcp/443"))).contains("CONDUIT_BREAKS_GUARDRAIL");
        assertThat(nothingFlows(Blueprint.IT, Blueprint.OT)).isTrue();
        assertThat(nothingFlows(Blueprint.OT, Blueprint.IT)).isTrue();
    }

    @Test
    void R26_every_way_between_zones_goes_through_the_named_enforcement_points() {
        var around =
                PLAN.with(
                        PLAN.zones().stream()
                                .map(z -> z.zone().equals(Blueprint.OT) ? z.enforcedBy(FW_1) : z)
                                .toList(),
                        PLAN.devices());

        assertThat(PolicyCompiler.compile(MODEL, PLAN).findings()).isEmpty();
        assertThat(PolicyCompiler.compile(MODEL, around).findings())
                .extracting(CompileFinding::code)
                .contains("PATH_AROUND_ENFORCEMENT_POINT");
    }

    @Test
    void R27_every_permit_names_the_ends_and_the_service_of_its_conduit() {
        var compiled = PolicyCompiler.compile(MODEL, PLAN);
        compiled.devices()
                .forEach((slot, config) -> {
                    for (var list : config.accessLists()) {
                        for (var rule : list.rules()) {
                            var origin =
                                    compiled.origin(slot, list.name(), rule.name()).orElseThrow();
                            if (origin.source() instanceof RuleSource.OfConduit(var id, _, _)) {
                                var known = MODEL.conduit(id).orElseThrow();
                                boolean outside =
                                        known.to().zone().equals(Blueprint.WAN)
                                                || known.from().zone().equals(Blueprint.WAN);
                                assertThat(outside || exact(rule)).as(slot + " " + rule).isTrue();
                                assertThat(rule.match().service())
                                        .isNotInstanceOf(Service.EveryProtocol.class);
                            }
                        }
                    }
                });
    }

    private static boolean exact(FilterRule rule) {
        return rule.match().destination().length() > 0 && rule.match().source().length() > 0;
    }

    @Test
    void R29_a_port_that_leads_into_another_zone_than_planned_is_found() {
        var configs = new TreeMap<>(PolicyCompiler.compile(MODEL, PLAN).devices());
        configs.computeIfPresent(SW_2, (_, c) -> replugged(c, "p13", 40));

        assertThat(holds(MODEL, PLAN, configs)).isFalse();
    }

    private static DeviceConfig replugged(DeviceConfig config, String port, int vlan) {
        var parts =
                config.interfaces().stream()
                        .map(p ->
                                p.name().equals(port)
                                        ? new InterfaceConfig(
                                                p.name(),
                                                p.description(),
                                                true,
                                                new InterfaceMode.AccessPort(vlan),
                                                p.addresses(),
                                                p.ingress())
                                        : p)
                        .toList();
        return new DeviceConfig(parts, config.vlans(), config.accessLists(), config.routes());
    }

    @Test
    void R30_a_connection_that_has_grown_and_that_no_conduit_explains_is_found() {
        var old = conduit("old", "it", "it-dmz", "tcp/445");
        var grown = PolicyCompiler.compile(with(MODEL, old), PLAN);

        assertThat(holds(MODEL, PLAN, grown)).isFalse();
    }

    @Test
    void R31_a_zone_that_no_conduit_needs_is_not_connected_at_all() {
        var configs = PolicyCompiler.compile(Blueprint.reference(), PLAN).devices().values();

        assertThat(configs)
                .allSatisfy(c -> assertThat(c.vlans()).extracting(v -> v.id()).doesNotContain(50))
                .allSatisfy(c ->
                        assertThat(c.interfaces())
                                .extracting(InterfaceConfig::name)
                                .doesNotContain("lan0.50"));
    }

    @Test
    void R32_every_permit_has_an_approved_conduit_or_a_rule_of_the_house_behind_it() {
        var compiled = PolicyCompiler.compile(MODEL, PLAN);
        compiled.devices()
                .forEach((slot, config) ->
                        config.accessLists()
                                .forEach(list ->
                                        assertThat(list.rules())
                                                .allMatch(r ->
                                                        compiled.origin(slot, list.name(), r.name())
                                                                .isPresent())));
    }

    @Test
    void R33_an_empty_matrix_compiles_to_denying_and_logging_everything() {
        var empty = MODEL.with(List.of());
        var compiled = PolicyCompiler.compile(empty, PLAN);

        assertThat(holds(empty, PLAN, compiled)).isTrue();
        for (var slot : List.of(FW_1, FW_2)) {
            assertThat(compiled.devices().get(slot).accessLists())
                    .isNotEmpty()
                    .allSatisfy(l -> {
                        assertThat(l.rules().getLast().verdict()).isEqualTo(Verdict.DENY);
                        assertThat(l.rules().getLast().log()).isTrue();
                    });
        }
        assertThat(flows(empty, PLAN).between(Blueprint.IT, Blueprint.WAN).isEmpty()).isTrue();
    }

    @Test
    void R57_remote_access_and_administrators_reach_productive_ot_through_the_jump_host_only() {
        assertThat(nothingFlows(Blueprint.REMOTE_ACCESS, Blueprint.OT)).isTrue();
        assertThat(nothingFlows(Blueprint.MANAGEMENT, Blueprint.OT)).isTrue();
        assertThat(codes(conduit("c", "ot-dmz/historian", "ot", "tcp/22")))
                .contains("CONDUIT_BREAKS_GUARDRAIL");
    }

    @Test
    void R60_no_packet_gets_from_it_or_its_dmz_to_productive_ot() {
        assertThat(nothingFlows(Blueprint.IT, Blueprint.OT)).isTrue();
        assertThat(nothingFlows(Blueprint.IT_DMZ, Blueprint.OT)).isTrue();
    }

    @Test
    void R67_no_packet_gets_from_ot_to_the_internet() {
        assertThat(nothingFlows(Blueprint.OT, Blueprint.WAN)).isTrue();
        assertThat(nothingFlows(Blueprint.OT_DMZ, Blueprint.WAN)).isTrue();
        assertThat(codes(conduit("c", "ot/scada", "wan", "tcp/443")))
                .contains("CONDUIT_BREAKS_GUARDRAIL");
    }

    @Test
    void R70_each_of_the_two_perimeters_alone_still_denies_what_nobody_approved() {
        var compiled = PolicyCompiler.compile(MODEL, PLAN);
        for (var open :
                List.of(List.of("fw-1", "in-it-v4", "in-wan-v4"), List.of("fw-2", "in-core-v4"))) {
            var configs = new TreeMap<>(compiled.devices());
            open.stream()
                    .skip(1)
                    .forEach(list ->
                            configs.computeIfPresent(
                                    new DeviceSlot(open.getFirst()),
                                    (_, c) -> withRogueRule(c, list)));
            var flows = SiteFlows.of(PacketSpace.create(), Situation.of(MODEL, PLAN, configs));
            assertThat(flows.between(Blueprint.IT, Blueprint.OT).isEmpty())
                    .as(open.toString())
                    .isTrue();
            // And the one that lets more through is told, though the other still holds.
            assertThat(SiteProof.prove(MODEL, PLAN, configs).findings())
                    .filteredOn(f -> f.code().equals("RULE_WIDER_THAN_NEEDED"))
                    .extracting(Finding::where)
                    .containsExactlyElementsOf(
                            open.stream()
                                    .skip(1)
                                    .map(list -> open.getFirst() + " " + list + " rogue")
                                    .toList());
        }
    }

    @Test
    void R71_every_transition_of_the_four_zones_is_listed_with_its_state() {
        var flows = flows(MODEL, PLAN);
        var open =
                Stream.of(
                                "it it-dmz",
                                "it-dmz ot-dmz",
                                "it ot-dmz",
                                "ot-dmz ot",
                                "it-dmz ot",
                                "it ot")
                        .filter(pair -> {
                            var ends = pair.split(" ", -1);
                            return !flows.between(new ZoneName(ends[0]), new ZoneName(ends[1]))
                                    .isEmpty();
                        })
                        .toList();

        assertThat(open).containsExactly("it-dmz ot-dmz", "it ot-dmz", "ot-dmz ot");
    }

    @Test
    void R72_jump_host_patch_server_and_historian_stand_in_the_ot_dmz_with_their_conduits() {
        var groups = PLAN.zone(Blueprint.OT_DMZ).orElseThrow().groups();

        assertThat(groups)
                .extracting(g -> g.name().value())
                .containsExactly("jump-host", "patch-server", "historian");
        for (var group : groups) {
            assertThat(MODEL.conduits())
                    .as(group.name().value())
                    .anyMatch(c ->
                            (c.from() + " " + c.to()).contains("ot-dmz/" + group.name().value()));
        }
    }
}
