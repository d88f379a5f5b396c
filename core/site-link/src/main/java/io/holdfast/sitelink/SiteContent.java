package io.holdfast.sitelink;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.observe.DeviceAbilities;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ZoneModel;
import java.util.List;
import java.util.function.Predicate;

/**
 * What people approve for one site (rulings D1): the whole policy, the site plan and the exact text
 * of each device. Identified by the SHA-256 of its stored bytes.
 *
 * @param schema version of this record's JSON form; a site refuses one it does not know
 */
public record SiteContent(
        int schema,
        String organization,
        SitePlan plan,
        ZoneModel model,
        List<DeviceContent> devices) {

    /** The schema this release writes and reads. */
    public static final int SCHEMA = 1;

    public SiteContent {
        devices = List.copyOf(devices);
    }

    /** What its devices were taken to be able to do. */
    public DeviceAbilities abilities() {
        return DeviceAbilities.of(those(DeviceConfig::stateful), those(DeviceConfig::bridgesOnly));
    }

    private List<DeviceSlot> those(Predicate<DeviceConfig> of) {
        return devices.stream().filter(d -> of.test(d.config())).map(DeviceContent::slot).toList();
    }

    /**
     * One device's part.
     *
     * @param group devices with the same number are put on trial together, lower numbers first
     * @param textDigest SHA-256 of the text, hex
     */
    public record DeviceContent(
            DeviceSlot slot,
            int group,
            String dialect,
            DeviceConfig config,
            String text,
            String textDigest) {}
}
