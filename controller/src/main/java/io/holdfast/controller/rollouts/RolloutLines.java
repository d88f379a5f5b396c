package io.holdfast.controller.rollouts;

import io.holdfast.controller.rollouts.RolloutView.DeviceLine;
import io.holdfast.controller.rollouts.RolloutView.SiteLine;
import io.holdfast.controller.sitelinks.SiteStanding;
import io.holdfast.controller.sitelinks.SlotStanding;
import io.holdfast.core.rollout.LinkState;
import io.holdfast.core.rollout.Offer;
import io.holdfast.core.rollout.Rollout;
import io.holdfast.core.rollout.RolloutPhase;
import io.holdfast.core.rollout.SiteInRollout;
import io.holdfast.core.rollout.SiteStep;
import io.holdfast.core.rollout.SiteTime;
import io.holdfast.core.window.Freeze;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A rollout's states in the words of rulings W2. */
final class RolloutLines {

    private RolloutLines() {}

    static int wave(RolloutPhase phase) {
        return switch (phase) {
            case RolloutPhase.Running(var wave) -> wave;
            case RolloutPhase.Paused(var wave, _) -> wave;
            case RolloutPhase.Halted(var wave, _) -> wave;
            case RolloutPhase.Planned _, RolloutPhase.Done _, RolloutPhase.RolledBack _ -> 0;
        };
    }

    static String reason(RolloutPhase phase) {
        return switch (phase) {
            case RolloutPhase.Paused(_, var by) -> "paused by " + by;
            case RolloutPhase.Halted(_, var reason) -> reason;
            case RolloutPhase.RolledBack(_, var by) -> "taken back by " + by;
            case RolloutPhase.Planned _, RolloutPhase.Running _, RolloutPhase.Done _ -> "";
        };
    }

    static List<RolloutView.WaveLine> waves(Rollout rollout) {
        return IntStream.rangeClosed(0, rollout.lastWave())
                .mapToObj(w -> new RolloutView.WaveLine(w, rollout.rule(w), rollout.tally(w)))
                .toList();
    }

    /** Whether nothing is left that could change by itself. */
    static boolean settled(Rollout rollout) {
        boolean over =
                switch (rollout.phase()) {
                    case RolloutPhase.Planned _, RolloutPhase.Running _, RolloutPhase.Paused _ ->
                            false;
                    case RolloutPhase.Halted _, RolloutPhase.Done _, RolloutPhase.RolledBack _ ->
                            true;
                };
        return over
                && rollout.sites().stream()
                        .allMatch(s -> s.offer() instanceof Offer.NotYet || finished(s.step()));
    }

    private static boolean finished(SiteStep step) {
        return switch (step) {
            case SiteStep.Kept _,
                    SiteStep.Superseded _,
                    SiteStep.TakenBack _,
                    SiteStep.Conflict _,
                    SiteStep.Refused _ ->
                    true;
            case SiteStep.Waiting _, SiteStep.Deferred _, SiteStep.Held _, SiteStep.OnTrial _ ->
                    false;
        };
    }

    static SiteLine site(
            SiteInRollout site,
            Optional<SiteStanding> standing,
            Optional<SiteBundle> bundle,
            List<Freeze> freezes,
            Instant now) {
        var link = standing.map(s -> s.link().state()).orElse(LinkState.ISLANDED);
        return new SiteLine(
                site.site(),
                site.wave(),
                state(site.step()),
                reason(site.step()),
                since(site.step()),
                site.offer() instanceof Offer.Made made
                        ? Optional.of(made.revision())
                        : Optional.empty(),
                link,
                link == LinkState.ISLANDED ? standing.map(s -> s.link().since()) : Optional.empty(),
                site.step() instanceof SiteStep.Waiting
                        ? bundle.flatMap(b -> nextStart(b, freezes, now))
                        : Optional.empty(),
                devices(standing, bundle));
    }

    private static Optional<Instant> nextStart(
            SiteBundle bundle, List<Freeze> freezes, Instant now) {
        var content = WireJson.read(SiteContent.class, bundle.content());
        return Starts.time(content, bundle, freezes, now) instanceof SiteTime.NotYet(_, var next)
                ? next
                : Optional.empty();
    }

    private static List<DeviceLine> devices(
            Optional<SiteStanding> standing, Optional<SiteBundle> bundle) {
        return bundle.stream()
                .flatMap(b ->
                        WireJson.read(SiteContent.class, b.content()).devices().stream()
                                .map(d -> device(d, b, standing)))
                .toList();
    }

    private static DeviceLine device(
            SiteContent.DeviceContent device, SiteBundle bundle, Optional<SiteStanding> standing) {
        var told = standing.flatMap(s -> s.slot(device.slot()));
        return new DeviceLine(
                device.slot(),
                told.map(t -> t.state().name()).orElse("WAITING"),
                told.map(SlotStanding::reason).orElse(""),
                bundle.changed().contains(device.slot()),
                told.map(SlotStanding::revision),
                told.flatMap(SlotStanding::deadline),
                told.map(SlotStanding::observedAt));
    }

    private static String state(SiteStep step) {
        return switch (step) {
            case SiteStep.Waiting _ -> "WAITING";
            case SiteStep.Deferred _ -> "DEFERRED";
            case SiteStep.Held _ -> "HELD";
            case SiteStep.Superseded _ -> "SUPERSEDED";
            case SiteStep.OnTrial _ -> "ON_TRIAL";
            case SiteStep.Kept _ -> "KEPT";
            case SiteStep.TakenBack _ -> "TAKEN_BACK";
            case SiteStep.Conflict _ -> "CONFLICT";
            case SiteStep.Refused _ -> "REFUSED";
        };
    }

    private static String reason(SiteStep step) {
        return switch (step) {
            case SiteStep.Waiting(var reason) -> reason;
            case SiteStep.Deferred(var since) -> "autonomous since " + since;
            case SiteStep.Held(_, var reason) -> reason;
            case SiteStep.Superseded(var by) -> "revision " + by + " was given to the site instead";
            case SiteStep.OnTrial(var deadline) -> "takes itself back at " + deadline;
            case SiteStep.Kept _ -> "";
            case SiteStep.TakenBack(var reason) -> reason;
            case SiteStep.Conflict(var reason) -> reason;
            case SiteStep.Refused(var code, var reason) -> reason + " (" + code + ")";
        };
    }

    private static Optional<Instant> since(SiteStep step) {
        return switch (step) {
            case SiteStep.Deferred(var since) -> Optional.of(since);
            case SiteStep.Held(var since, _) -> Optional.of(since);
            case SiteStep.Kept(var at) -> Optional.of(at);
            case SiteStep.Waiting _,
                    SiteStep.Superseded _,
                    SiteStep.OnTrial _,
                    SiteStep.TakenBack _,
                    SiteStep.Conflict _,
                    SiteStep.Refused _ ->
                    Optional.empty();
        };
    }
}
