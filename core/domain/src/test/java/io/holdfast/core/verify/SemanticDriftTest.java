package io.holdfast.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.drift.Additions;
import io.holdfast.core.drift.Drift;
import io.holdfast.core.drift.DriftGrade;
import io.holdfast.core.drift.SiteDrift;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.site.DeviceSlot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a hand at a device did, graded as a model that floods single packets grades it. */
class SemanticDriftTest {

    private static final int EDITS = 200;

    /** Who sends and who is asked: on both sides of every edge that a generated edit can have. */
    private static final List<String> SENDERS4 =
            List.of("203.0.113.5", "10.1.10.7", "10.1.30.20", "10.1.40.7", "10.1.40.200");

    private static final List<String> ASKED4 =
            List.of("198.51.100.2", "10.1.99.2", "10.1.99.1", "10.1.40.1", "224.0.0.5");

    private static final List<String> SENDERS6 =
            List.of(
                    "2001:4860::8",
                    "2001:db8:1:10::7",
                    "2001:db8:1:30::20",
                    "2001:db8:1:30::21",
                    "2001:db8:1:40::7");

    private static final List<String> ASKED6 = List.of("2001:db8:1:40::1", "fe80::1");

    private static final List<Packet> PACKETS = packets();

    private static List<Packet> packets() {
        var all = new ArrayList<Packet>();
        add(all, SENDERS4, ASKED4, List.of("10.1.30.21", "10.1.99.10"));
        add(all, SENDERS6, ASKED6, List.of("2001:db8:1:99::10"));
        return all;
    }

    private static void add(
            List<Packet> all, List<String> senders, List<String> asked, List<String> both) {
        var sources = Stream.concat(senders.stream(), both.stream()).map(IpAddress::of).toList();
        for (var from : sources) {
            Stream.of(senders, asked, both)
                    .flatMap(List::stream)
                    .map(IpAddress::of)
                    .forEach(to -> {
                        all.add(new Packet(from, to, 6, 40000, 502));
                        all.add(new Packet(from, to, 6, 502, 40000));
                        all.add(new Packet(from, to, 6, 502, 502));
                        all.add(new Packet(from, to, 6, 40000, 830));
                        all.add(new Packet(from, to, 17, 40000, 161));
                        all.add(new Packet(from, to, 47, 0, 0));
                    });
        }
    }

    private record Fates(List<SecondOpinion.Ends> ends) {

        static Fates of(Map<DeviceSlot, DeviceConfig> configs) {
            var opinion = new SecondOpinion(configs);
            var ends = new ArrayList<SecondOpinion.Ends>();
            for (var from : ReachabilityTest.ZONES) {
                for (var packet : PACKETS) {
                    ends.add(opinion.tried(from, packet));
                    ends.add(opinion.served(from, packet));
                }
            }
            return new Fates(ends);
        }

        private boolean reachesMoreThan(Fates other) {
            for (int i = 0; i < ends.size(); i++) {
                if (!other.ends.get(i).zones().containsAll(ends.get(i).zones())
                        || !other.ends.get(i).devices().containsAll(ends.get(i).devices())) {
                    return true;
                }
            }
            return false;
        }
    }

    private static DriftGrade bruteForce(Fates before, Fates after) {
        boolean opens = after.reachesMoreThan(before);
        boolean closes = before.reachesMoreThan(after);
        if (opens && closes) {
            return DriftGrade.OPENS_AND_CLOSES;
        }
        return opens ? DriftGrade.OPENS : closes ? DriftGrade.CLOSES : DriftGrade.NO_EFFECT;
    }

    private static List<Drift> drifts(Map<DeviceSlot, DeviceConfig> running) {
        return SiteDrift.of(
                Situation.of(Plant.model(), Plant.plan(), Plant.configs()),
                running,
                RuleOrigins.UNKNOWN);
    }

    @Test
    void two_hundred_edits_by_hand_are_graded_exactly_as_by_trying_every_packet() {
        var before = Fates.of(Plant.configs());
        var counted = new EnumMap<DriftGrade, Integer>(DriftGrade.class);
        Seeded.cases(
                EDITS,
                random -> {
                    var running = ReachabilityTest.change(random, Plant.configs());
                    var expected = bruteForce(before, Fates.of(running));
                    var found = drifts(running);
                    if (running.equals(Plant.configs())) {
                        assertThat(found).isEmpty();
                        return;
                    }
                    assertThat(found).hasSize(1);
                    assertThat(found.getFirst().grade()).as(found.toString()).isEqualTo(expected);
                    counted.merge(expected, 1, Integer::sum);
                });
        assertThat(counted.keySet())
                .contains(
                        DriftGrade.NO_EFFECT,
                        DriftGrade.CLOSES,
                        DriftGrade.OPENS,
                        DriftGrade.OPENS_AND_CLOSES);
    }

    @Test
    void a_plant_that_runs_what_was_approved_has_no_drift() {
        assertThat(drifts(Plant.configs())).isEmpty();
        assertThat(drifts(Map.of())).isEmpty();
    }

    @Test
    void a_rogue_rule_is_named_with_its_line_and_a_packet_that_nobody_approved() {
        var running =
                Plant.changed(
                        Plant.FW,
                        Plant.ruleFirst(
                                "in-it-v4",
                                Plant.permit("vendor", "10.1.10.7", "10.1.40.7", "tcp/22")));
        var drift = drifts(running).getFirst();
        assertThat(drift.slot()).isEqualTo(Plant.FW);
        assertThat(drift.lines()).hasSize(1);
        assertThat(drift.lines().getFirst().toString()).contains("in-it-v4").contains("vendor");
        assertThat(drift.grade()).isEqualTo(DriftGrade.OPENS);
        var example = drift.example().orElseThrow();
        assertThat(example.opens()).isTrue();
        assertThat(example.now().sentence())
                .contains("10.1.40.7")
                .contains("vendor")
                .contains("no conduit allows it");
    }

    @Test
    void what_somebody_added_is_taken_out_of_the_rest_under_whatever_name() {
        var rogue = Plant.permit("vendor", "10.1.10.7", "10.1.40.7", "tcp/22");
        var renamed = Plant.permit("same-again", "10.1.30.20", "10.1.40.0/24", "tcp/502");
        var denied = Plant.deny("stop", "10.1.30.20", "10.1.40.9", "tcp/502");
        var running = Plant.changed(Plant.FW, Plant.ruleFirst("in-it-v4", rogue));
        running = Plant.changed(running, Plant.FW, Plant.ruleFirst("in-ot-dmz-v4", renamed));
        running = Plant.changed(running, Plant.FW, Plant.ruleFirst("in-ot-dmz-v4", denied));
        var added = Additions.of(Plant.firewall(), running.get(Plant.FW));
        assertThat(added.accessLists()).flatExtracting(l -> l.rules()).containsExactly(rogue);
        assertThat(added.interfaces()).isEqualTo(Plant.firewall().interfaces());
    }

    @Test
    void a_description_and_a_rule_that_was_covered_already_change_no_packet() {
        var described =
                Plant.changed(Plant.FW, Plant.part("lan0.40", i -> described(i, "by hand")));
        assertThat(drifts(described).getFirst().grade()).isEqualTo(DriftGrade.NO_EFFECT);
        assertThat(drifts(described).getFirst().example()).isEmpty();
        var covered =
                Plant.changed(
                        Plant.FW,
                        Plant.ruleFirst(
                                "in-ot-dmz-v4",
                                Plant.permit("again", "10.1.30.20", "10.1.40.7", "tcp/502")));
        assertThat(drifts(covered).getFirst().grade()).isEqualTo(DriftGrade.NO_EFFECT);
    }

    @Test
    void a_gateway_that_moved_closes_what_hosts_ask_it_for() {
        var running = Plant.changed(Plant.FW, Plant.part("lan0.30", i -> moved(i, "10.1.30.2/24")));
        var drift = drifts(running).getFirst();
        assertThat(drift.grade()).isIn(DriftGrade.CLOSES, DriftGrade.OPENS_AND_CLOSES);
    }

    @Test
    void two_differences_that_do_nothing_alone_are_found_to_open_a_way_together() {
        UnaryOperator<DeviceConfig> leaks = SemanticDriftTest::withVlan77;
        UnaryOperator<DeviceConfig> listens = SemanticDriftTest::withDoor77;
        var onSwitch = Plant.changed(Plant.SW, leaks);
        var onFirewall = Plant.changed(Plant.FW, listens);
        assertThat(drifts(onSwitch)).extracting(Drift::grade).containsOnly(DriftGrade.NO_EFFECT);
        assertThat(drifts(onFirewall)).extracting(Drift::grade).containsOnly(DriftGrade.NO_EFFECT);
        var together = drifts(Plant.changed(onSwitch, Plant.FW, listens));
        assertThat(together).extracting(Drift::slot).containsExactly(Plant.FW, Plant.SW);
        assertThat(together).extracting(Drift::grade).containsOnly(DriftGrade.OPENS);
    }

    private static DeviceConfig withVlan77(DeviceConfig config) {
        var vlans = new ArrayList<>(config.vlans());
        vlans.add(new Vlan(77, "by-hand"));
        var uplink = Plant.mode("ge-0/0/1", trunk(10, 30, 40, 77, 99));
        return uplink.andThen(Plant.mode("ge-0/0/2", trunk(10, 77)))
                .apply(
                        new DeviceConfig(
                                config.interfaces(), vlans, config.accessLists(), config.routes()));
    }

    private static InterfaceMode trunk(Integer... vlans) {
        return new InterfaceMode.TrunkPort(List.of(vlans));
    }

    private static DeviceConfig withDoor77(DeviceConfig config) {
        var parts = new ArrayList<>(config.interfaces());
        parts.add(
                new InterfaceConfig(
                        "lan0.77",
                        "by-hand",
                        true,
                        new InterfaceMode.Subinterface("lan0", 77),
                        List.of(InterfaceAddress.of("10.1.77.1/24")),
                        List.of()));
        return new DeviceConfig(parts, config.vlans(), config.accessLists(), config.routes());
    }

    private static InterfaceConfig described(InterfaceConfig part, String words) {
        return new InterfaceConfig(
                part.name(), words, part.enabled(), part.mode(), part.addresses(), part.ingress());
    }

    private static InterfaceConfig moved(InterfaceConfig part, String address) {
        return new InterfaceConfig(
                part.name(),
                part.description(),
                part.enabled(),
                part.mode(),
                List.of(InterfaceAddress.of(address)),
                part.ingress());
    }
}
