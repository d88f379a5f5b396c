package io.holdfast.snmp;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.TransportStateReference;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/**
 * A socket whose own thread does nothing but take messages from the kernel and count them by
 * sender; another thread decodes them, from a bounded queue. A sender nobody knows, or one that
 * sends too much, costs a look into a map.
 */
final class TrapSocket extends DefaultUdpTransportMapping {

    private static final Logger LOG = LoggerFactory.getLogger(TrapSocket.class);

    private static final int WAITING = 50_000;

    /** As many of the usual size; the largest ones would be four hundred megabytes. */
    private static final long WAITING_BYTES = 16L << 20;

    private static final int LONGEST_MESSAGE = 8192;
    private static final long SECOND = 1_000_000_000L;

    /** Senders counted at once; a flood of forged addresses begins the counting anew. */
    private static final int MOST_SENDERS = 16_384;

    private record Message(UdpAddress from, ByteBuffer bytes, TransportStateReference state) {}

    /** What one address sent in this second. */
    private static final class Sent {
        private final boolean heard;
        private int messages;

        Sent(boolean heard) {
            this.heard = heard;
        }
    }

    private final WeighedQueue<Message> waiting = new WeighedQueue<>(WAITING, WAITING_BYTES);
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Predicate<InetAddress> hears;
    private final int mostPerSecond;
    private final BiPredicate<InetAddress, ByteBuffer> passes;
    private final Map<InetAddress, Sent> senders = new HashMap<>();
    private final Thread decoder;
    private long second;
    private volatile boolean finishing;

    /**
     * @param hears who is listened to at all
     * @param passes whether a message is worth decoding, asked by the thread that decodes
     */
    TrapSocket(
            UdpAddress address,
            int receiveBuffer,
            Predicate<InetAddress> hears,
            int mostPerSecond,
            BiPredicate<InetAddress, ByteBuffer> passes)
            throws IOException {
        super(address);
        this.hears = hears;
        this.mostPerSecond = mostPerSecond;
        this.passes = passes;
        // SNMP4J's own setting comes too late for a socket that is bound already.
        socket.setReceiveBufferSize(receiveBuffer);
        decoder = Thread.ofPlatform().name("snmp-trap-decoder").start(this::decode);
    }

    @Override
    protected void fireProcessMessage(
            UdpAddress from, ByteBuffer message, TransportStateReference state) {
        if (message.remaining() > LONGEST_MESSAGE || !isAllowed(from.getInetAddress())) {
            return;
        }
        var copy = ByteBuffer.allocate(message.remaining()).put(message).flip();
        if (!waiting.offer(new Message(from, copy, state), copy.remaining())) {
            dropped.incrementAndGet();
        }
    }

    private boolean isAllowed(InetAddress from) {
        long now = System.nanoTime() / SECOND;
        if (now != second || senders.size() >= MOST_SENDERS) {
            second = now;
            senders.clear();
        }
        var sent = senders.computeIfAbsent(from, a -> new Sent(hears.test(a)));
        if (!sent.heard) {
            refused.incrementAndGet();
            return false;
        }
        if (++sent.messages > mostPerSecond) {
            dropped.incrementAndGet();
            return false;
        }
        return true;
    }

    private void decode() {
        while (!finishing || !waiting.isEmpty()) {
            try {
                waiting.poll().ifPresent(this::decodeOne);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** What one message brings about must not end the decoding of all that come after it. */
    private void decodeOne(Message message) {
        try {
            decode(message);
        } catch (RuntimeException e) {
            refused.incrementAndGet();
            LOG.warn("a notification of {} cannot be read", message.from(), e);
        }
    }

    private void decode(Message message) {
        if (!passes.test(message.from().getInetAddress(), message.bytes().duplicate())) {
            refused.incrementAndGet();
            return;
        }
        super.fireProcessMessage(message.from(), message.bytes(), message.state());
    }

    long dropped() {
        return dropped.get();
    }

    long refused() {
        return refused.get();
    }

    /** The kernel clamps what was asked for without a word (net.core.rmem_max). */
    int grantedBuffer() throws IOException {
        return socket == null ? 0 : socket.getReceiveBufferSize();
    }

    /** Lets the decoder come to the end of what waits. */
    void finish() {
        finishing = true;
        try {
            decoder.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
