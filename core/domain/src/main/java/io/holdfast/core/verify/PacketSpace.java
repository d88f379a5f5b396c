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
     * How many intervals a space may hold. Four million are about 120 MB, a hundred times what a
     * thousand ordinary rules need; a rule set that wants more is told so instead of stopping the
     * program.
     */
    public static final long ORDINARY_BUDGET = 4_000_000;

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

    /**
     * What the list lets through: the first rule that matches decides, the end of the list drops.
     */
    public PacketSet permitted(AccessList list) {
        var known = permitted.get(list);
        if (known == null) {
            known = set(algebra.permitted(firstMatch(list.rules(), 0, list.rules().size())));
            permitted.put(list, known);
        }
        return known;
    }

    /** Halves the list until one rule is left, so that small diagrams meet small ones. */
    private Node firstMatch(List<FilterRule> rules, int from, int to) {
        if (from == to) {
            return Node.NOTHING;
        }
        if (to - from == 1) {
            return judged(rules.get(from));
        }
        int middle = (from + to) >>> 1;
        return algebra.apply(
                Algebra.Operation.FIRST,
                firstMatch(rules, from, middle),
                firstMatch(rules, middle, to));
    }

    private Node judged(FilterRule rule) {
        var inside = fields.match(rule.match());
        return rule.verdict() == Verdict.PERMIT ? inside : algebra.denied(inside);
    }

    /**
     * What each rule decides: the packets it matches and no rule before it does. An empty part is a
     * rule that is never reached.
     */
    public List<Decided> decidedByRule(AccessList list) {
        var parts = new ArrayList<Decided>();
        var seen = empty;
        for (var rule : list.rules()) {
            var matched = of(rule.match());
            parts.add(new Decided(rule, matched.minus(seen)));
            seen = seen.union(matched);
        }
        return List.copyOf(parts);
    }

    /** One rule and the packets on which it has the word. */
    public record Decided(FilterRule rule, PacketSet packets) {}

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
