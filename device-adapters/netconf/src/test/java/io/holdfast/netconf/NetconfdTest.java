package io.holdfast.netconf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.observe.DeviceBehaviour.Kind;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.dialect.ietf.IetfDialect;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.OpenResult;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.RunningResult;
import io.holdfast.spi.Subtree;
import io.holdfast.spi.contract.DeviceSessionContract;
import io.holdfast.spi.peers.NetconfdPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.sshd.common.AttributeRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The session contract, and the dialect, against a server nobody here wrote: netconfd of yuma123
 * behind OpenSSH. It answers ok to a validate and then loses the change (devices.md); all of this
 * holds anyway.
 */
@Tag("peers")
final class NetconfdTest extends DeviceSessionContract {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final IetfDialect dialect = new IetfDialect();
    private final NetconfTransport transport = new NetconfTransport();
    private DeviceCapabilities capabilities;
    private NetconfdPeer peer;

    @TempDir Path folder;

    @BeforeAll
    static void the_peer_is_installed() {
        var missing = NetconfdPeer.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    }

    @BeforeEach
    void start() throws IOException {
        peer = NetconfdPeer.start(folder);
        try (var session = open()) {
            capabilities = session.facts().capabilities();
            done(session.stage(before()));
            done(session.validate());
            done(session.apply(Duration.ofSeconds(30), "start"));
            done(session.confirm("start"));
        }
    }

    private static void done(Outcome outcome) {
        assertThat(outcome).isEqualTo(new Outcome.Done());
    }

    @AfterEach
    void stop() {
        transport.close();
        peer.close();
    }

    /**
     * On a busy machine netconfd now and then leaves a session without its hello; that is the
     * peer's and not what is tried here, so somebody who gets no answer at all asks again.
     */
    @Override
    protected DeviceSession open() {
        try {
            for (int attempt = 1; ; attempt++) {
                var password = peer.password().toCharArray();
                var result =
                        transport.open(
                                peer.address(), peer.user(), password, peer.hostKey(), LIMIT);
                if (result instanceof OpenResult.Open(var session)) {
                    return session;
                }
                if (attempt == 3 || !(result instanceof OpenResult.Unreachable)) {
                    throw new AssertionError("netconfd: " + result + "\n" + peer.log());
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected List<Subtree> owned() {
        return dialect.owns(capabilities);
    }

    @Override
    protected Rendered before() {
        return dialect.render(host("as it was"), capabilities);
    }

    @Override
    protected Rendered after() {
        return dialect.render(host("changed by Holdfast <&> Wasserwerk 水"), capabilities);
    }

    @Override
    protected boolean means(String running, Rendered told) {
        return dialect.read(running).equals(dialect.read(told.text()))
                && dialect.read(running) instanceof ReadResult.Read;
    }

    @Override
    protected void letPass(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static DeviceConfig host(String description) {
        return new DeviceConfig(
                List.of(
                        new InterfaceConfig(
                                "eth0",
                                description,
                                true,
                                new InterfaceMode.Routed(),
                                List.of(
                                        InterfaceAddress.of("10.1.30.10/24"),
                                        InterfaceAddress.of("2001:db8:1:30::10/64")),
                                List.of())),
                List.of(),
                List.of(),
                List.of());
    }

    @Test
    void its_host_key_is_seen_without_a_login_as_ssh_keygen_prints_it() throws IOException {
        assertThat(transport.hostKey(peer.address(), LIMIT)).contains(peer.hostKey());
    }

    @Test
    void a_wrong_password_is_refused() throws IOException {
        var wrong = "not-the-password".toCharArray();
        assertThat(transport.open(peer.address(), peer.user(), wrong, peer.hostKey(), LIMIT))
                .isInstanceOf(OpenResult.LoginRefused.class);
    }

    @Test
    void an_access_list_for_it_is_a_blocker() {
        var rule = new FilterRule("deny-all", PacketMatch.every(Family.IPV4), Verdict.DENY, true);
        var list = new AccessList(new AclName("in-ot-v4"), Family.IPV4, List.of(rule));
        var config = new DeviceConfig(host("").interfaces(), List.of(), List.of(list), List.of());
        assertThat(dialect.recognises(capabilities)).isTrue();
        assertThat(dialect.blockers(host(""), capabilities)).isEmpty();
        assertThat(dialect.blockers(config, capabilities))
                .containsExactly(
                        "access list in-ot-v4 cannot be told: the device does not list module"
                                + " ietf-access-control-list");
    }

    /** B-09: what a state does not name is somebody else's, and stays. */
    @Test
    void an_interface_that_is_not_named_is_left_alone() {
        var second =
                new InterfaceConfig(
                        "eth1",
                        "somebody else's",
                        true,
                        new InterfaceMode.Routed(),
                        List.of(),
                        List.of());
        var foreign = new DeviceConfig(List.of(second), List.of(), List.of(), List.of());
        try (var session = open()) {
            done(session.stage(dialect.render(foreign, capabilities)));
            done(session.apply(Duration.ofSeconds(30), "foreign"));
            done(session.confirm("foreign"));
            assertThat(running(session)).contains("eth0", "eth1");
        }
    }

    /**
     * Told as its hello invites to, the change is lost: the row of the behaviour table is needed.
     */
    @Test
    void a_validate_before_the_commit_still_loses_the_change() throws Exception {
        assertThat(
                        KnownServers.of(capabilities.modules(), Instant.EPOCH)
                                .has(Kind.VALIDATE_LOSES_THE_CHANGE))
                .isTrue();
        var client = SshClients.start();
        try {
            var pin = new HostKeyCheck.Expectation(peer.hostKey());
            var context = AttributeRepository.ofKeyValuePair(HostKeyCheck.EXPECTATION, pin);
            var session =
                    client.connect(peer.user(), "127.0.0.1", peer.address().port(), context, null)
                            .verify(LIMIT)
                            .getSession();
            session.addPasswordIdentity(peer.password());
            session.auth().verify(LIMIT);
            var deadline = Deadline.in(LIMIT);
            try (var raw = Conversation.begin(SshLine.open(session, deadline), deadline)) {
                ok(raw.ask(Rpc.edit(after().text(), false), deadline));
                ok(raw.ask(Rpc.validate(), deadline));
                ok(raw.ask("<commit/>", deadline));
                var running = raw.ask(new Reads(false, false).config("running", owned()), deadline);
                assertThat(running).isInstanceOf(Reply.Data.class);
                if (running instanceof Reply.Data(var data)) {
                    assertThat(data.toText()).contains("as it was");
                }
            }
        } finally {
            client.stop();
        }
    }

    private static void ok(Reply reply) {
        assertThat(reply).isEqualTo(new Reply.Ok());
    }

    private String running(DeviceSession session) {
        return session.readRunning(owned()) instanceof RunningResult.Running(var text) ? text : "";
    }
}
