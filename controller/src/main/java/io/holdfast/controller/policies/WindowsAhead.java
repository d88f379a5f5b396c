package io.holdfast.controller.policies;

import io.holdfast.controller.policies.ChangePreview.FindingLine;
import io.holdfast.core.autonomy.AutonomyBudget;
import io.holdfast.core.autonomy.Ending.When;
import io.holdfast.core.autonomy.Standing;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.window.SiteWindows;
import io.holdfast.core.window.Window;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A change must not leave a site alone without a window to come: with the last one behind it, what
 * is approved already is never carried out (issue 6, autonomy budget). That a conduit or a freeze
 * ends is what it is for, and no fault.
 */
final class WindowsAhead {

    private WindowsAhead() {}

    /** Says so of a plan whose last window is earlier than before. */
    static void judge(
            List<SitePlan> before, SitePlan plan, Instant now, List<FindingLine> findings) {
        try {
            var windows = plan.siteWindows();
            var end = last(windows, now);
            var was = last(new SiteWindows(windows.zone(), windowsOf(before, plan)), now);
            boolean shorter = end.isBefore(was);
            if (shorter && end.isBefore(now.plus(AutonomyBudget.POLICY))) {
                findings.add(
                        new FindingLine(
                                "BLOCKER",
                                "WINDOWS_END_TOO_SOON",
                                plan.site().value(),
                                plan.site().value(),
                                "The last maintenance window is over at "
                                        + end
                                        + "; a site has to be able to carry out changes for "
                                        + AutonomyBudget.POLICY.toDays()
                                        + " days alone."));
            }
        } catch (DateTimeException e) {
            // A time zone that nobody knows is said where the plan is checked.
        }
    }

    /** MAX where there is one to come always, or none is needed. */
    private static Instant last(SiteWindows windows, Instant now) {
        return Standing.lastWindow(Optional.of(windows), now) instanceof When.At(var end, _)
                ? end
                : Instant.MAX;
    }

    private static List<Window> windowsOf(List<SitePlan> plans, SitePlan of) {
        return plans.stream()
                .filter(p -> p.site().equals(of.site()))
                .findFirst()
                .map(SitePlan::windows)
                .orElse(List.of());
    }
}
