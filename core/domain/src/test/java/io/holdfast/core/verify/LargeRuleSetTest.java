package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.PortRange;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ZoneModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sizes no waterworks has. Limits are wide, because the machine may be busy. */
@Timeout(60)
class LargeRuleSetTest {

    private static Prefix address(Random random, Family family, int zone) {
        int length =
                switch (random.nextInt(16)) {
                    case 0 -> 24;
                    case 1, 2 -> 28;
                    default -> 32;
                };
        if (family == Family.IPV4) {
            return Prefix.around(IpAddress.of("10.1." + zone + "." + random.nextInt(256)), length);
        }
        var host = Integer.toHexString(random.nextInt(65536));
        return Prefix.around(
                IpAddress.of("2001:db8:1:" + zone + "::" + host), length == 24 ? 64 : length + 96);
    }

    private static List<FilterRule> rules(long seed, int count, Family family) {
        var random = new Random(seed);
        var rules = new ArrayList<FilterRule>();
        for (int i = 0; i < count; i++) {
            int first = random.nextInt(65000);
            var ports =
                    random.nextInt(3) == 0
                            ? new PortRange(first, first + random.nextInt(500))
                            : PortRange.one(first);
            var service =
                    random.nextInt(4) == 0
                            ? new Service.Udp(PortRange.EVERY, ports)
                            : new Service.Tcp(PortRange.EVERY, ports);
            rules.add(
                    new FilterRule(
                            "rule-" + i,
                            new PacketMatch(
                                    address(random, family, 10),
                                    address(random, family, 30),
                                    service),
                            random.nextInt(5) == 0 ? Verdict.DENY : Verdict.PERMIT,
                            false));
        }
        return rules;
    }

    private static UnaryOperator<List<FilterRule>> before(List<FilterRule> first) {
        return rules -> {
            var all = new ArrayList<>(first);
            all.addAll(rules);
            return all;
        };
    }

    @Test
    void a_thousand_rules_per_family_are_judged_in_seconds() {
        var configs =
                Plant.changed(
                        Plant.FW,
                        config ->
                                Plant.rules("in-it-v4", before(rules(1, 1000, Family.IPV4)))
                                        .andThen(
                                                Plant.rules(
                                                        "in-it-v6",
                                                        before(rules(2, 1000, Family.IPV6))))
                                        .apply(config));
        long start = System.nanoTime();
        var space = PacketSpace.create();
        var proof =
                SiteProof.prove(
                        space,
                        Situation.of(Plant.model(), Plant.plan(), configs),
                        RuleOrigins.UNKNOWN);
        var took = Duration.ofNanos(System.nanoTime() - start);
        System.out.println(
                "2 x 1,000 rules: " + took.toMillis() + " ms, " + space.spent() + " intervals");
        assertThat(proof.holds()).isFalse();
        assertThat(proof.findings()).noneMatch(f -> f.code().equals("TOO_LARGE"));
        assertThat(took).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void five_hundred_conduits_and_their_rules_are_proved_in_seconds() {
        var conduits = new ArrayList<Conduit>();
        var there = new ArrayList<FilterRule>();
        var back = new ArrayList<FilterRule>();
        var there6 = new ArrayList<FilterRule>();
        var back6 = new ArrayList<FilterRule>();
        for (int i = 0; i < 500; i++) {
            int port = 2000 + 7 * i;
            conduits.add(Plant.conduit("c-" + i, "it", "ot-dmz/historian", "tcp/" + port));
            there.add(Plant.permit("c-" + i, "10.1.10.0/24", "10.1.30.20", "tcp/" + port));
            back.add(
                    Plant.permit(
                            "r-" + i, "10.1.30.20", "10.1.10.0/24", "tcp/" + port + ">0-65535"));
            there6.add(
                    Plant.permit(
                            "c-" + i, "2001:db8:1:10::/64", "2001:db8:1:30::20", "tcp/" + port));
            back6.add(
                    Plant.permit(
                            "r-" + i,
                            "2001:db8:1:30::20",
                            "2001:db8:1:10::/64",
                            "tcp/" + port + ">0-65535"));
        }
        ZoneModel model = Plant.with(Plant.model(), conduits.toArray(new Conduit[0]));
        var configs =
                Plant.changed(
                        Plant.FW,
                        config ->
                                Plant.rules("in-it-v4", before(there))
                                        .andThen(Plant.rules("in-it-v6", before(there6)))
                                        .andThen(Plant.rules("in-ot-dmz-v4", before(back)))
                                        .andThen(Plant.rules("in-ot-dmz-v6", before(back6)))
                                        .apply(config));
        long start = System.nanoTime();
        var proof = SiteProof.prove(model, Plant.plan(), configs);
        var took = Duration.ofNanos(System.nanoTime() - start);
        System.out.println("500 conduits: " + took.toMillis() + " ms");
        assertThat(proof.counterExamples()).isEmpty();
        assertThat(proof.holds()).isTrue();
        assertThat(took).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void rules_made_to_explode_are_refused_in_words() {
        // Every rule crosses every other in both addresses: the exact set needs their product.
        var rules = new ArrayList<FilterRule>();
        var random = new Random(3);
        for (int i = 0; i < 1500; i++) {
            boolean bySource = random.nextBoolean();
            var narrow = Prefix.host(new IpAddress(Family.IPV4, 0, random.nextInt() & 0xFFFFFFFFL));
            rules.add(
                    new FilterRule(
                            "rule-" + i,
                            new PacketMatch(
                                    bySource ? narrow : Prefix.EVERY_IPV4,
                                    bySource ? Prefix.EVERY_IPV4 : narrow,
                                    Service.tcp(random.nextInt(65536))),
                            Verdict.PERMIT,
                            false));
        }
        var proof =
                SiteProof.prove(
                        PacketSpace.withBudget(300_000),
                        Situation.of(
                                Plant.model(),
                                Plant.plan(),
                                Plant.changed(Plant.FW, Plant.rules("in-it-v4", before(rules)))),
                        RuleOrigins.UNKNOWN);
        assertThat(proof.holds()).isFalse();
        assertThat(proof.findings()).extracting(Finding::code).contains("TOO_LARGE");
    }
}
