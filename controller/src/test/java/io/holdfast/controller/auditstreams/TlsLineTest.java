package io.holdfast.controller.auditstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A receiver that keeps sending something is no reason to wait for longer than was said. */
@Timeout(60)
class TlsLineTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    private StreamKeys keys;

    @BeforeEach
    void an_authority() {
        keys = new StreamKeys(folder);
    }

    private interface Peer {
        void speak(java.net.Socket with) throws IOException, InterruptedException;
    }

    private static ServerSocket listening(Peer peer) throws IOException {
        var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try (var socket = listener.accept()) {
                        peer.speak(socket);
                    } catch (IOException | InterruptedException e) {
                        // The other end has had enough.
                    }
                });
        return listener;
    }

    private SSLEngine engine() {
        var engine = keys.context("centre").createSSLEngine("localhost", 1);
        engine.setUseClientMode(true);
        return new SlowEngine(engine);
    }

    private TlsLine open(ServerSocket to) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), to.getLocalPort());
        return TlsLine.open(address, engine(), LIMIT);
    }

    private static void assertInTime(long begun) {
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void a_handshake_that_comes_byte_by_byte_has_its_end() throws IOException {
        try (var listener =
                listening(socket -> {
                    var out = socket.getOutputStream();
                    out.write(new byte[] {22, 3, 3, 0x40, 0});
                    slowly(out, 0);
                })) {
            long begun = System.nanoTime();
            assertThatThrownBy(() -> open(listener)).hasMessageContaining("too slow: a handshake");
            assertInTime(begun);
        }
    }

    private static void slowly(OutputStream out, int what)
            throws IOException, InterruptedException {
        while (true) {
            out.write(what);
            out.flush();
            Thread.sleep(20);
        }
    }

    private SSLSocket tls(java.net.Socket plain) throws IOException {
        var socket =
                (SSLSocket)
                        keys.context("localhost")
                                .getSocketFactory()
                                .createSocket(plain, "peer", plain.getPort(), false);
        socket.setUseClientMode(false);
        socket.startHandshake();
        return socket;
    }

    @Test
    void a_receiver_that_talks_on_instead_of_an_answer_confirmed_nothing() throws IOException {
        try (var listener = listening(socket -> slowly(tls(socket).getOutputStream(), 'x'))) {
            long begun = System.nanoTime();
            try (var line = open(listener)) {
                line.write(ByteBuffer.wrap(new byte[100]), LIMIT);
                assertThatThrownBy(() -> line.closeAndHearIt(LIMIT))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("too slow: the answer");
            }
            assertInTime(begun);
        }
    }

    private Peer floods() {
        return socket -> {
            var out = tls(socket).getOutputStream();
            while (true) {
                out.write('x');
            }
        };
    }

    @Test
    void a_receiver_that_floods_whoever_writes_confirmed_nothing() throws IOException {
        try (var listener = listening(floods());
                var line = open(listener)) {
            long begun = System.nanoTime();
            assertThatThrownBy(
                            () -> {
                                line.write(ByteBuffer.wrap(new byte[100]), LIMIT);
                                line.closeAndHearIt(LIMIT);
                            })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("too slow");
            assertInTime(begun);
        }
    }

    /** It lets this end write, and floods it only once it waits for the answer. */
    @Test
    void a_receiver_that_floods_whoever_waits_confirmed_nothing() throws IOException {
        Peer late =
                socket -> {
                    var tls = tls(socket);
                    tls.getInputStream().readNBytes(100);
                    tls.getInputStream().read();
                    var out = tls.getOutputStream();
                    while (true) {
                        out.write('x');
                    }
                };
        try (var listener = listening(late);
                var line = open(listener)) {
            long begun = System.nanoTime();
            line.write(ByteBuffer.wrap(new byte[100]), LIMIT);
            assertThatThrownBy(() -> line.closeAndHearIt(LIMIT)).isInstanceOf(IOException.class);
            assertInTime(begun);
        }
    }
}
