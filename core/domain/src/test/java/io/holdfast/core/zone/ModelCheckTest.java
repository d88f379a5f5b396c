package io.holdfast.core.zone;

import static io.holdfast.core.zone.Plant.conduit;
import static io.holdfast.core.zone.Plant.device;
import static io.holdfast.core.zone.Plant.gateways;
import static io.holdfast.core.zone.Plant.group;
import static io.holdfast.core.zone.Plant.managedAt;
import static io.holdfast.core.zone.Plant.port;
import static io.holdfast.core.zone.Plant.prefixes;
import static io.holdfast.core.zone.Plant.siteNode;
import static io.holdfast.core.zone.Plant.vlan;
import static io.holdfast.core.zone.Plant.waterworks;
import static io.holdfast.core.zone.Plant.with;
import static io.holdfast.core.zone.Plant.zone;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.network.Service;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelCheckTest {

    private static final ZoneModel MODEL = Blueprint.reference();
    private static final SitePlan PLAN = waterworks();

    @Test
    void the_reference_architecture_has_no_problem_at_any_site_number() {
        assertThat(ModelCheck.check(MODEL, Plant.sites())).isEmpty();
        assertThat(
                        ModelCheck.check(
                                MODEL,
                                List.of(
                                        Blueprint.sitePlan(new SiteId("a"), "A", "UTC", 1),
                                        Blueprint.sitePlan(new SiteId("z"), "Z", "UTC", 250))))
                .isEmpty();
    }

    @Test
    void a_first_remote_access_conduit_is_fine() {
        assertThat(ModelCheck.check(with(MODEL, Plant.vendorAccess()), Plant.sites())).isEmpty();
        assertThat(ModelCheck.checkNewConduit(Plant.vendorAccess(), MODEL, Plant.TODAY)).isEmpty();
    }

    @Test
    void a_conduit_that_says_too_little_or_allows_too_much_is_refused_with_field_and_code() {
        refusedConduit(conduit("c", "nowhere", "ot", "tcp/1"), "/from/zone UNKNOWN_ZONE");
        refusedConduit(conduit("c", "it", "nowhere/x", "tcp/1"), "/to/zone UNKNOWN_ZONE");
        refusedConduit(conduit("c", "it", "it/reporting", "tcp/1"), "/to CONDUIT_INSIDE_ONE_ZONE");
        refusedConduit(conduit("c", "it", "it", "tcp/1"), "/to CONDUIT_INSIDE_ONE_ZONE");
        refusedConduit(conduit("c", "it", "it-dmz"), "/services CONDUIT_WITHOUT_SERVICES");
        refusedConduit(
                conduit("c", "it", "ot-dmz/jump-host", "tcp/0-65535"),
                "/services/0 CONDUIT_EVERY_PORT");
        refusedConduit(
                conduit("c", "it", "it-dmz", "tcp/80", "udp/1-65535"),
                "/services/1 CONDUIT_EVERY_PORT",
                "/services/1 CONDUIT_ANY_TO_ANY");
        refusedConduit(
                conduit("c", "it", "it-dmz", "tcp/80", "tcp/80"), "/services/1 SERVICE_TWICE");
        var plain = conduit("c", "it/reporting", "it-dmz", "tcp/80");
        refusedConduit(
                rewritten(plain, " ", "owner", plain.reviewDate()),
                "/justification CONDUIT_WITHOUT_JUSTIFICATION");
        refusedConduit(
                rewritten(plain, "needed", "owner", plain.reviewDate()),
                "/justification JUSTIFICATION_TOO_SHORT");
        refusedConduit(
                rewritten(plain, "x".repeat(2001), "owner", plain.reviewDate()),
                "/justification JUSTIFICATION_TOO_LONG");
        refusedConduit(
                rewritten(plain, "bell \u0007 in the text", "owner", plain.reviewDate()),
                "/justification JUSTIFICATION_MALFORMED");
        refusedConduit(
                rewritten(plain, plain.justification(), "", plain.reviewDate()),
                "/ownerRole CONDUIT_WITHOUT_OWNER");
        refusedConduit(
                rewritten(plain, plain.justification(), "owner", LocalDate.of(9999, 1, 1)),
                "/reviewDate REVIEW_DATE_UNLIKELY");
    }

    @Test
    void every_protocol_from_anyone_to_anyone_is_no_conduit() {
        var plain = conduit("c", "it", "it-dmz", "tcp/80");
        var everything =
                new Conduit(
                        plain.id(),
                        plain.name(),
                        plain.from(),
                        plain.to(),
                        List.of(new Service.EveryProtocol()),
                        plain.justification(),
                        plain.ownerRole(),
                        plain.reviewDate(),
                        plain.scope());

        refusedConduit(
                everything, "/services/0 CONDUIT_EVERY_PROTOCOL", "/services/0 CONDUIT_ANY_TO_ANY");
    }

    @Test
    void a_conduit_may_not_break_a_guardrail_whoever_approves_it() {
        for (var path :
                List.of(
                        "it -> ot",
                        "it/reporting -> ot/scada",
                        "ot -> it",
                        "it-dmz -> ot",
                        "remote-access -> ot/plc",
                        "ot -> remote-access",
                        "wan -> ot",
                        "ot -> wan",
                        "management -> ot",
                        "ot-dmz -> ot",
                        "ot-dmz/historian -> ot",
                        "it -> management",
                        "wan -> management/site-node")) {
            var ends = path.split(" -> ", -1);
            refusedConduit(
                    conduit("c", ends[0], ends[1], "tcp/502"), "/to CONDUIT_BREAKS_GUARDRAIL");
        }
        assertThat(
                        ModelCheck.checkConduit(
                                conduit("c", "ot-dmz/jump-host", "ot/plc", "tcp/502"), MODEL))
                .isEmpty();
    }

    @Test
    void a_new_conduit_is_reviewed_in_the_future_and_not_too_late() {
        var plain = conduit("c", "it/reporting", "it-dmz", "tcp/80");
        var yesterday = rewritten(plain, plain.justification(), "o", Plant.TODAY.minusDays(1));
        var late = rewritten(plain, plain.justification(), "o", Plant.TODAY.plusYears(4));

        assertThat(ModelCheck.checkConduit(yesterday, MODEL)).isEmpty();
        assertThat(ModelCheck.checkNewConduit(yesterday, MODEL, Plant.TODAY))
                .extracting(ModelCheckTest::brief)
                .containsExactly("/reviewDate REVIEW_DATE_PAST");
        assertThat(ModelCheck.checkNewConduit(late, MODEL, Plant.TODAY))
                .extracting(ModelCheckTest::brief)
                .containsExactly("/reviewDate REVIEW_DATE_TOO_FAR");
    }

    @Test
    void a_model_has_each_name_once_and_no_unknown_group_or_site() {
        var zones = new ArrayList<>(MODEL.zones());
        zones.add(MODEL.zones().get(0));
        refusedModel(
                new ZoneModel(zones, MODEL.conduits(), MODEL.guardrails()),
                "/zones/7/name ZONE_TWICE",
                "/zones/7/kind ZONE_KIND_TWICE");
        var conduits = new ArrayList<>(MODEL.conduits());
        conduits.add(MODEL.conduits().get(0));
        refusedModel(
                new ZoneModel(MODEL.zones(), conduits, MODEL.guardrails()),
                "/conduits/6/id CONDUIT_TWICE");
        refusedModel(
                with(MODEL, conduit("c", "it/nobody", "it-dmz", "tcp/80")),
                "/conduits/6/from/group UNKNOWN_GROUP");
        var plain = conduit("c", "it", "it-dmz", "tcp/80");
        var elsewhere =
                new Conduit(
                        plain.id(),
                        plain.name(),
                        plain.from(),
                        plain.to(),
                        plain.services(),
                        plain.justification(),
                        plain.ownerRole(),
                        plain.reviewDate(),
                        new Scope.OnlySites(List.of(new SiteId("atlantis"), Plant.WW_01)));
        refusedModel(with(MODEL, elsewhere), "/conduits/6/scope/sites/0 UNKNOWN_SITE");
        var rails = new ArrayList<>(MODEL.guardrails());
        rails.add(new Guardrail.NeverDirect("No Spaces", ZoneKind.IT, ZoneKind.GUEST));
        refusedModel(
                new ZoneModel(MODEL.zones(), MODEL.conduits(), rails),
                "/guardrails/11/name GUARDRAIL_NAME");
    }

    @Test
    void prefixes_of_two_zones_may_not_overlap_in_either_family() {
        refused(
                zone(PLAN, Blueprint.OT, z -> prefixes(z, "10.1.0.0/16", "2001:db8:1:40::/64")),
                "/sites/0/zones/4/prefixes/0 PREFIX_OVERLAP",
                "/sites/0/zones/5/prefixes/0 PREFIX_OVERLAP",
                "/sites/0/zones/6/prefixes/0 PREFIX_OVERLAP");
        refused(
                zone(PLAN, Blueprint.OT, z -> prefixes(z, "10.1.40.0/24", "2001:db8:1::/48")),
                "/sites/0/zones/4/prefixes/1 PREFIX_OVERLAP",
                "/sites/0/zones/5/prefixes/1 PREFIX_OVERLAP",
                "/sites/0/zones/6/prefixes/1 PREFIX_OVERLAP");
        refused(
                zone(
                        PLAN,
                        Blueprint.OT,
                        z -> prefixes(z, "10.1.40.0/24", "10.1.40.0/25", "2001:db8:1:40::/64")),
                "/sites/0/zones/4/prefixes/1 PREFIX_TWICE");
    }

    @Test
    void addresses_and_vlans_of_a_plan_fit_their_zones() {
        refused(zone(PLAN, Blueprint.OT, z -> vlan(z, 10)), "/sites/0/zones/4/vlan VLAN_TWICE");
        refused(
                zone(PLAN, Blueprint.OT, z -> vlan(z, 0)),
                "/sites/0/zones/4/vlan VLAN_MISSING",
                "/sites/0/devices/1/ports/5/use PORT_USE");
        refused(
                zone(PLAN, Blueprint.WAN, z -> vlan(z, 7)),
                "/sites/0/zones/0/vlan WAN_WITH_VLAN",
                "/sites/0/devices/0/ports/0/use/zone ZONE_ROUTED_AND_SWITCHED");
        refused(
                zone(PLAN, Blueprint.IT, z -> gateways(z, "10.9.10.1/24")),
                "/sites/0/zones/1/gateways/0 GATEWAY_OUTSIDE_PREFIX");
        refused(
                zone(PLAN, Blueprint.IT, z -> gateways(z, "10.1.10.1/24", "10.1.10.2/24")),
                "/sites/0/zones/1/gateways/1 GATEWAY_TWICE");
        refused(
                zone(PLAN, Blueprint.IT, z -> group(z, "far", "10.1.40.7/32")),
                "/sites/0/zones/1/groups/1/prefixes/0 GROUP_OUTSIDE_ZONE");
        refused(
                zone(PLAN, Blueprint.IT, z -> group(z, "self", "10.1.10.1")),
                "/sites/0/zones/1/groups/1/prefixes/0 GROUP_IS_GATEWAY");
        refused(
                zone(PLAN, Blueprint.WAN, z -> group(z, "centre", "10.1.40.7/32")),
                "/sites/0/zones/0/groups/0/prefixes/0 GROUP_OUTSIDE_ZONE");
        refused(
                zone(PLAN, Blueprint.REMOTE_ACCESS, z -> prefixes(z, "fe80::/64")),
                "/sites/0/zones/5/prefixes/0 PREFIX_NOT_ROUTED",
                "/sites/0/zones/5/gateways/0 GATEWAY_OUTSIDE_PREFIX",
                "/sites/0/zones/5/gateways/1 GATEWAY_OUTSIDE_PREFIX",
                "/sites/0/zones/5/groups/0/prefixes/0 GROUP_OUTSIDE_ZONE",
                "/sites/0/zones/5/groups/0/prefixes/1 GROUP_OUTSIDE_ZONE");
    }

    @Test
    void management_stays_in_the_management_zone() {
        refused(
                device(PLAN, "sw-1", d -> managedAt(d, "10.1.10.2")),
                "/sites/0/devices/1/managementAddress MANAGEMENT_ADDRESS_OUTSIDE");
        refused(
                device(PLAN, "sw-1", d -> managedAt(d, "10.1.99.10")),
                "/sites/0/devices/1/managementAddress ADDRESS_TWICE");
        refused(
                device(PLAN, "fw-1", d -> managedAt(d, "10.1.99.7")),
                "/sites/0/devices/0/managementAddress MANAGEMENT_ADDRESS_NOT_GATEWAY");
        refused(siteNode(PLAN, "10.1.10.10"), "/sites/0/siteNode/0 SITE_NODE_OUTSIDE_MANAGEMENT");
        refused(
                siteNode(PLAN, "2001:db8:1:99::10"),
                "/sites/0/devices/0/managementAddress MANAGEMENT_FAMILY",
                "/sites/0/devices/1/managementAddress MANAGEMENT_FAMILY",
                "/sites/0/devices/2/managementAddress MANAGEMENT_FAMILY");
        assertThat(ModelCheck.check(MODEL, List.of(siteNode(PLAN))))
                .extracting(ModelCheckTest::brief)
                .contains("/sites/0/siteNode SITE_NODE_MISSING");
    }

    @Test
    void a_port_has_one_use_and_a_cable_two_ends() {
        refused(
                device(PLAN, "sw-1", d -> port(d, "ge-0/0/3", new PortUse.Access(Blueprint.OT))),
                "/sites/0/devices/1/ports/10/name PORT_TWICE");
        refused(
                device(
                        PLAN,
                        "sw-1",
                        d -> port(d, "x", new PortUse.Access(new ZoneName("nowhere")))),
                "/sites/0/devices/1/ports/10/use/zone UNKNOWN_ZONE");
        refused(
                device(PLAN, "fw-1", d -> port(d, "x", new PortUse.Routed(Blueprint.OT))),
                "/sites/0/devices/0/ports/3/use/zone ZONE_ROUTED_AND_SWITCHED");
        refused(
                device(
                        PLAN,
                        "sw-1",
                        d -> port(d, "x", new PortUse.Trunk(new DeviceSlot("fw-1"), "lan1"))),
                "/sites/0/devices/1/ports/10/use/peerPort CABLE_ONE_SIDED");
        refused(
                device(
                        PLAN,
                        "sw-1",
                        d -> port(d, "x", new PortUse.Trunk(new DeviceSlot("sw-9"), "lan1"))),
                "/sites/0/devices/1/ports/10/use/peer UNKNOWN_DEVICE");
    }

    @Test
    void typed_text_is_read_or_refused_with_its_field() {
        var reader = new FieldReader();

        assertThat(reader.prefix("/prefixes/0", "10.0.0.0/8")).isPresent();
        assertThat(reader.prefix("/prefixes/1", "::ffff:10.1.40.0/120")).isEmpty();
        assertThat(reader.prefix("/prefixes/2", "0:0:0:0:0:FFFF:0a01:2800/120")).isEmpty();
        assertThat(reader.prefix("/prefixes/3", "::fffe:0:0/95")).isEmpty();
        assertThat(reader.prefix("/prefixes/4", "10.1.40.1/24")).isEmpty();
        assertThat(reader.address("/address", "010.1.40.1")).isEmpty();
        assertThat(reader.endpoint("/from", "any")).isEmpty();
        assertThat(reader.endpoint("/to", "*")).isEmpty();
        assertThat(reader.endpoint("/to", "OT DMZ")).isEmpty();
        assertThat(reader.service("/services/0", "any")).isEmpty();
        assertThat(reader.service("/services/1", "tcp/99999")).isEmpty();

        assertThat(reader.problems())
                .extracting(ModelCheckTest::brief)
                .containsExactly(
                        "/prefixes/1 ADDRESS_IPV4_MAPPED",
                        "/prefixes/2 ADDRESS_IPV4_MAPPED",
                        "/prefixes/3 PREFIX_MALFORMED",
                        "/prefixes/4 PREFIX_MALFORMED",
                        "/address ADDRESS_MALFORMED",
                        "/from CONDUIT_ANY_TO_ANY",
                        "/to CONDUIT_ANY_TO_ANY",
                        "/to ENDPOINT_MALFORMED",
                        "/services/0 CONDUIT_EVERY_PROTOCOL",
                        "/services/1 SERVICE_MALFORMED");
    }

    private static Conduit rewritten(
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

    private static void refusedConduit(Conduit conduit, String... expected) {
        assertThat(ModelCheck.checkConduit(conduit, MODEL))
                .as(conduit.from() + " -> " + conduit.to())
                .extracting(ModelCheckTest::brief)
                .containsExactly(expected);
    }

    private static void refusedModel(ZoneModel model, String... expected) {
        assertThat(ModelCheck.check(model, List.of(PLAN)))
                .extracting(ModelCheckTest::brief)
                .containsExactly(expected);
    }

    private static void refused(SitePlan plan, String... expected) {
        assertThat(ModelCheck.check(MODEL, List.of(plan)))
                .extracting(ModelCheckTest::brief)
                .containsExactly(expected);
    }

    private static String brief(ModelProblem problem) {
        assertThat(problem.detail()).isNotBlank();
        return problem.pointer() + " " + problem.code();
    }
}
