package io.holdfast.site.console;

import io.holdfast.sitelink.site.Replacing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the site knows about its devices for somebody who has to replace one. Carries no secret.
 *
 * @param places the devices of the accepted state, by slot
 * @param open the replacement under way
 * @param last how the one before ended
 */
public record ReplaceView(
        List<Place> places, Optional<Replacing> open, Optional<Replacing.Ended> last) {

    /** Of a node that has no devices. */
    public static final ReplaceView NOTHING =
            new ReplaceView(List.of(), Optional.empty(), Optional.empty());

    public ReplaceView {
        places = List.copyOf(places);
    }

    /**
     * One device.
     *
     * @param address where it is dialled
     * @param serial of the unit as last heard; empty if never
     * @param model as last heard; empty if never
     * @param hostKey that it has to show; empty if none
     * @param kept revision that it kept last; 0 if none
     * @param seen when it last answered; EPOCH if never
     * @param wanted revision that it is to run, which a new unit is told
     */
    public record Place(
            String slot,
            String address,
            String serial,
            String model,
            String hostKey,
            long kept,
            Instant seen,
            long wanted) {}
}
