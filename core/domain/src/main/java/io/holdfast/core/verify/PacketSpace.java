package io.holdfast.core.verify;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ZoneModel;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
    private final PacketSet every;
    private final Map<PacketMatch, Node> matches = new HashMap<>();
    private final RuleLists lists = new RuleLists();
    private final Map<Object, String> digests = new HashMap<>();
    private final Map<Record, String> written = new HashMap<>();
    private final ContentDigest contents = new ContentDigest();
    private final Volume volumes = new Volume();
    private Optional<Approved.Ground> ground = Optional.empty();

    private final List<Slice> slices;
    private final Node everywhere;

    private PacketSpace(long budget, List<Slice> slices) {
        this.slices = slices;
        nodes = new Nodes(budget);
        fields = new Fields(nodes);
        algebra = new Algebra(nodes);
        empty = new PacketSet(this, Node.NOTHING);
        everywhere = slices.isEmpty() ? Node.NOTHING : fields.slice(slices.getFirst());
        every = every(Family.IPV4).union(every(Family.IPV6));
    }

    public static PacketSpace create() {
        return new PacketSpace(ORDINARY_BUDGET, List.of());
    }

    /** A space with another budget, counted in intervals. */
    public static PacketSpace withBudget(long intervals) {
        return new PacketSpace(intervals, List.of());
    }

    /**
     * A space in which only the packets of one slice exist; every set in it is cut down to them.
     */
    static PacketSpace of(Slice slice, long intervals) {
        return new PacketSpace(intervals, List.of(slice));
    }

    long budget() {
        return nodes.budget();
    }

    /**
     * Does something that is worth a remark and not a proof: with half of what is left of the
     * budget, so that what comes after has the other half.
     *
     * @return false if that was not enough
     */
    boolean sparingly(Runnable remark) {
        nodes.spare();
        try {
            remark.run();
            return true;
        } catch (SpaceFull _) {
            return false;
        } finally {
            nodes.spend();
        }
    }

    boolean isWhole() {
        return slices.isEmpty();
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
        return every;
    }

    public PacketSet every(Family family) {
        return of(PacketMatch.every(family));
    }

    public PacketSet of(PacketMatch match) {
        return set(matching(match));
    }

    PacketSet of(Slice slice) {
        return set(fields.slice(slice));
    }

    /** The same few matches are asked for by every list, policy and claim of a site. */
    private Node matching(PacketMatch match) {
        return matches.computeIfAbsent(match, this::made);
    }

    private Node made(PacketMatch match) {
        if (slices.isEmpty()) {
            return fields.match(match);
        }
        return slices.getFirst().meets(match)
                ? algebra.apply(Algebra.Operation.INTERSECT, fields.match(match), everywhere)
                : Node.NOTHING;
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
        return permitted(list.rules());
    }

    /** What rules of either family let through: the first that matches decides, the end drops. */
    public PacketSet permitted(List<FilterRule> rules) {
        var known = lists.known(rules);
        return known.permitted()
                .orElseGet(() -> known.permits(decided(rules, r -> matching(r.match()))));
    }

    /**
     * The packets that answer a conversation which these rules permit: both ends exchanged, an echo
     * answered. Other ICMP messages answer nothing.
     */
    public PacketSet answering(List<FilterRule> rules) {
        var known = lists.known(rules);
        return known.answering()
                .orElseGet(() -> known.answers(decided(rules, r -> answers(r.match()).node())));
    }

    /** What does not permit at the end changes nothing, for the end drops. */
    private PacketSet decided(List<FilterRule> rules, Function<FilterRule, Node> matched) {
        int end = rules.size();
        while (end > 0 && rules.get(end - 1).verdict() != Verdict.PERMIT) {
            end--;
        }
        var deciding = rules.subList(0, end);
        var matches = deciding.stream().map(matched).toList();
        return set(
                deciding.stream().allMatch(r -> r.verdict() == Verdict.PERMIT)
                        ? together(Algebra.Operation.UNION, matches, leaves(deciding))
                        : together(Algebra.Operation.PERMITTED, matches, leaves(deciding)));
    }

    private PacketSet answers(PacketMatch asked) {
        var family = asked.family();
        var from = asked.destination();
        var to = asked.source();
        if (asked.service() instanceof Service.EveryProtocol) {
            var echo = new Service.Icmp(0, 255).replies(family).getFirst();
            return of(new PacketMatch(from, to, asked.service()))
                    .minus(of(new PacketMatch(from, to, new Service.Icmp(0, 255))))
                    .union(of(new PacketMatch(from, to, echo)));
        }
        var all = empty;
        for (var service : asked.service().replies(family)) {
            all = all.union(of(new PacketMatch(from, to, service)));
        }
        return all;
    }

    /** The prefixes that a list of rules permits something from or to, each once. */
    List<Prefix> opened(List<FilterRule> rules) {
        return lists.known(rules).opened();
    }

    /** The rules of a list that do nothing; remembered like everything. */
    Anomalies anomalies(List<FilterRule> rules) {
        return lists.known(rules).anomalies();
    }

    /** Of the plan asked for last, which is proved again and again as its conduits change. */
    Approved.Ground ground(ZoneModel model, SitePlan plan) {
        if (ground.filter(g -> g.isOf(model, plan)).isEmpty()) {
            ground = Optional.of(new Approved.Ground(this, model, plan));
        }
        return ground.get();
    }

    /** SHA-256 of a value's canonical text. */
    String digestOf(Object value) {
        return digests.computeIfAbsent(value, v -> Sha256.of(CanonicalText.of(v, written)));
    }

    /** As above, of an access list. */
    String digestOf(AccessList list) {
        return lists.digest(list, written);
    }

    String digest(Node node) {
        return contents.of(node);
    }

    BigInteger volume(Node node) {
        return volumes.of(node);
    }

    private static List<Node> leaves(List<FilterRule> rules) {
        return rules.stream()
                .map(r -> r.verdict() == Verdict.PERMIT ? Node.INSIDE : Node.DENIED)
                .toList();
    }

    private Node firstMatch(List<Node> matches, List<Node> leaves) {
        return together(Algebra.Operation.FIRST, matches, leaves);
    }

    /**
     * Parts the list until one rule is left, so that small diagrams meet small ones. Where it is
     * parted depends on the rules there and not on their number: a list with one rule more or less
     * has nearly all its parts in common with the one before, and parts are remembered.
     */
    private Node together(Algebra.Operation operation, List<Node> matches, List<Node> leaves) {
        if (matches.isEmpty()) {
            return Node.NOTHING;
        }
        if (matches.size() == 1) {
            return algebra.labelled(matches.getFirst(), leaves.getFirst());
        }
        int middle = parting(matches);
        // Which packets pass is said of the whole list only: within it, who denies decides too.
        var within = operation == Algebra.Operation.PERMITTED ? Algebra.Operation.FIRST : operation;
        return algebra.apply(
                operation,
                together(within, matches.subList(0, middle), leaves.subList(0, middle)),
                together(
                        within,
                        matches.subList(middle, matches.size()),
                        leaves.subList(middle, leaves.size())));
    }

    /** Before the rule with the least number of those near the middle. */
    private static int parting(List<Node> matches) {
        int first = Math.max(1, matches.size() / 4);
        int last = Math.max(first, matches.size() - 1 - matches.size() / 4);
        int best = first;
        for (int i = first + 1; i <= last; i++) {
            if (mixed(matches.get(i)) < mixed(matches.get(best))) {
                best = i;
            }
        }
        return best;
    }

    /** Of what the rule matches, the same in every space, and not growing with its addresses. */
    private static int mixed(Node match) {
        int mixed = match.hash * 0x9E3779B9;
        return (mixed ^ (mixed >>> 15)) * 0x85EBCA6B;
    }

    /** The rules of a list, each with what it has the word on. */
    public Deciders deciders(AccessList list) {
        return deciders(list.rules());
    }

    /** The same rules, with the deciding one itself at the end of every path. */
    public Deciders deciders(List<FilterRule> rules) {
        var leaves = rules.stream().map(_ -> nodes.leaf()).toList();
        var matches = rules.stream().map(r -> matching(r.match())).toList();
        return new Deciders(rules, leaves, firstMatch(matches, leaves));
    }

    /** Which rule of a list has the word on which packets. */
    public final class Deciders {

        private final List<FilterRule> rules;
        private final List<Node> leaves;
        private final Node root;

        private Deciders(List<FilterRule> rules, List<Node> leaves, Node root) {
            this.rules = rules;
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
                    never.add(rules.get(i));
                }
            }
            return never;
        }
    }

    /** An operation on parts of diagrams, both of one level. */
    Node node(Algebra.Operation operation, Node a, Node b) {
        return algebra.apply(operation, a, b);
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
