package io.holdfast.apps.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The WAN of one site as a TCP proxy. Cut, it drops what flows and answers nobody, as a dead line
 * does; bytes pass unread, so TLS ends where it should.
 */
final class Wan implements AutoCloseable {

    /** A site node needs a handful of connections; a hundred is a fault somewhere. */
    private static final int MOST_CONNECTIONS = 100;

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    private Wan(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    /** Listens on a loopback port and passes on to another. */
    static Wan open(int port, int target) {
        try {
            var listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            var wan = new Wan(listener, target);
            Thread.ofVirtual().name("wan-" + port).start(wan::accept);
            return wan;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isCut() {
        return cut;
    }

    void cut() {
        cut = true;
        sockets.forEach(Wan::shut);
    }

    void restore() {
        cut = false;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var near = listener.accept();
                if (cut || sockets.size() >= MOST_CONNECTIONS) {
                    shut(near);
                    continue;
                }
                sockets.add(near);
                Thread.ofVirtual().start(() -> connect(near));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    continue;
                }
                return;
            }
        }
    }

    private void connect(Socket near) {
        var far = new Socket();
        sockets.add(far);
        try {
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 5_000);
            if (cut) {
                return;
            }
            var back = Thread.ofVirtual().start(() -> pump(far, near));
            pump(near, far);
            back.join();
        } catch (IOException e) {
            // The far end is not there: to the site the line is dead, and that is all it can know.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            shut(near);
            shut(far);
            sockets.remove(near);
            sockets.remove(far);
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side hung up; both are shut below.
        }
        shut(from);
        shut(to);
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closing is all that is left to do with it.
        }
    }

    @Override
    public void close() {
        cut();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
