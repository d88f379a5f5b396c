package io.holdfast.core.verify;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ZoneModel;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a proof is about: what was decided, what stands at the site, and what its devices are told.
 * Where a configuration came from (compiled, read from a text, read back) makes no difference.
 */
public record Situation(
        ZoneModel model, SitePlan plan, SortedMap<DeviceSlot, DeviceConfig> configs) {

    public Situation {
        configs = Collections.unmodifiableSortedMap(new TreeMap<>(configs));
    }

    public static Situation of(
            ZoneModel model, SitePlan plan, Map<DeviceSlot, DeviceConfig> configs) {
        return new Situation(model, plan, new TreeMap<>(configs));
    }
}
