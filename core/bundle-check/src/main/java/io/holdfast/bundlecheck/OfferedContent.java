package io.holdfast.bundlecheck;

import io.holdfast.core.Bytes;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Closing;
import io.holdfast.core.zone.ZoneModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a site shall be: plan, policy and the text of each device, now and after each end. */
public record OfferedContent(
        int schema,
        String organization,
        SitePlan plan,
        ZoneModel model,
        List<Told> devices,
        List<End> ends) {

    public OfferedContent {
        devices = List.copyOf(devices);
        ends = List.copyOf(ends);
    }

    /** What one device is told. */
    public record Told(
            DeviceSlot slot,
            int group,
            String dialect,
            DeviceConfig config,
            String text,
            String textDigest) {}

    /**
     * When something closes by itself, and who is told something else then.
     *
     * @param longest the most that it is open while the site node runs; zero for no such limit
     */
    public record End(Instant at, Duration longest, List<Told> devices) {
        public End {
            devices = List.copyOf(devices);
        }
    }

    static OfferedContent read(Bytes bytes) {
        var fields = Fields.of("a content", JsonText.read(bytes.toArray()));
        var ends = fields.maybe("ends");
        var content =
                new OfferedContent(
                        fields.small("schema"),
                        fields.text("organization"),
                        ModelReader.read(SitePlan.class, fields.take("plan")),
                        ModelReader.read(ZoneModel.class, fields.take("model")),
                        fields.list("devices", OfferedContent::told),
                        ends.map(e -> Fields.list("ends", e, OfferedContent::end))
                                .orElse(List.of()));
        fields.end();
        if (ends.isPresent() && content.ends().isEmpty()) {
            throw new NotThisForm("ends says nothing and is left out");
        }
        return content;
    }

    private static Told told(Json json) {
        var fields = Fields.of("a device", json);
        var told =
                new Told(
                        fields.spelled("slot", DeviceSlot::new),
                        fields.small("group"),
                        fields.text("dialect"),
                        ModelReader.read(DeviceConfig.class, fields.take("config")),
                        fields.text("text"),
                        fields.text("textDigest"));
        fields.end();
        return told;
    }

    private static End end(Json json) {
        var fields = Fields.of("an end", json);
        var end =
                new End(
                        fields.moment("at"),
                        fields.spelled("longest", Duration::parse),
                        fields.list("devices", OfferedContent::told));
        fields.end();
        return end;
    }

    /** What each device means. */
    SortedMap<DeviceSlot, DeviceConfig> configs() {
        var configs = new TreeMap<DeviceSlot, DeviceConfig>();
        devices.forEach(d -> configs.put(d.slot(), d.config()));
        return configs;
    }

    /** When which devices are told: those of one number together, lower numbers first. */
    SortedMap<DeviceSlot, Integer> groups() {
        var groups = new TreeMap<DeviceSlot, Integer>();
        devices.forEach(d -> groups.put(d.slot(), d.group()));
        return groups;
    }

    /** The content from its first moment on, and from each of its ends on. */
    List<OfferedContent> stages() {
        var stages = new ArrayList<OfferedContent>();
        stages.add(this);
        Map<DeviceSlot, Told> now = new LinkedHashMap<>();
        devices.forEach(d -> now.put(d.slot(), d));
        var closings = Closing.of(model, plan);
        for (int i = 0; i < ends.size(); i++) {
            ends.get(i).devices().forEach(d -> now.replace(d.slot(), d));
            var moment = ends.get(i).at();
            var open = model;
            for (var closing : closings) {
                open = closing.at().isAfter(moment) ? open : closing.model();
            }
            stages.add(
                    new OfferedContent(
                            schema,
                            organization,
                            plan,
                            open,
                            List.copyOf(now.values()),
                            ends.subList(i + 1, ends.size())));
        }
        return stages;
    }

    /** The stage it is in at a moment. */
    OfferedContent at(Instant moment) {
        int over = 0;
        for (var end : ends) {
            if (end.at().isAfter(moment)) {
                break;
            }
            over++;
        }
        return stages().get(over);
    }
}
