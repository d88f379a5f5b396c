package io.holdfast.controller.observations;

import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Acting;
import io.holdfast.core.site.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Records that a site told what nobody asked it for. The same of one site is an entry once in a
 * while and not each time: a box that says nothing else must not fill the log.
 */
@Component
class Unasked {

    private static final Duration QUIET = Duration.ofMinutes(10);
    private static final int REMEMBERED = 10_000;

    private final AuditLog audit;
    private final InstantSource clock;
    private final Map<String, Instant> recorded =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
                    return size() > REMEMBERED;
                }
            };

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
        var key = Acting.organization() + " " + site + " " + cause;
        var now = clock.instant();
        synchronized (recorded) {
            var last = recorded.get(key);
            if (last != null && last.plus(QUIET).isAfter(now)) {
                return;
            }
            recorded.remove(key);
            recorded.put(key, now);
        }
        audit.refused(
                "telemetry.take",
                "site:" + site,
                cause.name(),
                cause.sentence,
                Map.of("about", about));
    }
}
