package io.holdfast.sitelink;

import io.holdfast.core.config.DeviceConfig;
import java.util.List;
import java.util.Optional;

/**
 * What {@link Acceptance} has to ask others: the site's own dialects and its own verifier (rulings
 * D4).
 */
public interface ContentChecks {

    /** What a text means in a dialect of this site. */
    Meaning read(String dialect, String text);

    /**
     * Why the verifier does not let the site go from what is in force to what is offered; one
     * sentence with packet and rule each, empty if the proof holds.
     */
    List<String> objections(Optional<SiteContent> inForce, SiteContent offered);

    /** What became of reading a text. */
    sealed interface Meaning {
        record Means(DeviceConfig config) implements Meaning {}

        record UnknownDialect() implements Meaning {}

        record Unreadable(String reason) implements Meaning {}
    }
}
