package io.holdfast.core.rollout;

import io.holdfast.core.window.MayStart;
import io.holdfast.core.window.SiteWindows;
import java.time.Instant;
import java.util.Optional;

/** Whether it is the time for a site to begin the change, by its windows and freezes. */
public sealed interface SiteTime {

    /** No window keeps it waiting, and none ever did. */
    SiteTime ALWAYS = new Come(Instant.EPOCH);

    /** It is, since then at least. */
    record Come(Instant since) implements SiteTime {}

    /**
     * It is not.
     *
     * @param reason what it waits for, in the words a site uses
     * @param next when it will be; empty if never, as far as is known
     */
    record NotYet(String reason, Optional<Instant> next) implements SiteTime {}

    /** What was judged, for a rollout. */
    static SiteTime of(SiteWindows windows, MayStart judged) {
        return switch (judged) {
            case MayStart.Yes(var since, _, _) -> new Come(since);
            case MayStart.No(var hold, var next, _) ->
                    new NotYet(hold.sentence(windows.zone()), next);
        };
    }
}
