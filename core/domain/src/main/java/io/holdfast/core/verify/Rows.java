package io.holdfast.core.verify;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Writes a set in as few rows as can be found: each row is the largest of its kind, and rows may
 * have packets in common, as the rules of people do. The fewest rows of all are hard to find;
 * taking the row that says most of what is not yet said comes close.
 */
final class Rows {

    /** More cells are written as {@link Boxes}: who reads so many rows needs another picture. */
    private static final int MOST_CELLS = 20_000;

    /** So many cells are each tried as the beginning of a row. */
    private static final int FEW_CELLS = 600;

    /** Sources, destinations and services in every order, to let a row grow. */
    private static final int[][] ORDERS = {
        {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}
    };

    /** A row by the numbers of what is alike in it. */
    private record Row(BitSet sources, BitSet destinations, BitSet services) {

        BitSet side(int dimension) {
            return dimension == 0 ? sources : dimension == 1 ? destinations : services;
        }
    }

    /** Where an interval begins. A number and no address: IPv4-mapped ones are none (RFC 4291). */
    private record Start(long high, long low) implements Comparable<Start> {

        static Start of(Node node, int i) {
            return new Start(node.wide() ? node.high[i] : 0, node.low[i]);
        }

        @Override
        public int compareTo(Start other) {
            return Node.compare(high, low, other.high, other.low);
        }
    }

    /**
     * Addresses that are alike, and where each kind of them lies.
     *
     * @param starts where the next interval begins
     * @param kinds the kind of each interval, or -1 for none
     */
    private record Line(List<Start> starts, List<Integer> kinds, int count) {

        Line {
            starts = List.copyOf(starts);
            kinds = List.copyOf(kinds);
        }

        private boolean isIn(int interval, BitSet chosen) {
            return interval < kinds.size()
                    && kinds.get(interval) >= 0
                    && chosen.get(kinds.get(interval));
        }

        List<AddressRange> ranges(Family family, BitSet chosen) {
            var ranges = new ArrayList<AddressRange>();
            for (int i = 0; i < kinds.size(); i++) {
                if (!isIn(i, chosen)) {
                    continue;
                }
                int end = i;
                while (isIn(end + 1, chosen)) {
                    end++;
                }
                var last =
                        end + 1 < kinds.size()
                                ? Boxes.before(
                                        family,
                                        starts.get(end + 1).high(),
                                        starts.get(end + 1).low())
                                : Boxes.lastOf(family);
                var first = new IpAddress(family, starts.get(i).high(), starts.get(i).low());
                Boxes.join(ranges, new AddressRange(first, last));
                i = end;
            }
            return ranges;
        }
    }

    private final PacketSpace space;
    private final Family family;
    private final Line sources;
    private final Line destinations;
    private final List<Node> services = new ArrayList<>();

    /** Which services pass, for each kind of source and destination. */
    private final BitSet[][] passing;

    private Rows(PacketSpace space, Family family, Node from) {
        this.space = space;
        this.family = family;
        var children = new LinkedHashSet<Node>();
        var starts = new ArrayList<Start>();
        for (int i = 0; i < from.children.length; i++) {
            starts.add(Start.of(from, i));
            if (from.children[i] != Node.NOTHING) {
                children.add(from.children[i]);
            }
        }
        var targets = List.copyOf(children);
        sources =
                new Line(
                        starts,
                        Arrays.stream(from.children).map(targets::indexOf).toList(),
                        targets.size());
        var protocols = new ArrayList<List<Node>>();
        destinations = destinations(targets, protocols);
        for (int i = 0; i < protocols.size() && !isTooMany(); i++) {
            split(protocols.get(i));
        }
        if (isTooMany()) {
            passing = new BitSet[0][0];
            return;
        }
        passing = new BitSet[sources.count()][destinations.count()];
        for (int s = 0; s < sources.count(); s++) {
            for (int d = 0; d < destinations.count(); d++) {
                passing[s][d] = atoms(protocols.get(d).get(s));
            }
        }
    }

    /** Destinations are alike if from every source the same services reach them. */
    private Line destinations(List<Node> targets, List<List<Node>> protocols) {
        var starts = new TreeSet<Start>();
        for (var target : targets) {
            for (int i = 0; i < target.children.length; i++) {
                starts.add(Start.of(target, i));
            }
        }
        var known = new LinkedHashMap<List<Node>, Integer>();
        var kinds = new ArrayList<Integer>();
        for (var start : starts) {
            var reached = targets.stream().map(t -> t.child(start.high(), start.low())).toList();
            boolean nothing = reached.stream().allMatch(n -> n == Node.NOTHING);
            kinds.add(nothing ? -1 : known.computeIfAbsent(reached, _ -> known.size()));
            if (known.size() * targets.size() > MOST_CELLS) {
                break;
            }
        }
        protocols.addAll(known.keySet());
        return new Line(List.copyOf(starts), kinds, known.size());
    }

    private boolean isTooMany() {
        long cells = (long) sources.count() * destinations.count() * Math.max(1, services.size());
        return cells > MOST_CELLS;
    }

    private void split(List<Node> protocols) {
        for (int i = 0; i < protocols.size() && !isTooMany(); i++) {
            split(protocols.get(i));
        }
    }

    /** Services are alike if they are let through together everywhere. */
    private void split(Node protocols) {
        var rest = protocols;
        for (int i = 0; i < services.size() && rest != Node.NOTHING; i++) {
            var atom = services.get(i);
            var common = space.node(Algebra.Operation.INTERSECT, atom, rest);
            var other = space.node(Algebra.Operation.MINUS, atom, rest);
            rest = space.node(Algebra.Operation.MINUS, rest, atom);
            if (common != Node.NOTHING && other != Node.NOTHING) {
                services.set(i, common);
                services.add(i + 1, other);
                i++;
            }
        }
        if (rest != Node.NOTHING) {
            services.add(rest);
        }
    }

    private BitSet atoms(Node protocols) {
        var atoms = new BitSet();
        for (int i = 0; i < services.size(); i++) {
            if (space.node(Algebra.Operation.INTERSECT, services.get(i), protocols)
                    != Node.NOTHING) {
                atoms.set(i);
            }
        }
        return atoms;
    }

    static List<Box> of(PacketSpace space, Node root, int limit) {
        var boxes = Boxes.of(root, limit);
        var rows = new ArrayList<Box>();
        for (int i = 0; i < root.children.length; i++) {
            if (root.children[i] != Node.NOTHING) {
                var family = new Rows(space, Fields.family(root.low[i]), root.children[i]);
                if (family.isTooMany()) {
                    // Rows of the other family alone would hide all of this one.
                    return boxes;
                }
                rows.addAll(family.boxes());
            }
        }
        return rows.isEmpty() || (boxes.size() < limit && reads(boxes) <= reads(rows))
                ? boxes
                : List.copyOf(rows.subList(0, Math.min(limit, rows.size())));
    }

    /** What a person reads: rows first of all, then what stands in them. */
    private static long reads(List<Box> rows) {
        long words = 0;
        for (var row : rows) {
            words += row.sources().size() + row.destinations().size() + row.services().size();
        }
        return rows.size() * 1_000_000L + words;
    }

    private List<Box> boxes() {
        return needed(covering()).stream().map(this::box).toList();
    }

    private Box box(Row row) {
        var protocols = Node.NOTHING;
        for (int v = row.services().nextSetBit(0); v >= 0; v = row.services().nextSetBit(v + 1)) {
            protocols = space.node(Algebra.Operation.UNION, protocols, services.get(v));
        }
        return new Box(
                family,
                sources.ranges(family, row.sources()),
                destinations.ranges(family, row.destinations()),
                Boxes.services(family, protocols));
    }

    private int cell(int s, int d, int v) {
        return (s * destinations.count() + d) * services.size() + v;
    }

    private BitSet cells(Row row) {
        var cells = new BitSet();
        row.sources().stream()
                .forEach(s ->
                        row.destinations().stream()
                                .forEach(d ->
                                        row.services().stream()
                                                .forEach(v -> cells.set(cell(s, d, v)))));
        return cells;
    }

    private BitSet everything() {
        var cells = new BitSet();
        for (int s = 0; s < sources.count(); s++) {
            for (int d = 0; d < destinations.count(); d++) {
                for (int v = passing[s][d].nextSetBit(0);
                        v >= 0;
                        v = passing[s][d].nextSetBit(v + 1)) {
                    cells.set(cell(s, d, v));
                }
            }
        }
        return cells;
    }

    /** Takes the row that says most of what is not yet said, until all is. */
    private List<Row> covering() {
        var left = everything();
        Map<Row, BitSet> candidates = new LinkedHashMap<>();
        boolean few = left.cardinality() <= FEW_CELLS;
        if (few) {
            left.stream().forEach(cell -> grown(cell, candidates));
        }
        var rows = new ArrayList<Row>();
        while (!left.isEmpty()) {
            if (!few) {
                candidates.clear();
                grown(left.nextSetBit(0), candidates);
            }
            Row best = null;
            int most = 0;
            for (var candidate : candidates.entrySet()) {
                var said = (BitSet) candidate.getValue().clone();
                said.and(left);
                if (best == null || said.cardinality() > most) {
                    best = candidate.getKey();
                    most = said.cardinality();
                }
            }
            if (best == null) {
                throw new IllegalStateException("a cell is in no row");
            }
            rows.add(best);
            left.andNot(cells(best));
        }
        return rows;
    }

    /** The largest rows around one cell, in every order of growing. */
    private void grown(int cell, Map<Row, BitSet> candidates) {
        int v = cell % services.size();
        int d = cell / services.size() % destinations.count();
        int s = cell / services.size() / destinations.count();
        for (var order : ORDERS) {
            var row = new Row(new BitSet(), new BitSet(), new BitSet());
            row.sources().set(s);
            row.destinations().set(d);
            row.services().set(v);
            for (int dimension : order) {
                grow(row, dimension);
            }
            candidates.computeIfAbsent(row, this::cells);
        }
    }

    private void grow(Row row, int dimension) {
        int count =
                dimension == 0
                        ? sources.count()
                        : dimension == 1 ? destinations.count() : services.size();
        for (int i = 0; i < count; i++) {
            if (!row.side(dimension).get(i)) {
                row.side(dimension).set(i);
                if (!isAllowed(row)) {
                    row.side(dimension).clear(i);
                }
            }
        }
    }

    private boolean isAllowed(Row row) {
        return row.sources().stream()
                .allMatch(s ->
                        row.destinations().stream()
                                .allMatch(d -> {
                                    var missing = (BitSet) row.services().clone();
                                    missing.andNot(passing[s][d]);
                                    return missing.isEmpty();
                                }));
    }

    /** Leaves out the rows that the others say together. */
    private List<Row> needed(List<Row> rows) {
        var kept = new ArrayList<>(rows);
        for (int i = 0; i < kept.size(); ) {
            var others = new BitSet();
            for (int j = 0; j < kept.size(); j++) {
                if (j != i) {
                    others.or(cells(kept.get(j)));
                }
            }
            var own = cells(kept.get(i));
            own.andNot(others);
            if (own.isEmpty()) {
                kept.remove(i);
            } else {
                i++;
            }
        }
        return kept;
    }
}
