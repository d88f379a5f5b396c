package io.holdfast.netconf;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.simulator.Fault;
import io.holdfast.simulator.wire.NetconfDoor;
import io.holdfast.simulator.wire.TlsDoor;
import io.holdfast.spi.CallHome;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.OpenResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call, who may not, and what a stranger at the door costs the devices (RFC 8071). */
@Timeout(90)
final class CallHomeTest {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration HANDSHAKE = Duration.ofSeconds(2);
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration YEAR = Duration.ofDays(365);

    private final Logins login = Logins.fresh("site-node");
    private final List<AutoCloseable> open = new ArrayList<>();
    private SimulatedPlant plant;

    @BeforeEach
    void start() throws IOException {
        plant = SimulatedPlant.start();
    }

    @AfterEach
    void stop() throws Exception {
        for (var one : open.reversed()) {
            one.close();
        }
        plant.close();
    }

    /** A door for calls, where it listens, and the key of the device that may call there. */
    private record Home(CallHome home, InetSocketAddress where, String key, Runnable deviceCalls) {

        OpenResult open(Duration limit) {
            return home.open(key, "holdfast", SimulatedPlant.password(), limit);
        }
    }

    private Home home(String transport) throws IOException {
        return home(transport, YEAR);
    }

    private Home home(String transport, Duration certificate) throws IOException {
        return transport.equals("ssh") ? ssh() : tls(certificate);
    }

    private Home ssh() throws IOException {
        var home = new SshCallHome(HANDSHAKE);
        open.add(home);
        var where = home.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var door = NetconfDoor.open(plant.device("fw-1"), LOOPBACK, 0);
        open.add(door);
        home.expect(List.of(door.fingerprint()));
        return new Home(home, where, door.fingerprint(), () -> door.callHome(where));
    }

    private Home tls(Duration certificate) throws IOException {
        var home = new TlsCallHome(HANDSHAKE);
        open.add(home);
        login.of(home);
        var where = home.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var door =
                TlsDoor.open(plant.device("fw-1"), LOOPBACK, 0, login.certificate(), certificate);
        open.add(door);
        home.expect(List.of(door.fingerprint()));
        return new Home(home, where, door.fingerprint(), () -> door.callHome(where));
    }

    private Socket call(InetSocketAddress where, String from) throws IOException {
        var socket = new Socket();
        open.add(socket);
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(where, 5_000);
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Reads whatever comes until the other side hangs up. */
    private static void awaitHangUp(Socket socket) throws IOException {
        try {
            var in = socket.getInputStream();
            while (in.read() >= 0) {
                // an SSH client says who it is first
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("nobody hung up", e);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    /** It is counted a moment after it is hung up on. */
    private static Map<String, Long> refused(Home home) throws InterruptedException {
        var deadline = Deadline.in(LONG);
        while (home.home().refused().isEmpty() && !deadline.passed()) {
            Thread.sleep(20);
        }
        return home.home().refused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh", "tls"})
    void a_caller_that_says_nothing_is_hung_up_on_and_counted(String transport) throws Exception {
        var home = home(transport);
        awaitHangUp(call(home.where(), "127.0.0.2"));
        assertThat(refused(home)).containsEntry("no handshake in time", 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh", "tls"})
    void a_caller_that_speaks_something_else_is_hung_up_on(String transport) throws Exception {
        var home = home(transport);
        var caller = call(home.where(), "127.0.0.2");
        caller.getOutputStream()
                .write("GET / HTTP/1.1\r\n\r\n".repeat(400).getBytes(StandardCharsets.US_ASCII));
        awaitHangUp(caller);
        assertThat(refused(home).keySet())
                .isSubsetOf("no handshake of this protocol", "no handshake in time")
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh", "tls"})
    void a_key_nobody_confirmed_is_turned_away_remembered_and_never_logged_in_to(String transport)
            throws Exception {
        var home = home(transport);
        plant.device("fw-1").have(Fault.CHANGED_HOST_KEY);
        home.deviceCalls().run();
        var shown = home.home().stranger(LOOPBACK, LONG);
        assertThat(shown).isPresent().isNotEqualTo(java.util.Optional.of(home.key()));
        assertThat(home.home().refused().get("a key nobody confirmed")).isPositive();
        assertThat(home.open(SOON).toString())
                .contains("Unreachable", "has not called", "nobody confirmed");

        // Known by the key and not by the address: with its own key the same caller is let in.
        plant.device("fw-1").have(Fault.NONE);
        assertThat(home.open(LONG)).isInstanceOf(OpenResult.Open.class);
    }

    @Test
    void an_expired_certificate_is_no_proof_although_it_is_the_pinned_one() throws Exception {
        var home = home("tls", Duration.ofDays(-2));
        home.deviceCalls().run();
        assertThat(home.open(SOON)).isInstanceOf(OpenResult.Unreachable.class);
        assertThat(home.home().refused().get("a certificate that is not valid at this time"))
                .isPositive();
    }

    /** B-12: many calls at once keep nobody else out. */
    @ParameterizedTest
    @ValueSource(strings = {"ssh", "tls"})
    void a_flood_of_silent_calls_costs_only_its_own_address(String transport) throws Exception {
        var home = home(transport);
        for (int i = 0; i < 200; i++) {
            call(home.where(), "127.0.0.2");
        }
        home.deviceCalls().run();
        assertThat(home.open(LONG)).isInstanceOf(OpenResult.Open.class);
        assertThat(home.home().refused().get("too many calls from one address at once"))
                .isGreaterThanOrEqualTo(100);
    }

    /** B-13: a call that is half open is no call, and the next one is taken. */
    @ParameterizedTest
    @ValueSource(strings = {"ssh", "tls"})
    void a_device_that_calls_twice_is_spoken_to_in_its_newest_call_only(String transport)
            throws Exception {
        var home = home(transport);
        home.deviceCalls().run();
        home.deviceCalls().run();
        assertThat(home.home().callsAnew(home.key(), LONG)).isTrue();
        if (home.open(LONG) instanceof OpenResult.Open(var session)) {
            session.close();
        }
        // What waited while that session was open is no evidence of what came after.
        assertThat(home.open(LONG)).isInstanceOf(OpenResult.Open.class);
    }

    @Test
    void a_device_that_lost_its_path_does_not_call_anew() throws Exception {
        var home = home("ssh");
        home.deviceCalls().run();
        assertThat(home.home().callsAnew(home.key(), LONG)).isTrue();
        plant.device("fw-1").path(false);
        assertThat(home.home().callsAnew(home.key(), SOON)).isFalse();
        assertThat(home.open(SOON).toString()).contains("it has not called");
    }

    @Test
    void over_tls_a_changed_certificate_an_expired_one_and_a_foreign_login_are_hard_stops()
            throws Exception {
        var transport = new TlsTransport();
        login.of(transport);
        var device = plant.device("fw-1");
        try (var door = TlsDoor.open(device, LOOPBACK, 0, login.certificate(), YEAR);
                var old =
                        TlsDoor.open(
                                device, LOOPBACK, 0, login.certificate(), Duration.ofDays(-2))) {
            var address = new DeviceAddress(LOOPBACK, door.port());
            assertThat(transport.hostKey(address, LONG)).contains(door.fingerprint());
            assertThat(dialled(transport, address, door.fingerprint()))
                    .isInstanceOf(OpenResult.Open.class);

            device.have(Fault.CHANGED_HOST_KEY);
            assertThat(dialled(transport, address, door.fingerprint()))
                    .isInstanceOf(OpenResult.HostKeyChanged.class);
            device.have(Fault.NONE);

            assertThat(
                            dialled(
                                            transport,
                                            new DeviceAddress(LOOPBACK, old.port()),
                                            old.fingerprint())
                                    .toString())
                    .contains("Unreachable", "not valid at this time");

            Logins.fresh("site-node").of(transport);
            assertThat(dialled(transport, address, door.fingerprint()))
                    .isInstanceOf(OpenResult.Unreachable.class);
        }
        var sshPort = plant.address("fw-1");
        assertThat(dialled(transport, sshPort, "SHA256:of-nobody").toString())
                .contains("Unreachable", "no TLS");
    }

    @Test
    void a_certificate_is_judged_at_the_sites_own_time_whatever_the_wall_clock_shows()
            throws Exception {
        var transport = new TlsTransport();
        login.of(transport);
        try (var door =
                TlsDoor.open(plant.device("fw-1"), LOOPBACK, 0, login.certificate(), YEAR)) {
            var address = new DeviceAddress(LOOPBACK, door.port());
            var later = Instant.now().plus(YEAR).plus(YEAR);
            transport.timedBy(() -> later);
            assertThat(dialled(transport, address, door.fingerprint()).toString())
                    .contains("not valid at this time");

            transport.timedBy(() -> Instant.EPOCH);
            assertThat(dialled(transport, address, door.fingerprint()))
                    .as("it begins later than the node knows it to be: confirmed all the same")
                    .isInstanceOf(OpenResult.Open.class);
        }
    }

    private static OpenResult dialled(TlsTransport transport, DeviceAddress address, String key) {
        return transport.open(address, "", new char[0], key, LONG);
    }
}
