package io.holdfast.core.verify;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The operations on diagrams, each remembered, so that the same question is answered once. */
final class Algebra {

    /** What to do with two diagrams. */
    enum Operation {
        UNION,
        INTERSECT,
        MINUS,
        /** The left one decides; where it says nothing, the right one. */
        FIRST,
        /** As {@link #FIRST}, and of what comes of it only the leaves {@link Node#INSIDE}. */
        PERMITTED
    }

    private static final long[] NARROW = new long[0];

    private final Nodes nodes;
    private final Answers united = new Answers();
    private final Answers intersected = new Answers();
    private final Answers without = new Answers();
    private final Answers decided = new Answers();
    private final Answers passed = new Answers();
    private final Answers relabelled = new Answers();

    /** One for each level: what is being merged at a level only asks for what lies below it. */
    private final Scratch[] scratch = new Scratch[Node.LEAF];

    Algebra(Nodes nodes) {
        this.nodes = nodes;
        Arrays.setAll(scratch, _ -> new Scratch());
    }

    /** Where a node is put together; most of them exist already and need no arrays of their own. */
    private static final class Scratch {
        private long[] high = new long[16];
        private long[] low = new long[16];
        private Node[] children = new Node[16];

        void hold(int most) {
            if (low.length < most) {
                int length = Integer.highestOneBit(most) << 1;
                high = new long[length];
                low = new long[length];
                children = new Node[length];
            }
        }
    }

    Node apply(Operation operation, Node a, Node b) {
        switch (operation) {
            case UNION -> {
                if (a == Node.NOTHING || a == b) {
                    return b;
                }
                if (b == Node.NOTHING) {
                    return a;
                }
                if (a.id > b.id) {
                    return merged(operation, b, a);
                }
            }
            case INTERSECT -> {
                if (a == b || a == Node.NOTHING) {
                    return a;
                }
                if (b == Node.NOTHING) {
                    return b;
                }
                if (a.id > b.id) {
                    return merged(operation, b, a);
                }
            }
            case MINUS -> {
                if (a == b) {
                    return Node.NOTHING;
                }
                if (a == Node.NOTHING || b == Node.NOTHING) {
                    return a;
                }
            }
            case FIRST -> {
                if (a == Node.NOTHING) {
                    return b;
                }
                if (b == Node.NOTHING || a == b || a.level == Node.LEAF) {
                    return a;
                }
            }
            case PERMITTED -> {
                if (a == Node.NOTHING) {
                    return permitted(b);
                }
                if (b == Node.NOTHING || a == b || a.level == Node.LEAF) {
                    return permitted(a);
                }
            }
        }
        return merged(operation, a, b);
    }

    private Node merged(Operation operation, Node a, Node b) {
        var known =
                switch (operation) {
                    case UNION -> united;
                    case INTERSECT -> intersected;
                    case MINUS -> without;
                    case FIRST -> decided;
                    case PERMITTED -> passed;
                };
        var answer = known.find(a.id, b.id);
        if (answer == Answers.UNKNOWN) {
            answer = merge(operation, a, b);
            known.put(a.id, b.id, answer);
        }
        return answer;
    }

    /** Walks both lists of intervals at once; each cut of either is a cut of the result. */
    private Node merge(Operation operation, Node a, Node b) {
        int most = a.children.length + b.children.length;
        boolean wide = a.wide();
        var here = scratch[a.level];
        here.hold(most);
        var high = wide ? here.high : NARROW;
        var low = here.low;
        var children = here.children;
        int count = 0;
        int i = 0;
        int j = 0;
        long startHigh = 0;
        long startLow = 0;
        while (true) {
            var child = apply(operation, a.children[i], b.children[j]);
            if (count == 0 || children[count - 1] != child) {
                if (wide) {
                    high[count] = startHigh;
                }
                low[count] = startLow;
                children[count++] = child;
            }
            boolean endA = i + 1 == a.children.length;
            boolean endB = j + 1 == b.children.length;
            if (endA && endB) {
                return nodes.make(a.level, high, low, children, count);
            }
            int order = endA ? 1 : endB ? -1 : compareStarts(a, i + 1, b, j + 1);
            if (order <= 0) {
                i++;
                startHigh = wide ? a.high[i] : 0;
                startLow = a.low[i];
            }
            if (order >= 0) {
                j++;
                startHigh = wide ? b.high[j] : 0;
                startLow = b.low[j];
            }
        }
    }

    private static int compareStarts(Node a, int i, Node b, int j) {
        return a.wide()
                ? Node.compare(a.high[i], a.low[i], b.high[j], b.low[j])
                : Long.compare(a.low[i], b.low[j]);
    }

    /** The diagram with only the leaves {@link Node#INSIDE} kept. */
    Node permitted(Node node) {
        return kept(node, Node.INSIDE);
    }

    /** All leaves that some packet ends in. */
    Set<Node> leaves(Node root) {
        var found = new LinkedHashSet<Node>();
        var seen = new HashSet<Integer>();
        var ahead = new ArrayDeque<Node>(List.of(root));
        while (!ahead.isEmpty()) {
            var node = ahead.pop();
            if (node.level == Node.LEAF) {
                found.add(node);
            } else if (seen.add(node.id)) {
                for (var child : node.children) {
                    ahead.push(child);
                }
            }
        }
        return found;
    }

    /** The packets that end in one leaf. */
    Node kept(Node node, Node leaf) {
        return relabelled(node, leaf, Node.INSIDE);
    }

    /** The diagram with another leaf in place of {@link Node#INSIDE}. */
    Node labelled(Node node, Node leaf) {
        return relabelled(node, Node.INSIDE, leaf);
    }

    /** One leaf becomes another, every other leaf nothing. */
    private Node relabelled(Node node, Node from, Node to) {
        if (node.level == Node.LEAF) {
            return node == from ? to : Node.NOTHING;
        }
        int question = from == Node.INSIDE ? to.id : -from.id;
        var answer = relabelled.find(node.id, question);
        if (answer != Answers.UNKNOWN) {
            return answer;
        }
        var here = scratch[node.level];
        here.hold(node.children.length);
        var high = node.wide() ? here.high : NARROW;
        var low = here.low;
        var children = here.children;
        int count = 0;
        for (int i = 0; i < node.children.length; i++) {
            var child = relabelled(node.children[i], from, to);
            if (count == 0 || children[count - 1] != child) {
                if (node.wide()) {
                    high[count] = node.high[i];
                }
                low[count] = node.low[i];
                children[count++] = child;
            }
        }
        answer = nodes.make(node.level, high, low, children, count);
        relabelled.put(node.id, question, answer);
        return answer;
    }

    /** Answers already given, by the ids of both diagrams; forgets all when it becomes large. */
    private static final class Answers {

        /** Stands for "never asked"; no diagram has a negative id. */
        static final Node UNKNOWN =
                new Node(-1, Node.LEAF, new long[0], new long[0], new Node[0], -1);

        /** Half a million answers are about 12 MB; asking again costs time, not truth. */
        private static final int MOST = 1 << 19;

        private long[] keys = new long[1 << 6];
        private Node[] values = new Node[1 << 6];
        private int held;

        Node find(int a, int b) {
            long key = key(a, b);
            int slot = slot(key, keys.length);
            while (keys[slot] != 0) {
                if (keys[slot] == key) {
                    return values[slot];
                }
                slot = (slot + 1) & (keys.length - 1);
            }
            return UNKNOWN;
        }

        void put(int a, int b, Node value) {
            if (held * 2 >= keys.length) {
                if (keys.length >= MOST * 2) {
                    keys = new long[keys.length];
                    values = new Node[keys.length];
                    held = 0;
                } else {
                    grow();
                }
            }
            insert(key(a, b), value);
        }

        private void insert(long key, Node value) {
            int slot = slot(key, keys.length);
            while (keys[slot] != 0 && keys[slot] != key) {
                slot = (slot + 1) & (keys.length - 1);
            }
            if (keys[slot] == 0) {
                held++;
            }
            keys[slot] = key;
            values[slot] = value;
        }

        private void grow() {
            var oldKeys = keys;
            var oldValues = values;
            keys = new long[oldKeys.length * 2];
            values = new Node[oldKeys.length * 2];
            held = 0;
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldKeys[i] != 0) {
                    insert(oldKeys[i], oldValues[i]);
                }
            }
        }

        /** Never 0: nothing is remembered about two leaves, so one id is at least 3. */
        private static long key(int a, int b) {
            return ((long) a << 32) | (b & 0xFFFF_FFFFL);
        }

        private static int slot(long key, int length) {
            long mixed = key * 0x9E3779B97F4A7C15L;
            return (int) (mixed >>> 33) & (length - 1);
        }
    }
}
