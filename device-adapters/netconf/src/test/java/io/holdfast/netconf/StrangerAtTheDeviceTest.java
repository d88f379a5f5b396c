package io.holdfast.netconf;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.compile.PolicyCompiler;
import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.StaticRoute;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.verify.CounterExample;
import io.holdfast.core.verify.CounterExample.Claim;
import io.holdfast.core.verify.Hop;
import io.holdfast.core.verify.PacketSpace;
import io.holdfast.core.verify.Proof;
import io.holdfast.core.verify.RuleOrigins;
import io.holdfast.core.verify.SiteProof;
import io.holdfast.core.verify.Situation;
import io.holdfast.core.verify.Surroundings;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.dialect.ietf.IetfDialect;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.RunningResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Somebody changes a running device past Holdfast. What is read back from the devices is proved
 * again, and the proof names a packet and its way.
 */
@Timeout(120)
final class StrangerAtTheDeviceTest {

    private static final DeviceSlot FIREWALL = new DeviceSlot("fw-1");
    private static final DeviceSlot SWITCH = new DeviceSlot("sw-1");

    private final IetfDialect dialect = new IetfDialect();
    private final SitePlan plan =
            Blueprint.sitePlan(new SiteId("ww-01"), "Waterworks", "Europe/Berlin", 1);
    private final Map<DeviceSlot, DeviceConfig> compiled =
            PolicyCompiler.compile(Blueprint.reference(), plan).devices();

    @SuppressWarnings("NullAway.Init")
    private SimulatedPlant plant;

    @SuppressWarnings("NullAway.Init")
    private NetconfTransport transport;

    @BeforeEach
    void the_site_runs_what_was_approved() throws IOException {
        plant = SimulatedPlant.of(plan);
        transport = new NetconfTransport();
        tell(SWITCH, compiled.getOrDefault(SWITCH, DeviceConfig.EMPTY));
        tell(FIREWALL, compiled.getOrDefault(FIREWALL, DeviceConfig.EMPTY));
        assertThat(prove(readBack(), Surroundings.NONE).holds()).isTrue();
    }

    @AfterEach
    void stop() {
        transport.close();
        plant.close();
    }

    private void tell(DeviceSlot slot, DeviceConfig config) {
        try (var session = plant.open(transport, slot.value())) {
            var text = dialect.render(config, session.facts().capabilities());
            assertThat(session.stage(text)).isEqualTo(new Outcome.Done());
            assertThat(session.apply(Duration.ofMinutes(1), "somebody"))
                    .isEqualTo(new Outcome.Done());
            assertThat(session.confirm("somebody")).isEqualTo(new Outcome.Done());
        }
    }

    private void change(DeviceSlot slot, UnaryOperator<DeviceConfig> change) {
        tell(slot, change.apply(compiled.getOrDefault(slot, DeviceConfig.EMPTY)));
    }

    private Map<DeviceSlot, DeviceConfig> readBack() {
        var running = new TreeMap<DeviceSlot, DeviceConfig>();
        for (var slot : compiled.keySet()) {
            try (var session = plant.open(transport, slot.value())) {
                var owned = dialect.owns(session.facts().capabilities());
                if (session.readRunning(owned) instanceof RunningResult.Running(var text)
                        && dialect.read(text) instanceof ReadResult.Read(var config)) {
                    running.put(slot, config);
                }
            }
        }
        assertThat(running.keySet()).isEqualTo(compiled.keySet());
        return running;
    }

    private Proof prove(Map<DeviceSlot, DeviceConfig> configs, Surroundings around) {
        return SiteProof.prove(
                PacketSpace.create(),
                Situation.of(Blueprint.reference(), plan, configs).with(around),
                RuleOrigins.UNKNOWN);
    }

    private CounterExample found(Surroundings around) {
        var proof = prove(readBack(), around);
        assertThat(proof.holds()).isFalse();
        return proof.counterExamples().stream()
                .filter(e -> e.claim() == Claim.NO_UNDOCUMENTED_PATH)
                .findFirst()
                .orElseThrow(() -> new AssertionError(proof.counterExamples().toString()));
    }

    private static DeviceConfig with(DeviceConfig config, UnaryOperator<InterfaceConfig> part) {
        return new DeviceConfig(
                config.interfaces().stream().map(part).toList(),
                config.vlans(),
                config.accessLists(),
                config.routes());
    }

    private static UnaryOperator<InterfaceConfig> mode(String name, InterfaceMode mode) {
        return part ->
                part.name().equals(name)
                        ? new InterfaceConfig(
                                part.name(),
                                part.description(),
                                part.enabled(),
                                mode,
                                part.addresses(),
                                part.ingress())
                        : part;
    }

    @Test
    void R29_a_rogue_rule_on_the_firewall_is_found_on_read_back() {
        var rogue =
                new FilterRule(
                        "rogue",
                        new PacketMatch(
                                Prefix.of("10.1.10.0/24"),
                                Prefix.of("10.1.40.31"),
                                Service.tcp(502)),
                        Verdict.PERMIT,
                        false);
        change(
                FIREWALL,
                config -> {
                    var lists = new ArrayList<AccessList>();
                    for (var list : config.accessLists()) {
                        var rules = new ArrayList<>(list.rules());
                        if (list.name().value().equals("in-it-v4")) {
                            rules.addFirst(rogue);
                        }
                        lists.add(new AccessList(list.name(), list.family(), rules));
                    }
                    return new DeviceConfig(
                            config.interfaces(), config.vlans(), lists, config.routes());
                });
        var example = found(Surroundings.NONE);
        assertThat(example.sentence()).contains("from zone it to zone ot").contains("rule rogue");
        assertThat(example.hops()).extracting(Hop::device).contains(FIREWALL);
    }

    @Test
    void R26_a_static_route_around_the_firewall_is_found_on_read_back() {
        change(
                FIREWALL,
                config -> {
                    var routes = new ArrayList<>(config.routes());
                    routes.add(
                            new StaticRoute(Prefix.of("10.1.40.0/25"), IpAddress.of("10.1.10.66")));
                    return new DeviceConfig(
                            config.interfaces(), config.vlans(), config.accessLists(), routes);
                });
        var example = found(Surroundings.NONE);
        assertThat(example.to()).isEqualTo("it");
        assertThat(example.hops().toString()).contains("10.1.40.0/25");
    }

    @Test
    void R29_a_vlan_leaked_on_a_trunk_is_found_on_read_back() {
        // A port for people of IT becomes a trunk that also carries the plant's VLAN.
        change(
                SWITCH,
                config ->
                        with(
                                config,
                                mode("ge-0/0/3", new InterfaceMode.TrunkPort(List.of(10, 40)))));
        assertThat(found(Surroundings.NONE).sentence()).contains("is in one network with zone");
    }

    @Test
    void R29_a_controller_plugged_into_the_wrong_port_is_found_by_where_it_is_seen() {
        var seen =
                new Surroundings(
                        List.of(),
                        List.of(
                                new Surroundings.Host(
                                        IpAddress.of("10.1.40.31"), SWITCH, "ge-0/0/3")),
                        List.of());
        var example = found(seen);
        assertThat(example.from()).isEqualTo("it");
        assertThat(example.to()).isEqualTo("ot");
        assertThat(example.hops()).isNotEmpty();
    }
}
