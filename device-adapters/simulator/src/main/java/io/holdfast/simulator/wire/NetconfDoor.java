package io.holdfast.simulator.wire;

import io.holdfast.simulator.Fault;
import io.holdfast.simulator.SimulatedDevice;
import io.holdfast.simulator.datastore.Who;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.subsystem.SubsystemFactory;

/**
 * The NETCONF door of a device: SSH on loopback with the subsystem netconf. While the site node
 * does not reach the device, nobody is answered.
 */
public final class NetconfDoor implements AutoCloseable {

    private static final int MOST_SESSIONS = 64;
    private static final Duration CALL = Duration.ofSeconds(2);
    private static final Duration PACE = Duration.ofMillis(50);

    private final SimulatedDevice device;
    private final SshServer server;
    private final KeyPair hostKey;
    private final KeyPair strangersKey;
    private final CallingOut calling = new CallingOut();

    private NetconfDoor(
            SimulatedDevice device, SshServer server, KeyPair hostKey, KeyPair strangersKey) {
        this.device = device;
        this.server = server;
        this.hostKey = hostKey;
        this.strangersKey = strangersKey;
    }

    /** Opens the door on a port of loopback; 0 for any free one. */
    public static NetconfDoor open(SimulatedDevice device, String host, int port)
            throws IOException {
        var door =
                new NetconfDoor(
                        device,
                        SshServer.setUpDefaultServer(),
                        HostKeys.at(device.description().hostKeyFile()),
                        HostKeys.at(""));
        door.start(host, port);
        device.showsHostKey(
                KeyUtils.getFingerPrint(BuiltinDigests.sha256, door.hostKey.getPublic()));
        return door;
    }

    private void start(String host, int port) throws IOException {
        server.setHost(host);
        server.setPort(port);
        server.setKeyPairProvider(session ->
                List.of(device.fault() == Fault.CHANGED_HOST_KEY ? strangersKey : hostKey));
        server.setKeyExchangeFactories(
                List.of(BuiltinDHFactories.curve25519, BuiltinDHFactories.ecdhp256).stream()
                        .filter(BuiltinDHFactories::isSupported)
                        .map(ServerBuilder.DH2KEX)
                        .toList());
        server.setPasswordAuthenticator((user, password, session) -> {
            var credentials = device.credentials();
            return same(user, credentials.user()) && same(password, credentials.password());
        });
        server.setSubsystemFactories(List.of(new Subsystem()));
        DoorThreads.serve(server);
        server.addSessionListener(new PathGuard());
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ofHours(1));
        CoreModuleProperties.AUTH_TIMEOUT.set(server, Duration.ofSeconds(30));
        CoreModuleProperties.MAX_CONCURRENT_SESSIONS.set(server, MOST_SESSIONS);
        CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "SimOS");
        server.start();
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    public int port() {
        return server.getPort();
    }

    /** From now on the device calls there, again whenever a call has ended (RFC 8071). */
    public void callHome(InetSocketAddress where) {
        var connector = server.getIoServiceFactory().createConnector(server.getSessionFactory());
        calling.begin(() -> {
            if (device.answersNetconf()) {
                var connected = connector.connect(where, null, null);
                if (!connected.await(CALL) || !connected.isConnected()) {
                    connected.cancel();
                    return;
                }
                // The call is over with its connection, whoever ends it.
                while (connected.getSession().isOpen()) {
                    Thread.sleep(PACE);
                }
            }
        });
    }

    /** Fingerprint of the host key, SHA256:base64. */
    public String fingerprint() {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, hostKey.getPublic());
    }

    @Override
    public void close() throws IOException {
        calling.close();
        server.stop(true);
    }

    /** Hangs up on whoever calls while the path to the device is broken. */
    private final class PathGuard implements SessionListener {
        @Override
        public void sessionEstablished(Session session) {
            if (!device.answersNetconf()) {
                session.close(true);
            }
        }
    }

    private final class Subsystem implements SubsystemFactory {
        @Override
        public String getName() {
            return "netconf";
        }

        @Override
        public Command createSubsystem(ChannelSession channel) {
            return new NetconfCommand(channel);
        }
    }

    /** One NETCONF channel: joins MINA's streams to a conversation on a thread of its own. */
    private final class NetconfCommand implements Command {
        private final ChannelSession channel;
        private InputStream in = InputStream.nullInputStream();
        private OutputStream out = OutputStream.nullOutputStream();
        private ExitCallback exit = (code, message, closeImmediately) -> {};

        NetconfCommand(ChannelSession channel) {
            this.channel = channel;
        }

        @Override
        public void setInputStream(InputStream stream) {
            in = stream;
        }

        @Override
        public void setOutputStream(OutputStream stream) {
            out = stream;
        }

        @Override
        public void setErrorStream(OutputStream stream) {
            // a subsystem has nothing to say there
        }

        @Override
        public void setExitCallback(ExitCallback callback) {
            exit = callback;
        }

        @Override
        public void start(ChannelSession started, Environment environment) {
            var session = channel.getServerSession();
            var who = new Who(device.newSession(), session.getUsername());
            device.connected(who.session(), why -> session.close(true));
            if (!device.answersNetconf()) {
                // the path broke while the caller was logging in
                session.close(true);
            }
            var conversation = new Conversation(device, who, in, out, () -> exit.onExit(0));
            Thread.ofVirtual()
                    .name("netconf-" + device.slot() + "-" + who.session())
                    .start(conversation);
        }

        @Override
        public void destroy(ChannelSession ended) throws IOException {
            in.close();
        }
    }
}
