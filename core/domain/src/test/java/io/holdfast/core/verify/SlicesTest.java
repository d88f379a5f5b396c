package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.verify.Surroundings.Failure;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rules that do not fit into one space: cut into boxes, judged alike, never over the budget. */
class SlicesTest {

    private static final int RULES = 60;

    private static Map<DeviceSlot, DeviceConfig> crowded(long seed) {
        var random = new Random(seed);
        return Plant.changed(
                Plant.FW,
                Plant.rules(
                        "in-it-v4",
                        rules -> {
                            var more = new ArrayList<FilterRule>();
                            for (int i = 0; i < RULES; i++) {
                                more.add(
                                        Plant.permit(
                                                "crowd-" + i,
                                                "10.1.10." + 4 * random.nextInt(64) + "/30",
                                                "10.1.30." + 8 * random.nextInt(32) + "/29",
                                                "tcp/" + (1 + random.nextInt(9000))));
                            }
                            more.addAll(rules);
                            return more;
                        }));
    }

    private static Proof prove(PacketSpace space, Map<DeviceSlot, DeviceConfig> configs) {
        return SiteProof.prove(
                space, Situation.of(Plant.model(), Plant.plan(), configs), RuleOrigins.UNKNOWN);
    }

    @Test
    void slices_say_what_the_whole_says() {
        for (long seed = 1; seed <= 3; seed++) {
            var configs = crowded(seed);
            var whole = PacketSpace.create();
            var expected = prove(whole, configs);
            var sliced = prove(PacketSpace.withBudget(whole.spent() / 3), configs);
            assertThat(sliced.certificate().assumptions())
                    .anyMatch(a -> a.startsWith("judged in "));
            assertThat(sliced.holds()).isEqualTo(expected.holds()).isFalse();
            assertThat(sliced.certificate().pairs())
                    .extracting(p -> p.from() + " " + p.to() + " " + p.volume())
                    .isEqualTo(
                            expected.certificate().pairs().stream()
                                    .map(p -> p.from() + " " + p.to() + " " + p.volume())
                                    .toList());
            assertThat(sliced.counterExamples())
                    .extracting(e -> e.claim() + " " + e.from() + " " + e.to())
                    .containsOnlyOnceElementsOf(
                            expected.counterExamples().stream()
                                    .map(e -> e.claim() + " " + e.from() + " " + e.to())
                                    .distinct()
                                    .toList());
        }
    }

    @Test
    void halves_are_disjoint_and_together_the_whole() {
        var random = new Random(7);
        var matches = new ArrayList<PacketMatch>();
        for (int i = 0; i < 20; i++) {
            matches.add(HeaderSpace.match(random, HeaderSpace.family(random)));
        }
        for (var slice : Slice.whole()) {
            var space = PacketSpace.create();
            var all = space.of(slice);
            for (var halves = slice.halves(matches); !halves.isEmpty(); ) {
                var one = space.of(halves.get(0));
                var other = space.of(halves.get(1));
                assertThat(one.intersect(other).isEmpty()).isTrue();
                assertThat(one.union(other)).isEqualTo(all);
                all = one;
                halves = halves.get(0).halves(matches);
            }
        }
    }

    @Test
    void what_said_nothing_before_it_existed_keeps_its_digest() {
        assertThat(CanonicalText.of(DeviceConfig.EMPTY)).doesNotContain("securityZones");
        assertThat(CanonicalText.of(new Failure.DeviceDown(Plant.FW))).contains("fw-1");
    }
}
