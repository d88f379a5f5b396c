package io.holdfast.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.rollout.RolloutOrder.OfferState;
import io.holdfast.core.rollout.SiteProgress.SlotProgress;
import io.holdfast.core.rollout.SiteProgress.SlotState;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rollouts in planned waves: who takes part when, what lets the next begin, what stops it. */
class WavesTest {

    private static final Instant NOW = Instant.parse("2026-03-17T09:42:00Z");

    @Test
    void one_more_failure_than_tolerated_halts_and_says_how_many_and_the_first_of_them() {
        var world = new World(Rollout.plan(List.of(tolerant(50, 25)), sites(4)));
        world.becomes(0, SlotState.KEPT);
        world.look();
        world.look();
        world.becomes(1, SlotState.TAKEN_BACK);
        world.look();
        assertThat(world.rollout.phase()).as("1 of 4").isEqualTo(new RolloutPhase.Running(0));

        world.becomes(2, SlotState.CONFLICT);
        world.look();

        assertThat(world.rollout.phase())
                .isEqualTo(
                        new RolloutPhase.Halted(
                                0,
                                "wave 1: 2 of 4 reachable sites did not take it, more than the"
                                        + " 25 % tolerated; s-01: taken back: fw-1: because"));
    }

    @Test
    void a_wave_that_ends_with_too_few_halts_instead_of_letting_the_next_begin() {
        var world =
                new World(
                        Rollout.plan(
                                List.of(
                                        new PlannedWave(
                                                new WaveSites.Share(50), new WaveRule(90, 50)),
                                        share(100)),
                                sites(4)));
        world.becomes(0, SlotState.KEPT);
        world.look();
        world.look();
        world.becomes(1, SlotState.TAKEN_BACK);
        world.look();

        assertThat(world.rollout.phase())
                .isEqualTo(
                        new RolloutPhase.Halted(
                                0,
                                "wave 1: 1 of 2 reachable sites kept it, fewer than the 90 % the"
                                        + " next wave needs"));
    }

    @Test
    void a_later_wave_waits_for_one_of_an_earlier_wave_that_has_returned() {
        var world = new World(Rollout.plan(List.of(first(1), share(100)), sites(3)));
        world.links.put(site(0), LinkState.ISLANDED);
        assertThat(world.look()).containsExactly(new OfferState(site(1)));
        world.links.put(site(0), LinkState.CONNECTED);
        world.becomes(1, SlotState.KEPT);

        assertThat(world.look()).containsExactly(new OfferState(site(0)));

        world.becomes(0, SlotState.KEPT);
        assertThat(world.look()).containsExactly(new OfferState(site(2)));
    }

    @Test
    void stopped_for_good_it_says_by_whom_and_why_and_does_not_go_on() {
        var running = new World(Rollout.plan(List.of(), sites(3)));
        running.look();

        var stopped = Rollouts.abort(running.rollout, "operator-1", "wrong week").orElseThrow();

        assertThat(stopped.phase())
                .isEqualTo(
                        new RolloutPhase.Halted(0, "stopped for good by operator-1: wrong week"));
        assertThat(Rollouts.resume(stopped)).isEmpty();
        assertThat(Rollouts.abort(stopped, "operator-1", "again")).isEmpty();
        running.rollout = stopped;
        assertThat(running.look()).isEmpty();
    }

    @Test
    void over_random_rollouts_no_wave_begins_too_early_none_goes_on_too_long_and_each_ends() {
        long seed = Long.getLong("holdfast.seed", System.nanoTime());
        var ends = new HashMap<String, Integer>();
        for (int run = 0; run < 3_000; run++) {
            var random = new Random(seed + run);
            var world = World.any(random);
            var what = "seed " + (seed + run) + ", plan " + world.rollout.rules();
            for (int tick = 0; tick < 40; tick++) {
                world.moves(random);
                judge(what, world, world.look());
            }
            world.heals();
            for (int tick = 0; tick < world.rollout.sites().size() * 3 + 6; tick++) {
                judge(what, world, world.look());
                world.works(random);
            }
            world.now = world.now.plus(Rollouts.PATIENCE).plusSeconds(60);
            judge(what, world, world.look());
            assertThat(world.rollout.phase())
                    .as(what)
                    .isInstanceOfAny(RolloutPhase.Done.class, RolloutPhase.Halted.class);
            ends.merge(world.rollout.phase().getClass().getSimpleName(), 1, Integer::sum);
        }
        assertThat(ends.get("Done")).as("some are done").isGreaterThan(300);
        assertThat(ends.get("Halted")).as("some are halted").isGreaterThan(300);
    }

    /** Reckoned here from the steps alone. */
    private static void judge(String what, World world, List<RolloutOrder> orders) {
        for (var order : orders) {
            var site = world.rollout.site(((OfferState) order).site()).orElseThrow();
            for (int wave = 0; wave < site.wave(); wave++) {
                var shares = shares(world, wave);
                assertThat(shares.open()).as(what + ": nobody of it is under way").isZero();
                assertThat(shares.kept() * 100)
                        .as(what + ": wave " + wave + " before " + site.site())
                        .isGreaterThanOrEqualTo(
                                world.rollout.rule(wave).kept() * shares.reachable());
            }
        }
        if (world.rollout.phase() instanceof RolloutPhase.Running(var now)) {
            for (int wave = 0; wave <= now; wave++) {
                var shares = shares(world, wave);
                assertThat(shares.failed() * 100)
                        .as(what + ": wave " + wave)
                        .isLessThanOrEqualTo(
                                world.rollout.rule(wave).tolerated() * shares.reachable());
            }
        } else {
            assertThat(orders).as(what).isEmpty();
        }
    }

    private record Shares(int reachable, int kept, int failed, int open) {}

    private static Shares shares(World world, int wave) {
        int reachable = 0;
        int kept = 0;
        int failed = 0;
        int open = 0;
        for (var site : world.decided.sites()) {
            if (site.wave() != wave
                    || site.step() instanceof SiteStep.Deferred
                    || site.step() instanceof SiteStep.Superseded) {
                continue;
            }
            reachable++;
            if (site.step() instanceof SiteStep.Kept) {
                kept++;
            } else if (site.step().failed()) {
                failed++;
            } else {
                open++;
            }
        }
        return new Shares(reachable, kept, failed, open);
    }

    /** Sites that come and go, keep and take back. */
    private static final class World {
        Rollout rollout;

        /** As it was decided on, before those that are told now were told. */
        Rollout decided;

        Instant now = NOW;
        final Map<SiteId, LinkState> links = new TreeMap<>();
        final Map<SiteId, SlotState> slots = new TreeMap<>();

        World(Rollout rollout) {
            this.rollout = rollout;
            this.decided = rollout;
            for (var site : rollout.sites()) {
                links.put(site.site(), LinkState.CONNECTED);
                slots.put(site.site(), SlotState.WAITING);
            }
        }

        static World any(Random random) {
            var waves = new ArrayList<PlannedWave>();
            if (random.nextInt(4) > 0) {
                waves.add(
                        new PlannedWave(new WaveSites.First(1 + random.nextInt(2)), rule(random)));
            }
            int share = 1 + random.nextInt(60);
            waves.add(new PlannedWave(new WaveSites.Share(share), rule(random)));
            if (random.nextBoolean()) {
                waves.add(
                        new PlannedWave(
                                new WaveSites.Chosen(List.of(site(random.nextInt(6)))),
                                rule(random)));
            }
            waves.add(new PlannedWave(new WaveSites.Share(100), rule(random)));
            return new World(Rollout.plan(waves, sites(1 + random.nextInt(12))));
        }

        private static WaveRule rule(Random random) {
            return random.nextBoolean()
                    ? WaveRule.ALL
                    : new WaveRule(1 + random.nextInt(100), random.nextInt(100));
        }

        void becomes(int site, SlotState state) {
            slots.put(site(site), state);
        }

        /** A link changes, or somebody who was told gets on. */
        void moves(Random random) {
            now = now.plusSeconds(20);
            var some = List.copyOf(links.keySet());
            var one = some.get(random.nextInt(some.size()));
            links.put(one, List.of(LinkState.values()).get(random.nextInt(4)));
            works(random);
        }

        void heals() {
            links.replaceAll((_, _) -> LinkState.CONNECTED);
        }

        /** Who was told and can be heard gets on: one in eight does not keep it. */
        void works(Random random) {
            for (var site : rollout.sites()) {
                if (!(site.offer() instanceof Offer.Made)) {
                    continue;
                }
                switch (slots.getOrDefault(site.site(), SlotState.WAITING)) {
                    case WAITING -> slots.put(site.site(), SlotState.ON_TRIAL);
                    case ON_TRIAL ->
                            slots.put(
                                    site.site(),
                                    switch (random.nextInt(16)) {
                                        case 0 -> SlotState.TAKEN_BACK;
                                        case 1 -> SlotState.CONFLICT;
                                        default -> SlotState.KEPT;
                                    });
                    case KEPT, TAKEN_BACK, CONFLICT, SILENT, NOT_ONBOARDED -> {}
                }
            }
        }

        List<RolloutOrder> look() {
            var progress = new TreeMap<SiteId, SiteProgress>();
            for (var site : rollout.sites()) {
                long told = site.offer() instanceof Offer.Made(var revision, _) ? revision : 0;
                progress.put(
                        site.site(),
                        new SiteProgress(
                                new Liveness.Judged(
                                        links.getOrDefault(site.site(), LinkState.ISLANDED), NOW),
                                told,
                                told,
                                Optional.empty(),
                                told == 0 ? List.of() : List.of(slot(site.site()))));
            }
            var step = Rollouts.reconcile(rollout, progress, now);
            decided = step.rollout();
            rollout = decided;
            for (var order : step.orders()) {
                rollout = Rollouts.offered(rollout, ((OfferState) order).site(), 1, now);
            }
            return step.orders();
        }

        private SlotProgress slot(SiteId site) {
            var state = slots.getOrDefault(site, SlotState.WAITING);
            return new SlotProgress(
                    new DeviceSlot("fw-1"),
                    state,
                    1,
                    "because",
                    Optional.of(now.plus(Duration.ofMinutes(10))));
        }
    }

    static PlannedWave first(int count) {
        return new PlannedWave(new WaveSites.First(count), WaveRule.ALL);
    }

    static PlannedWave share(int percent) {
        return new PlannedWave(new WaveSites.Share(percent), WaveRule.ALL);
    }

    private static PlannedWave tolerant(int kept, int tolerated) {
        return new PlannedWave(new WaveSites.Share(100), new WaveRule(kept, tolerated));
    }

    static List<SiteId> sites(int count) {
        return IntStream.range(0, count).mapToObj(WavesTest::site).toList();
    }

    static SiteId site(int number) {
        return new SiteId("s-%02d".formatted(number));
    }
}
