package io.holdfast.core.zone;

/** The kinds of zone of the reference architecture (mission.md). */
public enum ZoneKind {
    WAN,
    IT,
    IT_DMZ,
    OT_DMZ,
    OT,
    REMOTE_ACCESS,
    MANAGEMENT,
    SECURITY_TECHNOLOGY,
    BUILDING_AUTOMATION,
    TRAFFIC_CONTROL,
    GUEST,
    QUARANTINE
}
