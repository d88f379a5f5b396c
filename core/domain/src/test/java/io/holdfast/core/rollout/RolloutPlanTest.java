package io.holdfast.core.rollout;

import static io.holdfast.core.rollout.WavesTest.first;
import static io.holdfast.core.rollout.WavesTest.share;
import static io.holdfast.core.rollout.WavesTest.site;
import static io.holdfast.core.rollout.WavesTest.sites;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SiteTag;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How planned waves share the sites out, and which plans are none. */
class RolloutPlanTest {

    @Test
    void one_site_then_a_tenth_then_half_then_all() {
        var rollout = Rollout.plan(List.of(first(1), share(10), share(50), share(100)), sites(40));

        assertThat(sizes(rollout)).containsExactly(1, 3, 16, 20);
    }

    @Test
    void a_wave_that_has_no_site_is_left_out() {
        var rollout = Rollout.plan(List.of(first(1), share(10), share(50), share(100)), sites(3));

        assertThat(sizes(rollout)).containsExactly(1, 1, 1);
        assertThat(Rollout.plan(List.of(first(1), share(100)), sites(1)).sites()).hasSize(1);
    }

    @Test
    void chosen_sites_are_kept_for_their_wave_and_strangers_among_them_are_nobody() {
        var rollout =
                Rollout.plan(
                        List.of(
                                first(1),
                                new PlannedWave(
                                        new WaveSites.Chosen(
                                                List.of(site(0), site(3), new SiteId("zz-99"))),
                                        WaveRule.ALL),
                                share(100)),
                        sites(5));

        assertThat(rollout.sites().stream().map(s -> s.wave() + " " + s.site()).toList())
                .containsExactly("0 s-01", "1 s-00", "1 s-03", "2 s-02", "2 s-04");
    }

    @Test
    void sites_with_a_tag_are_kept_for_their_wave_and_one_with_two_goes_with_the_first_of_them() {
        var north = new SiteTag("north");
        var pilot = new SiteTag("pilot");
        var tags = Map.of(site(1), Set.of(pilot, north), site(3), Set.of(north));

        var rollout =
                Rollout.plan(
                        List.of(first(1), tagged(pilot), tagged(north), share(100)),
                        sites(5),
                        tags);

        assertThat(rollout.sites().stream().map(s -> s.wave() + " " + s.site()).toList())
                .containsExactly("0 s-00", "1 s-01", "2 s-03", "3 s-02", "3 s-04");
        assertThat(
                        sizes(
                                Rollout.plan(
                                        List.of(tagged(new SiteTag("nobody")), share(100)),
                                        sites(5),
                                        tags)))
                .as("nobody has it when the rollout begins")
                .containsExactly(5);
    }

    @Test
    void a_plan_that_leaves_somebody_out_or_contradicts_itself_has_a_fault() {
        var twice = new PlannedWave(new WaveSites.Chosen(List.of(site(1))), WaveRule.ALL);

        assertThat(RolloutPlan.fault(List.of())).isEmpty();
        assertThat(RolloutPlan.fault(RolloutPlan.USUAL)).isEmpty();
        assertThat(code(List.of(first(1)))).isEqualTo("LAST_WAVE_NOT_ALL");
        assertThat(code(List.of(share(50), share(50), share(100))))
                .isEqualTo("SHARE_DOES_NOT_RISE");
        assertThat(code(List.of(twice, twice, share(100)))).isEqualTo("SITE_CHOSEN_TWICE");
        var tag = tagged(new SiteTag("pilot"));
        assertThat(code(List.of(tag, tag, share(100)))).isEqualTo("TAG_CHOSEN_TWICE");
        assertThat(code(IntStream.range(0, 21).mapToObj(_ -> first(1)).toList()))
                .isEqualTo("TOO_MANY_WAVES");
    }

    private static List<Integer> sizes(Rollout rollout) {
        return IntStream.rangeClosed(0, rollout.lastWave())
                .mapToObj(w -> rollout.tally(w).sites())
                .toList();
    }

    private static String code(List<PlannedWave> waves) {
        return RolloutPlan.fault(waves).orElseThrow().code();
    }

    private static PlannedWave tagged(SiteTag tag) {
        return new PlannedWave(new WaveSites.Tagged(tag), WaveRule.ALL);
    }
}
