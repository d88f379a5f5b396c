package io.holdfast.core.zone;

import io.holdfast.core.AddedLater;
import io.holdfast.core.Names;

/**
 * A zone (IEC 62443-3-2): assets with common security requirements.
 *
 * @param ownerRole the role that answers for the zone, as in shift-lead
 * @param essentialFunction true if no measure may act in it by itself
 * @param inside what its hosts may say to each other
 */
public record Zone(
        ZoneName name,
        ZoneKind kind,
        SecurityLevel slTarget,
        String ownerRole,
        boolean essentialFunction,
        @AddedLater IntraZone inside) {

    public Zone {
        Names.text("an owner role", ownerRole, 63);
    }

    /** A zone whose hosts may speak to each other. */
    public Zone(
            ZoneName name,
            ZoneKind kind,
            SecurityLevel slTarget,
            String ownerRole,
            boolean essentialFunction) {
        this(name, kind, slTarget, ownerRole, essentialFunction, IntraZone.OPEN);
    }
}
