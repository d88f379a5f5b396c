package io.holdfast.controller.observations;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.observations.store.SurveyStore;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.observe.Duplicates;
import io.holdfast.core.observe.Surveyed;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.telemetry.SurveyTold;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What devices told of themselves when they were last read whole. */
@Component
public class Surveys {

    /** More devices than these share nothing by accident; the list says so by its length. */
    private static final int MOST_ALIKE = 50;

    private final Access access;
    private final SurveyStore surveys;
    private final KnownSites sites;
    private final InstantSource clock;

    Surveys(Access access, SurveyStore surveys, KnownSites sites, InstantSource clock) {
        this.access = access;
        this.surveys = surveys;
        this.sites = sites;
        this.clock = clock;
    }

    /**
     * The newest survey of a device.
     *
     * @param taken when this was read
     * @param confirmed when the device was last read and told the same, but for what always moves
     * @param age since it was confirmed
     * @param shared what it has in common with other devices, as site/slot, that only one may have
     */
    public record DeviceSurvey(
            SiteId site,
            DeviceSlot slot,
            Instant taken,
            Instant confirmed,
            Duration age,
            Surveyed surveyed,
            List<Duplicates.Finding> shared) {
        public DeviceSurvey {
            shared = List.copyOf(shared);
        }
    }

    /**
     * The newest survey of a device.
     *
     * @throws Refused NOT_FOUND if it was never read whole
     */
    @Transactional(readOnly = true)
    public DeviceSurvey of(SiteId site, DeviceSlot slot) {
        return newest(site, slot).orElseThrow(() -> Refused.notFound("survey", site + "/" + slot));
    }

    /** The newest survey of a device; empty if it was never read whole. */
    @Transactional(readOnly = true)
    public Optional<DeviceSurvey> newest(SiteId site, DeviceSlot slot) {
        access.requireRead();
        sites.require(site);
        return surveys.newest(site, slot).map(kept -> survey(site, slot, kept.told()));
    }

    private DeviceSurvey survey(SiteId site, DeviceSlot slot, SurveyTold told) {
        var surveyed =
                told.surveyed()
                        .orElseThrow(
                                () -> new IllegalStateException("a survey was kept that is none"));
        var shared =
                surveyed
                        .survey()
                        .map(s -> Duplicates.among(surveys.alike(s.identity(), MOST_ALIKE)))
                        .orElse(List.of())
                        .stream()
                        .filter(f -> f.devices().contains(site + "/" + slot))
                        .toList();
        return new DeviceSurvey(
                site,
                slot,
                told.taken(),
                told.confirmed(),
                Duration.between(told.confirmed(), clock.instant()),
                surveyed,
                shared);
    }
}
