package io.holdfast.core.compile;

import io.holdfast.core.compile.Cabling.Link;
import io.holdfast.core.site.DeviceSlot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which cables lie on a way between two devices that need a VLAN: a way which passes no device
 * twice and goes through no router. In a ring that is every cable of the ring, in a tree the one
 * way; a ring or a branch that nobody needs is left out.
 *
 * <p>Cables that lie on a common ring are one block. A block at the edge in which no two places
 * matter (a device that needs the VLAN, or a device that joins it to a block that is kept) is
 * dropped, until no more can be; in what is left every cable is on such a way.
 */
final class OnTheWay {

    /** Cables that lie on a common ring, or one cable by itself. */
    private record Block(Set<Link> links, Set<Integer> places) {}

    private final Set<DeviceSlot> routers;
    private final Map<DeviceSlot, Integer> places = new HashMap<>();
    private final List<DeviceSlot> devices = new ArrayList<>();
    private final List<List<Edge>> edges = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private final List<Integer> depth = new ArrayList<>();
    private final ArrayDeque<Edge> path = new ArrayDeque<>();

    private record Edge(Link link, int from, int to) {}

    OnTheWay(List<Link> links, Set<DeviceSlot> routers) {
        this.routers = routers;
        for (var link : links) {
            var edge = new Edge(link, place(link.from()), place(link.to()));
            edges.get(edge.from()).add(edge);
            edges.get(edge.to()).add(new Edge(link, edge.to(), edge.from()));
        }
        for (int place = 0; place < devices.size(); place++) {
            if (depth.get(place) == 0) {
                search(place, null, 1);
            }
        }
    }

    /** A router does not switch: each of its cables ends at a place of its own. */
    private int place(DeviceSlot device) {
        if (!routers.contains(device)) {
            var known = places.get(device);
            if (known != null) {
                return known;
            }
            places.put(device, devices.size());
        }
        devices.add(device);
        edges.add(new ArrayList<>());
        depth.add(0);
        return devices.size() - 1;
    }

    /** Depth first; returns the least depth that is reached without the cable it came by. */
    private int search(int here, @Nullable Link by, int level) {
        depth.set(here, level);
        int least = level;
        for (var edge : edges.get(here)) {
            if (edge.link().equals(by)) {
                continue;
            }
            int seen = depth.get(edge.to());
            if (seen == 0) {
                path.push(edge);
                int below = search(edge.to(), edge.link(), level + 1);
                least = Math.min(least, below);
                if (below >= level) {
                    block(edge);
                }
            } else if (seen < level) {
                path.push(edge);
                least = Math.min(least, seen);
            }
        }
        return least;
    }

    private void block(Edge first) {
        var links = new HashSet<Link>();
        var within = new HashSet<Integer>();
        Edge edge;
        do {
            edge = path.pop();
            links.add(edge.link());
            within.add(edge.from());
            within.add(edge.to());
        } while (!edge.equals(first));
        blocks.add(new Block(links, within));
    }

    /** The cables that carry what these devices need. */
    Set<Link> between(Collection<DeviceSlot> needing) {
        var kept = new ArrayList<>(blocks);
        while (kept.removeIf(block -> matter(block, kept, needing) < 2)) {
            // Once more: what was dropped joins nothing any more.
        }
        var links = new HashSet<Link>();
        kept.forEach(block -> links.addAll(block.links()));
        return links;
    }

    private long matter(Block block, List<Block> kept, Collection<DeviceSlot> needing) {
        return block.places().stream()
                .filter(place ->
                        needing.contains(devices.get(place))
                                || kept.stream()
                                        .anyMatch(other ->
                                                !other.equals(block)
                                                        && other.places().contains(place)))
                .count();
    }
}
