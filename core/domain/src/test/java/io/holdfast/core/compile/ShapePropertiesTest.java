package io.holdfast.core.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.Seeded;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.verify.SiteFlows;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.verify.Situation;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ModelCheck;
import io.holdfast.core.zone.Plant;
import io.holdfast.core.zone.RandomPlant;
import io.holdfast.core.zone.SiteShapes;
import io.holdfast.core.zone.ZoneModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What must hold for every shape of site, whatever the conduits; seeds are printed. */
class ShapePropertiesTest {

    private static final List<SitePlan> SHAPES = List.copyOf(SiteShapes.all().values());

    private static SitePlan shape(Random random) {
        return SHAPES.get(random.nextInt(SHAPES.size()));
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        var copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }

    @Test
    void the_result_never_depends_on_the_order_of_the_input() {
        Seeded.check(
                60,
                (random, size) -> {
                    var model = new RandomPlant(random).filable(size);
                    var plan = shape(random);
                    var other =
                            plan.with(
                                            shuffled(plan.zones(), random),
                                            shuffled(plan.devices(), random))
                                    .with(shuffled(plan.transits(), random));
                    var turned = model.with(shuffled(model.conduits(), random));
                    var stateful =
                            random.nextBoolean()
                                    ? List.of(new DeviceSlot("fw-1"))
                                    : List.<DeviceSlot>of();

                    var one = PolicyCompiler.compile(model, plan, stateful);
                    var two = PolicyCompiler.compile(turned, other, stateful);

                    assertThat(two.devices()).isEqualTo(one.devices());
                    assertThat(two.groups()).isEqualTo(one.groups());
                });
    }

    @Test
    void adding_a_conduit_never_removes_a_permitted_packet_and_removing_one_never_adds_one() {
        Seeded.check(
                40,
                (random, size) -> {
                    var plants = new RandomPlant(random);
                    var model = plants.filable(size);
                    var plan = shape(random);
                    var conduit = fileable(plants, model);
                    if (conduit != null) {
                        assertGrows(model, Plant.with(model, conduit), plan);
                    }
                });
    }

    private static @Nullable Conduit fileable(RandomPlant plants, ZoneModel model) {
        for (int i = 0; i < 20; i++) {
            var conduit = plants.conduit("added");
            if (ModelCheck.checkConduit(conduit, model).isEmpty()) {
                return conduit;
            }
        }
        return null;
    }

    private static void assertGrows(ZoneModel less, ZoneModel more, SitePlan plan) {
        var space = PacketSpace.create();
        var before = flows(space, less, plan);
        var after = flows(space, more, plan);
        for (var from : before.zones()) {
            for (var to : before.zones()) {
                if (!from.equals(to)) {
                    assertThat(before.between(from, to).minus(after.between(from, to)).isEmpty())
                            .as("from " + from + " to " + to)
                            .isTrue();
                }
            }
        }
    }

    private static SiteFlows flows(PacketSpace space, ZoneModel model, SitePlan plan) {
        var compiled = PolicyCompiler.compile(model, plan);
        return SiteFlows.of(space, Situation.of(model, plan, compiled.devices()));
    }

    @Test
    void every_shape_is_proved_with_whatever_conduits_people_may_file() {
        Seeded.check(
                40,
                (random, size) -> {
                    var model = new RandomPlant(random).filable(size);
                    var plan = shape(random);
                    var compiled = PolicyCompiler.compile(model, plan);
                    if (!compiled.blocked() && ModelCheck.check(model, List.of(plan)).isEmpty()) {
                        var proof = SiteProof.prove(model, plan, compiled.devices());
                        assertThat(proof.holds())
                                .as(proof.findings() + " " + proof.counterExamples())
                                .isTrue();
                    }
                });
    }
}
