package io.holdfast.netconf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.DeviceTransport;
import io.holdfast.spi.OpenResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which keys are accepted, which algorithms are spoken (rulings V5, V6). */
@Timeout(60)
final class NegotiationTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final NetconfTransport transport = new NetconfTransport();

    @AfterEach
    void stop() {
        transport.close();
    }

    @Test
    void curve25519_is_what_was_negotiated() throws Exception {
        var everything =
                BuiltinDHFactories.VALUES.stream().filter(BuiltinDHFactories::isSupported).toList();
        assertThat(negotiated(everything)).startsWith("curve25519-sha256");
    }

    @Test
    void a_device_without_curve25519_gets_nistp256() throws Exception {
        assertThat(
                        negotiated(
                                List.of(
                                        BuiltinDHFactories.dhg14_256,
                                        BuiltinDHFactories.ecdhp521,
                                        BuiltinDHFactories.ecdhp256)))
                .isEqualTo("ecdh-sha2-nistp256");
    }

    private String negotiated(List<BuiltinDHFactories> offered) throws Exception {
        var seen = new LinkedBlockingQueue<String>();
        try (var device = new ScriptedDevice(ScriptedDevice.Talk::hello, offered)) {
            device.server()
                    .addSessionListener(
                            new SessionListener() {
                                @Override
                                public void sessionNegotiationEnd(
                                        Session session,
                                        Map<KexProposalOption, String> client,
                                        Map<KexProposalOption, String> server,
                                        Map<KexProposalOption, String> result,
                                        Throwable reason) {
                                    seen.add(result.get(KexProposalOption.ALGORITHMS));
                                }
                            });
            assertThat(transport.hostKey(device.address(), LIMIT)).isPresent();
            return Optional.ofNullable(seen.poll(5, TimeUnit.SECONDS)).orElse("nothing");
        }
    }

    @Test
    void a_device_that_knows_only_old_key_exchanges_is_unreachable() throws IOException {
        try (var device =
                new ScriptedDevice(
                        ScriptedDevice.Talk::hello, List.of(BuiltinDHFactories.dhg14_256))) {
            assertThat(device.open(transport, LIMIT)).isInstanceOf(OpenResult.Unreachable.class);
            assertThat(transport.hostKey(device.address(), LIMIT)).isEmpty();
        }
    }

    @Test
    void the_host_key_is_shown_without_a_login() throws IOException {
        try (var device = new ScriptedDevice(ScriptedDevice.Talk::hello)) {
            assertThat(transport.hostKey(device.address(), LIMIT)).contains(device.fingerprint());
            assertThat(device.logins()).isZero();
        }
    }

    @Test
    void a_device_with_another_key_never_sees_the_password() throws IOException {
        try (var device = new ScriptedDevice(ScriptedDevice.Talk::hello)) {
            var pinned = "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
            var password = ScriptedDevice.PASSWORD.toCharArray();
            assertThat(transport.open(device.address(), "admin", password, pinned, LIMIT))
                    .isEqualTo(new OpenResult.HostKeyChanged(pinned, device.fingerprint()));
            assertThat(device.logins()).isZero();
            assertThat(transport.open(device.address(), "admin", password, "", LIMIT))
                    .isEqualTo(new OpenResult.HostKeyChanged("", device.fingerprint()));
        }
    }

    @Test
    void a_wrong_password_is_refused_once_and_not_tried_again() throws IOException {
        try (var device = new ScriptedDevice(ScriptedDevice.Talk::hello)) {
            var result =
                    transport.open(
                            device.address(),
                            "admin",
                            "wrong-password-88".toCharArray(),
                            device.fingerprint(),
                            LIMIT);
            assertThat(result).isInstanceOf(OpenResult.LoginRefused.class);
            assertThat(result.toString()).doesNotContain("wrong-password-88");
            assertThat(device.logins()).isEqualTo(1);
        }
    }

    @Test
    void where_nobody_listens_nobody_is_reached() throws IOException {
        int port;
        try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        var address = new DeviceAddress("127.0.0.1", port);
        assertThat(transport.hostKey(address, LIMIT)).isEmpty();
        assertThat(transport.open(address, "a", "b".toCharArray(), "SHA256:x", LIMIT))
                .isInstanceOf(OpenResult.Unreachable.class);
    }

    @Test
    void a_port_that_accepts_and_stays_silent_costs_no_more_than_the_limit() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var address = new DeviceAddress("127.0.0.1", silent.getLocalPort());
            var begun = System.nanoTime();
            assertThat(transport.hostKey(address, Duration.ofSeconds(1))).isEmpty();
            assertThat(
                            transport.open(
                                    address,
                                    "a",
                                    "b".toCharArray(),
                                    "SHA256:x",
                                    Duration.ofSeconds(1)))
                    .isInstanceOf(OpenResult.Unreachable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void the_fingerprint_is_the_one_ssh_keygen_prints(@TempDir Path folder) throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/ssh-keygen")),
                "ssh-keygen is not installed (openssh-client)");
        try (var device = new ScriptedDevice(ScriptedDevice.Talk::hello)) {
            var key = device.server().getKeyPairProvider().loadKeys(null).iterator().next();
            var file = folder.resolve("key.pub");
            Files.writeString(file, PublicKeyEntry.toString(key.getPublic()));
            var keygen =
                    new ProcessBuilder("/usr/bin/ssh-keygen", "-l", "-E", "sha256", "-f", "key.pub")
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .start();
            var said = new String(keygen.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(keygen.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(said).contains(device.fingerprint());
        }
    }

    @Test
    void a_program_finds_the_transport_by_its_name() {
        var names =
                ServiceLoader.load(DeviceTransport.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .map(DeviceTransport::name);
        assertThat(names).contains("netconf-ssh");
    }
}
