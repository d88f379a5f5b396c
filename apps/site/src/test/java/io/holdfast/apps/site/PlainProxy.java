package io.holdfast.apps.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A TCP proxy that knows nothing of what it carries: each connection goes to the first of its
 * centres that takes it.
 */
final class PlainProxy implements AutoCloseable {

    private final ServerSocket door;
    private final List<Integer> centres = new CopyOnWriteArrayList<>();

    PlainProxy() {
        try {
            door = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::listen);
    }

    String url() {
        return "https://127.0.0.1:" + door.getLocalPort();
    }

    /** New connections go to these ports, the first that takes them. */
    void to(List<Integer> ports) {
        centres.clear();
        centres.addAll(ports);
    }

    private void listen() {
        while (!door.isClosed()) {
            try {
                var in = door.accept();
                Thread.ofVirtual().start(() -> carry(in));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void carry(Socket in) {
        for (int port : centres) {
            var out = new Socket();
            try {
                out.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            } catch (IOException e) {
                shut(out);
                continue;
            }
            Thread.ofVirtual().start(() -> pour(in, out));
            pour(out, in);
            return;
        }
        shut(in);
    }

    /** Until one of the two is gone; then both are. */
    private static void pour(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // As when a cable is pulled: the other end hears of it.
        }
        shut(from);
        shut(to);
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
