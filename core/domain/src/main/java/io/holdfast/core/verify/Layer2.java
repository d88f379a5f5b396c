package io.holdfast.core.verify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Places a frame can be without crossing a router, and how it gets from one to the next. Whatever
 * is connected is one network: a broadcast domain.
 */
final class Layer2 {

    private final Map<String, Integer> ids = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<List<Integer>> neighbours = new ArrayList<>();
    private int[] networks = new int[0];
    private final Map<List<Integer>, List<Integer>> ofSeveral = new HashMap<>();

    int place(String name) {
        return ids.computeIfAbsent(
                name,
                _ -> {
                    names.add(name);
                    neighbours.add(new ArrayList<>());
                    return names.size() - 1;
                });
    }

    boolean knows(String name) {
        return ids.containsKey(name);
    }

    void join(int a, int b) {
        neighbours.get(a).add(b);
        neighbours.get(b).add(a);
    }

    /** Numbers the networks; nothing may be joined afterwards. */
    void close() {
        networks = new int[names.size()];
        Arrays.fill(networks, -1);
        int next = 0;
        for (int place = 0; place < networks.length; place++) {
            if (networks[place] < 0) {
                var ahead = new ArrayDeque<Integer>(List.of(place));
                networks[place] = next;
                while (!ahead.isEmpty()) {
                    for (int neighbour : neighbours.get(ahead.remove())) {
                        if (networks[neighbour] < 0) {
                            networks[neighbour] = next;
                            ahead.add(neighbour);
                        }
                    }
                }
                next++;
            }
        }
    }

    int network(int place) {
        return networks[place];
    }

    /** Those that any of these places is in. */
    List<Integer> networks(List<Integer> places) {
        return ofSeveral.computeIfAbsent(
                places, all -> all.stream().map(this::network).distinct().toList());
    }

    /** The shortest way of a frame from one place to another, by name; both ends included. */
    List<String> way(int from, int to) {
        var before = new int[names.size()];
        Arrays.fill(before, -1);
        before[from] = from;
        var ahead = new ArrayDeque<Integer>(List.of(from));
        while (!ahead.isEmpty() && before[to] < 0) {
            int place = ahead.remove();
            for (int neighbour : neighbours.get(place)) {
                if (before[neighbour] < 0) {
                    before[neighbour] = place;
                    ahead.add(neighbour);
                }
            }
        }
        if (before[to] < 0) {
            return List.of();
        }
        var way = new ArrayList<String>();
        for (int place = to; place != from; place = before[place]) {
            way.add(names.get(place));
        }
        way.add(names.get(from));
        Collections.reverse(way);
        return way;
    }
}
