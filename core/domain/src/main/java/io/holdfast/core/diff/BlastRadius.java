package io.holdfast.core.diff;

import io.holdfast.core.network.Packet;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.verify.PacketSet;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.verify.SiteFlows;
import io.holdfast.core.verify.Situation;
import io.holdfast.core.verify.SpaceFull;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whom a change touches: who can be reached that could not be, who is cut off, which conversations
 * that run now are dropped, which devices get another configuration.
 *
 * @param newlyReachable endpoints that some zone can speak to from now on and could not before
 * @param cutOff endpoints that some zone could speak to and cannot any more at all
 * @param dropped of the conversations named, those that do not pass any more
 * @param devices whose configuration changes
 */
public record BlastRadius(
        List<Reached> newlyReachable,
        List<Reached> cutOff,
        List<Session> dropped,
        List<DeviceSlot> devices) {

    public BlastRadius {
        newlyReachable = List.copyOf(newlyReachable);
        cutOff = List.copyOf(cutOff);
        dropped = List.copyOf(dropped);
        devices = List.copyOf(devices);
    }

    /**
     * An endpoint as seen from a zone.
     *
     * @param group a group of hosts inside the zone; empty for the zone's other hosts
     */
    public record Reached(ZoneName from, ZoneName to, String group) {
        @Override
        public String toString() {
            return from + " -> " + to + (group.isEmpty() ? "" : "/" + group);
        }
    }

    /** A conversation that is known to run: the packet that opened it, and between which zones. */
    public record Session(ZoneName from, ZoneName to, Packet opening) {}

    /**
     * Compares two situations of one site.
     *
     * @param running conversations known to run now, from flow records or counters; may be empty
     * @throws SpaceFull if the rules are too many to be judged exactly
     */
    public static BlastRadius between(
            PacketSpace space, Situation before, Situation after, List<Session> running) {
        var old = SiteFlows.of(space, before);
        var fresh = SiteFlows.of(space, after);
        var reachable = new ArrayList<Reached>();
        var cutOff = new ArrayList<Reached>();
        for (var from : zones(before, after)) {
            for (var to : zones(before, after)) {
                if (!from.equals(to)) {
                    var earlier = old.between(from, to);
                    var later = fresh.between(from, to);
                    for (var end : ends(space, before, after, to)) {
                        boolean was = !earlier.intersect(end.packets()).isEmpty();
                        boolean is = !later.intersect(end.packets()).isEmpty();
                        if (is && !was) {
                            reachable.add(new Reached(from, to, end.group()));
                        } else if (was && !is) {
                            cutOff.add(new Reached(from, to, end.group()));
                        }
                    }
                }
            }
        }
        var dropped =
                running.stream()
                        .filter(s -> old.between(s.from(), s.to()).contains(s.opening()))
                        .filter(s -> !fresh.between(s.from(), s.to()).contains(s.opening()))
                        .toList();
        return new BlastRadius(reachable, cutOff, dropped, touched(before, after));
    }

    private record End(String group, PacketSet packets) {}

    /** The groups of a zone by name, and the rest of its hosts. */
    private static List<End> ends(
            PacketSpace space, Situation before, Situation after, ZoneName zone) {
        var ends = new ArrayList<End>();
        var rest = space.every();
        var named = new TreeSet<String>();
        for (var site : List.of(after, before)) {
            for (var group : site.plan().zone(zone).map(SiteZone::groups).orElse(List.of())) {
                if (named.add(group.name().value())) {
                    var packets = space.to(group.prefixes());
                    ends.add(new End(group.name().value(), packets));
                    rest = rest.minus(packets);
                }
            }
        }
        ends.add(new End("", rest));
        return ends;
    }

    private static SortedSet<ZoneName> zones(Situation before, Situation after) {
        var zones = new TreeSet<ZoneName>();
        before.plan().zones().forEach(z -> zones.add(z.zone()));
        after.plan().zones().forEach(z -> zones.add(z.zone()));
        return zones;
    }

    private static List<DeviceSlot> touched(Situation before, Situation after) {
        var slots = new TreeSet<>(before.configs().keySet());
        slots.addAll(after.configs().keySet());
        slots.removeIf(s -> Objects.equals(before.configs().get(s), after.configs().get(s)));
        return List.copyOf(slots);
    }
}
