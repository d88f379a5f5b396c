package io.holdfast.apps.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BitVecNum;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Model;
import com.microsoft.z3.Status;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Service;
import io.holdfast.core.verify.PacketSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The question of every proof, "is this within that?", put to an SMT solver (z3) as well. */
class SolverTest {

    private static final int CASES = 150;
    private static final int MOST_RULES = 200;
    private static final long SEED = 20_261_123L;

    /** IPv4 filters over bit vectors. */
    private record Filter(
            Context z3,
            BitVecExpr source,
            BitVecExpr destination,
            BitVecExpr protocol,
            BitVecExpr sourcePort,
            BitVecExpr destinationPort) {

        static Filter in(Context z3) {
            return new Filter(
                    z3,
                    z3.mkBVConst("source", 32),
                    z3.mkBVConst("destination", 32),
                    z3.mkBVConst("protocol", 8),
                    z3.mkBVConst("sourcePort", 16),
                    z3.mkBVConst("destinationPort", 16));
        }

        private BoolExpr between(BitVecExpr field, long first, long last) {
            int bits = field.getSortSize();
            return z3.mkAnd(
                    z3.mkBVUGE(field, z3.mkBV(first, bits)),
                    z3.mkBVULE(field, z3.mkBV(last, bits)));
        }

        private BoolExpr speaks(int number, PortRange from, PortRange to) {
            return z3.mkAnd(
                    between(protocol, number, number),
                    between(sourcePort, from.first(), from.last()),
                    between(destinationPort, to.first(), to.last()));
        }

        private BoolExpr matches(PacketMatch match) {
            var service =
                    switch (match.service()) {
                        case Service.EveryProtocol _ -> z3.mkTrue();
                        case Service.Tcp(var from, var to) -> speaks(6, from, to);
                        case Service.Udp(var from, var to) -> speaks(17, from, to);
                        case Service.Icmp(int first, int last) ->
                                speaks(1, PortRange.EVERY, new PortRange(first, last));
                        case Service.Other(int number) -> between(protocol, number, number);
                    };
            return z3.mkAnd(
                    between(source, match.source().first().low(), match.source().last().low()),
                    between(
                            destination,
                            match.destination().first().low(),
                            match.destination().last().low()),
                    service);
        }

        BoolExpr permits(List<FilterRule> rules) {
            BoolExpr rest = z3.mkFalse();
            for (var rule : rules.reversed()) {
                var verdict = rule.verdict() == Verdict.PERMIT ? z3.mkTrue() : z3.mkFalse();
                rest = (BoolExpr) z3.mkITE(matches(rule.match()), verdict, rest);
            }
            return rest;
        }

        /** Only packets that exist. */
        BoolExpr exists() {
            var noPorts = z3.mkAnd(between(sourcePort, 0, 0), between(destinationPort, 0, 0));
            var typed = z3.mkAnd(between(sourcePort, 0, 0), between(destinationPort, 0, 255));
            return z3.mkOr(
                    between(protocol, 6, 6),
                    between(protocol, 17, 17),
                    z3.mkAnd(between(protocol, 1, 1), typed),
                    z3.mkAnd(z3.mkNot(between(protocol, 1, 1)), noPorts));
        }

        Packet packet(Model model) {
            return new Packet(
                    new IpAddress(Family.IPV4, 0, value(model, source)),
                    new IpAddress(Family.IPV4, 0, value(model, destination)),
                    (int) value(model, protocol),
                    (int) value(model, sourcePort),
                    (int) value(model, destinationPort));
        }

        private static long value(Model model, BitVecExpr field) {
            return ((BitVecNum) model.eval(field, true)).getLong();
        }
    }

    private static List<FilterRule> changed(List<FilterRule> rules, Random random) {
        var changed = new ArrayList<>(rules);
        int at = random.nextInt(changed.size());
        switch (random.nextInt(3)) {
            case 0 -> changed.remove(at);
            case 1 -> Collections.swap(changed, at, random.nextInt(changed.size()));
            default -> {
                var rule = changed.get(at);
                var other = rule.verdict() == Verdict.PERMIT ? Verdict.DENY : Verdict.PERMIT;
                changed.set(at, new FilterRule(rule.name(), rule.match(), other, rule.log()));
            }
        }
        return changed;
    }

    @Test
    @SuppressWarnings("unchecked")
    void a_solver_agrees_on_what_is_within_what_and_its_packets_are_ours() {
        int within = 0;
        int beyond = 0;
        for (int i = 0; i < CASES; i++) {
            var random = new Random(SEED + i);
            var characters = List.of(RuleSets.Manner.values());
            int size = 2 + random.nextInt(i % 10 == 0 ? MOST_RULES - 1 : MOST_RULES / 5);
            var rules = RuleSets.of(characters.get(i % characters.size()), size, random);
            var other = changed(rules, random);
            var space = PacketSpace.create();
            var more = space.permitted(rules).minus(space.permitted(other));
            try (var z3 = new Context()) {
                var filter = Filter.in(z3);
                var solver = z3.mkSolver();
                solver.add(filter.exists(), filter.permits(rules), z3.mkNot(filter.permits(other)));
                var answer = solver.check();
                assertThat(answer)
                        .as("seed " + (SEED + i))
                        .isEqualTo(more.isEmpty() ? Status.UNSATISFIABLE : Status.SATISFIABLE);
                if (answer == Status.SATISFIABLE) {
                    beyond++;
                    assertThat(more.contains(filter.packet(solver.getModel()))).isTrue();
                } else {
                    within++;
                }
            }
        }
        assertThat(within).isGreaterThan(10);
        assertThat(beyond).isGreaterThan(10);
    }
}
