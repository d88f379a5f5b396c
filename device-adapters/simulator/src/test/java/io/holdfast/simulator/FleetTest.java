package io.holdfast.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.simulator.clock.TickClock;
import io.holdfast.simulator.datastore.HistoryEntry;
import io.holdfast.spi.OpenResult;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.Rendered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fleets, host keys, and the fleet that lives in told time. */
class FleetTest {

    @Test
    void a_host_key_in_a_file_is_the_same_after_a_restart(@TempDir Path folder) throws IOException {
        var first = keys(folder);
        assertThat(keys(folder)).isEqualTo(first);
        assertThat(Files.getPosixFilePermissions(folder.resolve("fw-1.key"))).hasSize(2);
    }

    private static List<String> keys(Path folder) throws IOException {
        var bare = DemoPlan.description();
        var devices =
                bare.devices().stream()
                        .map(d -> d.withHostKeyFile(folder.resolve(d.slot() + ".key").toString()))
                        .toList();
        try (var fleet = SimulatedFleet.start(fleet(bare, devices))) {
            return fleet.ready().devices().stream().map(d -> d.hostKey()).toList();
        }
    }

    private static FleetDescription fleet(SiteDescription bare, List<DeviceDescription> devices) {
        return new FleetDescription(
                List.of(
                        new SiteDescription(
                                bare.site(),
                                devices,
                                bare.cables(),
                                bare.zones(),
                                bare.stations(),
                                bare.siteNode(),
                                bare.siteNodeAt())));
    }

    @Test
    void a_taken_port_stops_the_start_and_leaves_nothing_open() throws IOException {
        try (var first =
                SimulatedFleet.start(new FleetDescription(List.of(DemoPlan.description())))) {
            int taken = first.ready().devices().getFirst().netconf();
            var bare = DemoPlan.description();
            var devices =
                    bare.devices().stream()
                            .map(d -> d.withPorts(d.slot().equals("sw-1") ? taken : 0, 0, 0))
                            .toList();
            assertThatThrownBy(() -> SimulatedFleet.start(fleet(bare, devices)))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void no_secret_shows_in_a_description() {
        assertThat(DemoPlan.description().toString())
                .doesNotContain(
                        DemoPlan.LOGIN.password(),
                        DemoPlan.LOGIN.snmpAuth(),
                        DemoPlan.LOGIN.snmpPriv());
    }

    @Test
    void a_change_that_cuts_its_own_path_is_answered_by_nobody_and_goes_back_in_told_time() {
        var clock = new TickClock(Instant.EPOCH);
        var site = new SimulatedSite(DemoPlan.description(), clock);
        var firewall = site.device("fw-1").orElseThrow();
        var transport = new SimulatorTransport(List.of(site));
        var session = open(transport, firewall).orElseThrow();
        assertThat(session.stage(new Rendered("ietf", Configs.lockOut())))
                .isEqualTo(new Outcome.Done());
        assertThat(session.apply(Duration.ofSeconds(60), "t")).isInstanceOf(Outcome.Unknown.class);
        assertThat(open(transport, firewall)).isEmpty();
        clock.advance(Duration.ofSeconds(59));
        assertThat(open(transport, firewall)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(open(transport, firewall)).isPresent();
        assertThat(firewall.history().getLast())
                .matches(e ->
                        e.cause() == HistoryEntry.Cause.TAKEN_BACK_BY_TIMER
                                && e.at().equals(Instant.EPOCH.plusSeconds(60)));
    }

    @Test
    void a_wrong_key_and_a_wrong_password_are_told_apart() {
        var site = new SimulatedSite(DemoPlan.description(), new TickClock(Instant.EPOCH));
        var firewall = site.device("fw-1").orElseThrow();
        var transport = new SimulatorTransport(List.of(site));
        var address = SimulatorTransport.addressOf(firewall);
        var limit = Duration.ofSeconds(1);
        assertThat(
                        transport.open(
                                address, "holdfast", "x".toCharArray(), firewall.hostKey(), limit))
                .isInstanceOf(OpenResult.LoginRefused.class);
        assertThat(transport.open(address, "holdfast", "x".toCharArray(), "SHA256:other", limit))
                .isInstanceOf(OpenResult.HostKeyChanged.class);
        firewall.have(Fault.CHANGED_HOST_KEY);
        assertThat(open(transport, firewall)).isEmpty();
    }

    @Test
    void power_lost_during_a_trial_ends_it_and_its_timer() {
        var clock = new TickClock(Instant.EPOCH);
        var site = new SimulatedSite(DemoPlan.description(), clock);
        var firewall = site.device("fw-1").orElseThrow();
        var transport = new SimulatorTransport(List.of(site));
        var session = open(transport, firewall).orElseThrow();
        session.stage(new Rendered("ietf", Configs.itToOt()));
        assertThat(session.apply(Duration.ofSeconds(60), "t")).isEqualTo(new Outcome.Done());
        firewall.power(false);
        assertThat(session.confirm("t")).isInstanceOf(Outcome.Unknown.class);
        firewall.power(true);
        var second = open(transport, firewall).orElseThrow();
        assertThat(second.confirm("t")).isInstanceOf(Outcome.Refused.class);
        clock.advance(Duration.ofMinutes(2));
        assertThat(firewall.history().stream().map(HistoryEntry::cause))
                .containsExactly(
                        HistoryEntry.Cause.STARTED,
                        HistoryEntry.Cause.ON_TRIAL,
                        HistoryEntry.Cause.TAKEN_BACK_BY_RESTART,
                        HistoryEntry.Cause.STARTED);
    }

    private static Optional<io.holdfast.spi.DeviceSession> open(
            SimulatorTransport transport, SimulatedDevice device) {
        var opened =
                transport.open(
                        SimulatorTransport.addressOf(device),
                        DemoPlan.LOGIN.user(),
                        DemoPlan.LOGIN.password().toCharArray(),
                        device.description().serial().isEmpty() ? "" : device.hostKey(),
                        Duration.ofSeconds(1));
        return opened instanceof OpenResult.Open(var session)
                ? Optional.of(session)
                : Optional.empty();
    }

    @Test
    void factory_configurations_are_valid_by_the_standard_modules(@TempDir Path folder)
            throws Exception {
        var judge = Path.of("/usr/bin/yanglint");
        assumeTrue(Files.isExecutable(judge), "yanglint is not installed (libyang2-tools)");
        var modules = Optional.ofNullable(System.getenv("HOLDFAST_YANG")).map(Path::of);
        assumeTrue(
                modules.filter(Files::isDirectory).isPresent(),
                "HOLDFAST_YANG does not name a folder with YANG modules");
        for (var device : DemoPlan.description().devices()) {
            var file = Files.writeString(folder.resolve(device.slot() + ".xml"), device.factory());
            var process =
                    new ProcessBuilder(
                                    judge.toString(),
                                    "-t",
                                    "config",
                                    "-i",
                                    "-p",
                                    modules.orElseThrow().toString(),
                                    module(modules.orElseThrow(), "ietf-interfaces"),
                                    module(modules.orElseThrow(), "iana-if-type"),
                                    module(modules.orElseThrow(), "ietf-ip"),
                                    module(modules.orElseThrow(), "ieee802-dot1q-bridge"),
                                    module(modules.orElseThrow(), "ietf-access-control-list"),
                                    module(modules.orElseThrow(), "ietf-system"),
                                    file.toString())
                            .redirectErrorStream(true)
                            .start();
            var said =
                    new String(
                            process.getInputStream().readAllBytes(),
                            java.nio.charset.StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(device.slot() + ": " + said).isZero();
        }
    }

    private static String module(Path folder, String name) {
        return folder.resolve(name + ".yang").toString();
    }
}
