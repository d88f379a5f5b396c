package io.holdfast.controller.observations;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.observations.store.UseStore;
import io.holdfast.controller.sitelinks.DeviceAccesses;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Whether what opens a device does: ordered here, tried at the site, answered by number. */
@Component
public class CredentialTrials {

    private final Access access;
    private final DeviceAccesses accesses;
    private final UseStore trials;
    private final KnownSites sites;

    CredentialTrials(Access access, DeviceAccesses accesses, UseStore trials, KnownSites sites) {
        this.access = access;
        this.accesses = accesses;
        this.trials = trials;
        this.sites = sites;
    }

    /**
     * The newest trial of a device.
     *
     * @param order its number; 0 if none was ever ordered
     * @param result empty while the site has not answered this order
     */
    public record Trial(long order, Optional<Result> result) {}

    /**
     * What became of it.
     *
     * @param code REACHED, LOGIN_REFUSED, HOST_KEY_TO_CONFIRM, HOST_KEY_CHANGED or SILENT
     * @param at by the site's clock
     */
    public record Result(String code, String reason, Instant at) {}

    /** Orders a trial. */
    @Transactional
    public Trial order(SiteId site, DeviceSlot slot) {
        return new Trial(accesses.orderTrial(site, slot), Optional.empty());
    }

    /** The newest trial, with its result once the site has told it. */
    @Transactional(readOnly = true)
    public Trial newest(SiteId site, DeviceSlot slot) {
        access.requireRead();
        sites.require(site);
        long order = accesses.newestTrial(site, slot);
        return new Trial(
                order,
                trials.newest(site, slot)
                        .filter(t -> t.order() == order)
                        .map(t -> new Result(t.result(), t.reason(), t.at())));
    }
}
