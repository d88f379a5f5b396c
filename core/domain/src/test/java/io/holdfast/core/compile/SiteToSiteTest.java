package io.holdfast.core.compile;

import static io.holdfast.core.zone.Plant.conduit;
import static io.holdfast.core.zone.Plant.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.network.Family;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ModelCheck;
import io.holdfast.core.zone.Plant;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.SiteShapes;
import io.holdfast.core.zone.ZoneModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteToSiteTest {

    private static final SitePlan WW = SiteShapes.twoPerimeters();
    private static final SitePlan SS = Plant.sites().get(1);
    private static final List<SitePlan> PLANS = List.of(WW, SS);

    /** The waterworks' reporting asks the substation's mirror, through a tunnel. */
    private static ZoneModel model() {
        var plain = conduit("mirror", "it/reporting", "it-dmz/update-mirror", "tcp/8080");
        Conduit between =
                plain.protectedOnly()
                        .between(
                                plain.from(),
                                plain.to(),
                                new Scope.BetweenSites(WW.site(), SS.site()));
        return with(Blueprint.reference(), between);
    }

    @Test
    void both_ends_need_the_same_tunnel_with_local_and_remote_exchanged() {
        assertThat(ModelCheck.check(model(), PLANS)).isEmpty();
        var here = SiteToSite.at(model(), WW, PLANS).tunnels();
        var there = SiteToSite.at(model(), SS, PLANS).tunnels();

        assertThat(here).hasSize(Family.values().length).hasSameSizeAs(there);
        for (int i = 0; i < here.size(); i++) {
            assertThat(here.get(i).local()).isEqualTo(there.get(i).remote());
            assertThat(here.get(i).remote()).isEqualTo(there.get(i).local());
            assertThat(here.get(i).localAddress()).isEqualTo(there.get(i).remoteAddress());
            assertThat(here.get(i).proposal()).isEqualTo(there.get(i).proposal());
        }
        assertThat(here.getFirst().remote())
                .extracting(Object::toString)
                .containsExactly("10.4.20.10/32");
    }

    @Test
    void each_end_is_proved_by_itself_with_the_other_site_as_a_part_of_the_wan() {
        for (var plan : PLANS) {
            var view = SiteToSite.at(model(), plan, PLANS);
            var compiled = PolicyCompiler.compile(view.model(), view.plan());

            assertThat(compiled.blocked()).as(compiled.findings().toString()).isFalse();
            var proof = SiteProof.prove(view.model(), view.plan(), compiled.devices());
            assertThat(proof.holds()).as(proof.counterExamples().toString()).isTrue();
        }
    }

    @Test
    void a_site_that_is_neither_end_sees_nothing_of_it() {
        var clinic = Plant.sites().get(2);
        var view = SiteToSite.at(model(), clinic, Plant.sites());

        assertThat(view.tunnels()).isEmpty();
        assertThat(view.plan()).isEqualTo(clinic);
        assertThat(PolicyCompiler.compile(view.model(), view.plan()).devices())
                .isEqualTo(PolicyCompiler.compile(Blueprint.reference(), clinic).devices());
    }

    @Test
    void without_the_view_it_is_a_blocker_and_not_a_silent_hole() {
        assertThat(PolicyCompiler.compile(model(), WW).findings())
                .filteredOn(CompileFinding::blocker)
                .extracting(CompileFinding::code)
                .containsExactly("OTHER_SITE_UNKNOWN");
    }
}
