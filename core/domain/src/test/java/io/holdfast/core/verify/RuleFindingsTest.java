package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.OnLink;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.SiteShapes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is said of single rules, held against looking at every packet of a small header space. */
class RuleFindingsTest {

    /** One port on each side of every edge that {@link HeaderSpace} makes. */
    private static final int[] EDGES = {0, 80, 443, 1024};

    private static final List<Packet> PACKETS = packets();

    /** The small space, and the plant's own packets on both sides of what is approved. */
    private static List<Packet> packets() {
        var all = new ArrayList<Packet>();
        for (var packet : HeaderSpace.packets()) {
            if (packet.protocol() != 6 && packet.protocol() != 17) {
                all.add(packet);
            } else if (packet.sourcePort() == 0 || packet.destinationPort() == 0) {
                for (int from : EDGES) {
                    for (int to : EDGES) {
                        all.add(
                                new Packet(
                                        packet.source(),
                                        packet.destination(),
                                        packet.protocol(),
                                        from,
                                        to));
                    }
                }
            }
        }
        var hosts = List.of("10.1.30.20", "10.1.40.7", "10.1.40.1", "10.1.99.10", "10.1.99.1");
        for (var from : hosts) {
            for (var to : hosts) {
                for (int port : new int[] {80, 502, 830, 1024}) {
                    all.add(tcp(from, to, 1024, port));
                    all.add(tcp(from, to, port, 1024));
                }
            }
        }
        return List.copyOf(all);
    }

    private static Packet tcp(String from, String to, int source, int destination) {
        return new Packet(IpAddress.of(from), IpAddress.of(to), 6, source, destination);
    }

    private static AccessList list(Random random) {
        var plain = HeaderSpace.list(random, 7);
        return new AccessList(
                plain.name(),
                plain.family(),
                plain.rules().stream()
                        .map(r ->
                                new FilterRule(
                                        r.name(), r.match(), r.verdict(), random.nextInt(3) == 0))
                        .toList());
    }

    private static String effect(List<FilterRule> rules, Packet packet) {
        for (var rule : rules) {
            if (HeaderSpace.matches(rule.match(), packet)) {
                return rule.verdict() + (rule.log() ? " logged" : "");
            }
        }
        return "DENY";
    }

    private static boolean isReached(List<FilterRule> rules, int at) {
        return PACKETS.stream().anyMatch(p -> decides(rules, at, p));
    }

    private static boolean decides(List<FilterRule> rules, int at, Packet packet) {
        return HeaderSpace.matches(rules.get(at).match(), packet)
                && rules.subList(0, at).stream()
                        .noneMatch(b -> HeaderSpace.matches(b.match(), packet));
    }

    /** Whether the packets a rule decides fare the same without it. */
    private static boolean isSame(
            List<FilterRule> rules, int at, List<FilterRule> kept, List<FilterRule> without) {
        return PACKETS.stream()
                .filter(p -> decides(rules, at, p))
                .allMatch(p -> effect(kept, p).equals(effect(without, p)));
    }

    @Test
    void of_two_equal_rules_one_is_idle_and_all_that_are_told_may_go_together() {
        var first = Plant.permit("first", "10.1.10.5", "10.1.40.7", "tcp/80");
        var again = Plant.permit("again", "10.1.10.5", "10.1.40.7", "tcp/80");
        var found = Anomalies.of(List.of(first, again));
        assertThat(found.neverReached()).containsExactly(again);
        assertThat(found.redundant()).isEmpty();

        // The second does what the first does, the third what the second does beside it.
        var both = Plant.permit("both", "10.1.10.4/31", "10.1.40.7", "tcp/80");
        var other = Plant.permit("other", "10.1.10.4", "10.1.40.7", "tcp/80");
        assertThat(Anomalies.of(List.of(first, both, other)).neverReached()).containsExactly(other);
        var apart = Plant.permit("apart", "10.1.10.4/31", "10.1.40.7", "tcp/80-81");
        var rest = Plant.permit("rest", "10.1.10.4", "10.1.40.6/31", "tcp/80");
        var chain = Anomalies.of(List.of(both, apart, rest));
        assertThat(chain.redundant()).containsExactly(both);
    }

    @Test
    void a_rule_is_idle_exactly_if_no_packet_tells_whether_it_is_there() {
        int[] told = new int[2];
        Seeded.cases(
                120,
                random -> {
                    var rules = list(random).rules();
                    var found = Anomalies.of(rules);
                    var never = new ArrayList<FilterRule>();
                    for (int i = 0; i < rules.size(); i++) {
                        if (!isReached(rules, i)) {
                            never.add(rules.get(i));
                        }
                    }
                    assertThat(found.neverReached()).as(rules.toString()).isEqualTo(never);
                    var kept = new ArrayList<>(rules);
                    kept.removeAll(never);
                    var redundant = new ArrayList<FilterRule>();
                    for (var rule : List.copyOf(kept).reversed()) {
                        var without = new ArrayList<>(kept);
                        without.remove(rule);
                        boolean forTheLog = rule.verdict() != Verdict.PERMIT && rule.log();
                        if (!forTheLog && isSame(rules, rules.indexOf(rule), kept, without)) {
                            kept.remove(rule);
                            redundant.addFirst(rule);
                        }
                    }
                    assertThat(found.redundant()).as(rules.toString()).isEqualTo(redundant);
                    assertThat(PACKETS)
                            .as("all of them gone from " + rules)
                            .allMatch(p -> effect(rules, p).equals(effect(kept, p)));
                    told[0] += never.size();
                    told[1] += redundant.size();
                    assertThat(found.judged()).isTrue();
                });
        System.out.println(told[0] + " rules never reached, " + told[1] + " redundant");
        assertThat(told[0]).isGreaterThan(30);
        assertThat(told[1]).isGreaterThan(30);
    }

    @Test
    void a_deny_that_logs_is_there_for_the_log_and_never_called_redundant() {
        // All four corners of the guard are taken by rules before it, what is between is not.
        var ends = List.of("tcp/0>0-65535", "tcp/65535>0-65535");
        var rules = new ArrayList<FilterRule>();
        for (var end : ends) {
            rules.add(Plant.permit("end-" + rules.size(), "10.1.10.5", "10.1.40.7", end));
        }
        var match =
                new PacketMatch(
                        Prefix.of("10.1.10.5"), Prefix.of("10.1.40.7"), Service.of("tcp/80-90"));
        rules.add(new FilterRule("guard", match, Verdict.DENY, true));
        var list = Plant.list("in-it-v4", Family.IPV4, rules.toArray(FilterRule[]::new));
        assertThat(Anomalies.of(list.rules()).redundant()).isEmpty();

        rules.set(2, new FilterRule("guard", match, Verdict.REJECT, true));
        assertThat(Anomalies.of(rules).redundant()).isEmpty();

        rules.set(2, new FilterRule("guard", match, Verdict.DENY, false));
        assertThat(Anomalies.of(rules).redundant())
                .extracting(FilterRule::name)
                .containsExactly("guard");
    }

    private static boolean approved(Packet packet) {
        var from = packet.source().toString();
        var to = packet.destination().toString();
        boolean asks =
                isHistorian(from)
                        && isPlant(packet.destination())
                        && packet.protocol() == 6
                        && packet.destinationPort() == 502;
        boolean answers =
                isPlant(packet.source())
                        && isHistorian(to)
                        && packet.protocol() == 6
                        && packet.sourcePort() == 502;
        boolean manages =
                from.equals("10.1.99.10")
                        && List.of("10.1.99.1", "10.1.99.2").contains(to)
                        && ((packet.protocol() == 6 && packet.destinationPort() == 830)
                                || (packet.protocol() == 17 && packet.destinationPort() == 161));
        boolean managed =
                to.equals("10.1.99.10")
                        && List.of("10.1.99.1", "10.1.99.2").contains(from)
                        && ((packet.protocol() == 6 && packet.sourcePort() == 830)
                                || (packet.protocol() == 17 && packet.sourcePort() == 161));
        return asks || answers || manages || managed;
    }

    private static boolean isHistorian(String address) {
        return List.of("10.1.30.20", "2001:db8:1:30::20").contains(address);
    }

    private static boolean isPlant(IpAddress address) {
        return Prefix.of("10.1.40.0/24").contains(address)
                || Prefix.of("2001:db8:1:40::/64").contains(address);
    }

    private static boolean isBeyond(DeviceConfig config, Packet packet) {
        boolean own =
                config.interfaces().stream()
                        .flatMap(i -> i.addresses().stream())
                        .anyMatch(a -> a.address().equals(packet.destination()));
        return !own
                && !approved(packet)
                && !OnLink.holds(packet.source())
                && !OnLink.holds(packet.destination());
    }

    private static Set<String> wider(DeviceConfig config) {
        var names = new TreeSet<String>();
        for (var list : config.accessLists()) {
            for (var packet : PACKETS) {
                list.rules().stream()
                        .filter(r -> HeaderSpace.matches(r.match(), packet))
                        .findFirst()
                        .filter(r -> r.verdict() == Verdict.PERMIT && isBeyond(config, packet))
                        .ifPresent(r -> names.add("fw-1 " + list.name() + " " + r.name()));
            }
        }
        return names;
    }

    private static List<Finding> findings(Map<DeviceSlot, DeviceConfig> configs) {
        return SiteProof.prove(Plant.model(), Plant.plan(), configs).findings();
    }

    @Test
    void a_permit_is_wider_than_needed_exactly_if_some_packet_it_decides_was_never_approved() {
        var reported = new HashSet<String>();
        Seeded.cases(
                60,
                random -> {
                    var configs = Plant.configs();
                    for (var name : List.of("in-it-v4", "in-ot-v4", "in-ot-dmz-v6")) {
                        var family = name.endsWith("v4") ? Family.IPV4 : Family.IPV6;
                        for (int i = 0; i < random.nextInt(3); i++) {
                            var rule =
                                    new FilterRule(
                                            "rogue-" + i,
                                            HeaderSpace.match(random, family),
                                            random.nextInt(4) == 0 ? Verdict.DENY : Verdict.PERMIT,
                                            false);
                            configs = Plant.changed(configs, Plant.FW, Plant.ruleFirst(name, rule));
                        }
                    }
                    var told =
                            findings(configs).stream()
                                    .filter(f -> f.code().equals("RULE_WIDER_THAN_NEEDED"))
                                    .map(Finding::where)
                                    .toList();
                    assertThat(told)
                            .containsExactlyInAnyOrderElementsOf(wider(configs.get(Plant.FW)));
                    reported.addAll(told);
                });
        assertThat(reported).hasSizeGreaterThan(4);
    }

    @Test
    void a_rule_that_a_second_perimeter_makes_harmless_is_wider_than_needed_with_its_packet() {
        var model = Blueprint.reference();
        var plan = SiteShapes.twoPerimeters();
        var configs = new TreeMap<>(PolicyCompiler.compile(model, plan).devices());
        var rogue =
                new FilterRule(
                        "rogue",
                        new PacketMatch(
                                Prefix.of("10.1.10.0/24"),
                                Prefix.of("10.1.30.128/25"),
                                Service.tcp(3389)),
                        Verdict.PERMIT,
                        false);
        configs.computeIfPresent(Plant.FW, (_, c) -> Plant.ruleFirst("in-it-v4", rogue).apply(c));
        var proof = SiteProof.prove(model, plan, configs);

        assertThat(proof.counterExamples()).isEmpty();
        assertThat(proof.findings())
                .extracting(Finding::toString)
                .containsExactly(
                        "WARNING RULE_WIDER_THAN_NEEDED fw-1 in-it-v4 rogue: rogue lets through"
                                + " more than anybody approved, as tcp 10.1.10.10:40000 ->"
                                + " 10.1.30.128:3389");
    }

    @Test
    void of_what_the_compiler_writes_no_rule_is_idle_or_too_wide_at_any_site_shape() {
        SiteShapes.all()
                .forEach((name, plan) -> {
                    var compiled = PolicyCompiler.compile(Blueprint.reference(), plan);
                    assertThat(
                                    SiteProof.prove(Blueprint.reference(), plan, compiled.devices())
                                            .findings())
                            .as(name)
                            .filteredOn(f ->
                                    f.code().startsWith("RULE_")
                                            || f.code().endsWith("_IN_NO_ZONE")
                                            || f.code().startsWith("ROUTE_"))
                            .isEmpty();
                });
    }

    @Test
    void what_is_only_worth_a_remark_never_costs_the_proof() {
        var rules = new ArrayList<FilterRule>();
        for (int i = 0; i < 60; i++) {
            // Each crosses each, and all together are what the last one says.
            var host = i % 2 == 0 ? "10.1.10." + i : "10.1.10.0/24";
            var other = i % 2 == 0 ? "10.1.30.0/24" : "10.1.30." + i;
            rules.add(Plant.permit("crowd-" + i, host, other, "tcp/" + (100 + 9 * i)));
        }
        rules.add(Plant.permit("all", "10.1.10.0/24", "10.1.30.0/24", "tcp/1-1000"));
        var configs =
                Plant.changed(
                        Plant.FW,
                        Plant.rules(
                                "in-it-v4",
                                before -> {
                                    rules.addAll(before);
                                    return rules;
                                }));
        var site = Situation.of(Plant.model(), Plant.plan(), configs);
        var whole = PacketSpace.create();
        var expected = SiteProof.prove(whole, site, RuleOrigins.UNKNOWN);
        assertThat(expected.findings())
                .extracting(Finding::code)
                .contains("RULE_WIDER_THAN_NEEDED")
                .doesNotContain("REACH_NOT_JUDGED");

        var tight = PacketSpace.withBudget(whole.spent() * 19 / 20);
        var proof = SiteProof.prove(tight, site, RuleOrigins.UNKNOWN);
        assertThat(proof.findings())
                .filteredOn(f -> f.code().equals("REACH_NOT_JUDGED"))
                .extracting(f -> f.severity() + " " + f.where())
                .containsExactly("NOTE site");
        assertThat(proof.certificate()).isEqualTo(expected.certificate());
        assertThat(proof.counterExamples()).isEqualTo(expected.counterExamples());
    }

    @Test
    void a_list_too_large_to_compare_is_said_to_be_and_stops_nobody() {
        var rules = new ArrayList<FilterRule>();
        for (int i = 0; i < 9000; i++) {
            rules.add(Plant.permit("r" + i, "10.1.10.0/24", "10.1.40.7", "tcp/" + i));
        }
        assertThat(Anomalies.of(rules).judged()).isFalse();
    }
}
