package io.holdfast.controller.drifts;

import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.drift.Drift;
import io.holdfast.core.drift.DriftGrade;
import io.holdfast.core.drift.SiteDrift;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.verify.Situation;
import io.holdfast.sitelink.Digests;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Judges each site's drift, and remembers the last judgement of a site: people look again and again
 * at what does not change.
 */
@Component
class DriftJudgements {

    static final List<DriftGrade> WORST_FIRST =
            List.of(
                    DriftGrade.OPENS_AND_CLOSES,
                    DriftGrade.OPENS,
                    DriftGrade.NOT_JUDGED,
                    DriftGrade.CLOSES,
                    DriftGrade.NO_EFFECT);

    /** Sites; only those with a device that differs are remembered. */
    private static final int REMEMBERED = 500;

    private record Key(String organization, SiteId site) {}

    private record Judged(String of, List<Drift> drifts) {}

    private final Map<Key, Judged> known = new LinkedHashMap<>();

    List<Drift> of(DriftFacts.OfSite site) {
        boolean alike =
                site.content().devices().stream()
                        .allMatch(d ->
                                site.read().getOrDefault(d.slot(), d.config()).equals(d.config()));
        if (alike) {
            return List.of();
        }
        var key = new Key(site.organization(), site.site());
        var of = new StringBuilder(site.contentDigest()).append(' ');
        // What has ended meanwhile is no longer meant, under the same digest (rulings P5).
        of.append(site.content().ends().size());
        site.content().devices().forEach(d -> of.append(Digests.of(d.config())));
        site.read().forEach((slot, config) -> of.append(slot).append(Digests.of(config)));
        synchronized (known) {
            var before = known.get(key);
            if (before != null && before.of().contentEquals(of)) {
                return before.drifts();
            }
        }
        var drifts = judge(site);
        synchronized (known) {
            known.remove(key);
            if (known.size() >= REMEMBERED) {
                known.remove(known.keySet().iterator().next());
            }
            known.put(key, new Judged(of.toString(), drifts));
        }
        return drifts;
    }

    private static List<Drift> judge(DriftFacts.OfSite site) {
        var content = site.content();
        var configs = new TreeMap<DeviceSlot, DeviceConfig>();
        content.devices().forEach(d -> configs.put(d.slot(), d.config()));
        var compiled = PolicyCompiler.compile(content.model(), content.plan(), content.abilities());
        return SiteDrift.of(
                new Situation(content.model(), content.plan(), configs), site.read(), compiled);
    }
}
