package io.holdfast.core.window;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Whether a change may start now. It says which zone rules it was judged by: two programs with
 * different rules for one zone differ for a while after a government decided, and whoever looks for
 * the cause finds it here.
 */
public sealed interface MayStart {

    /** Version of the time zone data, as in 2026a. */
    String zoneRules();

    /**
     * Yes.
     *
     * @param since since when it may, at least
     * @param until by then all of it must be over; {@link Instant#MAX} where nothing limits it
     */
    record Yes(Instant since, Instant until, String zoneRules) implements MayStart {}

    /**
     * No.
     *
     * @param next when it may, as far as is known today; empty if never
     */
    record No(Hold hold, Optional<Instant> next, String zoneRules) implements MayStart {}

    /** What a change waits for. */
    sealed interface Hold {

        /** It is not the time; the next window that is long enough. */
        record OutsideWindow(Occurrence next) implements Hold {}

        /** It would run into a time that is denied. */
        record Denied(Occurrence denied) implements Hold {}

        /** An administrator stopped everything. */
        record Frozen(Freeze freeze) implements Hold {}

        /** Nobody here knows surely what time it is. */
        record TimeUnknown() implements Hold {}

        /** It may last longer than any window is open. */
        record TooLong(Duration needs, Duration longest) implements Hold {}

        /** The last window is over. */
        record NoWindowLeft() implements Hold {}

        /** One sentence after "it", in the time of the site. */
        default String sentence(ZoneId zone) {
            return switch (this) {
                case OutsideWindow(var next) ->
                        "waits for the window "
                                + next.window()
                                + ": "
                                + LocalClock.span(next, zone);
                case Denied(var denied) ->
                        "waits until the denied time "
                                + denied.window()
                                + " is over: "
                                + LocalClock.span(denied, zone);
                case Frozen(var freeze) ->
                        "waits until the freeze is over at "
                                + LocalClock.moment(freeze.until(), zone)
                                + ": "
                                + freeze.reason();
                case TimeUnknown() ->
                        "waits until it is surely known what time it is; the centre tells it";
                case TooLong(var needs, var longest) ->
                        "may take "
                                + needs.plusSeconds(59).toMinutes()
                                + " minutes, and no window lasts longer than "
                                + longest.toMinutes();
                case NoWindowLeft() -> "waits for a window, and none comes any more";
            };
        }
    }
}
