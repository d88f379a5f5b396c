package io.holdfast.controller.sitelinks.door;

import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.sitelinks.TelemetryIntake;
import io.holdfast.controller.sitelinks.store.SiteStore;
import io.holdfast.sitelink.telemetry.TelemetryAnswer;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Events and samples of sites. They have places and shares of their own, and never one of those by
 * which journals and states travel.
 */
@Component
class Telemetry {

    private final SiteStore sites;
    private final ObjectProvider<TelemetryIntake> intake;
    private final InstantSource clock;
    private final TransactionTemplate reading;

    Telemetry(
            SiteStore sites,
            ObjectProvider<TelemetryIntake> intake,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.sites = sites;
        this.intake = intake;
        this.clock = clock;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    TelemetryAnswer hear(Peer peer, TelemetryRequest request) {
        if (request.protocol() != 1) {
            throw new Turned(400, "NOT_THE_PROTOCOL", "This centre speaks protocol 1.");
        }
        return Acting.as(
                peer.caller(),
                () -> {
                    reading.execute(_ ->
                            Turned.unlessInService(
                                    sites.find(peer.identity().site()), peer.identity()));
                    return Objects.requireNonNull(intake.getIfAvailable())
                            .take(request, clock.instant());
                });
    }
}
