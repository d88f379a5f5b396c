package io.holdfast.simulator.datastore;

import java.util.SortedSet;
import java.util.TreeSet;

/** Reads lists of VLAN ids as IEEE 802.1Q writes them, as in 1,10-100,250. */
public final class Vids {

    private Vids() {}

    public static SortedSet<Integer> read(String text) {
        var vids = new TreeSet<Integer>();
        if (text.isBlank()) {
            return vids;
        }
        for (var part : text.strip().split(",", -1)) {
            var ends = part.split("-", -1);
            int first = Integer.parseInt(ends[0]);
            int last = Math.min(4094, Integer.parseInt(ends[ends.length - 1]));
            for (int vid = first; vid <= last; vid++) {
                vids.add(vid);
            }
        }
        return vids;
    }
}
