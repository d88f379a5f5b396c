package io.holdfast.core.change;

import static io.holdfast.core.zone.Plant.conduit;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.change.Edits.Edited;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Plant;
import io.holdfast.core.zone.ZoneModel;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EditsTest {

    private static final ZoneModel MODEL = Blueprint.reference();
    private static final List<SitePlan> PLANS = Plant.sites();

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
