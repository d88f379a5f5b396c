package io.holdfast.snmp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.snmp4j.TransportStateReference;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/**
 * A socket whose own thread does nothing but take messages from the kernel, whose buffer holds some
 * tens of milliseconds of a storm; another thread decodes them, from a bounded queue.
 */
final class TrapSocket extends DefaultUdpTransportMapping {

    private static final int WAITING = 50_000;
    private static final int LONGEST_MESSAGE = 8192;

    private record Message(UdpAddress from, ByteBuffer bytes, TransportStateReference state) {}

    private final BlockingQueue<Message> waiting = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread decoder;
    private volatile boolean finishing;

    TrapSocket(UdpAddress address, int receiveBuffer) throws IOException {
        super(address);
        // SNMP4J's own setting comes too late for a socket that is bound already.
        socket.setReceiveBufferSize(receiveBuffer);
        decoder = Thread.ofPlatform().name("snmp-trap-decoder").start(this::decode);
    }

    @Override
    protected void fireProcessMessage(
            UdpAddress from, ByteBuffer message, TransportStateReference state) {
        if (message.remaining() > LONGEST_MESSAGE) {
            dropped.incrementAndGet();
            return;
        }
        var copy = ByteBuffer.allocate(message.remaining()).put(message).flip();
        if (!waiting.offer(new Message(from, copy, state))) {
            dropped.incrementAndGet();
        }
    }

    private void decode() {
        while (!finishing || !waiting.isEmpty()) {
            try {
                var message = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (message != null) {
                    super.fireProcessMessage(message.from(), message.bytes(), message.state());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    long dropped() {
        return dropped.get();
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
