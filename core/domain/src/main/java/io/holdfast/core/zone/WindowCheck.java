package io.holdfast.core.zone;

import io.holdfast.core.site.SitePlan;
import io.holdfast.core.window.SiteWindows;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;

/** What makes a site's windows refusable; each rule by itself is refused when it is read. */
final class WindowCheck {

    private static final int MOST = 32;

    private WindowCheck() {}

    static void check(SitePlan plan, FoundProblems found) {
        if (plan.windows().size() > MOST) {
            found.add("TOO_MANY_WINDOWS", "A site has at most " + MOST + " windows.");
            return;
        }
        var names = new HashSet<String>();
        for (int i = 0; i < plan.windows().size(); i++) {
            var window = plan.windows().get(i);
            var at = found.at(i);
            if (!names.add(window.name())) {
                at.at("name")
                        .add(
                                "WINDOW_TWICE",
                                "The site has a window " + window.name() + " already.");
            }
            var first =
                    new SiteWindows(ZoneOffset.UTC, List.of(window))
                            .next(1, window.start().minusDays(1).toInstant(ZoneOffset.UTC));
            if (first.isEmpty()) {
                at.at("rule")
                        .add(
                                "WINDOW_NEVER",
                                "The rule names no day in the ten years from its start.");
            }
        }
    }
}
