package io.holdfast.core.verify;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where packet sets live: the table that keeps one node per content, and what was already computed.
 * Sets of one space may be combined, those of two spaces only compared. Belongs to one thread; it
 * holds nothing outside itself, so another thread takes another space.
 */
public final class PacketSpace {

    /**
     * How many intervals a space may hold. Eight million are about 150 MB; a thousand ordinary
     * rules need fifty thousand, a thousand that all cross each other two million. A rule set that
     * wants more is told so instead of stopping the program.
     */
    public static final long ORDINARY_BUDGET = 8_000_000;

    private final Nodes nodes;
    private final Fields fields;
    private final Algebra algebra;
    private final PacketSet empty;
    private final Map<AccessList, PacketSet> permitted = new HashMap<>();

    private PacketSpace(long budget) {
        nodes = new Nodes(budget);
        fields = new Fields(nodes);
        algebra = new Algebra(nodes);
        empty = new PacketSet(this, Node.NOTHING);
    }

    public static PacketSpace create() {
        return new PacketSpace(ORDINARY_BUDGET);
    }

    /** A space with another budget, counted in intervals. */
    public static PacketSpace withBudget(long intervals) {
        return new PacketSpace(intervals);
    }

    /** How many intervals were made so far. */
    public long spent() {
        return nodes.spent();
    }

    public PacketSet empty() {
        return empty;
    }

    /** Every packet of both families. */
    public PacketSet every() {
        return every(Family.IPV4).union(every(Family.IPV6));
    }

    public PacketSet every(Family family) {
        return of(PacketMatch.every(family));
    }

    public PacketSet of(PacketMatch match) {
        return set(fields.match(match));
    }

    /** Every packet from any of these addresses. */
    public PacketSet from(Collection<Prefix> sources) {
        var all = empty;
        for (var source : sources) {
            all =
                    all.union(
                            of(
                                    new PacketMatch(
                                            source,
                                            Prefix.every(source.family()),
                                            new Service.EveryProtocol())));
        }
        return all;
    }

    /** Every packet to any of these addresses. */
    public PacketSet to(Collection<Prefix> destinations) {
        var all = empty;
        for (var destination : destinations) {
            all =
                    all.union(
                            of(
                                    new PacketMatch(
                                            Prefix.every(destination.family()),
                                            destination,
                                            new Service.EveryProtocol())));
        }
        return all;
    }

    /** Every packet of both families that speaks any of these services. */
    public PacketSet speaking(Collection<Service> services) {
        return speaking(Family.IPV4, services).union(speaking(Family.IPV6, services));
    }

    /** Every packet of one family that speaks any of these services. */
    public PacketSet speaking(Family family, Collection<Service> services) {
        var everywhere = Prefix.every(family);
        var all = empty;
        for (var service : services) {
            all = all.union(of(new PacketMatch(everywhere, everywhere, service)));
        }
        return all;
    }

    /** What the list lets through: the first rule that matches decides, the end drops. */
    public PacketSet permitted(AccessList list) {
        return permitted.computeIfAbsent(
                list,
                _ -> {
                    var leaves = list.rules().stream().map(PacketSpace::leaf).toList();
                    return set(algebra.permitted(firstMatch(list.rules(), leaves)));
                });
    }

    private static Node leaf(FilterRule rule) {
        return rule.verdict() == Verdict.PERMIT ? Node.INSIDE : Node.DENIED;
    }

    /** Halves the list until one rule is left, so that small diagrams meet small ones. */
    private Node firstMatch(List<FilterRule> rules, List<Node> leaves) {
        if (rules.isEmpty()) {
            return Node.NOTHING;
        }
        if (rules.size() == 1) {
            return algebra.labelled(fields.match(rules.getFirst().match()), leaves.getFirst());
        }
        int middle = rules.size() >>> 1;
        return algebra.apply(
                Algebra.Operation.FIRST,
                firstMatch(rules.subList(0, middle), leaves.subList(0, middle)),
                firstMatch(
                        rules.subList(middle, rules.size()),
                        leaves.subList(middle, leaves.size())));
    }

    /** The same list, with the deciding rule itself at the end of every path. */
    public Deciders deciders(AccessList list) {
        var leaves = list.rules().stream().map(_ -> nodes.leaf()).toList();
        return new Deciders(list, leaves, firstMatch(list.rules(), leaves));
    }

    /** Which rule of a list has the word on which packets. */
    public final class Deciders {

        private final AccessList list;
        private final List<Node> leaves;
        private final Node root;

        private Deciders(AccessList list, List<Node> leaves, Node root) {
            this.list = list;
            this.leaves = leaves;
            this.root = root;
        }

        /**
         * The packets that a rule, by its place in the list, matches and no rule before it does.
         */
        public PacketSet decidedBy(int rule) {
            return set(algebra.kept(root, leaves.get(rule)));
        }

        /** The rules that never decide, because those before them match all they match. */
        public List<FilterRule> neverReached() {
            var reached = algebra.leaves(root);
            var never = new ArrayList<FilterRule>();
            for (int i = 0; i < leaves.size(); i++) {
                if (!reached.contains(leaves.get(i))) {
                    never.add(list.rules().get(i));
                }
            }
            return never;
        }
    }

    PacketSet set(Node node) {
        return node == Node.NOTHING ? empty : new PacketSet(this, node);
    }

    PacketSet apply(Algebra.Operation operation, PacketSet a, PacketSet b) {
        if (a.space() != this || b.space() != this) {
            throw new IllegalArgumentException("packet sets of two spaces cannot be combined");
        }
        return set(algebra.apply(operation, a.node(), b.node()));
    }
}
