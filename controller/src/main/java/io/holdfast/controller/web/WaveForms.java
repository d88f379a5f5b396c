package io.holdfast.controller.web;

import io.holdfast.api.model.RolloutPlan;
import io.holdfast.api.model.Wave;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.rollout.PlannedWave;
import io.holdfast.core.rollout.WaveRule;
import io.holdfast.core.rollout.WaveSites;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SiteTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Planned waves as the interface writes them, and back; each fault with its pointer. */
public final class WaveForms {

    private WaveForms() {}

    /** A plan for reading. */
    public static RolloutPlan form(List<PlannedWave> waves) {
        return new RolloutPlan(waves.stream().map(WaveForms::form).toList());
    }

    private static Wave form(PlannedWave wave) {
        var form =
                switch (wave.sites()) {
                    case WaveSites.First(var count) -> new Wave("FIRST").count(count);
                    case WaveSites.Share(var percent) -> new Wave("SHARE").percent(percent);
                    case WaveSites.Chosen(var sites) ->
                            new Wave("CHOSEN").sites(sites.stream().map(SiteId::value).toList());
                    case WaveSites.Tagged(var tag) -> new Wave("TAGGED").tag(tag.value());
                };
        return form.keptPercent(wave.rule().kept()).toleratedPercent(wave.rule().tolerated());
    }

    /**
     * The waves of a request.
     *
     * @throws Refused naming every field that is not what it should be
     */
    public static List<PlannedWave> waves(RolloutPlan form) {
        var faults = new ArrayList<Refused.Fault>();
        var waves = new ArrayList<PlannedWave>();
        for (int i = 0; i < form.getWaves().size(); i++) {
            var wave = form.getWaves().get(i);
            var at = new FormReader("/waves/" + i, faults);
            var sites = sites(wave, at);
            var rule =
                    at.one(
                            "keptPercent",
                            () ->
                                    new WaveRule(
                                            Objects.requireNonNullElse(wave.getKeptPercent(), 100),
                                            Objects.requireNonNullElse(
                                                    wave.getToleratedPercent(), 0)));
            if (sites != null && rule != null) {
                waves.add(new PlannedWave(sites, rule));
            }
        }
        if (!faults.isEmpty()) {
            throw new Refused(
                    Refused.Kind.INVALID,
                    faults.getFirst().code(),
                    faults.getFirst().detail(),
                    faults);
        }
        return waves;
    }

    private static @Nullable WaveSites sites(Wave wave, FormReader at) {
        return switch (wave.getKind()) {
            case "FIRST" -> {
                var count = wave.getCount();
                yield at.present("count", count) && count != null
                        ? at.one("count", () -> new WaveSites.First(count))
                        : null;
            }
            case "SHARE" -> {
                var percent = wave.getPercent();
                yield at.present("percent", percent) && percent != null
                        ? at.one("percent", () -> new WaveSites.Share(percent))
                        : null;
            }
            case "CHOSEN" -> {
                int before = at.faults().size();
                var named =
                        at.each(
                                "sites",
                                Objects.requireNonNullElse(wave.getSites(), List.of()),
                                SiteId::new);
                yield at.faults().size() == before
                        ? at.one("sites", () -> new WaveSites.Chosen(named))
                        : null;
            }
            case "TAGGED" -> {
                var tag = wave.getTag();
                yield at.present("tag", tag) && tag != null
                        ? at.one("tag", () -> new WaveSites.Tagged(new SiteTag(tag)))
                        : null;
            }
            default -> {
                at.fault("kind", "WAVE_KIND_UNKNOWN", "A wave is FIRST, SHARE, CHOSEN or TAGGED.");
                yield null;
            }
        };
    }
}
