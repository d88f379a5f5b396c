package io.holdfast.netconf;

import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.OpenResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.subsystem.SubsystemFactory;

/** A device that says over real SSH exactly what a test makes it say, however wrong. */
final class ScriptedDevice implements AutoCloseable {

    static final String END = "]]>]]>";
    static final String PASSWORD = "never-in-a-log-77";

    /** What one session says. */
    @FunctionalInterface
    interface Script {
        void play(Talk talk) throws IOException, InterruptedException;
    }

    private final SshServer server = SshServer.setUpDefaultServer();
    private final KeyPair hostKey = generated();
    private final Script script;
    private final AtomicInteger logins = new AtomicInteger();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    ScriptedDevice(Script script) throws IOException {
        this(script, List.of(BuiltinDHFactories.curve25519, BuiltinDHFactories.ecdhp256));
    }

    ScriptedDevice(Script script, List<BuiltinDHFactories> keyExchanges) throws IOException {
        this.script = script;
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setKeyExchangeFactories(
                NamedFactory.setUpTransformedFactories(false, keyExchanges, ServerBuilder.DH2KEX));
        server.setPasswordAuthenticator((_, password, _) -> {
            logins.incrementAndGet();
            return password.equals(PASSWORD);
        });
        server.setSubsystemFactories(List.of(new Subsystem()));
        server.start();
    }

    private static KeyPair generated() {
        try {
            return KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    SshServer server() {
        return server;
    }

    DeviceAddress address() {
        return new DeviceAddress("127.0.0.1", server.getPort());
    }

    String fingerprint() {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, hostKey.getPublic());
    }

    int logins() {
        return logins.get();
    }

    /** The requests that came, in order, without their envelope. */
    List<String> heard() {
        return List.copyOf(heard);
    }

    OpenResult open(NetconfTransport transport, Duration limit) {
        return transport.open(address(), "admin", PASSWORD.toCharArray(), fingerprint(), limit);
    }

    @Override
    public void close() throws IOException {
        server.close(true);
    }

    /** One session's two directions. */
    final class Talk {
        private final InputStream in;
        private final OutputStream out;
        private final Session session;
        private boolean chunked;
        private String lastId = "";

        private Talk(InputStream in, OutputStream out, Session session) {
            this.session = session;
            this.in = in;
            this.out = out;
        }

        /** The whole connection goes, as when power does. */
        void disconnect() {
            session.close(true);
        }

        void say(String text) throws IOException {
            say(text.getBytes(StandardCharsets.UTF_8));
        }

        void say(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /**
         * A correct hello of base:1.0 and these capabilities; base:1.1 among them turns chunks on.
         */
        void hello(String... capabilities) throws IOException {
            var list = new StringBuilder();
            for (var capability : capabilities) {
                list.append("<capability>").append(capability).append("</capability>");
            }
            say(
                    "<hello xmlns=\""
                            + Rpc.BASE
                            + "\"><capabilities><capability>urn:ietf:params:netconf:base:1.0"
                            + "</capability>"
                            + list
                            + "</capabilities><session-id>4</session-id></hello>"
                            + END);
            request();
            chunked = List.of(capabilities).contains("urn:ietf:params:netconf:base:1.1");
        }

        /** Waits for the next request. */
        String request() throws IOException {
            var bytes = new ByteArrayOutputStream();
            var end = chunked ? "\n##\n" : END;
            for (int next = in.read(); next >= 0; next = in.read()) {
                bytes.write(next);
                var text = bytes.toString(StandardCharsets.UTF_8);
                if (text.endsWith(end)) {
                    lastId = text.replaceAll("(?s).*message-id=\"([0-9]+)\".*", "$1");
                    if (text.contains("<rpc")) {
                        heard.add(
                                text.replaceAll("(?s).*<rpc[^>]*>(.*)</rpc>.*", "$1")
                                        .replaceAll("(?s)<config>.*</config>", "<config/>"));
                    }
                    return text;
                }
            }
            throw new IOException("the client has gone");
        }

        /** Answers the last request. */
        void reply(String content) throws IOException {
            message(
                    "<rpc-reply xmlns=\""
                            + Rpc.BASE
                            + "\" message-id=\""
                            + lastId
                            + "\">"
                            + content
                            + "</rpc-reply>");
        }

        void message(String text) throws IOException {
            int length = text.getBytes(StandardCharsets.UTF_8).length;
            say(chunked ? "\n#" + length + "\n" + text + "\n##\n" : text + END);
        }
    }

    private final class Subsystem implements SubsystemFactory {
        @Override
        public String getName() {
            return "netconf";
        }

        @Override
        public Command createSubsystem(ChannelSession channel) {
            return new Playing();
        }
    }

    private final class Playing implements Command {
        private InputStream in = InputStream.nullInputStream();
        private OutputStream out = OutputStream.nullOutputStream();
        private ExitCallback exit = (_, _, _) -> {};
        private Thread thread = new Thread();

        @Override
        public void start(ChannelSession channel, Environment env) {
            thread =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    script.play(new Talk(in, out, channel.getSession()));
                                } catch (IOException | InterruptedException e) {
                                    // the client went away: what most of these tests want
                                }
                                exit.onExit(0);
                            });
        }

        @Override
        public void destroy(ChannelSession channel) {
            thread.interrupt();
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
            // nothing is said there
        }

        @Override
        public void setExitCallback(ExitCallback callback) {
            exit = callback;
        }
    }
}
