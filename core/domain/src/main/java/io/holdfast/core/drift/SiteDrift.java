package io.holdfast.core.drift;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.diff.ConfigDiff;
import io.holdfast.core.network.Packet;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.verify.Explain;
import io.holdfast.core.verify.PacketSet;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.verify.RuleOrigins;
import io.holdfast.core.verify.SiteFlows;
import io.holdfast.core.verify.Situation;
import io.holdfast.core.verify.SpaceFull;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compares what a site's devices run with what was approved for them. A device is judged alone and
 * beside the others: two differences that do nothing each may open a way together.
 */
public final class SiteDrift {

    private final Situation approved;
    private final SortedMap<DeviceSlot, DeviceConfig> running;
    private final RuleOrigins origins;

    private SiteDrift(
            Situation approved, SortedMap<DeviceSlot, DeviceConfig> running, RuleOrigins origins) {
        this.approved = approved;
        this.running = running;
        this.origins = origins;
    }

    /**
     * Finds the devices that differ, by slot.
     *
     * @param approved with a configuration for each device that Holdfast configures
     * @param read what devices were read back with; one that was not read is taken to run what was
     *     approved, others than the approved ones are left out
     */
    public static List<Drift> of(
            Situation approved, Map<DeviceSlot, DeviceConfig> read, RuleOrigins origins) {
        var running = new TreeMap<>(approved.configs());
        read.forEach((slot, config) -> running.replace(slot, config));
        return new SiteDrift(approved, running, origins).drifts();
    }

    private List<Drift> drifts() {
        var found = new ArrayList<Drift>();
        for (var device : running.entrySet()) {
            var lines =
                    ConfigDiff.between(of(approved, device.getKey()), device.getValue()).lines();
            if (!lines.isEmpty()) {
                found.add(judged(device.getKey(), lines));
            }
        }
        return List.copyOf(found);
    }

    private Drift judged(DeviceSlot slot, List<ConfigDiff.Line> lines) {
        var alone = with(approved.configs(), slot, of(running, slot));
        var others = with(running, slot, of(approved, slot));
        try {
            var space = PacketSpace.create();
            var beside = new Step(space, others, running);
            var byItself = new Step(space, approved.configs(), alone);
            var opened = beside.first(true).or(() -> byItself.first(true));
            var closed = beside.first(false).or(() -> byItself.first(false));
            return new Drift(
                    slot,
                    lines,
                    DriftGrade.of(opened.isPresent(), closed.isPresent()),
                    opened.or(() -> closed));
        } catch (SpaceFull _) {
            return new Drift(slot, lines, DriftGrade.NOT_JUDGED, Optional.empty());
        }
    }

    /** From one set of configurations to another. */
    private final class Step {

        private final SortedMap<DeviceSlot, DeviceConfig> after;
        private final SiteFlows old;
        private final SiteFlows fresh;

        Step(
                PacketSpace space,
                SortedMap<DeviceSlot, DeviceConfig> before,
                SortedMap<DeviceSlot, DeviceConfig> after) {
            this.after = after;
            old = SiteFlows.of(space, site(before));
            fresh = SiteFlows.of(space, site(after));
        }

        /** A packet that gets through and did not, or the other way round. */
        Optional<Drift.Example> first(boolean opens) {
            for (var from : old.zones()) {
                for (var to : old.zones()) {
                    if (!from.equals(to)) {
                        var tried = changed(opens, old.tried(from, to), fresh.tried(from, to));
                        if (tried.isPresent()) {
                            return tried.map(p -> tried(opens, from, p));
                        }
                        var served = changed(opens, old.served(from, to), fresh.served(from, to));
                        if (served.isPresent()) {
                            return served.map(p -> served(opens, from, p));
                        }
                    }
                }
                var atDevice = firstAtDevice(opens, from);
                if (atDevice.isPresent()) {
                    return atDevice;
                }
            }
            return Optional.empty();
        }

        private Optional<Drift.Example> firstAtDevice(boolean opens, ZoneName from) {
            for (var device : old.devices()) {
                var tried =
                        changed(
                                opens,
                                List.of(old.toDevice(from, device)),
                                List.of(fresh.toDevice(from, device)));
                if (tried.isPresent()) {
                    return tried.map(p -> tried(opens, from, p));
                }
                var served =
                        changed(
                                opens,
                                List.of(old.servedToDevice(from, device)),
                                List.of(fresh.servedToDevice(from, device)));
                if (served.isPresent()) {
                    return served.map(p -> served(opens, from, p));
                }
            }
            return Optional.empty();
        }

        private Drift.Example tried(boolean opens, ZoneName from, Packet packet) {
            return new Drift.Example(opens, Explain.tried(site(after), from, packet, origins));
        }

        private Drift.Example served(boolean opens, ZoneName from, Packet packet) {
            return new Drift.Example(
                    opens,
                    Explain.packet(
                            approved.model(), approved.plan(), after, from, packet, origins));
        }
    }

    private static Optional<Packet> changed(
            boolean opens, List<PacketSet> earlier, List<PacketSet> later) {
        for (int i = 0; i < Math.max(earlier.size(), later.size()); i++) {
            // A site without a device that judges conversations says the same of both kinds.
            var before = earlier.get(Math.min(i, earlier.size() - 1));
            var after = later.get(Math.min(i, later.size() - 1));
            var packets = opens ? after.minus(before) : before.minus(after);
            if (!packets.isEmpty()) {
                return packets.witness();
            }
        }
        return Optional.empty();
    }

    private Situation site(SortedMap<DeviceSlot, DeviceConfig> configs) {
        return new Situation(approved.model(), approved.plan(), configs, approved.around());
    }

    private static DeviceConfig of(Situation site, DeviceSlot slot) {
        return of(site.configs(), slot);
    }

    private static DeviceConfig of(SortedMap<DeviceSlot, DeviceConfig> configs, DeviceSlot slot) {
        return configs.getOrDefault(slot, DeviceConfig.EMPTY);
    }

    private static SortedMap<DeviceSlot, DeviceConfig> with(
            SortedMap<DeviceSlot, DeviceConfig> configs, DeviceSlot slot, DeviceConfig config) {
        var all = new TreeMap<>(configs);
        all.put(slot, config);
        return all;
    }
}
