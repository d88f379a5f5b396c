package io.holdfast.apps.simulation;

import io.holdfast.core.site.DeviceSlot;
import java.util.List;

/** A change of the crash matrix: which devices, in which groups, and what is wrong with it. */
enum Scenario {
    /** Each device by itself, one after the other. */
    ONE_BY_ONE,
    /** All three on trial together. */
    TOGETHER,
    /** A group of two, then one alone. */
    TWO_AND_ONE,
    /** All three together, in a window that closes every evening. */
    IN_A_WINDOW,
    /** One member cuts the site node off: its own timer brings all back. */
    CUTS_MANAGEMENT,
    /** One member lets a probe fail: all are told to take back. */
    FAILS_PROBE,
    /** One member refuses. */
    REFUSED;

    static final List<DeviceSlot> SLOTS =
            List.of(Changes.FIREWALL, Changes.SWITCH, new DeviceSlot("sw-2"));

    Changes.Kind kind() {
        return switch (this) {
            case ONE_BY_ONE, TOGETHER, TWO_AND_ONE, IN_A_WINDOW -> Changes.Kind.GOOD;
            case CUTS_MANAGEMENT -> Changes.Kind.CUTS_MANAGEMENT;
            case FAILS_PROBE -> Changes.Kind.FAILS_PROBE;
            case REFUSED -> Changes.Kind.REFUSED;
        };
    }

    boolean windows() {
        return this == IN_A_WINDOW;
    }

    int group(DeviceSlot slot) {
        int number = SLOTS.indexOf(slot) + 1;
        return switch (this) {
            case ONE_BY_ONE -> number;
            case TWO_AND_ONE -> number < 3 ? 1 : 2;
            case TOGETHER, IN_A_WINDOW, CUTS_MANAGEMENT, FAILS_PROBE, REFUSED -> 1;
        };
    }
}
