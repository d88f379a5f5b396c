package io.holdfast.core.change;

import static io.holdfast.core.zone.Plant.conduit;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.change.Edits.Edited;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Guardrail;
import io.holdfast.core.zone.ModelProblem;
import io.holdfast.core.zone.Plant;
import io.holdfast.core.zone.RiskAcceptance;
import io.holdfast.core.zone.SecurityLevel;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EditsTest {

    private static final ZoneModel MODEL = Blueprint.reference();
    private static final List<SitePlan> PLANS = Plant.sites();

    private static final Zone LIGHTING =
            new Zone(
                    new ZoneName("lighting"),
                    ZoneKind.BUILDING_AUTOMATION,
                    SecurityLevel.even(2),
                    "facility",
                    false);
    private static final Guardrail NO_LIGHT_FROM_WAN =
            new Guardrail.NeverDirect(
                    "no-wan-lighting", ZoneKind.WAN, ZoneKind.BUILDING_AUTOMATION);
    private static final SiteZone AT_WW_01 =
            new SiteZone(
                    LIGHTING.name(),
                    60,
                    List.of(Prefix.of("10.1.60.0/24")),
                    List.of(InterfaceAddress.of("10.1.60.1/24")),
                    List.of());

    @Test
    void a_new_conduit_is_added_and_can_be_removed_again() {
        var added = applied(MODEL, PLANS, new PolicyEdit.PutConduit(Plant.vendorAccess()));

        assertThat(added.model().conduit(Plant.vendorAccess().id())).isPresent();
        var back =
                applied(
                        added.model(),
                        added.plans(),
                        new PolicyEdit.RemoveConduit(Plant.vendorAccess().id()));
        assertThat(back).isEqualTo(new Edited.Applied(MODEL, PLANS));
    }

    @Test
    void a_conduit_with_a_known_id_is_replaced_where_it_stands() {
        var wider =
                conduit(
                        "historian-read",
                        "it/reporting",
                        "ot-dmz/historian",
                        "tcp/443",
                        "tcp/8443");

        var edited = applied(MODEL, PLANS, new PolicyEdit.PutConduit(wider));

        assertThat(edited.model().conduits()).hasSameSizeAs(MODEL.conduits());
        assertThat(edited.model().conduits().get(1)).isEqualTo(wider);
    }

    @Test
    void a_zone_of_one_site_is_replaced_and_no_other_site_changes() {
        var ot = PLANS.get(0).zone(Blueprint.OT).orElseThrow();
        var more = Plant.group(ot, "pumps", "10.1.40.50");

        var edited = applied(MODEL, PLANS, new PolicyEdit.PutSiteZone(Plant.WW_01, more));

        assertThat(edited.plans().get(0).zone(Blueprint.OT)).contains(more);
        assertThat(edited.plans().subList(1, 3)).isEqualTo(PLANS.subList(1, 3));
    }

    @Test
    void a_refusal_names_the_edit_and_the_field() {
        refused(List.of(), "/edits NO_EDITS");
        refused(
                Collections.nCopies(201, new PolicyEdit.PutConduit(Plant.vendorAccess())),
                "/edits TOO_MANY_EDITS");
        refused(
                List.of(
                        new PolicyEdit.PutConduit(Plant.vendorAccess()),
                        new PolicyEdit.PutConduit(conduit("x", "it", "ot", "tcp/502"))),
                "/edits/1/conduit/to CONDUIT_BREAKS_GUARDRAIL");
        refused(
                List.of(new PolicyEdit.RemoveConduit(new ConduitId("ghost"))),
                "/edits/0/conduit UNKNOWN_CONDUIT");
        SiteZone ot = PLANS.get(0).zone(Blueprint.OT).orElseThrow();
        refused(
                List.of(new PolicyEdit.PutSiteZone(new SiteId("atlantis"), ot)),
                "/edits/0/site UNKNOWN_SITE");
        refused(
                List.of(new PolicyEdit.PutSiteZone(Plant.WW_01, Plant.vlan(ot, 10))),
                "/edits/0/zone/vlan VLAN_TWICE");
        refused(
                List.of(
                        new PolicyEdit.PutSiteZone(
                                Plant.WW_01,
                                new SiteZone(
                                        ot.zone(),
                                        ot.vlan(),
                                        ot.prefixes(),
                                        ot.gateways(),
                                        Plant.group(ot, "far", "10.1.10.9").groups()))),
                "/edits/0/zone/groups/2/prefixes/0 GROUP_OUTSIDE_ZONE");
        refused(
                List.of(
                        new PolicyEdit.PutConduit(Plant.vendorAccess()),
                        new PolicyEdit.RemoveConduit(Plant.vendorAccess().id())),
                "/edits/1/conduit EDITED_TWICE");
    }

    @Test
    void removing_a_group_that_a_conduit_needs_everywhere_is_refused_at_the_conduit() {
        var bare = PLANS.stream().map(p -> bare(p)).<PolicyEdit>map(z -> z).toList();

        refused(bare, "/conduits/1/from/group UNKNOWN_GROUP");
    }

    private static PolicyEdit.PutSiteZone bare(SitePlan plan) {
        var it = plan.zone(Blueprint.IT).orElseThrow();
        return new PolicyEdit.PutSiteZone(
                plan.site(),
                new SiteZone(it.zone(), it.vlan(), it.prefixes(), it.gateways(), List.of()));
    }

    @Test
    void the_edits_between_two_states_lead_from_one_to_the_other() {
        var ot = PLANS.get(0).zone(Blueprint.OT).orElseThrow();
        var there =
                applied(
                        MODEL,
                        PLANS,
                        new PolicyEdit.PutConduit(Plant.vendorAccess()),
                        new PolicyEdit.RemoveConduit(new ConduitId("historian-read")),
                        new PolicyEdit.PutSiteZone(
                                Plant.WW_01, Plant.group(ot, "pumps", "10.1.40.50")));

        var back = Edits.between(there.model(), there.plans(), MODEL, PLANS).orElseThrow();
        var again = (Edited.Applied) Edits.apply(there.model(), there.plans(), back);

        assertThat(again.plans()).isEqualTo(PLANS);
        assertThat(again.model().conduits()).containsExactlyInAnyOrderElementsOf(MODEL.conduits());
        assertThat(Edits.between(MODEL, PLANS, MODEL, PLANS)).contains(List.of());
        assertThat(Edits.between(MODEL, PLANS, MODEL, PLANS.subList(0, 1))).isEmpty();
    }

    @Test
    void a_zone_comes_with_its_conduit_its_guardrail_and_its_part_of_a_site_in_one_change() {
        var edited =
                applied(
                        MODEL,
                        PLANS,
                        new PolicyEdit.PutConduit(
                                conduit("lamps", "lighting", "ot-dmz/historian", "tcp/4840")),
                        new PolicyEdit.PutZone(LIGHTING),
                        new PolicyEdit.PutGuardrail(NO_LIGHT_FROM_WAN),
                        new PolicyEdit.PutSiteZone(Plant.WW_01, AT_WW_01),
                        new PolicyEdit.PutDevice(Plant.WW_01, plugged(LIGHTING.name())));

        assertThat(edited.model().zone(LIGHTING.name())).contains(LIGHTING);
        assertThat(edited.model().guardrails()).contains(NO_LIGHT_FROM_WAN);
        assertThat(edited.plans().getFirst().zone(LIGHTING.name())).contains(AT_WW_01);
        var back = Edits.between(edited.model(), edited.plans(), MODEL, PLANS).orElseThrow();
        assertThat(Edits.apply(edited.model(), edited.plans(), back))
                .isEqualTo(new Edited.Applied(MODEL, PLANS));
    }

    @Test
    void a_zone_is_retired_only_with_all_that_hangs_on_it() {
        refused(
                List.of(new PolicyEdit.RemoveZone(Blueprint.REMOTE_ACCESS)),
                "/edits/0/zoneName ZONE_IN_USE");

        var all = Proposals.retire(Blueprint.IT_DMZ, MODEL, PLANS);
        var without = (Edited.Applied) Edits.apply(MODEL, PLANS, all);

        assertThat(without.model().zone(Blueprint.IT_DMZ)).isEmpty();
        assertThat(without.model().conduit(new ConduitId("updates-source"))).isEmpty();
        assertThat(without.plans()).allMatch(p -> p.zone(Blueprint.IT_DMZ).isEmpty());
    }

    @Test
    void a_zone_retired_in_a_draft_keeps_what_the_draft_says_of_its_devices() {
        var device =
                PLANS.getFirst().devices().stream()
                        .filter(d ->
                                d.ports().stream()
                                        .anyMatch(p ->
                                                p.use()
                                                        .equals(
                                                                new PortUse.Access(
                                                                        Blueprint.IT_DMZ))))
                        .findFirst()
                        .orElseThrow();
        var ports = new ArrayList<>(device.ports());
        ports.add(new Port("spare", new PortUse.Unused()));
        var put = new PolicyEdit.PutDevice(Plant.WW_01, device.with(ports));
        var fresh = new PolicyEdit.PutConduit(conduit("fresh", "it-dmz", "it", "tcp/443"));
        var draft = List.<PolicyEdit>of(put, fresh);

        var all =
                Proposals.together(draft, Proposals.retire(Blueprint.IT_DMZ, MODEL, PLANS, draft));
        assertThat(all).contains(fresh);
        assertThat(Edits.apply(MODEL, PLANS, all))
                .isInstanceOfSatisfying(
                        Edited.Refused.class,
                        r ->
                                assertThat(r.problems())
                                        .extracting(ModelProblem::code)
                                        .containsExactly("ZONE_IN_USE"));
        var without = all.stream().filter(e -> !e.equals(fresh)).toList();
        var edited = (Edited.Applied) Edits.apply(MODEL, PLANS, without);
        assertThat(edited.plans().getFirst().device(device.slot()).orElseThrow().ports())
                .extracting(Port::name)
                .contains("spare");
    }

    @Test
    void a_guardrail_goes_with_the_exceptions_from_it() {
        var direct = conduit("direct", "it/reporting", "ot", "tcp/502");
        var accepted =
                new RiskAcceptance(
                        "accepted-1",
                        "no-direct-it-ot",
                        direct.id(),
                        "A meter that is read until the replica comes.",
                        "security-office",
                        Instant.parse("2026-11-23T00:00:00Z"),
                        Instant.parse("2027-02-23T00:00:00Z"));
        var open =
                applied(
                        MODEL,
                        PLANS,
                        new PolicyEdit.PutAcceptance(accepted),
                        new PolicyEdit.PutConduit(direct));

        var without =
                applied(
                        open.model(),
                        open.plans(),
                        new PolicyEdit.RemoveGuardrail("no-direct-it-ot"));

        assertThat(without.model().acceptances()).isEmpty();
        assertThat(without.model().guardrails()).hasSize(MODEL.guardrails().size() - 1);
    }

    @Test
    void an_exception_to_what_goes_in_the_same_change_is_said_in_any_order() {
        var telemetry = MODEL.conduits().getFirst().id();
        var accepted =
                new RiskAcceptance(
                        "accepted-1",
                        "no-direct-it-ot",
                        telemetry,
                        "A meter that is read until the replica comes.",
                        "security-office",
                        Instant.parse("2026-11-23T00:00:00Z"),
                        Instant.parse("2027-02-23T00:00:00Z"));
        var put = new PolicyEdit.PutAcceptance(accepted);
        for (var remove :
                List.of(
                        new PolicyEdit.RemoveGuardrail("no-direct-it-ot"),
                        new PolicyEdit.RemoveConduit(telemetry))) {
            assertThat(codes(put, remove)).isNotEmpty().isEqualTo(codes(remove, put));
        }
    }

    private static List<String> codes(PolicyEdit... edits) {
        return Edits.apply(MODEL, PLANS, List.of(edits)) instanceof Edited.Refused(var problems)
                ? problems.stream().map(ModelProblem::code).toList()
                : List.of();
    }

    @Test
    void what_is_wrong_in_a_site_plan_is_told_at_the_edit_that_put_it() {
        refused(
                List.of(new PolicyEdit.PutDevice(Plant.WW_01, plugged(new ZoneName("nowhere")))),
                "/edits/0/device/ports/8/zone UNKNOWN_ZONE");
        refused(
                List.of(
                        new PolicyEdit.PutSiteNetwork(
                                Plant.WW_01,
                                List.of(IpAddress.of("10.1.10.77")),
                                PLANS.getFirst().defaultRoutes(),
                                List.of())),
                "/edits/0/network/siteNode/0 SITE_NODE_OUTSIDE_MANAGEMENT");
        refused(
                List.of(new PolicyEdit.RemoveDevice(Plant.WW_01, new DeviceSlot("fw-9"))),
                "/edits/0/slot UNKNOWN_DEVICE");
        refused(
                List.of(new PolicyEdit.RemoveSiteZone(Plant.WW_01, new ZoneName("nowhere"))),
                "/edits/0/zoneName UNKNOWN_ZONE");
        refused(
                List.of(new PolicyEdit.RemoveGuardrail("none")),
                "/edits/0/guardrailName UNKNOWN_GUARDRAIL");
        refused(
                List.of(
                        new PolicyEdit.PutZone(LIGHTING),
                        new PolicyEdit.RemoveZone(LIGHTING.name())),
                "/edits/1/zoneName EDITED_TWICE");
    }

    @Test
    void a_port_more_and_another_way_out_come_back_as_the_edits_between_two_states() {
        var plan = PLANS.getFirst();
        var there =
                applied(
                        MODEL,
                        PLANS,
                        new PolicyEdit.PutDevice(Plant.WW_01, plugged(Blueprint.IT)),
                        new PolicyEdit.RemoveDevice(Plant.WW_01, new DeviceSlot("ap-1")),
                        new PolicyEdit.PutSiteNetwork(
                                Plant.WW_01,
                                plan.siteNode(),
                                List.of(IpAddress.of("198.51.100.253")),
                                List.of()));

        var edits = Edits.between(MODEL, PLANS, there.model(), there.plans()).orElseThrow();

        assertThat(edits).hasSize(3);
        assertThat(Edits.apply(MODEL, PLANS, edits)).isEqualTo(there);
    }

    private static Device plugged(ZoneName zone) {
        var access = PLANS.getFirst().device(new DeviceSlot("sw-1")).orElseThrow();
        var ports = new ArrayList<>(access.ports());
        ports.set(8, new Port("ge-0/0/9", new PortUse.Access(zone)));
        return access.with(ports);
    }

    private static Edited.Applied applied(
            ZoneModel model, List<SitePlan> plans, PolicyEdit... edits) {
        var edited = Edits.apply(model, plans, List.of(edits));
        assertThat(edited).isInstanceOf(Edited.Applied.class);
        return (Edited.Applied) edited;
    }

    private static void refused(List<? extends PolicyEdit> edits, String expected) {
        var edited = Edits.apply(MODEL, PLANS, List.copyOf(edits));
        assertThat(edited).isInstanceOf(Edited.Refused.class);
        assertThat(((Edited.Refused) edited).problems())
                .extracting(p -> p.pointer() + " " + p.code())
                .containsExactly(expected);
    }
}
