package io.holdfast.site.syslog;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.console.Status.DoorLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears syslog over UDP at one address. An untrusted hint: a sender's address can be forged, so
 * nothing is decided by it. Only senders at a device's management address are heard, each at a
 * bounded rate; what is beyond is counted and dropped. It answers nobody.
 */
public final class SyslogReceiver implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SyslogReceiver.class);

    /** Lines a second of one device; a device that logs more has told enough. */
    static final int PER_DEVICE = 500;

    private static final long SECOND = 1_000_000_000L;
    private static final int BUFFER = 4 << 20;

    /** What is done with a line. */
    @FunctionalInterface
    public interface Heard {
        void line(DeviceSlot slot, SyslogLine line);
    }

    private final DatagramSocket socket;
    private final Function<InetAddress, Optional<DeviceSlot>> senders;
    private final Heard heard;
    private final LongSupplier nanos;
    private final Map<DeviceSlot, int[]> inThisSecond = new HashMap<>();
    private long second;
    private final AtomicLong lines = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong strangers = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    /** What came in since the start. */
    public record Counts(long lines, long malformed, long strangers, long dropped) {}

    private SyslogReceiver(
            DatagramSocket socket,
            Function<InetAddress, Optional<DeviceSlot>> senders,
            Heard heard,
            LongSupplier nanos) {
        this.socket = socket;
        this.senders = senders;
        this.heard = heard;
        this.nanos = nanos;
    }

    /**
     * Begins to hear.
     *
     * @param at an address of the management zone or of loopback; never every address
     */
    public static SyslogReceiver start(
            InetSocketAddress at,
            Function<InetAddress, Optional<DeviceSlot>> senders,
            Heard heard) {
        if (at.getAddress() == null || at.getAddress().isAnyLocalAddress()) {
            throw new IllegalArgumentException("syslog is heard at one address, not at every one");
        }
        try {
            var socket = new DatagramSocket(at);
            socket.setReceiveBufferSize(BUFFER);
            var receiver = new SyslogReceiver(socket, senders, heard, System::nanoTime);
            Thread.ofPlatform().daemon().name("syslog").start(receiver::run);
            LOG.info("syslog at {}, buffer {}", at, socket.getReceiveBufferSize());
            return receiver;
        } catch (SocketException e) {
            throw new UncheckedIOException("syslog cannot be heard at " + at, e);
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    public Counts counts() {
        return new Counts(lines.get(), malformed.get(), strangers.get(), dropped.get());
    }

    /** What was not heard here, since the start. */
    public DoorLine door() {
        return new DoorLine("syslog " + port(), strangers.get() + malformed.get(), dropped.get());
    }

    private void run() {
        var packet = new DatagramPacket(new byte[SyslogLine.LONGEST + 1], SyslogLine.LONGEST + 1);
        while (!socket.isClosed()) {
            try {
                packet.setLength(SyslogLine.LONGEST + 1);
                socket.receive(packet);
                take(packet);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.warn("a syslog datagram could not be taken: {}", e.getMessage());
                }
            } catch (RuntimeException e) {
                // One line must not end the hearing of all.
                LOG.error("a syslog line could not be used", e);
            }
        }
    }

    private void take(DatagramPacket packet) {
        var slot = senders.apply(packet.getAddress());
        if (slot.isEmpty()) {
            strangers.incrementAndGet();
            return;
        }
        if (!mayStill(slot.get())) {
            dropped.incrementAndGet();
            return;
        }
        switch (SyslogLine.read(packet.getData(), packet.getLength())) {
            case SyslogLine.Read.Malformed _ -> malformed.incrementAndGet();
            case SyslogLine.Read.Line(var line) -> {
                lines.incrementAndGet();
                heard.line(slot.get(), line);
            }
        }
    }

    private boolean mayStill(DeviceSlot slot) {
        long now = nanos.getAsLong() / SECOND;
        if (now != second) {
            second = now;
            inThisSecond.clear();
        }
        var count = inThisSecond.computeIfAbsent(slot, _ -> new int[1]);
        count[0]++;
        return count[0] <= PER_DEVICE;
    }

    @Override
    public void close() {
        socket.close();
    }
}
