package io.holdfast.core.zone;

/** What hosts of one zone may say to each other. */
public enum IntraZone {
    /** Everything: nothing inside the zone filters. */
    OPEN,
    /** Nothing: each host speaks to the zone's border only. */
    ISOLATED
}
