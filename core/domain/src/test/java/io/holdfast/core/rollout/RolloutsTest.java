package io.holdfast.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.rollout.RolloutOrder.OfferState;
import io.holdfast.core.rollout.SiteProgress.SlotProgress;
import io.holdfast.core.rollout.SiteProgress.SlotState;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RolloutsTest {

    private static final Instant NOW = Instant.parse("2026-03-17T09:42:00Z");
    private static final SiteId WW = new SiteId("ww-01");
    private static final SiteId SS = new SiteId("ss-04");
    private static final SiteId CL = new SiteId("cl-03");
    private static final Rollout PLANNED = Rollout.plan(WW, List.of(WW, SS, CL));

    @Test
    void the_canary_is_told_alone() {
        var step = Rollouts.reconcile(PLANNED, all(LinkState.CONNECTED), NOW);

        assertThat(step.orders()).containsExactly(new OfferState(WW));
        assertThat(step.rollout().phase()).isEqualTo(new RolloutPhase.Running(0));
    }

    @Test
    void the_rest_is_told_together_once_the_canary_has_kept_it() {
        var step = Rollouts.reconcile(canaryTold(), withCanary(SlotState.KEPT, ""), NOW);

        assertThat(step.orders()).containsExactly(new OfferState(SS), new OfferState(CL));
        assertThat(step.rollout().site(WW).orElseThrow().step()).isEqualTo(new SiteStep.Kept(NOW));
    }

    @Test
    void a_canary_that_takes_it_back_halts_the_rollout_with_its_reason() {
        var step =
                Rollouts.reconcile(
                        canaryTold(), withCanary(SlotState.TAKEN_BACK, "probe failed"), NOW);

        assertThat(step.orders()).isEmpty();
        assertThat(step.rollout().phase())
                .isEqualTo(new RolloutPhase.Halted(0, "ww-01: taken back: fw-1: probe failed"));
    }

    /** B-08: who is away does not fail the rollout, and is not stuck in it. */
    @Test
    void a_site_on_its_own_is_deferred_and_holds_nobody_up() {
        var progress = all(LinkState.CONNECTED);
        progress.put(WW, progress(LinkState.ISLANDED, 0, 0));

        var told = tell(Rollouts.reconcile(PLANNED, progress, NOW).rollout(), WW);
        progress.put(WW, progress(LinkState.ISLANDED, 1, 0));
        var step = Rollouts.reconcile(told, progress, NOW);

        assertThat(step.rollout().site(WW).orElseThrow().step())
                .isEqualTo(new SiteStep.Deferred(NOW.minusSeconds(60)));
        assertThat(step.orders())
                .as("one reachable site proves it first")
                .containsExactly(new OfferState(SS));
    }

    @Test
    void a_site_on_its_own_is_not_told_before_another_has_proven_the_change() {
        var progress = all(LinkState.CONNECTED);
        progress.put(WW, progress(LinkState.ISLANDED, 0, 0));

        var first = Rollouts.reconcile(PLANNED, progress, NOW);
        assertThat(first.orders()).containsExactly(new OfferState(SS));
        assertThat(first.rollout().site(WW).orElseThrow().step())
                .isEqualTo(new SiteStep.Deferred(NOW.minusSeconds(60)));

        progress.put(SS, slots(LinkState.CONNECTED, 1, 1, SlotState.KEPT, ""));
        var second = Rollouts.reconcile(tell(first.rollout(), SS), progress, NOW);
        assertThat(second.orders()).containsExactly(new OfferState(WW), new OfferState(CL));
    }

    @Test
    void where_every_site_is_on_its_own_the_first_that_returns_is_the_canary() {
        var alone = Rollouts.reconcile(PLANNED, all(LinkState.ISLANDED), NOW);
        assertThat(alone.orders()).isEmpty();
        assertThat(alone.rollout().sites()).allMatch(s -> s.step() instanceof SiteStep.Deferred);

        var progress = all(LinkState.ISLANDED);
        progress.put(CL, progress(LinkState.RECONCILING, 0, 0));
        var back = Rollouts.reconcile(alone.rollout(), progress, NOW);

        assertThat(back.orders()).containsExactly(new OfferState(CL));
    }

    @Test
    void a_site_that_returns_after_hours_gets_its_time_before_anybody_calls_it_overdue() {
        var told = tell(tell(tell(PLANNED, WW), SS), CL);
        var later = NOW.plus(Duration.ofHours(9));
        var progress = all(LinkState.CONNECTED);
        for (var site : List.of(WW, SS, CL)) {
            progress.put(
                    site,
                    new SiteProgress(
                            new Liveness.Judged(LinkState.RECONCILING, later.minusSeconds(5)),
                            1,
                            0,
                            Optional.empty(),
                            List.of()));
        }

        var step = Rollouts.reconcile(told, progress, later);

        assertThat(step.rollout().phase()).isInstanceOf(RolloutPhase.Running.class);
    }

    @Test
    void why_a_site_failed_is_still_known_after_it_was_taken_back() {
        var halted =
                Rollouts.reconcile(
                                canaryTold(), withCanary(SlotState.TAKEN_BACK, "probe failed"), NOW)
                        .rollout();
        var back = Rollouts.rollBack(halted, "netadmin-1", NOW).orElseThrow().rollout();
        var progress = all(LinkState.CONNECTED);
        progress.put(WW, progress(LinkState.CONNECTED, 2, 2));

        var later = Rollouts.reconcile(back, progress, NOW).rollout();

        assertThat(later.site(WW).orElseThrow().step())
                .isEqualTo(new SiteStep.TakenBack("fw-1: probe failed"));
    }

    @Test
    void a_deferred_site_converges_after_its_return_although_the_rollout_is_done() {
        var rollout = tell(tell(tell(PLANNED, WW), SS), CL);
        var progress = new TreeMap<SiteId, SiteProgress>();
        progress.put(WW, progress(LinkState.ISLANDED, 1, 0));
        progress.put(SS, slots(LinkState.CONNECTED, 1, 1, SlotState.KEPT, ""));
        progress.put(CL, slots(LinkState.CONNECTED, 1, 1, SlotState.KEPT, ""));
        var done = Rollouts.reconcile(rollout, progress, NOW).rollout();
        assertThat(done.phase()).isEqualTo(new RolloutPhase.Done(NOW));

        progress.put(WW, slots(LinkState.CONNECTED, 1, 1, SlotState.KEPT, ""));
        var later = Rollouts.reconcile(done, progress, NOW.plusSeconds(90)).rollout();

        assertThat(later.site(WW).orElseThrow().step())
                .isEqualTo(new SiteStep.Kept(NOW.plusSeconds(90)));
        assertThat(later.phase()).isEqualTo(done.phase());
    }

    @Test
    void a_site_that_refuses_halts_the_rollout_and_says_why() {
        var progress = all(LinkState.CONNECTED);
        progress.put(
                WW,
                new SiteProgress(
                        link(LinkState.CONNECTED),
                        1,
                        0,
                        Optional.of(
                                new SiteProgress.Refusal(
                                        1, "MANAGEMENT_PATH_CUT", "tcp is dropped")),
                        List.of()));

        var step = Rollouts.reconcile(canaryTold(), progress, NOW);

        assertThat(step.rollout().phase())
                .isEqualTo(
                        new RolloutPhase.Halted(
                                0,
                                "ww-01: refused by the site: tcp is dropped (MANAGEMENT_PATH_CUT)"));
    }

    @Test
    void a_newer_state_supersedes_one_that_was_not_kept_yet() {
        var progress = all(LinkState.CONNECTED);
        progress.put(WW, progress(LinkState.CONNECTED, 2, 2));

        var step = Rollouts.reconcile(canaryTold(), progress, NOW);

        assertThat(step.rollout().site(WW).orElseThrow().step())
                .isEqualTo(new SiteStep.Superseded(2));
    }

    @Test
    void one_device_of_two_is_not_kept() {
        var progress = all(LinkState.CONNECTED);
        progress.put(
                WW,
                new SiteProgress(
                        link(LinkState.CONNECTED),
                        1,
                        1,
                        Optional.empty(),
                        List.of(
                                slot("fw-1", SlotState.KEPT, 1, "", Optional.empty()),
                                slot(
                                        "sw-1",
                                        SlotState.ON_TRIAL,
                                        1,
                                        "",
                                        Optional.of(NOW.plusSeconds(30))))));

        var step = Rollouts.reconcile(canaryTold(), progress, NOW);

        assertThat(step.rollout().site(WW).orElseThrow().step())
                .isEqualTo(new SiteStep.OnTrial(NOW.plusSeconds(30)));
    }

    @Test
    void a_connected_site_that_does_nothing_halts_the_rollout_in_the_end() {
        var progress = all(LinkState.CONNECTED);
        progress.put(WW, progress(LinkState.CONNECTED, 1, 0));

        var late = NOW.plus(Rollouts.PATIENCE).plusSeconds(1);

        assertThat(Rollouts.reconcile(canaryTold(), progress, late).rollout().phase())
                .isInstanceOf(RolloutPhase.Halted.class);
    }

    @Test
    void a_paused_rollout_tells_nobody_and_resumes_where_it_stood() {
        var paused = Rollouts.pause(canaryTold(), "operator-1").orElseThrow();

        var step = Rollouts.reconcile(paused, withCanary(SlotState.KEPT, ""), NOW);

        assertThat(step.orders()).isEmpty();
        assertThat(Rollouts.resume(step.rollout()).orElseThrow().phase())
                .isEqualTo(new RolloutPhase.Running(0));
    }

    @Test
    void taking_back_returns_every_site_that_was_told_and_only_once() {
        var step = Rollouts.rollBack(canaryTold(), "netadmin-1", NOW).orElseThrow();

        assertThat(step.orders()).containsExactly(new RolloutOrder.ReturnTo(WW));
        assertThat(Rollouts.rollBack(step.rollout(), "netadmin-1", NOW)).isEmpty();
    }

    @Test
    void a_second_look_changes_nothing_whatever_the_sites_say() {
        long seed = Long.getLong("holdfast.seed", System.nanoTime());
        var random = new Random(seed);
        for (int run = 0; run < 2_000; run++) {
            var rollout = tellSome(PLANNED, random);
            var progress = new TreeMap<SiteId, SiteProgress>();
            for (var site : List.of(WW, SS, CL)) {
                progress.put(site, someProgress(random));
            }

            var once = Rollouts.reconcile(rollout, progress, NOW);
            var twice = Rollouts.reconcile(once.rollout(), progress, NOW);

            assertThat(twice).as("seed %d, run %d", seed, run).isEqualTo(once);
        }
    }

    private static Rollout tellSome(Rollout rollout, Random random) {
        var told = rollout;
        for (var site : List.of(WW, SS, CL)) {
            if (random.nextBoolean()) {
                told = tell(told, site);
            }
        }
        return told;
    }

    private static SiteProgress someProgress(Random random) {
        var link = List.of(LinkState.values()).get(random.nextInt(4));
        var state = List.of(SlotState.values()).get(random.nextInt(7));
        return slots(link, random.nextInt(3), random.nextInt(2), state, "because");
    }

    private static Rollout canaryTold() {
        return tell(Rollouts.reconcile(PLANNED, all(LinkState.CONNECTED), NOW).rollout(), WW);
    }

    private static Rollout tell(Rollout rollout, SiteId site) {
        return Rollouts.offered(rollout, site, 1, NOW);
    }

    private static SortedMap<SiteId, SiteProgress> withCanary(SlotState state, String reason) {
        var progress = all(LinkState.CONNECTED);
        progress.put(WW, slots(LinkState.CONNECTED, 1, 1, state, reason));
        return progress;
    }

    private static SortedMap<SiteId, SiteProgress> all(LinkState link) {
        var progress = new TreeMap<SiteId, SiteProgress>();
        for (var site : List.of(WW, SS, CL)) {
            progress.put(site, progress(link, 0, 0));
        }
        return progress;
    }

    private static SiteProgress progress(LinkState link, long desired, long delivered) {
        return new SiteProgress(link(link), desired, delivered, Optional.empty(), List.of());
    }

    private static SiteProgress slots(
            LinkState link, long desired, long delivered, SlotState state, String reason) {
        return new SiteProgress(
                link(link),
                desired,
                delivered,
                Optional.empty(),
                List.of(slot("fw-1", state, 1, reason, Optional.empty())));
    }

    private static SlotProgress slot(
            String slot,
            SlotState state,
            long revision,
            String reason,
            Optional<Instant> deadline) {
        return new SlotProgress(new DeviceSlot(slot), state, revision, reason, deadline);
    }

    private static Liveness.Judged link(LinkState state) {
        return new Liveness.Judged(state, NOW.minus(Duration.ofSeconds(60)));
    }
}
