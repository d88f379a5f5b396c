package io.holdfast.controller.policies;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.util.List;
import java.util.Map;

/** What is known of a site's devices, by whoever keeps contact with the sites. */
public interface SeenDevices {

    /** The modules of each device of a site that was ever seen. */
    Map<DeviceSlot, List<String>> modules(SiteId site);
}
