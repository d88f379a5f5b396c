package io.holdfast.controller.changes;

import io.holdfast.controller.policies.SeenDevices;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.controller.sitelinks.SiteStanding;
import io.holdfast.controller.sitelinks.SlotStanding;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What sites told of their devices. */
@Component
class SeenOverTheLink implements SeenDevices {

    private final SiteLinks links;

    SeenOverTheLink(SiteLinks links) {
        this.links = links;
    }

    @Override
    public Map<DeviceSlot, List<String>> modules(SiteId site) {
        return modules(links.standing(site));
    }

    static Map<DeviceSlot, List<String>> modules(SiteStanding standing) {
        var modules = new HashMap<DeviceSlot, List<String>>();
        for (SlotStanding slot : standing.slots()) {
            if (!slot.modules().isEmpty()) {
                modules.put(slot.slot(), slot.modules());
            }
        }
        return modules;
    }
}
