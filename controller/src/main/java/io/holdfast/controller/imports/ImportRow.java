package io.holdfast.controller.imports;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.zone.ZoneName;

/** One line of a file, understood. */
public sealed interface ImportRow {

    /** Where it stands: the line of a CSV file, or which object of a JSON list, from 1. */
    int line();

    SiteId site();

    /** A site of the reference blueprint. */
    record Site(int line, SiteId site, String name, String timeZone, int number)
            implements ImportRow {}

    /** A device of a site's plan; its ports are planned afterwards. */
    record Device(
            int line,
            SiteId site,
            DeviceSlot slot,
            DeviceRole role,
            String model,
            IpAddress address,
            boolean configured)
            implements ImportRow {}

    /** Addresses that a zone has at a site. */
    record ZonePrefix(int line, SiteId site, ZoneName zone, Prefix prefix) implements ImportRow {}
}
