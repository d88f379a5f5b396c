package io.holdfast.site.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/** Answers one CONNECT (RFC 9110 section 9.3.6) and passes bytes both ways. */
final class ConnectProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final AtomicReference<String> asked = new AtomicReference<>("");

    ConnectProxy() throws IOException {
        listening = new ServerSocket(0, 4, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::serve);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
    }

    String asked() {
        return asked.get();
    }

    private void serve() {
        try (var inside = listening.accept()) {
            var in = inside.getInputStream();
            var head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) in.read());
            }
            asked.set(head.toString());
            var target = head.substring(8, head.indexOf(" ", 8));
            var colon = target.indexOf(':');
            var port = Integer.parseInt(target.substring(colon + 1));
            try (var outside = new Socket(target.substring(0, colon), port)) {
                inside.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                var back = Thread.ofVirtual().start(() -> pass(outside, inside));
                pass(inside, outside);
                back.join();
            }
        } catch (IOException | InterruptedException e) {
            asked.compareAndSet("", "failed: " + e);
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // The other side has gone; so has the need to pass anything on.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
