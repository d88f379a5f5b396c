package io.holdfast.controller.policies;

import io.holdfast.controller.policies.ChangePreview.FindingLine;
import io.holdfast.core.autonomy.AutonomyBudget;
import io.holdfast.core.autonomy.Ending.When;
import io.holdfast.core.autonomy.Standing;
import io.holdfast.core.site.SitePlan;
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

    /** Says so of a plan whose windows are others than before. */
    static void judge(
            List<SitePlan> before, SitePlan plan, Instant now, List<FindingLine> findings) {
        if (windowsOf(before, plan).equals(plan.windows())) {
            return;
        }
        try {
            if (Standing.lastWindow(Optional.of(plan.siteWindows()), now)
                            instanceof When.At(var end, _)
                    && end.isBefore(now.plus(AutonomyBudget.POLICY))) {
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

    private static List<Window> windowsOf(List<SitePlan> plans, SitePlan of) {
        return plans.stream()
                .filter(p -> p.site().equals(of.site()))
                .findFirst()
                .map(SitePlan::windows)
                .orElse(List.of());
    }
}
