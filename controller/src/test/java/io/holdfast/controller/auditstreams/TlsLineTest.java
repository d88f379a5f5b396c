package io.holdfast.controller.auditstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
        return TlsLine.open(address(to), engine(), LIMIT);
    }

    private static InetSocketAddress address(ServerSocket of) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), of.getLocalPort());
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
            assertThatThrownBy(() -> line.closeAndHearIt(LIMIT))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("too slow: the answer to the close of TLS");
            assertInTime(begun);
        }
    }

    /**
     * Whoever shakes hands again in TLS 1.3 asks for new keys; until it has them nothing of what it
     * says behind that is heard, its close neither.
     */
    @Test
    void a_receiver_that_asks_for_new_keys_and_closes_by_itself_confirmed_nothing()
            throws Exception {
        var gone = new CountDownLatch(1);
        Peer stops =
                socket -> {
                    var tls = tls(socket);
                    tls.startHandshake();
                    tls.shutdownOutput();
                    gone.countDown();
                    // It reads on what nobody keeps: no reset says that it was not there.
                    tls.getInputStream().transferTo(OutputStream.nullOutputStream());
                };
        try (var listener = listening(stops);
                var line = open(listener)) {
            gone.await();
            Thread.sleep(300);
            assertThatThrownBy(
                            () -> {
                                line.write(ByteBuffer.wrap(new byte[100]), LIMIT);
                                line.closeAndHearIt(LIMIT);
                            })
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("ended the line by itself");
        }
    }

    @Test
    void a_receiver_that_asks_for_new_keys_and_reads_all_confirmed_it() throws Exception {
        var read = new CompletableFuture<Integer>();
        Peer good =
                socket -> {
                    var tls = tls(socket);
                    tls.startHandshake();
                    int first = tls.getInputStream().readNBytes(100).length;
                    tls.startHandshake();
                    int all = first + tls.getInputStream().readAllBytes().length;
                    tls.close();
                    read.complete(all);
                };
        try (var listener = listening(good);
                var line = open(listener)) {
            for (int i = 0; i < 5; i++) {
                line.write(ByteBuffer.wrap(new byte[100]), LIMIT);
                Thread.sleep(50);
            }
            line.closeAndHearIt(LIMIT);
        }
        assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(500);
    }

    /** The lease of a stream is longer than any line lives: what comes later counts for nobody. */
    @Test
    void an_answer_that_comes_when_the_line_is_to_be_dead_is_none() throws Exception {
        var longest = Duration.ofSeconds(4);
        Peer good =
                socket -> {
                    var tls = tls(socket);
                    tls.getInputStream().transferTo(OutputStream.nullOutputStream());
                    tls.close();
                };
        long begun = System.nanoTime();
        try (var listener = listening(good);
                var line = TlsLine.open(address(listener), engine(), LIMIT, longest)) {
            line.write(ByteBuffer.wrap(new byte[100]), LIMIT);
            // It keeps quiet, closes, and would have heard the answer out a little too late.
            long left = begun + longest.minusMillis(300).toNanos() - System.nanoTime();
            Thread.sleep(Duration.ofNanos(Math.max(0, left)));
            assertThatThrownBy(() -> line.closeAndHearIt(longest.multipliedBy(3)))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("too slow: ");
        }
    }

    @Test
    void a_way_on_which_the_first_packet_was_lost_is_not_waited_for_four_times() {
        assertThat(TlsLine.pause(Duration.ofSeconds(9))).isEqualTo(Duration.ofSeconds(5));
        assertThat(TlsLine.pause(Duration.ofMillis(300))).isEqualTo(Duration.ofMillis(1_200));
        assertThat(TlsLine.pause(Duration.ofMillis(1))).isEqualTo(Duration.ofMillis(200));
    }
}
