package io.holdfast.netconf;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/**
 * A NETCONF session on TLS (RFC 7589 section 3.1). A TLS record that was read half cannot be given
 * up and begun again, so a virtual thread reads ahead, a few pieces only, and whoever waits for
 * bytes waits for it.
 */
final class TlsLine implements ByteLine {

    /** A TLS record is no longer. */
    private static final int PIECE = 16 * 1024;

    private static final int AHEAD = 4;
    private static final byte[] END = new byte[0];

    private static final ScheduledExecutorService WATCH =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("netconf-tls-watch").factory());

    private final Socket plain;
    private final SSLSocket socket;
    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(AHEAD);
    private final Thread reader;
    private byte[] piece = END;
    private int taken;
    private boolean ended;

    /**
     * A line on a socket that has shaken hands.
     *
     * @param plain what lies under it: closing this one never waits
     */
    TlsLine(Socket plain, SSLSocket socket) {
        this.plain = plain;
        this.socket = socket;
        this.reader = Thread.ofVirtual().name("netconf-tls-read").start(this::readAhead);
    }

    private void readAhead() {
        try {
            var in = socket.getInputStream();
            var buffer = new byte[PIECE];
            int count;
            while ((count = in.read(buffer)) > 0) {
                pieces.put(Arrays.copyOf(buffer, count));
            }
        } catch (IOException e) {
            // lost: what came before is still handed out
        } catch (InterruptedException e) {
            return;
        }
        try {
            pieces.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int poll(byte[] into, Deadline deadline) throws Broken {
        if (taken == piece.length) {
            if (ended) {
                throw new Broken("the device closed the connection");
            }
            try {
                var next = pieces.poll(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    return 0;
                }
                piece = next;
                taken = 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Broken("interrupted", e);
            }
            if (piece.length == 0) {
                ended = true;
                throw new Broken("the device closed the connection");
            }
        }
        int count = Math.min(into.length, piece.length - taken);
        System.arraycopy(piece, taken, into, 0, count);
        taken += count;
        return count;
    }

    @Override
    public void write(byte[] bytes, Deadline deadline) throws Broken {
        try (var _ = closing(plain, deadline)) {
            var out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new Broken(
                    deadline.passed()
                            ? "the device took no request in time"
                            : "the connection to the device was lost",
                    e);
        }
    }

    /** Ends at the latest at the deadline: what blocks on a socket ends only with the socket. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    static Watch closing(Socket plain, Deadline deadline) {
        var overdue =
                WATCH.schedule(() -> shut(plain), deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        return () -> overdue.cancel(false);
    }

    static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // gone already: the same end
        }
    }

    /** Whether the other end is known to be gone. */
    boolean isGone() {
        return plain.isClosed() || !reader.isAlive();
    }

    @Override
    public void close() {
        // A farewell of TLS may wait for a peer that does not read; it proves nothing here.
        reader.interrupt();
        shut(plain);
    }
}
