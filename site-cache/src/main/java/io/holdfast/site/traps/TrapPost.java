package io.holdfast.site.traps;

import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.console.Status.DoorLine;
import io.holdfast.site.devices.AccessBook;
import io.holdfast.site.ledger.SiteStore;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.TrapReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where devices send their notifications. It has threads of its own, so that a flood costs the loop
 * that changes devices nothing, and it answers only those whose inform is on disk.
 */
public final class TrapPost implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrapPost.class);
    private static final String ENGINE = "traps/engine";

    /** Messages of one device a second that are decoded at all. */
    private static final int PER_DEVICE = 500;

    private static final Duration TALLY = Duration.ofMinutes(1);

    private final List<Heard> receivers;
    private final Notifications notifications;
    private final Thread counting;

    /** One address, and the hints that came there and got no answer. */
    private record Heard(TrapReceiver.Running running, UnansweredHints hints) {

        DoorLine line() {
            var counts = running.counts();
            long lost = Math.max(0, counts.notKept() - hints.count());
            return new DoorLine(
                    "traps " + running.port(), counts.refused(), counts.dropped() + lost);
        }
    }

    private TrapPost(List<Heard> receivers, Notifications notifications) {
        this.receivers = List.copyOf(receivers);
        this.notifications = notifications;
        this.counting = Thread.ofVirtual().name("trap-counts").start(this::keepCounting);
    }

    /**
     * Hears at these addresses. One that cannot be had is logged; the node goes on without.
     *
     * @param events puts words on disk, all of them or none
     * @param worthALook is told that a device should be looked at soon
     */
    public static TrapPost open(
            List<InetSocketAddress> at,
            SiteStore store,
            AccessBook access,
            BiConsumer<List<SiteWord>, Instant> events,
            Consumer<DeviceSlot> worthALook,
            InstantSource clock) {
        var notifications =
                new Notifications(
                        from -> literal(from).flatMap(access::at),
                        events,
                        worthALook,
                        clock,
                        System::nanoTime);
        var receivers = new ArrayList<Heard>();
        var receiver = ServiceLoader.load(TrapReceiver.class).findFirst();
        if (receiver.isPresent() && !at.isEmpty()) {
            var engine = engine(store);
            for (var address : at) {
                try {
                    var hints = new UnansweredHints(notifications);
                    var running =
                            receiver.get()
                                    .start(address, engine, new Devices(access), hints, clock);
                    receivers.add(new Heard(running, hints));
                    LOG.info(
                            "notifications at {}, port {}, engine {}, buffer {}",
                            address,
                            running.port(),
                            engine.id().hex(),
                            running.receiveBuffer());
                } catch (IOException | IllegalArgumentException e) {
                    LOG.error("notifications cannot be heard at {}", address, e);
                }
            }
        }
        return new TrapPost(receivers, notifications);
    }

    private static Optional<InetAddress> literal(String from) {
        try {
            return Optional.of(InetAddress.ofLiteral(from));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Our engine, made once and kept: a device has its keys for informs made for it. One more boot
     * is on disk before anybody is answered (RFC 3414 section 2.2.2).
     */
    private static TrapReceiver.Engine engine(SiteStore store) {
        var before = store.kept(ENGINE).map(Bytes::toArray).map(ByteBuffer::wrap);
        int boots = before.map(ByteBuffer::getInt).orElse(0) + 1;
        var id = before.map(TrapPost::rest).orElseGet(TrapPost::newId);
        var kept = ByteBuffer.allocate(4 + id.length).putInt(boots).put(id).array();
        store.write(List.of(), Map.of(ENGINE, Bytes.of(kept)), List.of());
        return new TrapReceiver.Engine(Bytes.of(id), boots);
    }

    private static byte[] rest(ByteBuffer kept) {
        var id = new byte[kept.remaining()];
        kept.get(id);
        return id;
    }

    /** RFC 3411: the documentation enterprise and eight octets of chance. */
    private static byte[] newId() {
        var chance = new byte[8];
        new SecureRandom().nextBytes(chance);
        return ByteBuffer.allocate(5 + chance.length)
                .putInt(0x8000_0000 | 32_473)
                .put((byte) 5)
                .put(chance)
                .array();
    }

    /** Where it listens, in the order of the settings. */
    public List<Integer> ports() {
        return receivers.stream().map(heard -> heard.running().port()).toList();
    }

    /** What was not heard at each address, since the start. */
    public List<DoorLine> doors() {
        return receivers.stream().map(Heard::line).toList();
    }

    private void keepCounting() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(TALLY);
                notifications.tellCounts();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("counts of notifications could not be kept; tried again", e);
            }
        }
    }

    @Override
    public void close() {
        counting.interrupt();
        for (var receiver : receivers) {
            try {
                receiver.running().close();
            } catch (IOException e) {
                LOG.warn("a receiver of notifications did not close", e);
            }
        }
    }

    /** Devices are known by their management address, and speak as the user they are read with. */
    private record Devices(AccessBook access) implements TrapReceiver.Senders {

        @Override
        public boolean hears(InetAddress from) {
            return access.at(from).isPresent();
        }

        @Override
        public List<SnmpAccess.V3> users(InetAddress from) {
            return access.notifiers(from);
        }

        @Override
        public boolean hints(InetAddress from, String community) {
            return true;
        }

        @Override
        public int mostPerSecond() {
            return PER_DEVICE;
        }
    }
}
