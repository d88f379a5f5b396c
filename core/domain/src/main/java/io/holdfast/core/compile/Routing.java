package io.holdfast.core.compile;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Transit;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Layer 3 of a site: who holds which border, and the way of a packet from zone to zone over every
 * enforcement point. Each router has one next hop for each destination (the shortest way, the first
 * name where two are equally short), so a way is the same every time; there and back may differ.
 */
final class Routing {

    /** Through which of its networks a router sees a packet. */
    sealed interface Side {
        record InZone(ZoneName zone) implements Side {}

        record InTransit(String transit) implements Side {}
    }

    /** One enforcement point on a way. */
    record Step(DeviceSlot router, Side in, Side out) {}

    /** The neighbour that is next, and its address. */
    record Hop(Transit transit, DeviceSlot neighbour, IpAddress address) {}

    private record Ends(ZoneName from, ZoneName to, Family family) {}

    private record Goal(DeviceSlot router, Family family) {}

    private final SiteView site;
    private final VlanPaths vlans;
    private final Map<Ends, List<Step>> ways = new HashMap<>();
    private final Map<Goal, Map<DeviceSlot, Integer>> distances = new HashMap<>();

    Routing(SiteView site, VlanPaths vlans) {
        this.site = site;
        this.vlans = vlans;
    }

    /** The enforcement points from one zone to another, in order; none if there is no way. */
    List<Step> way(ZoneName from, ZoneName to, Family family) {
        return ways.computeIfAbsent(new Ends(from, to, family), this::find);
    }

    private List<Step> find(Ends ends) {
        var start = router(ends.from(), ends.family());
        var goal = router(ends.to(), ends.family());
        if (start.isEmpty() || goal.isEmpty() || ends.from().equals(ends.to())) {
            return List.of();
        }
        var steps = new ArrayList<Step>();
        var here = start.get();
        Side in = new Side.InZone(ends.from());
        while (!here.equals(goal.get())) {
            var hop = nextHop(here, goal.get(), ends.family());
            if (hop.isEmpty()) {
                return List.of();
            }
            Side over = new Side.InTransit(hop.get().transit().name());
            steps.add(new Step(here, in, over));
            here = hop.get().neighbour();
            in = over;
        }
        steps.add(new Step(here, in, new Side.InZone(ends.to())));
        return List.copyOf(steps);
    }

    /** The device with an address of the family in the zone, if it is cabled to it. */
    Optional<DeviceSlot> router(ZoneName zone, Family family) {
        var here = site.plan().zone(zone).filter(z -> site.routes(z, family));
        return here.flatMap(z -> site.enforcer(z.zone()))
                .filter(slot -> here.stream().anyMatch(z -> vlans.ends(slot, z)));
    }

    /** Where a router sends what is for a zone that another one holds. */
    Optional<Hop> nextHop(DeviceSlot here, DeviceSlot goal, Family family) {
        var far = distances.computeIfAbsent(new Goal(goal, family), this::distances);
        int distance = far.getOrDefault(here, 0);
        return distance == 0
                ? Optional.empty()
                : hops(here, family).stream()
                        .filter(h ->
                                far.getOrDefault(h.neighbour(), Integer.MAX_VALUE) == distance - 1)
                        .findFirst();
    }

    private Map<DeviceSlot, Integer> distances(Goal goal) {
        var far = new TreeMap<DeviceSlot, Integer>();
        var ahead = new ArrayDeque<DeviceSlot>();
        far.put(goal.router(), 0);
        ahead.add(goal.router());
        while (!ahead.isEmpty()) {
            var here = ahead.remove();
            int next = far.getOrDefault(here, 0) + 1;
            for (var hop : hops(here, goal.family())) {
                if (far.putIfAbsent(hop.neighbour(), next) == null) {
                    ahead.add(hop.neighbour());
                }
            }
        }
        return far;
    }

    /** The neighbours of a router over all transits, sorted by transit and device. */
    private List<Hop> hops(DeviceSlot here, Family family) {
        var hops = new ArrayList<Hop>();
        for (var transit : site.transits()) {
            if (address(transit, here, family).isEmpty()) {
                continue;
            }
            for (var end : transit.ends()) {
                if (!end.device().equals(here)) {
                    address(transit, end.device(), family)
                            .ifPresent(a -> hops.add(new Hop(transit, end.device(), a.address())));
                }
            }
        }
        hops.sort(
                Comparator.comparing((Hop h) -> h.transit().name()).thenComparing(Hop::neighbour));
        return hops;
    }

    private static Optional<InterfaceAddress> address(
            Transit transit, DeviceSlot device, Family family) {
        return transit.ends().stream()
                .filter(e -> e.device().equals(device))
                .flatMap(e -> e.addresses().stream())
                .filter(a -> a.address().family() == family)
                .findFirst();
    }

    /** Every way that some conduit of the site needs, there and back. */
    List<List<Step>> needed() {
        var all = new ArrayList<List<Step>>();
        for (var conduit : site.conduits()) {
            for (var family : Family.values()) {
                all.add(way(conduit.from().zone(), conduit.to().zone(), family));
                all.add(way(conduit.to().zone(), conduit.from().zone(), family));
            }
        }
        return all;
    }

    /** The transits that some conduit leads over. */
    SortedSet<String> neededTransits() {
        var names = new TreeSet<String>();
        for (var way : needed()) {
            for (var step : way) {
                if (step.out() instanceof Side.InTransit(var name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** Whether a way enters this router through this side. */
    boolean enters(ZoneName from, ZoneName to, Family family, DeviceSlot router, Side side) {
        return way(from, to, family).stream()
                .anyMatch(s -> s.router().equals(router) && s.in().equals(side));
    }
}
