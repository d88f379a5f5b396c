package io.holdfast.controller.drifts;

import io.holdfast.controller.sitelinks.SiteStanding;
import io.holdfast.controller.sitelinks.SlotStanding;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.SiteContent.DeviceContent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What each device should run where a content ends something by itself (rulings P5). A site goes by
 * its own trusted time: it may close a little before the centre's clock says so, and earlier where
 * it cannot be sure of the time. That is no drift; what is still open a while after its end is.
 */
final class InItsTime {

    /** A device on trial, and a look after it. */
    private static final Duration TO_CLOSE = Duration.ofMinutes(15);

    private InItsTime() {}

    static SiteContent content(SiteContent content, SiteStanding standing, Instant now) {
        if (content.ends().isEmpty()) {
            return content;
        }
        var then = content.at(now);
        return new SiteContent(
                then.schema(),
                then.organization(),
                then.plan(),
                then.model(),
                then.devices().stream()
                        .map(d ->
                                standing.slot(d.slot())
                                        .map(told -> expected(content, d, told))
                                        .orElse(d))
                        .toList(),
                then.ends());
    }

    /** What it runs, if the content means that at the time it was read or later; else what now. */
    private static DeviceContent expected(
            SiteContent content, DeviceContent now, SlotStanding told) {
        var read = told.observedAt().isBefore(told.heardAt()) ? told.observedAt() : told.heardAt();
        return content.at(read.minus(TO_CLOSE)).inTime().stream()
                .map(SiteContent::devices)
                .flatMap(List::stream)
                .filter(d -> d.slot().equals(now.slot()))
                .filter(d -> Digests.of(d.config()).equals(told.runningDigest()))
                .findFirst()
                .orElse(now);
    }
}
