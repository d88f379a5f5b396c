package io.holdfast.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.Vlan;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.core.observe.DeviceCapabilities.ConfirmedCommit;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.dialect.snmpqbridge.QBridgeDialect;
import io.holdfast.simulator.DeviceDescription.Credentials;
import io.holdfast.simulator.Fault;
import io.holdfast.simulator.FleetDescription;
import io.holdfast.simulator.PlanDescription;
import io.holdfast.simulator.SimulatedDevice;
import io.holdfast.simulator.SimulatedFleet;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.InventoryReader.SnmpUser;
import io.holdfast.spi.OpenResult;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.RunningResult;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.SnmpConfigurator;
import io.holdfast.spi.Subtree;
import io.holdfast.spi.contract.DeviceSessionContract;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A switch that only SNMP configures: honest, lying, and told what it must not be told. */
class QBridgeSessionTest extends DeviceSessionContract {

    private static final Credentials LOGIN =
            new Credentials("x", "x", "configurator", "auth-secret-1", "priv-secret-1");
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int MANAGEMENT = 99;
    private static final String FREE = "ge-0/0/3";

    private final QBridgeDialect dialect = new QBridgeDialect();
    private final SnmpQBridge configurator = new SnmpQBridge();
    private final Map<String, String> undo = new TreeMap<>();
    private SimulatedFleet fleet;
    private DeviceAddress address;
    private String engine;
    private DeviceConfig factory;

    @BeforeEach
    void start() throws Exception {
        var plan = Blueprint.sitePlan(new SiteId("ww-01"), "Waterworks", "Europe/Berlin", 1);
        fleet =
                SimulatedFleet.start(
                        new FleetDescription(List.of(PlanDescription.of(plan, _ -> LOGIN))));
        var ready =
                fleet.ready().devices().stream()
                        .filter(d -> d.slot().equals("sw-1"))
                        .findFirst()
                        .orElseThrow();
        address = new DeviceAddress(ready.host(), ready.snmp());
        engine = configurator.engine(address, Duration.ofSeconds(5)).orElseThrow();
        factory = running();
    }

    @AfterEach
    void stop() {
        fleet.close();
    }

    private SimulatedDevice device() {
        return fleet.device("ww-01", "sw-1").orElseThrow();
    }

    private OpenResult open(String user, String pinned) {
        var book =
                new SnmpConfigurator.UndoBook() {
                    @Override
                    public void keep(String transaction, String ran) {
                        undo.put(transaction, ran);
                    }

                    @Override
                    public Optional<String> kept(String transaction) {
                        return Optional.ofNullable(undo.get(transaction));
                    }
                };
        return configurator.open(
                new SnmpConfigurator.Way(
                        address,
                        SnmpAccess.V3.of(new SnmpUser(user, LOGIN.snmpAuth(), LOGIN.snmpPriv())),
                        pinned,
                        MANAGEMENT,
                        dialect,
                        book,
                        LIMIT));
    }

    @Override
    protected DeviceSession open() {
        return ((OpenResult.Open) open(LOGIN.snmpUser(), engine)).session();
    }

    @Override
    protected List<Subtree> owned() {
        return dialect.owns(capabilities());
    }

    private static DeviceCapabilities capabilities() {
        return new DeviceCapabilities(
                false, ConfirmedCommit.NONE, false, false, false, List.of("Q-BRIDGE-MIB"));
    }

    @Override
    protected boolean selfReverting() {
        return false;
    }

    private Rendered page(DeviceConfig config) {
        return dialect.render(config, capabilities());
    }

    @Override
    protected Rendered before() {
        return page(factory);
    }

    @Override
    protected Rendered after() {
        return page(with(FREE, port -> in(port, new InterfaceMode.AccessPort(20)), 20));
    }

    private static InterfaceConfig in(InterfaceConfig port, InterfaceMode mode) {
        return new InterfaceConfig(port.name(), "pump 7 <&>", true, mode, List.of(), List.of());
    }

    /** The factory configuration with one port changed, and with more VLANs. */
    private DeviceConfig with(String name, UnaryOperator<InterfaceConfig> change, int... vlans) {
        var all = new ArrayList<>(factory.vlans());
        for (int vlan : vlans) {
            all.add(new Vlan(vlan, "vlan-" + vlan));
        }
        return new DeviceConfig(
                factory.interfaces().stream()
                        .map(port -> port.name().equals(name) ? change.apply(port) : port)
                        .toList(),
                all,
                List.of(),
                List.of());
    }

    @Override
    protected boolean means(String running, Rendered told) {
        return dialect.read(running).equals(dialect.read(told.text()));
    }

    @Override
    protected void letPass(Duration time) {
        // No timer of the device is waited for: there is none.
    }

    private DeviceConfig running() {
        try (var session = open()) {
            var text = ((RunningResult.Running) session.readRunning(owned())).text();
            return ((ReadResult.Read) dialect.read(text)).config();
        }
    }

    private Outcome change(Rendered to) {
        try (var session = open()) {
            var staged = session.stage(to);
            return staged instanceof Outcome.Done ? session.apply(TRIAL, "trial") : staged;
        }
    }

    private Outcome takeBack() {
        try (var session = open()) {
            return session.revert("trial");
        }
    }

    /** The n-th change of what the device runs is the moment a fault begins. */
    private void after(int changes, Fault fault) {
        var seen = new int[1];
        device().watch(() -> {
            seen[0]++;
            if (seen[0] == changes) {
                device().have(fault);
            }
        });
    }

    @Test
    void a_factory_switch_has_words_for_all_it_has() {
        assertThat(factory.vlans()).extracting(Vlan::id).contains(MANAGEMENT);
        assertThat(factory.interfaceNamed(FREE).orElseThrow().mode())
                .isEqualTo(new InterfaceMode.NoVlan());
    }

    @Test
    void every_lie_is_found_out_named_and_taken_back() {
        for (var lie :
                Map.of(
                                Fault.SET_WITHOUT_EFFECT, "answered yes and did not do it",
                                Fault.SET_PARTIAL, "answered yes and did not do it",
                                Fault.SET_WRONG_VALUE, "wrong-value",
                                Fault.SET_COMMIT_FAILED, "commit-failed",
                                Fault.SET_DROPPED, "no answer, and nothing came of it")
                        .entrySet()) {
            for (int changes = 0; changes <= 2; changes++) {
                if (changes == 0) {
                    device().have(lie.getKey());
                } else {
                    after(changes, lie.getKey());
                }
                var outcome = change(after());
                assertThat(outcome)
                        .as("%s after %d", lie.getKey(), changes)
                        .isNotInstanceOf(Outcome.Done.class);
                assertThat(outcome.toString()).contains(lie.getValue());
                device().have(Fault.NONE);
                assertThat(takeBack()).isEqualTo(new Outcome.Done());
                assertThat(running()).isEqualTo(factory);
                fleet.close();
                restart();
            }
        }
    }

    private void restart() {
        try {
            start();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void an_answer_that_is_lost_is_no_failure_where_the_deed_is_seen() {
        device().have(Fault.SET_ANSWER_LOST);
        assertThat(change(after())).isEqualTo(new Outcome.Done());
    }

    @Test
    void a_switch_that_starts_again_in_the_middle_is_brought_back() {
        after(3, Fault.SET_REBOOTS);
        assertThat(change(after())).isNotInstanceOf(Outcome.Done.class);
        device().have(Fault.NONE);
        assertThat(takeBack()).isEqualTo(new Outcome.Done());
        assertThat(running()).isEqualTo(factory);
    }

    /** B-09: all of what it ran, so that nothing is missing when it is taken back. */
    @Test
    void what_it_ran_is_written_down_before_the_first_set() {
        device().watch(() -> assertThat(undo.get("trial")).isEqualTo(before().text()));
        assertThat(change(after())).isEqualTo(new Outcome.Done());
        assertThat(undo).containsKey("trial");
    }

    @Test
    void what_would_cut_its_management_is_refused_before_anything_is_set() {
        int changes = device().history().size();
        var trunk =
                factory.interfaces().stream()
                        .filter(p ->
                                p.mode() instanceof InterfaceMode.TrunkPort(var v)
                                        && v.contains(MANAGEMENT))
                        .findFirst()
                        .orElseThrow()
                        .name();
        for (var told :
                List.of(
                        with(trunk, p -> in(p, new InterfaceMode.TrunkPort(List.of(20))), 20),
                        with(trunk, p -> in(p, new InterfaceMode.AccessPort(MANAGEMENT))),
                        with(
                                trunk,
                                p ->
                                        new InterfaceConfig(
                                                p.name(), "", false, p.mode(), List.of(),
                                                List.of())))) {
            assertThat(change(page(told)))
                    .isEqualTo(
                            new Outcome.Refused(
                                    "cuts-management",
                                    "port "
                                            + trunk
                                            + " carries VLAN 99, in which the switch is managed,"
                                            + " and would not any more"));
        }
        assertThat(device().history()).hasSize(changes);
        assertThat(undo).isEmpty();
    }

    @Test
    void a_trunk_may_carry_more_beside_its_management() {
        var trunk =
                factory.interfaces().stream()
                        .filter(p -> p.mode() instanceof InterfaceMode.TrunkPort)
                        .findFirst()
                        .orElseThrow()
                        .name();
        assertThat(
                        change(
                                page(
                                        with(
                                                trunk,
                                                p ->
                                                        in(
                                                                p,
                                                                new InterfaceMode.TrunkPort(
                                                                        List.of(20, MANAGEMENT))),
                                                20))))
                .isEqualTo(new Outcome.Done());
        assertThat(takeBack()).isEqualTo(new Outcome.Done());
        assertThat(running()).isEqualTo(factory);
    }

    @Test
    void a_port_is_never_in_two_vlans_on_its_way_from_one_to_the_other() {
        change(page(with(FREE, p -> in(p, new InterfaceMode.AccessPort(30)), 20, 30)));
        int number = device().description().ports().stream().sorted().toList().indexOf(FREE) + 1;
        var most = new AtomicInteger();
        device().watch(() ->
                most.accumulateAndGet(
                        device().runningXml()
                                        .split("<port-ref>" + number + "</port-ref>", -1)
                                        .length
                                - 1,
                        Math::max));
        assertThat(change(page(with(FREE, p -> in(p, new InterfaceMode.AccessPort(20)), 20, 30))))
                .isEqualTo(new Outcome.Done());
        assertThat(most).hasValue(1);
    }

    @Test
    void another_engine_is_another_device() {
        assertThat(open(LOGIN.snmpUser(), "SHA256:other"))
                .isEqualTo(new OpenResult.HostKeyChanged("SHA256:other", engine));
        assertThat(open("stranger", engine)).isInstanceOf(OpenResult.Unreachable.class);
    }

    @Test
    void one_lost_datagram_does_not_leave_it_half_way_back() {
        assertThat(change(after())).isEqualTo(new Outcome.Done());
        device().have(Fault.SET_DROPPED);
        var lost = Duration.ofSeconds(2);
        var healed =
                CompletableFuture.runAsync(
                        () -> device().have(Fault.NONE),
                        CompletableFuture.delayedExecutor(lost.toMillis(), TimeUnit.MILLISECONDS));
        assertThat(takeBack()).isEqualTo(new Outcome.Done());
        healed.join();
        assertThat(running()).isEqualTo(factory);
    }

    @Test
    void who_takes_the_place_of_an_open_switch_is_told_nothing() throws Exception {
        var other =
                fleet.ready().devices().stream()
                        .filter(d -> d.slot().equals("fw-1"))
                        .findFirst()
                        .orElseThrow();
        try (var relay = new UdpRelay(new InetSocketAddress(address.host(), address.port()))) {
            address = new DeviceAddress(address.host(), relay.port());
            try (var session = open()) {
                assertThat(session.stage(after())).isEqualTo(new Outcome.Done());
                relay.turnTo(new InetSocketAddress(other.host(), other.snmp()));
                assertThat(session.readRunning(owned()).toString()).contains("another SNMP engine");
                assertThat(session.apply(TRIAL, "trial").toString())
                        .contains("another SNMP engine");
            }
        }
    }
}
