package io.holdfast.controller.observations;

import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.audit.Repeats;
import io.holdfast.controller.scope.Acting;
import io.holdfast.core.site.SiteId;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Records that a site told what nobody asked it for. The same of one site is an entry once in a
 * while and not each time: a box that says nothing else must not fill the log.
 */
@Component
class Unasked {

    private final AuditLog audit;
    private final InstantSource clock;
    private final Repeats repeats = new Repeats();

    Unasked(AuditLog audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** A cause, stable, and its sentence. */
    enum Cause {
        DEVICE_NOT_ENTERED("It told of a device nobody entered at this site."),
        FIND_NOT_ORDERED("It told a find that no search it is carrying out was ordered for.");

        private final String sentence;

        Cause(String sentence) {
            this.sentence = sentence;
        }
    }

    /** An entry, unless there was one of this cause a short while ago. Not in a transaction. */
    void refused(SiteId site, Cause cause, String about) {
        var what = Acting.organization() + " " + site + " " + cause;
        if (!repeats.isNew(what, clock.instant())) {
            return;
        }
        audit.refused(
                "telemetry.take",
                "site:" + site,
                cause.name(),
                cause.sentence,
                Map.of("about", about));
    }
}
