package io.holdfast.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The centre orders nothing outside a site's windows, says so, and calls nobody who waits dead. */
class RolloutInWindowsTest {

    private static final Instant NOW = Instant.parse("2026-03-17T09:42:00Z");
    private static final SiteId WW = new SiteId("ww-01");
    private static final SiteId SS = new SiteId("ss-04");
    private static final Rollout PLANNED = Rollout.plan(WW, List.of(WW, SS));
    private static final SiteTime.NotYet CLOSED =
            new SiteTime.NotYet("waits for the window night", Optional.of(NOW.plusSeconds(7_200)));

    private static SiteProgress site(long given, SlotState state, SiteTime time) {
        return new SiteProgress(
                new Liveness.Judged(LinkState.CONNECTED, NOW.minusSeconds(60)),
                given,
                given,
                Optional.empty(),
                List.of(
                        new SlotProgress(
                                new DeviceSlot("fw-1"), state, given, "", Optional.empty())),
                time);
    }

    private static SortedMap<SiteId, SiteProgress> both(SiteProgress ww, SiteProgress ss) {
        var progress = new TreeMap<SiteId, SiteProgress>();
        progress.put(WW, ww);
        progress.put(SS, ss);
        return progress;
    }

    private static SiteStep step(Rollouts.Step after, SiteId site) {
        return after.rollout().site(site).orElseThrow().step();
    }

    @Test
    void a_site_outside_its_window_is_not_told_and_the_reason_is_shown() {
        var untold = site(0, SlotState.WAITING, SiteTime.ALWAYS);
        var closed = both(untold.at(CLOSED), untold);
        var step = Rollouts.reconcile(PLANNED, closed, NOW);
        assertThat(step.orders()).isEmpty();
        assertThat(step(step, WW)).isEqualTo(new SiteStep.Waiting("waits for the window night"));
        assertThat(Rollouts.reconcile(step.rollout(), closed, NOW).rollout())
                .as("a second look changes nothing")
                .isEqualTo(step.rollout());

        var open = both(untold.at(new SiteTime.Come(NOW)), untold);
        assertThat(Rollouts.reconcile(step.rollout(), open, NOW).orders())
                .containsExactly(new RolloutOrder.OfferState(WW));
    }

    @Test
    void a_site_that_waits_for_its_next_window_is_not_overdue() {
        var told = Rollouts.offered(running(), WW, 1, NOW);
        var untold = site(0, SlotState.WAITING, SiteTime.ALWAYS);
        var later = NOW.plus(Duration.ofDays(6));
        var waits = both(site(1, SlotState.WAITING, CLOSED), untold);
        var held = Rollouts.reconcile(told, waits, later);
        assertThat(held.rollout().phase()).isEqualTo(new RolloutPhase.Running(0));

        var opened = new SiteTime.Come(later.minus(Duration.ofMinutes(20)));
        var begins = both(site(1, SlotState.WAITING, opened), untold);
        assertThat(Rollouts.reconcile(told, begins, later).rollout().phase())
                .as("its patience begins with its window")
                .isEqualTo(new RolloutPhase.Running(0));
        assertThat(
                        Rollouts.reconcile(told, begins, later.plus(Rollouts.PATIENCE))
                                .rollout()
                                .phase())
                .isInstanceOf(RolloutPhase.Halted.class);
    }

    private static Rollout running() {
        var untold = site(0, SlotState.WAITING, SiteTime.ALWAYS);
        return Rollouts.reconcile(PLANNED, both(untold, untold), NOW).rollout();
    }
}
