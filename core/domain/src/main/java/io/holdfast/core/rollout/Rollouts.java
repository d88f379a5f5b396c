package io.holdfast.core.rollout;

import io.holdfast.core.rollout.SiteProgress.SlotProgress;
import io.holdfast.core.rollout.SiteProgress.SlotState;
import io.holdfast.core.site.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Decides the next step of a rollout from everything that is known, and from nothing else. It can
 * be asked again at any time, after any crash: a second look changes nothing.
 */
public final class Rollouts {

    /**
     * How long a connected site may leave an offered state untouched before a person must look.
     * Three trials of ten minutes, so that a slow site is not taken for a dead one.
     */
    public static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final String LATE =
            " is connected but did not finish within " + PATIENCE.toMinutes() + " minutes";

    private Rollouts() {}

    /** The rollout after a look, and what to do. */
    public record Step(Rollout rollout, List<RolloutOrder> orders) {
        public Step {
            orders = List.copyOf(orders);
        }
    }

    /** Looks at a rollout. Sites without progress are as if never heard. */
    public static Step reconcile(
            Rollout rollout, SortedMap<SiteId, SiteProgress> progress, Instant now) {
        var seen =
                rollout.each(s ->
                        progress.containsKey(s.site()) ? look(s, progress.get(s.site()), now) : s);
        return switch (seen.phase()) {
            case RolloutPhase.Planned _ ->
                    go(seen.with(new RolloutPhase.Running(0)), progress, now);
            case RolloutPhase.Running _ -> go(seen, progress, now);
            case RolloutPhase.Paused _,
                    RolloutPhase.Halted _,
                    RolloutPhase.Done _,
                    RolloutPhase.RolledBack _ ->
                    new Step(seen, List.of());
        };
    }

    /** Notes that a site was given the state; to be stored together with the offer itself. */
    public static Rollout offered(Rollout rollout, SiteId site, long revision, Instant now) {
        return rollout.each(
                s -> s.site().equals(site) ? s.offered(new Offer.Made(revision, now)) : s);
    }

    /** Stops telling further sites. Empty if the rollout is not running. */
    public static Optional<Rollout> pause(Rollout rollout, String by) {
        return rollout.phase() instanceof RolloutPhase.Running running
                ? Optional.of(rollout.with(new RolloutPhase.Paused(running.wave(), by)))
                : Optional.empty();
    }

    /**
     * Goes on after a pause. Empty if it is not paused; a halted rollout is taken back or followed
     * by another.
     */
    public static Optional<Rollout> resume(Rollout rollout) {
        return rollout.phase() instanceof RolloutPhase.Paused paused
                ? Optional.of(rollout.with(new RolloutPhase.Running(paused.wave())))
                : Optional.empty();
    }

    /**
     * Stops for good: nobody else is told, and it does not go on again. Sites already told go on to
     * their end. Empty if it is over already.
     */
    public static Optional<Rollout> abort(Rollout rollout, String by, String reason) {
        var stopped = "stopped for good by " + by + ": " + reason;
        return switch (rollout.phase()) {
            case RolloutPhase.Planned _ ->
                    Optional.of(rollout.with(new RolloutPhase.Halted(0, stopped)));
            case RolloutPhase.Running(var wave) ->
                    Optional.of(rollout.with(new RolloutPhase.Halted(wave, stopped)));
            case RolloutPhase.Paused(var wave, _) ->
                    Optional.of(rollout.with(new RolloutPhase.Halted(wave, stopped)));
            case RolloutPhase.Halted _, RolloutPhase.Done _, RolloutPhase.RolledBack _ ->
                    Optional.empty();
        };
    }

    /** Takes the change back at every site that was told. Empty if it was taken back already. */
    public static Optional<Step> rollBack(Rollout rollout, String by, Instant now) {
        if (rollout.phase() instanceof RolloutPhase.RolledBack) {
            return Optional.empty();
        }
        List<RolloutOrder> orders =
                rollout.sites().stream()
                        .filter(s ->
                                s.offer() instanceof Offer.Made
                                        && !(s.step() instanceof SiteStep.Superseded))
                        .<RolloutOrder>map(s -> new RolloutOrder.ReturnTo(s.site()))
                        .toList();
        return Optional.of(new Step(rollout.with(new RolloutPhase.RolledBack(now, by)), orders));
    }

    private static Step go(Rollout before, SortedMap<SiteId, SiteProgress> progress, Instant now) {
        int wave = ((RolloutPhase.Running) before.phase()).wave();
        var rollout = before.each(s -> untold(s, wave, progress, now));
        Predicate<SiteInRollout> late = s -> overdue(s, progress, now);
        for (int each = 0; each <= wave; each++) {
            var tally = rollout.tally(each, late);
            var rule = rollout.rule(each);
            if (rule.exceeded(tally)) {
                return halt(rollout, wave, tooMany(rollout, each, tally, late));
            }
            if (tally.settled() && !rule.reached(tally)) {
                return halt(rollout, wave, tooFew(each, tally, rule));
            }
        }
        boolean waveDone =
                rollout.sites().stream()
                        .filter(s -> s.wave() <= wave)
                        .allMatch(s -> ended(s, late));
        if (waveDone && wave < rollout.lastWave()) {
            return go(rollout.with(new RolloutPhase.Running(wave + 1)), progress, now);
        }
        if (waveDone && rollout.sites().stream().allMatch(Rollouts::offered)) {
            return new Step(rollout.with(new RolloutPhase.Done(now)), List.of());
        }
        return new Step(rollout, offers(rollout, wave, progress, late));
    }

    /** Nothing for the wave to wait for: it lets, or its rule tolerates that it failed. */
    private static boolean ended(SiteInRollout site, Predicate<SiteInRollout> late) {
        return site.step().lets() || site.step().failed() || late.test(site);
    }

    private static String tooMany(
            Rollout rollout, int wave, WaveTally tally, Predicate<SiteInRollout> late) {
        var first =
                rollout.sites().stream()
                        .filter(s -> s.wave() == wave && !s.step().lets() && ended(s, late))
                        .findFirst()
                        .map(s -> s.site() + (s.step().failed() ? ": " + why(s.step()) : LATE))
                        .orElseThrow();
        int tolerated = rollout.rule(wave).tolerated();
        return tolerated == 0
                ? first
                : "wave "
                        + (wave + 1)
                        + ": "
                        + tally.failed()
                        + " of "
                        + tally.reachable()
                        + " reachable sites did not take it, more than the "
                        + tolerated
                        + " % tolerated; "
                        + first;
    }

    private static String tooFew(int wave, WaveTally tally, WaveRule rule) {
        return "wave "
                + (wave + 1)
                + ": "
                + tally.kept()
                + " of "
                + tally.reachable()
                + " reachable sites kept it, fewer than the "
                + rule.kept()
                + " % the next wave needs";
    }

    /** A site whose turn has come and that nobody told yet: deferred while it is on its own. */
    private static SiteInRollout untold(
            SiteInRollout site, int wave, SortedMap<SiteId, SiteProgress> progress, Instant now) {
        if (offered(site) || site.wave() > wave) {
            return site;
        }
        var heard = progress.get(site.site());
        if (heard != null && heard.link().state() != LinkState.ISLANDED) {
            if (heard.hold() instanceof SiteHold.Open hold) {
                return site.with(new SiteStep.Held(hold.since(), hold.sentence()));
            }
            return site.with(
                    new SiteStep.Waiting(
                            notYet(progress, site.site())
                                    .map(SiteTime.NotYet::reason)
                                    .orElse("its turn comes next")));
        }
        if (site.step() instanceof SiteStep.Deferred) {
            return site;
        }
        return site.with(new SiteStep.Deferred(heard == null ? now : heard.link().since()));
    }

    /**
     * Whom to tell now: everybody of the wave, but until one site has kept the change only one that
     * can be reached at a time. A canary that is on its own proves nothing, and nobody on his own
     * is told what is not proven: he would take it when he returns, even if it failed meanwhile.
     * The same holds for who is held; only where nobody else could prove it, one of them is told.
     * Nobody is told outside his windows; he would only wait with it (R17). Where somebody of an
     * earlier wave has returned, the later ones wait for him.
     */
    private static List<RolloutOrder> offers(
            Rollout rollout,
            int wave,
            SortedMap<SiteId, SiteProgress> progress,
            Predicate<SiteInRollout> late) {
        boolean proven = rollout.sites().stream().anyMatch(s -> s.step() instanceof SiteStep.Kept);
        boolean oneUnderWay = rollout.sites().stream().anyMatch(s -> offered(s) && !ended(s, late));
        int until =
                rollout.sites().stream()
                        .filter(s -> s.wave() <= wave && !ended(s, late))
                        .mapToInt(SiteInRollout::wave)
                        .min()
                        .orElse(wave);
        var orders = new ArrayList<RolloutOrder>();
        for (var site : rollout.sites()) {
            if (site.wave() > until || offered(site) || notYet(progress, site.site()).isPresent()) {
                continue;
            }
            boolean alone = islanded(progress, site.site()) || site.step() instanceof SiteStep.Held;
            if (proven || (!alone && !oneUnderWay)) {
                orders.add(new RolloutOrder.OfferState(site.site()));
                oneUnderWay = true;
            }
        }
        if (orders.isEmpty() && rollout.sites().stream().noneMatch(Rollouts::offered)) {
            rollout.sites().stream()
                    .filter(s -> s.wave() <= until && s.step() instanceof SiteStep.Held)
                    .filter(s -> notYet(progress, s.site()).isEmpty())
                    .findFirst()
                    .ifPresent(s -> orders.add(new RolloutOrder.OfferState(s.site())));
        }
        return orders;
    }

    private static boolean islanded(SortedMap<SiteId, SiteProgress> progress, SiteId site) {
        return !progress.containsKey(site)
                || progress.get(site).link().state() == LinkState.ISLANDED;
    }

    private static Optional<SiteTime.NotYet> notYet(
            SortedMap<SiteId, SiteProgress> progress, SiteId site) {
        var heard = progress.get(site);
        return heard != null && heard.time() instanceof SiteTime.NotYet notYet
                ? Optional.of(notYet)
                : Optional.empty();
    }

    private static boolean offered(SiteInRollout site) {
        return site.offer() instanceof Offer.Made;
    }

    /**
     * Patience counts from when the site could have acted: told, back from being on its own, in its
     * window, and held by nobody any more.
     */
    private static boolean overdue(
            SiteInRollout site, SortedMap<SiteId, SiteProgress> progress, Instant now) {
        var heard = progress.get(site.site());
        if (!(site.offer() instanceof Offer.Made made) || heard == null || site.step().lets()) {
            return false;
        }
        if (!(heard.time() instanceof SiteTime.Come(var open))) {
            return false;
        }
        var able =
                Stream.of(made.at(), heard.link().since(), open, free(heard))
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        return Duration.between(able, now).compareTo(PATIENCE) > 0;
    }

    private static Instant free(SiteProgress heard) {
        return heard.hold() instanceof SiteHold.Over(var at) ? at : Instant.EPOCH;
    }

    private static Step halt(Rollout rollout, int wave, String reason) {
        return new Step(rollout.with(new RolloutPhase.Halted(wave, reason)), List.of());
    }

    private static String why(SiteStep step) {
        return switch (step) {
            case SiteStep.TakenBack(var reason) -> "taken back: " + reason;
            case SiteStep.Conflict(var reason) -> "conflict: " + reason;
            case SiteStep.Refused(var code, var reason) ->
                    "refused by the site: " + reason + " (" + code + ")";
            case SiteStep.Waiting _,
                    SiteStep.Deferred _,
                    SiteStep.Held _,
                    SiteStep.Superseded _,
                    SiteStep.OnTrial _,
                    SiteStep.Kept _ ->
                    "";
        };
    }

    private static SiteInRollout look(SiteInRollout site, SiteProgress progress, Instant now) {
        if (!(site.offer() instanceof Offer.Made made) || site.step() instanceof SiteStep.Kept) {
            return site;
        }
        if (progress.desired() > made.revision()) {
            if (site.step().failed()) {
                return site; // why it failed is worth more than what came after
            }
            return site.with(new SiteStep.Superseded(progress.desired()));
        }
        if (progress.refusal().filter(r -> r.revision() == made.revision()).isPresent()) {
            var refusal = progress.refusal().get();
            return site.with(new SiteStep.Refused(refusal.code(), refusal.reason()));
        }
        var next = fromSlots(progress, made.revision(), now);
        // "Since" must not move while nothing changes, or a second look would change something.
        return next.equals(site.step()) ? site : site.with(next);
    }

    private static SiteStep fromSlots(SiteProgress progress, long revision, Instant now) {
        var slots = progress.slots().stream().filter(s -> s.revision() == revision).toList();
        for (var slot : slots) {
            if (slot.state() == SlotState.CONFLICT) {
                return new SiteStep.Conflict(slot.slot() + ": " + slot.reason());
            }
            if (slot.state() == SlotState.TAKEN_BACK) {
                return new SiteStep.TakenBack(slot.slot() + ": " + slot.reason());
            }
        }
        boolean told = progress.delivered() >= revision;
        if (told
                && !progress.slots().isEmpty()
                && slots.size() == progress.slots().size()
                && allKept(slots)) {
            return new SiteStep.Kept(now);
        }
        if (progress.link().state() == LinkState.ISLANDED) {
            return new SiteStep.Deferred(progress.link().since());
        }
        for (var slot : slots) {
            if (slot.state() == SlotState.ON_TRIAL) {
                return new SiteStep.OnTrial(slot.deadline().orElse(now));
            }
        }
        if (progress.hold() instanceof SiteHold.Open hold) {
            return new SiteStep.Held(hold.since(), hold.sentence());
        }
        return new SiteStep.Waiting(told ? waiting(slots) : "told; the site has not answered yet");
    }

    private static boolean allKept(List<SlotProgress> slots) {
        return slots.stream().allMatch(s -> s.state() == SlotState.KEPT);
    }

    private static String waiting(List<SlotProgress> slots) {
        return slots.stream()
                .filter(s -> s.state() != SlotState.KEPT)
                .findFirst()
                .map(s -> s.slot() + " " + (s.reason().isEmpty() ? "has not begun" : s.reason()))
                .orElse("accepted; its devices have not begun");
    }
}
