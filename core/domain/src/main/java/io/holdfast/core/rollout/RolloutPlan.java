package io.holdfast.core.rollout;

import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SiteTag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * In which waves a change goes out. It is part of what people approve; an empty list of waves
 * stands for {@link #USUAL}.
 */
public final class RolloutPlan {

    /** One site first, then the rest, and nobody may fail. */
    public static final List<PlannedWave> USUAL =
            List.of(
                    new PlannedWave(new WaveSites.First(1), WaveRule.ALL),
                    new PlannedWave(new WaveSites.Share(100), WaveRule.ALL));

    /** As many waves as a person can follow on one page. */
    public static final int MOST_WAVES = 20;

    private RolloutPlan() {}

    /**
     * What is wrong with a plan.
     *
     * @param wave counted from 0
     * @param field {@code sites}, {@code tag} or {@code percent}; empty if it is the plan as a
     *     whole
     */
    public record Fault(int wave, String field, String code, String sentence) {}

    /** The waves, or the usual ones if none are planned. */
    public static List<PlannedWave> of(List<PlannedWave> waves) {
        return waves.isEmpty() ? USUAL : waves;
    }

    /** The first fault of a plan; shares rise, nobody is chosen twice, the last takes the rest. */
    public static Optional<Fault> fault(List<PlannedWave> waves) {
        if (waves.size() > MOST_WAVES) {
            return Optional.of(
                    new Fault(
                            MOST_WAVES,
                            "",
                            "TOO_MANY_WAVES",
                            "A rollout has at most " + MOST_WAVES + " waves."));
        }
        int share = 0;
        var chosen = new HashSet<SiteId>();
        var tags = new HashSet<SiteTag>();
        for (int wave = 0; wave < waves.size(); wave++) {
            switch (waves.get(wave).sites()) {
                case WaveSites.First _ -> {}
                case WaveSites.Share(var percent) -> {
                    if (percent <= share) {
                        return Optional.of(
                                new Fault(
                                        wave,
                                        "percent",
                                        "SHARE_DOES_NOT_RISE",
                                        "Each share is of all sites and larger than the one before."));
                    }
                    share = percent;
                }
                case WaveSites.Chosen(var sites) -> {
                    for (var site : sites) {
                        if (!chosen.add(site)) {
                            return Optional.of(
                                    new Fault(
                                            wave,
                                            "sites",
                                            "SITE_CHOSEN_TWICE",
                                            "Site " + site + " is chosen twice."));
                        }
                    }
                }
                case WaveSites.Tagged(var tag) -> {
                    if (!tags.add(tag)) {
                        return Optional.of(
                                new Fault(
                                        wave,
                                        "tag",
                                        "TAG_CHOSEN_TWICE",
                                        "Tag " + tag + " is chosen twice."));
                    }
                }
            }
        }
        boolean everybody =
                waves.isEmpty() || waves.getLast().sites().equals(new WaveSites.Share(100));
        return everybody
                ? Optional.empty()
                : Optional.of(
                        new Fault(
                                waves.size() - 1,
                                "percent",
                                "LAST_WAVE_NOT_ALL",
                                "The last wave takes every site that is left: 100 percent."));
    }

    /** A wave with the sites it takes. */
    record Taken(List<SiteId> sites, WaveRule rule) {}

    /** Shares the sites out, in their order; a wave that would be empty is left out. */
    static List<Taken> share(
            List<PlannedWave> waves, List<SiteId> sites, Map<SiteId, Set<SiteTag>> tags) {
        var left = new LinkedHashSet<>(sites);
        int all = left.size();
        var named = named(waves, sites, tags);
        var taken = new ArrayList<Taken>();
        for (var wave : of(waves)) {
            int gone = all - left.size();
            var now =
                    switch (wave.sites()) {
                        case WaveSites.First(var count) -> free(left, named, count);
                        case WaveSites.Share(var percent) ->
                                free(left, named, (percent * all + 99) / 100 - gone);
                        case WaveSites.Chosen(var chosen) ->
                                chosen.stream().filter(left::contains).toList();
                        case WaveSites.Tagged(var tag) ->
                                left.stream().filter(s -> has(tags, s, tag)).toList();
                    };
            now.forEach(left::remove);
            if (!now.isEmpty()) {
                taken.add(new Taken(now, wave.rule()));
            }
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("no wave takes " + left);
        }
        return taken;
    }

    private static List<SiteId> free(Set<SiteId> left, Set<SiteId> named, int most) {
        return left.stream().filter(s -> !named.contains(s)).limit(Math.max(0, most)).toList();
    }

    /** Whom a later wave takes by name or tag does not go with an earlier one that only counts. */
    private static Set<SiteId> named(
            List<PlannedWave> waves, List<SiteId> all, Map<SiteId, Set<SiteTag>> tags) {
        var named = new HashSet<SiteId>();
        for (var wave : waves) {
            switch (wave.sites()) {
                case WaveSites.Chosen(var sites) -> named.addAll(sites);
                case WaveSites.Tagged(var tag) ->
                        all.stream().filter(s -> has(tags, s, tag)).forEach(named::add);
                case WaveSites.First _, WaveSites.Share _ -> {}
            }
        }
        return named;
    }

    private static boolean has(Map<SiteId, Set<SiteTag>> tags, SiteId site, SiteTag tag) {
        return tags.getOrDefault(site, Set.of()).contains(tag);
    }
}
