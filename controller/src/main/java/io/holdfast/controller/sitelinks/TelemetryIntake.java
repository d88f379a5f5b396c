package io.holdfast.controller.sitelinks;

import io.holdfast.sitelink.telemetry.TelemetryAnswer;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import java.time.Instant;

/**
 * Where streams J1 and J2 go once the link has taken them in. A border: the link carries them and
 * does not know what they mean.
 */
@FunctionalInterface
public interface TelemetryIntake {

    /**
     * Puts a batch on disk; the same batch again changes nothing. Called as the site, whose
     * identity was checked against its certificate, and not in a transaction.
     */
    TelemetryAnswer take(TelemetryRequest request, Instant now);
}
