package io.holdfast.controller.sitelinks;

import io.holdfast.core.rollout.Liveness;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where and how the centre listens to its sites.
 *
 * <p>A site polls again as soon as it was answered, and no poll is held longer than {@code hold}:
 * it is heard every 12 s at the latest, 13 s with its own pause. Overdue after 20 s lets one poll
 * be slow; islanded after 30 s lets one be lost.
 *
 * @param port 0 takes any free one
 * @param url what enrolment tokens name for a site without an address of its own; by default the
 *     first name and the port
 * @param names what the listener's certificate says it is: host names and addresses
 * @param hold how long a poll waits for something new, whatever the site would bear
 * @param atOnce how many requests are read and worked on at the same time; a waiting poll is none
 * @param connections how many connections are open at the same time
 */
@ConfigurationProperties("holdfast.link")
public record LinkSettings(
        @DefaultValue("127.0.0.1") String address,
        @DefaultValue("8443") int port,
        @DefaultValue("") String url,
        @DefaultValue({"localhost", "127.0.0.1", "::1"}) List<String> names,
        @DefaultValue("12s") Duration hold,
        @DefaultValue("20s") Duration degraded,
        @DefaultValue("30s") Duration islanded,
        @DefaultValue("32") int atOnce,
        @DefaultValue("4000") int connections) {

    public LinkSettings {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("holdfast.link.names needs at least one name");
        }
        if (degraded.compareTo(hold) <= 0) {
            throw new IllegalArgumentException(
                    "holdfast.link.degraded must be longer than holdfast.link.hold");
        }
    }

    /** From which age of the last word a link is what. */
    public Liveness.Thresholds thresholds() {
        return new Liveness.Thresholds(degraded, islanded);
    }
}
