package io.holdfast.controller.rollouts;

import io.holdfast.core.rollout.SiteTime;
import io.holdfast.core.window.Freeze;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.site.Pace;
import io.holdfast.sitelink.site.WorstCase;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/**
 * Whether a site may begin what a rollout brings: its windows as approved with it, the freezes, and
 * how long the change may last at most. The site judges again by its own trusted time.
 */
final class Starts {

    private Starts() {}

    static SiteTime time(
            SiteContent content, SiteBundle bundle, List<Freeze> freezes, Instant now) {
        var groups = new TreeMap<Integer, Integer>();
        content.devices().stream()
                .filter(d -> bundle.changed().contains(d.slot()))
                .forEach(d -> groups.merge(d.group(), 1, Integer::sum));
        if (groups.isEmpty()) {
            return SiteTime.ALWAYS;
        }
        var windows = content.plan().siteWindows();
        var needs = WorstCase.of(Pace.PLANT, groups.values());
        return SiteTime.of(windows, windows.mayStart(now, now, needs, freezes));
    }
}
