package io.holdfast.controller.sitelinks;

import io.holdfast.controller.sitelinks.store.ChangedByStore;
import io.holdfast.core.drift.DriftCause;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.telemetry.SiteWord.ChangedBy;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who changed what devices run, as they say themselves. Nobody is asked for a right here. */
@Component
public class LastHands {

    private final ChangedByStore store;

    LastHands(ChangedByStore store) {
        this.store = store;
    }

    /** Keeps what a site told. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void told(SiteId site, ChangedBy changed) {
        store.put(site, changed);
    }

    /** Whose hand it was, of those devices that still run what was read then. */
    @Transactional(propagation = Propagation.MANDATORY)
    public SortedMap<DeviceSlot, DriftCause> of(SiteStanding standing) {
        var hands = new TreeMap<DeviceSlot, DriftCause>();
        for (var changed : store.of(standing.site())) {
            standing.slot(changed.slot())
                    .filter(slot -> slot.runningDigest().equals(changed.runningDigest()))
                    .ifPresent(slot ->
                            hands.put(slot.slot(), DriftCause.by(changed.user(), changed.at())));
        }
        return hands;
    }
}
