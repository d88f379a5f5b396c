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
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A site that a person holds by break-glass, in a rollout (issue 6). */
class HeldSitesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final SiteId WW = new SiteId("ww-01");
    private static final SiteId SS = new SiteId("ss-04");
    private static final SiteHold HELD =
            new SiteHold.Open(NOW.minusSeconds(600), "Mara Lind", "pump 3 must run");

    private final SortedMap<SiteId, SiteProgress> progress = new TreeMap<>();

    HeldSitesTest() {
        progress.put(WW, site(0, SlotState.WAITING, new SiteHold.None()));
        progress.put(SS, site(0, SlotState.WAITING, new SiteHold.None()));
    }

    private static SiteProgress site(long given, SlotState state, SiteHold hold) {
        var slot = new SlotProgress(new DeviceSlot("fw-1"), state, given, "", Optional.empty());
        return new SiteProgress(
                        new Liveness.Judged(LinkState.CONNECTED, NOW.minus(Duration.ofDays(9))),
                        given,
                        given,
                        Optional.empty(),
                        List.of(slot))
                .held(hold);
    }

    private static Rollout planned() {
        return Rollout.plan(WW, List.of(WW, SS));
    }

    private static SiteStep step(Rollouts.Step step, SiteId site) {
        return step.rollout().site(site).orElseThrow().step();
    }

    @Test
    void what_a_held_site_was_given_is_held_and_not_in_progress_for_ever() {
        progress.put(WW, site(1, SlotState.WAITING, HELD));
        var told = Rollouts.offered(planned(), WW, 1, NOW.minus(Duration.ofDays(2)));
        var step = Rollouts.reconcile(told, progress, NOW);
        assertThat(step(step, WW))
                .isEqualTo(
                        new SiteStep.Held(
                                NOW.minusSeconds(600),
                                "held at the site by Mara Lind: pump 3 must run"));
        assertThat(step.rollout().phase()).isInstanceOf(RolloutPhase.Running.class);
        assertThat(step.orders()).containsExactly(new OfferState(SS));
        assertThat(Rollouts.reconcile(step.rollout(), progress, NOW).rollout())
                .as("a second look changes nothing")
                .isEqualTo(step.rollout());
    }

    @Test
    void another_site_proves_a_change_before_a_held_one_is_told() {
        progress.put(WW, site(0, SlotState.WAITING, HELD));
        var first = Rollouts.reconcile(planned(), progress, NOW);
        assertThat(step(first, WW)).isInstanceOf(SiteStep.Held.class);
        assertThat(first.orders()).containsExactly(new OfferState(SS));
        progress.put(SS, site(1, SlotState.KEPT, new SiteHold.None()));
        var second =
                Rollouts.reconcile(Rollouts.offered(first.rollout(), SS, 1, NOW), progress, NOW);
        assertThat(second.orders()).containsExactly(new OfferState(WW));
    }

    @Test
    void where_every_site_is_held_one_of_them_is_told_and_no_other() {
        progress.put(WW, site(0, SlotState.WAITING, HELD));
        progress.put(SS, site(0, SlotState.WAITING, HELD));
        var first = Rollouts.reconcile(planned(), progress, NOW);
        assertThat(first.orders()).containsExactly(new OfferState(WW));
        progress.put(WW, site(1, SlotState.WAITING, HELD));
        var told = Rollouts.offered(first.rollout(), WW, 1, NOW);
        assertThat(Rollouts.reconcile(told, progress, NOW).orders()).isEmpty();
    }

    @Test
    void a_rollout_is_done_without_a_held_site_which_takes_it_afterwards() {
        progress.put(WW, site(1, SlotState.WAITING, HELD));
        progress.put(SS, site(1, SlotState.KEPT, new SiteHold.None()));
        var told = Rollouts.offered(Rollouts.offered(planned(), WW, 1, NOW), SS, 1, NOW);
        var done = Rollouts.reconcile(told, progress, NOW);
        assertThat(done.rollout().phase()).isInstanceOf(RolloutPhase.Done.class);
        assertThat(done.rollout().tally(0).reachable()).isZero();
        progress.put(WW, site(1, SlotState.KEPT, new SiteHold.Over(NOW)));
        assertThat(step(Rollouts.reconcile(done.rollout(), progress, NOW), WW))
                .isInstanceOf(SiteStep.Kept.class);
    }

    @Test
    void after_a_long_hold_a_site_gets_its_time_before_anybody_calls_it_overdue() {
        var told = Rollouts.offered(planned(), WW, 1, NOW.minus(Duration.ofDays(3)));
        progress.put(WW, site(1, SlotState.WAITING, new SiteHold.Over(NOW.minusSeconds(60))));
        assertThat(Rollouts.reconcile(told, progress, NOW).rollout().phase())
                .isInstanceOf(RolloutPhase.Running.class);
        var later = NOW.plus(Rollouts.PATIENCE);
        assertThat(Rollouts.reconcile(told, progress, later).rollout().phase())
                .isInstanceOf(RolloutPhase.Halted.class);
    }

    @Test
    void what_was_on_trial_when_the_hold_began_is_said_to_be_on_trial() {
        progress.put(WW, site(1, SlotState.ON_TRIAL, HELD));
        var told = Rollouts.offered(planned(), WW, 1, NOW);
        assertThat(step(Rollouts.reconcile(told, progress, NOW), WW))
                .isInstanceOf(SiteStep.OnTrial.class);
    }

    @Test
    void a_conflict_is_a_conflict_also_while_the_site_is_held() {
        progress.put(WW, site(1, SlotState.CONFLICT, HELD));
        var told = Rollouts.offered(planned(), WW, 1, NOW);
        assertThat(step(Rollouts.reconcile(told, progress, NOW), WW))
                .isInstanceOf(SiteStep.Conflict.class);
    }
}
