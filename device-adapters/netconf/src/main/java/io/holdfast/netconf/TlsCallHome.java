package io.holdfast.netconf;

import io.holdfast.spi.CertificateLogin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Devices that call home over TLS (RFC 8071, port 4335). */
public final class TlsCallHome extends CallHomeDoor implements CertificateLogin {

    /** Stored with devices; never changes. */
    public static final String NAME = "netconf-tls-call-home";

    private static final Logger LOG = LoggerFactory.getLogger(TlsCallHome.class);

    private final TlsHandshake tls = new TlsHandshake();
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

    private final Duration handshake;
    private @Nullable ServerSocket door;

    /** As {@link java.util.ServiceLoader} makes it. */
    public TlsCallHome() {
        this(Doorkeeper.HANDSHAKE);
    }

    /** With another patience for handshakes. */
    TlsCallHome(Duration handshake) {
        this.handshake = handshake;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void loginWith(PrivateKey key, List<X509Certificate> chain) {
        tls.loginWith(key, chain);
    }

    @Override
    public void timedBy(InstantSource surely) {
        tls.timedBy(surely);
    }

    @Override
    public synchronized InetSocketAddress listen(InetSocketAddress at) throws IOException {
        var opened = new ServerSocket();
        try {
            opened.bind(at, Doorkeeper.MOST);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        door = opened;
        Thread.ofVirtual().name(NAME).start(() -> hear(opened));
        return (InetSocketAddress) opened.getLocalSocketAddress();
    }

    void hear(ServerSocket open) {
        while (!open.isClosed()) {
            try {
                var socket = open.accept();
                doorkeeper
                        .enters(socket.getInetAddress(), () -> TlsLine.shut(socket))
                        .ifPresentOrElse(
                                guest ->
                                        Thread.ofVirtual()
                                                .name(NAME + "-handshake")
                                                .start(() -> greet(socket, guest)),
                                () -> TlsLine.shut(socket));
            } catch (IOException e) {
                if (open.isClosed()) {
                    return;
                }
                LOG.warn("a call could not be answered: {}", e.getMessage());
                pause();
            }
        }
    }

    /** What keeps calls from being taken, as too many open files, does not end by asking on. */
    private static void pause() {
        try {
            Thread.sleep(AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void greet(Socket socket, Doorkeeper.Guest guest) {
        try {
            var deadline = Deadline.in(handshake);
            socket.setTcpNoDelay(true);
            switch (tls.shake(socket, doorkeeper::knows, deadline)) {
                case TlsHandshake.Result.Shaken(var line, var key) -> {
                    // Whoever has proved its key makes room for nobody any more.
                    if (doorkeeper.leaves(guest)) {
                        waiting.seat(key, new TlsCall(line));
                    } else {
                        line.close();
                    }
                }
                case TlsHandshake.Result.Stranger(var shown) ->
                        doorkeeper.leavesAsStranger(guest, shown);
                case TlsHandshake.Result.OutOfDate() ->
                        doorkeeper.leavesRefused(guest, Doorkeeper.Refusal.OUT_OF_DATE, "");
                case TlsHandshake.Result.Failed(var reason) ->
                        doorkeeper.leavesRefused(
                                guest,
                                deadline.passed()
                                        ? Doorkeeper.Refusal.TOO_SLOW
                                        : Doorkeeper.Refusal.NOT_THE_PROTOCOL,
                                reason);
            }
        } catch (IOException e) {
            TlsLine.shut(socket);
        } finally {
            doorkeeper.leaves(guest);
        }
    }

    private record TlsCall(TlsLine line) implements Call {

        @Override
        public boolean isThere() {
            return !line.isGone();
        }

        @Override
        public Connected answer(String user, char[] password, Deadline deadline) {
            return new Connected.Line(line);
        }

        @Override
        public void hangUp() {
            line.close();
        }
    }

    @Override
    public synchronized void close() {
        if (door != null) {
            try {
                door.close();
            } catch (IOException e) {
                LOG.debug("{} stays open: {}", NAME, e.getMessage());
            }
            door = null;
        }
        waiting.clearAll();
    }
}
