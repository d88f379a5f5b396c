package io.holdfast.controller.auditstreams;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/**
 * One TLS connection on which this end speaks and the other only listens. It knows what sockets do
 * not tell: whether the other end closed TLS in order (RFC 8446 section 6.1), and whether that was
 * an answer. Everything has its time: neither a slow, nor a silent, nor a talkative peer holds
 * whoever writes.
 */
final class TlsLine implements Closeable {

    /** No line lives longer, whatever the peer does. */
    static final Duration LONGEST = Duration.ofSeconds(75);

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /** What is under way to a receiver that reads nothing stays small. */
    private static final int UNDER_WAY = 64 << 10;

    /**
     * What a peer did by itself is heard within a round trip; this long it may take at the least.
     */
    private static final Duration QUIET = Duration.ofMillis(200);

    /** A way that takes longer there and back is one on which the first packet was lost. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final SSLEngine engine;
    private final long dead;
    private ByteBuffer in;
    private ByteBuffer out;
    private ByteBuffer heard;
    private Duration trip = Duration.ZERO;
    private boolean ended;

    private TlsLine(SocketChannel channel, Selector selector, SSLEngine engine, Duration longest)
            throws IOException {
        this.dead = System.nanoTime() + longest.toNanos();
        this.channel = channel;
        this.selector = selector;
        this.engine = engine;
        this.key = channel.register(selector, SelectionKey.OP_CONNECT);
        var session = engine.getSession();
        in = ByteBuffer.allocate(session.getPacketBufferSize()).flip();
        out = ByteBuffer.allocate(session.getPacketBufferSize());
        heard = ByteBuffer.allocate(session.getApplicationBufferSize());
    }

    /** Connects, and shows and checks who is who. */
    static TlsLine open(InetSocketAddress address, SSLEngine engine, Duration limit)
            throws IOException {
        return open(address, engine, limit, LONGEST);
    }

    /** The same, of a line that lives so long. */
    static TlsLine open(
            InetSocketAddress address, SSLEngine engine, Duration limit, Duration longest)
            throws IOException {
        var channel = SocketChannel.open();
        Selector selector = null;
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, UNDER_WAY);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            selector = Selector.open();
            var line = new TlsLine(channel, selector, engine, longest);
            line.connect(address, System.nanoTime() + limit.toNanos());
            return line;
        } catch (IOException | RuntimeException e) {
            channel.close();
            if (selector != null) {
                selector.close();
            }
            throw e;
        }
    }

    private void connect(InetSocketAddress address, long end) throws IOException {
        long begun = System.nanoTime();
        if (!channel.connect(address)) {
            do {
                await(SelectionKey.OP_CONNECT, end, "connect");
            } while (!channel.finishConnect());
        }
        trip = Duration.ofNanos(System.nanoTime() - begun);
        engine.beginHandshake();
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_WRAP -> wrap(NOTHING, end);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (!hear()) {
                        fill(end, "a handshake");
                    }
                    boolean refused = engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
                    if (engine.isInboundDone() && !refused) {
                        throw new EOFException("the receiver ended the line in the handshake");
                    }
                }
                case NEED_TASK -> engine.getDelegatedTask().run();
                default -> {
                    return;
                }
            }
        }
    }

    /**
     * Writes all of it.
     *
     * @param limit without any progress for so long it is given up
     */
    void write(ByteBuffer text, Duration limit) throws IOException {
        while (text.hasRemaining()) {
            wrap(text, System.nanoTime() + limit.toNanos());
        }
        listen(System.nanoTime() + limit.toNanos());
    }

    /**
     * Closes in order and waits for the answer: the peer's own close of TLS, behind which the
     * connection ends without a reset. Only then has the peer's TLS read everything that was
     * written here. Before it closes it keeps quiet for a while: a peer that closed by itself
     * meanwhile is heard, and its close is not taken for an answer.
     *
     * @throws IOException if that is not so, saying how far it came
     */
    void closeAndHearIt(Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        quiet();
        engine.closeOutbound();
        while (!engine.isOutboundDone()) {
            wrap(NOTHING, end);
        }
        long said = System.nanoTime();
        while (!engine.isInboundDone()) {
            if (!hear()) {
                fill(end, "the answer to the close of TLS");
            }
        }
        endsWithoutReset(said);
    }

    /**
     * How long a peer is heard that may have done something by itself.
     *
     * @param trip what the connection took: a way there and back
     */
    static Duration pause(Duration trip) {
        long four = 4 * trip.toNanos();
        return Duration.ofNanos(Math.clamp(four, QUIET.toNanos(), LONGEST_PAUSE.toNanos()));
    }

    private void inTime(long end, String what) throws IOException {
        long now = System.nanoTime();
        if (end - now <= 0 || dead - now <= 0) {
            throw new SocketTimeoutException("the receiver was too slow: " + what);
        }
    }

    /** Whatever comes or does not come meanwhile. */
    private void quiet() throws IOException {
        long pause = pause(trip).toNanos();
        long end = System.nanoTime() + pause;
        while (end - System.nanoTime() > 0) {
            listen(end + pause);
            rest(SelectionKey.OP_READ, end, "keeping quiet");
        }
        // Its own close could stand behind whatever it says.
        while (!listen(end + pause)) {
            inTime(end + pause, "it says more than there is to say");
        }
    }

    private static void notStopped() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new IOException("stopped before it was certain");
        }
    }

    /**
     * A peer that closed by itself, at the same time, has thrown away what it had not read: then a
     * reset comes, at the latest a round trip behind what was written.
     */
    private void endsWithoutReset(long said) throws IOException {
        long end = said + pause(trip).toNanos();
        while (end - System.nanoTime() > 0) {
            rest(ended ? 0 : SelectionKey.OP_READ, end, "the end of the connection");
            if (!ended) {
                in.clear();
                ended = channel.read(in) < 0;
            }
        }
        // TLS is over; a byte behind it is read by nobody, and cannot be written after a reset.
        channel.write(ByteBuffer.wrap(new byte[1]));
    }

    /**
     * Takes in what came, without waiting and not for long; the receiver has nothing to say but
     * that it goes, or that it wants new keys (RFC 8446 section 4.6.3). It is given them at once:
     * until then nothing behind that is heard, and its close would be taken for an answer.
     *
     * @param end of the time that giving them may take
     * @return whether that is all of it
     */
    private boolean listen(long end) throws IOException {
        long enough = System.nanoTime() + QUIET.toNanos();
        do {
            in.compact();
            boolean room = in.hasRemaining();
            int count = channel.read(in);
            in.flip();
            ended |= count < 0;
            boolean early = true;
            while (early && !engine.isInboundDone() && (answered(end) || hear())) {
                early = enough - System.nanoTime() > 0;
            }
            if (ended || engine.isInboundDone()) {
                throw new EOFException("the receiver ended the line by itself");
            }
            if (early && room && count <= 0) {
                return true;
            }
        } while (enough - System.nanoTime() > 0);
        return false;
    }

    /** Whether TLS had something to answer, which is written now. */
    private boolean answered(long end) throws IOException {
        boolean has = engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
        if (has) {
            wrap(NOTHING, end);
        }
        return has;
    }

    /** Unwraps one record; false if more has to come first. */
    private boolean hear() throws IOException {
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            return false;
        }
        heard.clear();
        var result = engine.unwrap(in, heard);
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            engine.getDelegatedTask().run();
        }
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
            heard = ByteBuffer.allocate(2 * heard.capacity());
            return true;
        }
        return result.getStatus() != Status.BUFFER_UNDERFLOW;
    }

    private void fill(long end, String what) throws IOException {
        inTime(end, what);
        notStopped();
        if (answered(end)) {
            return;
        }
        if (in.limit() == in.capacity() && in.position() == 0) {
            in = ByteBuffer.allocate(2 * in.capacity()).put(in).flip();
        }
        in.compact();
        int count = channel.read(in);
        in.flip();
        if (count < 0) {
            ended = true;
            throw new EOFException("the receiver ended the connection instead of " + what);
        }
        if (count == 0) {
            await(SelectionKey.OP_READ, end, what);
        }
    }

    private void wrap(ByteBuffer text, long end) throws IOException {
        out.clear();
        var result = engine.wrap(text, out);
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
            out = ByteBuffer.allocate(2 * out.capacity());
            return;
        }
        if (result.getStatus() == Status.CLOSED && text.hasRemaining()) {
            throw new EOFException("the receiver ended the line by itself");
        }
        out.flip();
        inTime(end, "reading");
        while (out.hasRemaining()) {
            if (channel.write(out) == 0) {
                await(SelectionKey.OP_WRITE, end, "reading");
            }
        }
    }

    private void await(int ready, long end, String what) throws IOException {
        rest(ready, end, what);
        inTime(end, what);
    }

    /** Until something is ready or a time has come, and no longer than the line lives. */
    private void rest(int until, long end, String what) throws IOException {
        key.interestOps(until);
        long now = System.nanoTime();
        long left = Math.min(end - now, dead - now);
        if (left > 0) {
            selector.select(Math.max(1, left / 1_000_000));
            selector.selectedKeys().clear();
        }
        notStopped();
        inTime(dead, what);
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }
}
