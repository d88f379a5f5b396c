package io.holdfast.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.observe.Discovery;
import io.holdfast.core.observe.DiscoveryOrder;
import io.holdfast.core.observe.Survey;
import io.holdfast.simulator.snmp.RecordedAgent;
import io.holdfast.spi.DeviceSearch;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.SurveyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

class SnmpDiscoveryTest {

    private static final SnmpAccess ACCESS = new SnmpAccess.V2c("watch");

    /** Notes what it is told, and stops after so many answers. */
    private static final class Notes implements DeviceSearch.Watcher {
        final List<String> found = new ArrayList<>();
        final List<String> silent = new ArrayList<>();
        private final int enough;

        Notes(int enough) {
            this.enough = enough;
        }

        @Override
        public void found(IpAddress address, Survey survey) {
            found.add(address.toString());
        }

        @Override
        public void silent(IpAddress address, String reason) {
            silent.add(address.toString());
        }

        @Override
        public void progress(Discovery.Progress progress) {
            assertThat(progress.heard()).isEqualTo(found.size());
        }

        @Override
        public boolean goOn() {
            return found.size() + silent.size() < enough;
        }
    }

    private static DiscoveryOrder order(String within, String seed) {
        return new DiscoveryOrder(
                List.of(Prefix.of(within)),
                false,
                List.of(IpAddress.of(seed)),
                true,
                50,
                100,
                4,
                Duration.ofSeconds(30));
    }

    private static NavigableMap<OID, Variable> knowing(String... neighbours) {
        var view = new TreeMap<OID, Variable>();
        view.put(new OID("1.3.6.1.2.1.1.5.0"), new OctetString("device"));
        for (int i = 0; i < neighbours.length; i++) {
            var row = "0.1." + (i + 1);
            view.put(new OID("1.0.8802.1.1.2.1.4.1.1.9." + row), new OctetString("other"));
            view.put(
                    new OID("1.0.8802.1.1.2.1.4.2.1.3." + row + ".1.4." + neighbours[i]),
                    new Integer32(2));
        }
        return view;
    }

    @Test
    void neighbours_are_found_from_a_seed_and_strangers_beyond_the_prefix_are_not_asked()
            throws Exception {
        var door = RecordedAgent.Door.community("watch");
        try (var first =
                        RecordedAgent.open(
                                knowing("127.0.0.2", "127.0.9.9"), "one", door, "127.0.0.1", 0);
                var second =
                        RecordedAgent.open(
                                knowing("127.0.0.1"), "two", door, "127.0.0.2", first.port())) {
            var notes = new Notes(100);

            var why =
                    new SnmpDiscovery()
                            .search(
                                    order("127.0.0.0/28", "127.0.0.1"),
                                    ACCESS,
                                    second.port(),
                                    notes);

            assertThat(notes.found).containsExactly("127.0.0.1", "127.0.0.2");
            assertThat(notes.silent).isEmpty();
            assertThat(why).isEqualTo("everything was asked");
        }
    }

    @Test
    void a_search_that_is_stopped_asks_nobody_any_more() throws Exception {
        SurveyReader nobody =
                (address, access, engine, limits) -> new SurveyReader.Result.Silent("nobody there");
        var sweep =
                new DiscoveryOrder(
                        List.of(Prefix.of("10.0.0.0/16")),
                        true,
                        List.of(),
                        false,
                        60_000,
                        1000,
                        2,
                        Duration.ofMinutes(5));
        var notes = new Notes(10);

        var why =
                new SnmpDiscovery(nobody, InstantSource.system()).search(sweep, ACCESS, 161, notes);

        assertThat(why).isEqualTo("stopped");
        assertThat(notes.silent).hasSizeBetween(10, 12);
    }

    /** A clock that stands still until somebody moves it. */
    private static final class Hand implements InstantSource {
        private final AtomicReference<Instant> now =
                new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));

        void on(Duration by) {
            now.updateAndGet(n -> n.plus(by));
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }

    @Test
    void no_more_packets_leave_than_the_rate_allows_whatever_the_machine_does() throws Exception {
        var hand = new Hand();
        var packets = new AtomicInteger();
        try (var everywhere = new DatagramSocket(0, InetAddress.getByName("0.0.0.0"))) {
            Thread.ofVirtual().start(() -> count(everywhere, packets));
            var sweep =
                    new DiscoveryOrder(
                            List.of(Prefix.of("127.0.5.0/24")),
                            true,
                            List.of(),
                            false,
                            200,
                            10,
                            256,
                            Duration.ofMinutes(5));
            var notes = new Notes(24);
            var search =
                    Thread.ofVirtual()
                            .start(() ->
                                    run(
                                            new SnmpDiscovery(ONE_PACKET, hand),
                                            sweep,
                                            everywhere,
                                            notes));
            for (int tenths = 0; tenths < 23; tenths++) {
                awaitPackets(packets, tenths + 1);
                Thread.sleep(20);
                assertThat(packets.get()).as("after %d tenths", tenths).isEqualTo(tenths + 1);
                hand.on(Duration.ofMillis(100));
            }
            search.join(Duration.ofSeconds(20));
            assertThat(search.isAlive()).isFalse();
        }
    }

    /** Asks as the adapter does, once, and does not wait. */
    private static final SurveyReader ONE_PACKET =
            (address, access, engine, limits) -> {
                try (var socket = new DatagramSocket()) {
                    socket.send(
                            new DatagramPacket(
                                    new byte[] {1},
                                    1,
                                    InetAddress.getByName(address.host()),
                                    address.port()));
                    return new SurveyReader.Result.Silent("not waited for");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            };

    private static void run(
            SnmpDiscovery discovery, DiscoveryOrder order, DatagramSocket at, Notes notes) {
        try {
            discovery.search(order, ACCESS, at.getLocalPort(), notes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void count(DatagramSocket socket, AtomicInteger packets) {
        var buffer = new byte[2_000];
        while (!socket.isClosed()) {
            try {
                socket.receive(new DatagramPacket(buffer, buffer.length));
                packets.incrementAndGet();
            } catch (IOException e) {
                // Closed: nothing more to count.
            }
        }
    }

    private static void awaitPackets(AtomicInteger packets, int many) throws InterruptedException {
        for (int i = 0; i < 500 && packets.get() < many; i++) {
            Thread.sleep(10);
        }
    }
}
