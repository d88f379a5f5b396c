package io.holdfast.apps.simulation;

import java.time.Duration;

/** Who fails, and for how long: less than the devices' own timers, or more. */
enum Blow {
    SITE_BRIEFLY,
    SITE_LONG,
    CENTRE,
    ONE_DEVICE,
    ALL_DEVICES,
    SITE_AND_DEVICES,
    EVERYTHING;

    private static final Duration BRIEFLY = Duration.ofSeconds(7);
    private static final Duration A_RESTART = Duration.ofSeconds(50);
    private static final Duration LONG = Duration.ofMinutes(20);

    void fall(SimSite site, SimCentre centre) {
        switch (this) {
            case SITE_BRIEFLY -> site.crash(BRIEFLY);
            case SITE_LONG -> site.crash(LONG);
            case CENTRE -> centre.crash(Duration.ofMinutes(2));
            case ONE_DEVICE -> site.device(Changes.SWITCH).reboot(A_RESTART);
            case ALL_DEVICES -> devices(site, A_RESTART);
            case SITE_AND_DEVICES -> {
                site.crash(A_RESTART);
                devices(site, A_RESTART);
            }
            case EVERYTHING -> {
                site.crash(LONG);
                devices(site, LONG);
                centre.crash(LONG);
            }
        }
    }

    private static void devices(SimSite site, Duration dark) {
        site.devices.values().forEach(device -> device.reboot(dark));
    }
}
