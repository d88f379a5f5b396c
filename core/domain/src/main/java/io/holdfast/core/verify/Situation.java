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
 *
 * @param around what was seen at the site and what is out of order there
 */
public record Situation(
        ZoneModel model,
        SitePlan plan,
        SortedMap<DeviceSlot, DeviceConfig> configs,
        Surroundings around) {

    public Situation {
        configs = Collections.unmodifiableSortedMap(new TreeMap<>(configs));
    }

    /** A site of which nothing was seen and where nothing is down. */
    public Situation(ZoneModel model, SitePlan plan, SortedMap<DeviceSlot, DeviceConfig> configs) {
        this(model, plan, configs, Surroundings.NONE);
    }

    public static Situation of(
            ZoneModel model, SitePlan plan, Map<DeviceSlot, DeviceConfig> configs) {
        return new Situation(model, plan, new TreeMap<>(configs));
    }

    public Situation with(Surroundings surroundings) {
        return new Situation(model, plan, configs, surroundings);
    }
}
