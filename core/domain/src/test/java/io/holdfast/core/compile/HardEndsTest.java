package io.holdfast.core.compile;

import static io.holdfast.core.zone.Plant.conduit;
import static io.holdfast.core.zone.Plant.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Guardrail;
import io.holdfast.core.zone.Lasting;
import io.holdfast.core.zone.Plant;
import io.holdfast.core.zone.RiskAcceptance;
import io.holdfast.core.zone.SiteShapes;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneModel;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class HardEndsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant TUESDAY = NOW.plus(1, ChronoUnit.DAYS);
    private static final Instant FRIDAY = NOW.plus(4, ChronoUnit.DAYS);
    private static final SitePlan PLAN = SiteShapes.twoPerimeters();

    private static Conduit until(Instant end, Conduit conduit) {
        return conduit.lasting(new Lasting.Temporary(end, Duration.ofDays(3)));
    }

    private static ZoneModel twoOpenings() {
        return with(
                with(Blueprint.reference(), until(FRIDAY, Plant.vendorAccess())),
                until(TUESDAY, conduit("copy", "it", "it-dmz", "tcp/22")));
    }

    private static List<HardEnds.Content> contents(ZoneModel model) {
        return HardEnds.contents(model, PLAN, List.of(), NOW);
    }

    @Test
    void two_temporary_conduits_are_three_contents_in_time_order() {
        var contents = contents(twoOpenings());

        assertThat(contents)
                .extracting(HardEnds.Content::from)
                .containsExactly(NOW, TUESDAY, FRIDAY);
        assertThat(contents.get(1).model().conduit(new ConduitId("copy"))).isEmpty();
        assertThat(contents.get(1).model().conduit(Plant.vendorAccess().id())).isPresent();
        assertThat(contents.get(2).model()).isEqualTo(Blueprint.reference());
        assertThat(contents.get(2).compiled())
                .isEqualTo(PolicyCompiler.compile(Blueprint.reference(), PLAN));
        assertThat(contents.get(1).longest()).isEqualTo(Duration.ofDays(3));
        assertThat(contents.get(1).closes()).containsExactly(new ConduitId("copy"));
    }

    @Test
    void each_content_is_proved_and_so_is_the_step_to_it() {
        var contents = contents(twoOpenings());

        for (int i = 0; i < contents.size(); i++) {
            var content = contents.get(i);
            assertThat(content.compiled().blocked()).isFalse();
            assertThat(SiteProof.prove(content.model(), PLAN, content.compiled().devices()).holds())
                    .isTrue();
            if (i > 0) {
                var before = contents.get(i - 1);
                var way =
                        SiteProof.proveTransition(
                                before.model(),
                                PLAN,
                                before.compiled().devices(),
                                content.model(),
                                PLAN,
                                content.compiled().devices(),
                                content.compiled().groups());
                assertThat(way.holds()).as(way.counterExamples().toString()).isTrue();
            }
        }
    }

    @Test
    void ends_at_one_time_are_one_end_and_what_is_over_already_is_not_opened() {
        var together =
                with(
                        with(Blueprint.reference(), until(FRIDAY, Plant.vendorAccess())),
                        until(FRIDAY, conduit("copy", "it", "it-dmz", "tcp/22")));
        var over =
                with(
                        Blueprint.reference(),
                        until(NOW.minusSeconds(1), conduit("copy", "it", "it-dmz", "tcp/22")));

        assertThat(contents(together)).hasSize(2);
        assertThat(contents(over)).hasSize(1);
        assertThat(contents(over).getFirst().model()).isEqualTo(Blueprint.reference());
    }

    @Test
    void an_accepted_risk_ends_by_itself_but_where_a_zone_is_essential() {
        var office =
                accepted("no-remote-access-it-dmz", "r", "it-dmz/update-mirror", "ot-dmz", false);
        var plant = accepted("no-direct-it-ot", "old", "it/reporting", "ot/scada", true);

        assertThat(contents(office)).hasSize(2);
        assertThat(contents(office).get(1).model().conduit(new ConduitId("r"))).isEmpty();
        assertThat(contents(office).get(1).model().acceptances()).isEmpty();
        assertThat(contents(plant)).hasSize(1);
        assertThat(HardEnds.contents(plant, PLAN, List.of(), FRIDAY).getFirst().model().conduits())
                .isEqualTo(Blueprint.reference().conduits());
    }

    private static ZoneModel accepted(
            String guardrail, String id, String from, String to, boolean known) {
        var reference = Blueprint.reference();
        var guarded =
                known
                        ? reference
                        : new ZoneModel(
                                reference.zones(),
                                reference.conduits(),
                                List.of(
                                        new Guardrail.NeverDirect(
                                                guardrail, ZoneKind.IT_DMZ, ZoneKind.OT_DMZ)));
        return with(guarded, conduit(id, from, to, "tcp/1433"))
                .accepting(
                        List.of(
                                new RiskAcceptance(
                                        "risk-1",
                                        guardrail,
                                        new ConduitId(id),
                                        "The old reporting server is replaced in spring.",
                                        "plant-manager",
                                        NOW,
                                        FRIDAY)));
    }

    @Test
    void an_accepted_risk_opens_its_conduit_and_nothing_else_of_the_guardrail() {
        var model = accepted("no-direct-it-ot", "old", "it/reporting", "ot/scada", true);
        var compiled = PolicyCompiler.compile(model, PLAN);
        var unsigned = model.accepting(List.of());

        assertThat(SiteProof.prove(model, PLAN, compiled.devices()).holds()).isTrue();
        assertThat(SiteProof.prove(unsigned, PLAN, compiled.devices()).holds()).isFalse();
    }
}
