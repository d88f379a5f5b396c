package io.holdfast.core.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.Seeded;
import io.holdfast.core.change.Edits;
import io.holdfast.core.change.Edits.Edited;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.Proof;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ModelCheck;
import io.holdfast.core.zone.Plant;
import io.holdfast.core.zone.RandomPlant;
import io.holdfast.core.zone.ZoneModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Claims about every plant, tried on generated ones. */
class CompilerPropertiesTest {

    @Test
    void nothing_anybody_draws_makes_check_or_compiler_fall_over() {
        Seeded.check(
                600,
                (random, size) -> {
                    var plant = new RandomPlant(random);
                    var model = plant.wild(size);
                    var plan = plant.wildSite();

                    ModelCheck.check(model, List.of(plan));
                    var compiled = PolicyCompiler.compile(model, plan);

                    assertThat(PolicyCompiler.compile(model, plan)).isEqualTo(compiled);
                    assertThat(compiled.groups().keySet()).isEqualTo(compiled.devices().keySet());
                });
    }

    @Test
    void the_order_in_which_conduits_were_filed_makes_no_difference() {
        Seeded.check(
                200,
                (random, size) -> {
                    var plant = new RandomPlant(random);
                    var model = plant.filable(size);
                    var plan = plant.site();
                    var other = new ArrayList<>(model.conduits());
                    Collections.shuffle(other, random);

                    assertThat(PolicyCompiler.compile(with(model, other), plan))
                            .isEqualTo(PolicyCompiler.compile(model, plan));
                });
    }

    @Test
    void every_rule_has_a_name_of_its_own_and_an_origin() {
        Seeded.check(
                200,
                (random, size) -> {
                    var plant = new RandomPlant(random);
                    var compiled = PolicyCompiler.compile(plant.filable(size), plant.site());

                    var named = new HashSet<List<Object>>();
                    for (var origin : compiled.origins()) {
                        assertThat(named.add(List.of(origin.slot(), origin.list(), origin.rule())))
                                .as(origin.toString())
                                .isTrue();
                    }
                    for (var device : compiled.devices().entrySet()) {
                        for (var list : device.getValue().accessLists()) {
                            for (var rule : list.rules()) {
                                assertThat(
                                                named.contains(
                                                        List.of(
                                                                device.getKey(),
                                                                list.name(),
                                                                rule.name())))
                                        .isTrue();
                            }
                        }
                    }
                });
    }

    @Test
    void what_may_be_filed_and_is_not_blocked_is_proved() {
        Seeded.check(
                36,
                (random, size) -> {
                    var plant = new RandomPlant(random);
                    var model = plant.filable(size);
                    var plan = plant.site();
                    if (!ModelCheck.check(model, List.of(plan)).isEmpty()) {
                        return;
                    }
                    var compiled = PolicyCompiler.compile(model, plan);
                    assertThat(compiled.blocked()).as(compiled.findings().toString()).isFalse();

                    assertHolds(SiteProof.prove(model, plan, compiled.devices()));
                });
    }

    @Test
    void the_way_from_one_set_of_conduits_to_another_is_proved() {
        Seeded.check(
                24,
                (random, size) -> {
                    var plant = new RandomPlant(random);
                    var plan = Plant.waterworks();
                    var from = plant.filable(size);
                    var to = plant.filable(size);
                    var before = PolicyCompiler.compile(from, plan);
                    var after = PolicyCompiler.compile(to, plan);

                    assertHolds(
                            SiteProof.proveTransition(
                                    from,
                                    plan,
                                    before.devices(),
                                    to,
                                    plan,
                                    after.devices(),
                                    after.groups()));
                });
    }

    @Test
    void edits_between_two_states_lead_there_and_back() {
        Seeded.check(
                200,
                (random, size) -> {
                    var plant = new RandomPlant(random);
                    var plans = Plant.sites();
                    var from = plant.filable(size);
                    var to = plant.filable(size);

                    assertLeads(from, to, plans);
                    assertLeads(to, from, plans);
                });
    }

    private static void assertLeads(ZoneModel from, ZoneModel to, List<SitePlan> plans) {
        var edits = Edits.between(from, plans, to, plans).orElseThrow();
        if (edits.isEmpty()) {
            assertThat(from.conduits()).containsExactlyInAnyOrderElementsOf(to.conduits());
            return;
        }
        var edited = Edits.apply(from, plans, edits);
        assertThat(edited).as(edited.toString()).isInstanceOf(Edited.Applied.class);
        assertThat(((Edited.Applied) edited).model().conduits())
                .containsExactlyInAnyOrderElementsOf(to.conduits());
        assertThat(((Edited.Applied) edited).plans()).isEqualTo(plans);
    }

    private static ZoneModel with(ZoneModel model, List<Conduit> conduits) {
        return new ZoneModel(model.zones(), conduits, model.guardrails());
    }

    private static void assertHolds(Proof proof) {
        assertThat(proof.holds())
                .as(() -> proof.findings() + "\n" + proof.counterExamples())
                .isTrue();
    }
}
