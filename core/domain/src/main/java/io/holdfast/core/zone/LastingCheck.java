package io.holdfast.core.zone;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What makes a temporary conduit refusable (rulings P5). */
final class LastingCheck {

    /** As long as a site may be alone; whatever is needed longer is not temporary. */
    private static final Duration LONGEST = Duration.ofDays(90);

    private LastingCheck() {}

    static void check(Conduit conduit, ZoneModel model, FoundProblems found) {
        if (!(conduit.lasting() instanceof Lasting.Temporary(_, var longest))) {
            return;
        }
        if (touchesEssential(conduit, model)) {
            found.at("lasting")
                    .add(
                            "TEMPORARY_IN_ESSENTIAL_ZONE",
                            "Nothing closes by itself in a zone with an essential function; use a"
                                    + " review date.");
        }
        if (longest.isNegative() || longest.isZero() || longest.compareTo(LONGEST) > 0) {
            found.at("lasting")
                    .at("longestOpen")
                    .add(
                            "TEMPORARY_TOO_LONG",
                            "A temporary conduit is open for at most "
                                    + LONGEST.toDays()
                                    + " days.");
        }
    }

    static void newlyTyped(Conduit conduit, LocalDate today, FoundProblems found) {
        if (!(conduit.lasting() instanceof Lasting.Temporary(var end, _))) {
            return;
        }
        var day = LocalDate.ofInstant(end, ZoneOffset.UTC);
        if (day.isBefore(today)) {
            found.at("lasting").at("end").add("TEMPORARY_END_PAST", "The end is over already.");
        } else if (day.isAfter(today.plusDays(LONGEST.toDays()))) {
            found.at("lasting")
                    .at("end")
                    .add(
                            "TEMPORARY_TOO_LONG",
                            "A temporary conduit ends within "
                                    + LONGEST.toDays()
                                    + " days, not as late as "
                                    + day
                                    + ".");
        }
    }

    static boolean touchesEssential(Conduit conduit, ZoneModel model) {
        return model.zone(conduit.from().zone()).stream().anyMatch(Zone::essentialFunction)
                || model.zone(conduit.to().zone()).stream().anyMatch(Zone::essentialFunction);
    }
}
