package io.holdfast.core.site;

/**
 * A border of the reference architecture which a firewall is named to hold (R70). Whatever crosses
 * the border goes through a device that holds it, or the site is not compiled.
 */
public enum Perimeter {
    /** Between the WAN and everything inside. */
    WAN_LAN,
    /** Between the office side (WAN, IT, IT DMZ, guests) and the plant side (OT DMZ, OT). */
    IT_OT
}
