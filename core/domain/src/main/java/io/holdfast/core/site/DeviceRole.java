package io.holdfast.core.site;

/** What a device is for. */
public enum DeviceRole {
    FIREWALL,
    SWITCH,
    ACCESS_POINT
}
