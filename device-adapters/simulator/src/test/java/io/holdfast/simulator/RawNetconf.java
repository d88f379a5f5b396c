package io.holdfast.simulator;

import io.holdfast.simulator.FleetReady.DeviceReady;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelSubsystem;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;

/** A tiny NETCONF client for tests: strings in, strings out. It knows nothing but the framing. */
final class RawNetconf implements AutoCloseable {

    private static final String BASE = "urn:ietf:params:netconf:base:";
    private static final SshClient SSH = started();

    private final ClientSession session;
    private final ChannelSubsystem channel;
    private final InputStream in;
    private final OutputStream out;
    private final boolean chunks;
    private final AtomicInteger message = new AtomicInteger();
    private final String hello;
    private String shownKey = "";

    private static SshClient started() {
        var client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier((session, address, key) -> true);
        client.start();
        return client;
    }

    private RawNetconf(DeviceReady device, String password, boolean chunks) throws IOException {
        session =
                SSH.connect("holdfast", device.host(), device.netconf())
                        .verify(5, TimeUnit.SECONDS)
                        .getSession();
        session.addPasswordIdentity(password);
        session.auth().verify(5, TimeUnit.SECONDS);
        shownKey = KeyUtils.getFingerPrint(session.getServerKey());
        channel = session.createSubsystemChannel("netconf");
        channel.open().verify(5, TimeUnit.SECONDS);
        in = channel.getInvertedOut();
        out = channel.getInvertedIn();
        this.chunks = chunks;
        hello = readMarked();
        send(
                "<hello xmlns='"
                        + Configs.NC
                        + "'><capabilities><capability>"
                        + BASE
                        + (chunks ? "1.1" : "1.0")
                        + "</capability></capabilities></hello>]]>]]>");
    }

    static RawNetconf to(DeviceReady device) throws IOException {
        return new RawNetconf(device, DemoPlan.LOGIN.password(), true);
    }

    static RawNetconf old(DeviceReady device) throws IOException {
        return new RawNetconf(device, DemoPlan.LOGIN.password(), false);
    }

    static RawNetconf withPassword(DeviceReady device, String password) throws IOException {
        return new RawNetconf(device, password, true);
    }

    String hello() {
        return hello;
    }

    String shownKey() {
        return shownKey;
    }

    String sessionId() {
        return hello.replaceAll("(?s).*<session-id>([0-9]+)</session-id>.*", "$1");
    }

    /** Sends one operation and returns the whole reply. */
    String rpc(String operation) throws IOException {
        ask(operation);
        return chunks ? readChunks() : readMarked();
    }

    void ask(String operation) throws IOException {
        var text =
                "<rpc xmlns='"
                        + Configs.NC
                        + "' message-id='"
                        + message.incrementAndGet()
                        + "'>"
                        + operation
                        + "</rpc>";
        send(
                chunks
                        ? "\n#"
                                + text.getBytes(StandardCharsets.UTF_8).length
                                + "\n"
                                + text
                                + "\n##\n"
                        : text + "]]>]]>");
    }

    String edit(String config) throws IOException {
        return rpc(
                "<edit-config><target><candidate/></target><config>"
                        + config
                        + "</config></edit-config>");
    }

    String commit() throws IOException {
        return rpc("<commit/>");
    }

    String trial(int seconds, String persist) throws IOException {
        return rpc(
                "<commit><confirmed/><confirm-timeout>"
                        + seconds
                        + "</confirm-timeout>"
                        + (persist.isEmpty() ? "" : "<persist>" + persist + "</persist>")
                        + "</commit>");
    }

    String running(String filter) throws IOException {
        return rpc(
                "<get-config><source><running/></source><filter type='subtree'>"
                        + filter
                        + "</filter></get-config>");
    }

    private void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private String readMarked() throws IOException {
        var text = new StringBuilder();
        while (text.length() < 6 || text.indexOf("]]>]]>", text.length() - 6) < 0) {
            text.append((char) need());
        }
        return text.substring(0, text.length() - 6);
    }

    private String readChunks() throws IOException {
        var bytes = new ByteArrayOutputStream();
        while (true) {
            if (need() != '\n' || need() != '#') {
                throw new IOException("broken framing");
            }
            var size = new StringBuilder();
            for (int c = need(); c != '\n'; c = need()) {
                size.append((char) c);
            }
            if (size.toString().equals("#")) {
                return bytes.toString(StandardCharsets.UTF_8);
            }
            bytes.write(in.readNBytes(Integer.parseInt(size.toString())));
        }
    }

    private int need() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("hung up");
        }
        return next;
    }

    @Override
    public void close() {
        session.close(true);
    }
}
