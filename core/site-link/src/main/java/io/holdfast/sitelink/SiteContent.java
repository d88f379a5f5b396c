package io.holdfast.sitelink;

import io.holdfast.core.AddedLater;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.observe.DeviceAbilities;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Closing;
import io.holdfast.core.zone.ZoneModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What people approve for one site (rulings D1): the whole policy, the site plan and the exact text
 * of each device, now and after each hard end. Identified by the SHA-256 of its stored bytes.
 *
 * @param schema version of this record's JSON form; a site refuses one it does not know
 * @param ends what devices are told when something of the model closes by itself, in time order,
 *     one for each {@link Closing}
 */
public record SiteContent(
        int schema,
        String organization,
        SitePlan plan,
        ZoneModel model,
        List<DeviceContent> devices,
        @AddedLater List<HardEnd> ends) {

    /** The schema this release writes and reads. */
    public static final int SCHEMA = 1;

    public SiteContent {
        devices = List.copyOf(devices);
        ends = List.copyOf(ends);
    }

    /** A content in which nothing closes by itself. */
    public SiteContent(
            int schema,
            String organization,
            SitePlan plan,
            ZoneModel model,
            List<DeviceContent> devices) {
        this(schema, organization, plan, model, devices, List.of());
    }

    /** What its devices were taken to be able to do. */
    public DeviceAbilities abilities() {
        return DeviceAbilities.of(those(DeviceConfig::stateful), those(DeviceConfig::bridgesOnly));
    }

    private List<DeviceSlot> those(Predicate<DeviceConfig> of) {
        return devices.stream().filter(d -> of.test(d.config())).map(DeviceContent::slot).toList();
    }

    /** What should run at a time: without what has ended by then, with the ends still ahead. */
    public SiteContent at(Instant now) {
        int over = 0;
        while (over < ends.size() && !ends.get(over).at().isAfter(now)) {
            over++;
        }
        return over == 0 ? this : after(over);
    }

    /** This content and what it becomes at each of its ends, in time order. */
    public List<SiteContent> inTime() {
        return Stream.iterate(0, over -> over <= ends.size(), over -> over + 1)
                .map(over -> over == 0 ? this : after(over))
                .toList();
    }

    private SiteContent after(int over) {
        var last = ends.get(over - 1).at();
        var then = new TreeMap<DeviceSlot, DeviceContent>();
        ends.subList(0, over).forEach(e -> e.devices().forEach(d -> then.put(d.slot(), d)));
        var closed =
                Closing.of(model, plan).stream()
                        .filter(c -> !c.at().isAfter(last))
                        .reduce((_, later) -> later)
                        .map(Closing::model)
                        .orElse(model);
        return new SiteContent(
                schema,
                organization,
                plan,
                closed,
                devices.stream().map(d -> then.getOrDefault(d.slot(), d)).toList(),
                ends.subList(over, ends.size()));
    }

    /** Everything a device may be told by this content, in time order. */
    public List<DeviceContent> of(DeviceSlot slot) {
        var all = new ArrayList<DeviceContent>();
        Stream.concat(devices.stream(), ends.stream().flatMap(e -> e.devices().stream()))
                .filter(d -> d.slot().equals(slot))
                .forEach(all::add);
        return all;
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

    /**
     * A moment at which something closes by itself.
     *
     * @param longest the most that it is open, counted while the site node runs; zero if only the
     *     time ends it
     * @param devices those that are told something else from then on
     */
    public record HardEnd(Instant at, Duration longest, List<DeviceContent> devices) {
        public HardEnd {
            devices = List.copyOf(devices);
        }
    }
}
