package io.holdfast.core.verify;

import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Rules of one list that do nothing: without all of them together the same packets pass and the
 * same are logged. A rule that denies or rejects and logs is there to be seen in the log under its
 * own name, so it is never called redundant.
 *
 * <p>One corner of what a rule matches settles most rules: no rule before it matches the corner,
 * and what comes after would do something else with it; or a place just behind a rule before it
 * does. The others are judged exactly, each by the packets it decides alone.
 *
 * @param redundant rules that decide some packet, and only as the rules after them that stay would
 * @param judged false if the list is too large, or its sets are, for the exact answer
 */
record Anomalies(List<FilterRule> neverReached, List<FilterRule> redundant, boolean judged) {

    /** What becomes of a packet: whether it passes, and whether somebody reads of it. */
    private record Effect(Verdict verdict, boolean log) {
        static Effect of(FilterRule rule) {
            return new Effect(rule.verdict(), rule.log());
        }
    }

    /** The end of a list drops and says nothing. */
    private static final Effect AT_THE_END = new Effect(Verdict.DENY, false);

    /** A thousand rules that all cross each other need less. */
    private static final long BUDGET = 1_000_000;

    /** So many rules before one that has no corner; more of them rarely help. */
    private static final int MOST_NEIGHBOURS = 32;

    /** Comparisons spent on neighbours; they are no part of those that a list may take. */
    private static final long MOST_BESIDE = 10_000_000;

    /** Rules compared with rules; a list of 6,000 in which no corner helps is not compared. */
    private static final long MOST_COMPARISONS = 40_000_000;

    Anomalies {
        neverReached = List.copyOf(neverReached);
        redundant = List.copyOf(redundant);
    }

    static Anomalies of(List<FilterRule> rules) {
        return new Search(rules).found();
    }

    private static final class Search {

        private final List<FilterRule> rules;

        /** Rules that may go: nothing they would do counts for others. */
        private final boolean[] idle;

        private final List<FilterRule> never = new ArrayList<>();
        private final List<FilterRule> redundant = new ArrayList<>();
        private long compared;
        private long comparedBeside;

        /** Most lists are judged without one. */
        private Optional<PacketSpace> space = Optional.empty();

        Search(List<FilterRule> rules) {
            this.rules = rules;
            idle = new boolean[rules.size()];
        }

        Anomalies found() {
            try {
                boolean judged = judge();
                return new Anomalies(never, redundant.reversed(), judged);
            } catch (SpaceFull _) {
                return new Anomalies(never, redundant.reversed(), false);
            }
        }

        /**
         * What is never reached first, then the rest from the end of the list: a rule is redundant
         * if those after it that stay do the same. So all that are told may go together.
         */
        private boolean judge() {
            for (int i = 0; i < rules.size(); i++) {
                if (!isReachedSomewhere(i) && alone(i).isEmpty()) {
                    idle[i] = true;
                    never.add(rules.get(i));
                }
                if (compared > MOST_COMPARISONS) {
                    return false;
                }
            }
            for (int i = rules.size() - 1; i >= 0; i--) {
                var effect = Effect.of(rules.get(i));
                if (!idle[i]
                        && !isForTheLog(effect)
                        && !isNeededSomewhere(i, effect)
                        && isRedundant(i, effect)) {
                    idle[i] = true;
                    redundant.add(rules.get(i));
                }
                if (compared > MOST_COMPARISONS) {
                    return false;
                }
            }
            return true;
        }

        private boolean isReachedSomewhere(int at) {
            return isSomewhere(at, packet -> decides(at, packet));
        }

        private boolean isNeededSomewhere(int at, Effect effect) {
            return isSomewhere(
                    at, packet -> !after(packet, at + 1).equals(effect) && decides(at, packet));
        }

        /** At a corner, or at an address just behind those of a rule before it that has corners. */
        private boolean isSomewhere(int at, Predicate<Packet> asked) {
            var match = rules.get(at).match();
            if (Corners.any(match, asked)) {
                return true;
            }
            long before = compared;
            boolean found = isBeside(at, match, asked);
            comparedBeside += compared - before;
            compared = before;
            return found;
        }

        private boolean isBeside(int at, PacketMatch match, Predicate<Packet> asked) {
            int tried = 0;
            for (int i = 0; i < at && tried < MOST_NEIGHBOURS; i++) {
                if (comparedBeside > MOST_BESIDE) {
                    return false;
                }
                var other = rules.get(i).match();
                if (crosses(match, other)) {
                    tried++;
                    if (beside(match, other).anyMatch(m -> Corners.any(m, asked))) {
                        return true;
                    }
                }
            }
            return false;
        }

        private static Stream<PacketMatch> beside(PacketMatch match, PacketMatch other) {
            var to =
                    other.destination()
                            .last()
                            .next()
                            .filter(match.destination()::contains)
                            .map(a ->
                                    new PacketMatch(
                                            match.source(), Prefix.host(a), match.service()));
            var from =
                    other.source()
                            .last()
                            .next()
                            .filter(match.source()::contains)
                            .map(a ->
                                    new PacketMatch(
                                            Prefix.host(a), match.destination(), match.service()));
            return Stream.concat(to.stream(), from.stream());
        }

        private static boolean isForTheLog(Effect effect) {
            return effect.verdict() != Verdict.PERMIT && effect.log();
        }

        private boolean decides(int at, Packet packet) {
            int first = 0;
            while (first < at && !Walk.matches(rules.get(first).match(), packet)) {
                first++;
            }
            compared += first;
            return first == at;
        }

        private Effect after(Packet packet, int start) {
            int at = start;
            while (at < rules.size()
                    && (idle[at] || !Walk.matches(rules.get(at).match(), packet))) {
                at++;
            }
            compared += at - start;
            return at == rules.size() ? AT_THE_END : Effect.of(rules.get(at));
        }

        /** What a rule decides; only rules that cross it are looked at, so the sets stay small. */
        private PacketSet alone(int at) {
            var match = rules.get(at).match();
            var rest = space().of(match);
            for (int i = 0; i < at && !rest.isEmpty(); i++) {
                rest = without(rest, rules.get(i).match(), match);
            }
            return rest;
        }

        private boolean isRedundant(int at, Effect effect) {
            var match = rules.get(at).match();
            var rest = alone(at);
            for (int i = at + 1; i < rules.size() && !rest.isEmpty(); i++) {
                if (idle[i]) {
                    continue;
                }
                var left = without(rest, rules.get(i).match(), match);
                if (!left.equals(rest) && !Effect.of(rules.get(i)).equals(effect)) {
                    return false;
                }
                rest = left;
            }
            return rest.isEmpty() || effect.equals(AT_THE_END);
        }

        private PacketSpace space() {
            if (space.isEmpty()) {
                space = Optional.of(PacketSpace.withBudget(BUDGET));
            }
            return space.get();
        }

        private PacketSet without(PacketSet rest, PacketMatch other, PacketMatch match) {
            compared++;
            return crosses(match, other) ? rest.minus(space().of(other)) : rest;
        }
    }

    /** False only if no packet is matched by both. */
    static boolean crosses(PacketMatch one, PacketMatch other) {
        return one.source().overlaps(other.source())
                && one.destination().overlaps(other.destination())
                && crosses(one.service(), other.service());
    }

    private static boolean crosses(Service one, Service other) {
        if (other instanceof Service.EveryProtocol) {
            return true;
        }
        return switch (one) {
            case Service.EveryProtocol _ -> true;
            case Service.Tcp(var from, var to) ->
                    other instanceof Service.Tcp(var source, var destination)
                            && meet(from, source)
                            && meet(to, destination);
            case Service.Udp(var from, var to) ->
                    other instanceof Service.Udp(var source, var destination)
                            && meet(from, source)
                            && meet(to, destination);
            case Service.Icmp(int first, int last) ->
                    other instanceof Service.Icmp(int low, int high)
                            && first <= high
                            && low <= last;
            case Service.Other _ -> one.equals(other);
        };
    }

    private static boolean meet(PortRange one, PortRange other) {
        return one.first() <= other.last() && other.first() <= one.last();
    }
}
