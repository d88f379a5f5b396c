package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.simulator.snmp.RecordedAgent;
import io.holdfast.site.console.Status;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.Search;
import io.holdfast.sitelink.telemetry.SiteWord.DeviceFound;
import io.holdfast.sitelink.telemetry.SiteWord.SearchPhase;
import io.holdfast.sitelink.telemetry.SiteWord.SearchTold;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** A whole site node that is ordered to look for devices. */
class SearchTest extends WholeNode {

    private static final String ID = "0199e0c0-0000-7000-8000-00000000000a";

    /** Hears whatever is sent to a port, on one address or all; answers with noise, or nothing. */
    private static final class Ears implements AutoCloseable {
        final AtomicInteger packets = new AtomicInteger();
        private final DatagramSocket socket;

        Ears(String address, int port, byte[] noise) throws Exception {
            socket = new DatagramSocket(null);
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            Thread.ofVirtual()
                    .start(() -> {
                        var buffer = new byte[65_535];
                        while (!socket.isClosed()) {
                            try {
                                var heard = new DatagramPacket(buffer, buffer.length);
                                socket.receive(heard);
                                packets.incrementAndGet();
                                if (noise.length > 0) {
                                    socket.send(
                                            new DatagramPacket(
                                                    noise, noise.length, heard.getSocketAddress()));
                                }
                            } catch (java.io.IOException e) {
                                // Closed, or the other side is gone: nothing to hear.
                            }
                        }
                    });
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static NavigableMap<OID, Variable> knowing(String name, String... neighbours) {
        var view = new TreeMap<OID, Variable>();
        view.put(new OID("1.3.6.1.2.1.1.5.0"), new OctetString(name));
        for (int i = 0; i < neighbours.length; i++) {
            var row = "0.1." + (i + 1);
            view.put(new OID("1.0.8802.1.1.2.1.4.1.1.9." + row), new OctetString("other"));
            view.put(
                    new OID("1.0.8802.1.1.2.1.4.2.1.3." + row + ".1.4." + neighbours[i]),
                    new Integer32(2));
        }
        return view;
    }

    private static final DeviceAccess.DeviceSecret USER =
            new DeviceAccess.DeviceSecret(
                    "", "", "seeker", "auth-" + System.nanoTime(), "priv-" + System.nanoTime());

    private static RecordedAgent agent(String address, int port, NavigableMap<OID, Variable> view)
            throws Exception {
        return RecordedAgent.open(
                view,
                address,
                new RecordedAgent.Door(USER.snmpUser(), USER.snmpAuth(), USER.snmpPriv()),
                address,
                port);
    }

    private Search search(String within, boolean sweep, List<String> seeds, int rate, int port) {
        return new Search(
                ID,
                List.of(Prefix.of(within)),
                sweep,
                seeds.stream().map(IpAddress::of).toList(),
                true,
                1000,
                rate,
                10,
                port,
                plant.ready("fw-1").netconf(),
                null,
                centre.sealedSearch(ID, USER),
                Instant.now().plus(Duration.ofHours(1)),
                false);
    }

    private void awaitConnected(RunningSite site) {
        await().atMost(LONG).until(() -> site.status().link() instanceof Status.Link.Connected);
    }

    private List<SearchTold> told() {
        return centre.words().stream()
                .filter(SearchTold.class::isInstance)
                .map(SearchTold.class::cast)
                .toList();
    }

    private List<DeviceFound> found() {
        return centre.words().stream()
                .filter(DeviceFound.class::isInstance)
                .map(DeviceFound.class::cast)
                .sorted((a, b) -> a.address().compareTo(b.address()))
                .toList();
    }

    private SearchTold awaitEnd() {
        await().atMost(LONG)
                .until(() -> told().stream().map(SearchTold::phase).anyMatch(SearchPhase::ended));
        return told().getLast();
    }

    private int awaitAsked(int atLeast) {
        await().atMost(LONG).until(() -> told().stream().anyMatch(t -> t.asked() >= atLeast));
        return told().getLast().asked();
    }

    @Test
    void devices_are_found_from_a_seed_and_nobody_outside_or_hostile_changes_that()
            throws Exception {
        var hostileName = "\u001b[2J" + "x".repeat(3_000) + "\r\nSet-Cookie: a";
        var noise = new byte[40_000];
        Arrays.fill(noise, (byte) 0x30);
        try (var node = node(List.of(centre.token(folder)));
                var first = agent("127.0.0.1", 0, knowing("seed", "127.0.0.2", "127.0.9.9"));
                var second =
                        agent(
                                "127.0.0.2",
                                first.port(),
                                knowing(hostileName, "127.0.0.3", "0.0.0.0", "255.255.255.255"));
                var noisy = new Ears("127.0.0.3", first.port(), noise);
                var outside = new Ears("127.0.9.9", first.port(), new byte[0])) {
            awaitConnected(node.site());
            centre.search(
                    List.of(
                            search(
                                    "127.0.0.0/28",
                                    false,
                                    List.of("127.0.0.1"),
                                    50,
                                    second.port())));

            var end = awaitEnd();

            assertThat(end.phase()).as(end.why()).isEqualTo(SearchPhase.DONE);
            assertThat(end.why()).isEqualTo("everything was asked");
            assertThat(found())
                    .extracting(f -> f.address().toString())
                    .containsExactly("127.0.0.1", "127.0.0.2");
            var seed = found().getFirst();
            assertThat(seed.name()).isEqualTo("seed");
            assertThat(seed.identity().engineId()).isNotEmpty();
            assertThat(seed.identity().hostKey()).isEqualTo(plant.ready("fw-1").hostKey());
            assertThat(found().getLast().name())
                    .hasSizeLessThanOrEqualTo(DeviceFound.LONGEST)
                    .doesNotContain("\u001b", "\r", "\n");
            assertThat(end)
                    .extracting(SearchTold::asked, SearchTold::answered, SearchTold::silent)
                    .containsExactly(3, 2, 1);
            assertThat(end.outside()).isEqualTo(3);
            assertThat(noisy.packets.get()).isPositive();
            assertThat(outside.packets.get()).isZero();
        }
    }

    @Test
    void a_search_that_is_taken_back_stops_and_a_killed_one_is_told_as_interrupted()
            throws Exception {
        try (var ears = new Ears("0.0.0.0", 0, new byte[0])) {
            var token = List.of(centre.token(folder));
            Search slow;
            try (var node = node(token)) {
                awaitConnected(node.site());
                slow = search("127.0.3.0/24", true, List.of(), 4, ears.port());
                centre.search(List.of(slow));
                awaitAsked(4);
                centre.search(List.of(slow.takenBack()));
                var end = awaitEnd();
                assertThat(end.phase()).isEqualTo(SearchPhase.STOPPED);
                assertThat(end.asked()).isBetween(4, 100);
                assertThat(end.left()).isZero();
                int heard = ears.packets.get();
                assertThat(heard).isBetween(end.asked(), 3 * end.asked());
                centre.search(List.of(slow));
                Thread.sleep(1_500);
                assertThat(ears.packets.get()).as("it is over for good").isEqualTo(heard);
            }
            var other = other(slow);
            try (var killed = NodeProcess.start(folder, directory, List.of(), "", false)) {
                centre.search(List.of(other));
                await().atMost(LONG)
                        .until(() ->
                                told().stream()
                                        .anyMatch(t ->
                                                t.search().equals(other.id()) && t.asked() >= 2));
                assertThat(killed.alive()).isTrue();
                killed.kill();
            }
            try (var node = node(List.of())) {
                awaitConnected(node.site());
                await().atMost(LONG)
                        .until(() -> told().getLast().phase() == SearchPhase.INTERRUPTED);
                int heard = ears.packets.get();
                Thread.sleep(1_500);
                assertThat(ears.packets.get()).isEqualTo(heard);
                assertThat(told().getLast().search()).isEqualTo(other.id());
            }
        }
    }

    private Search other(Search search) {
        var id = ID.replace("00a", "00b");
        return new Search(
                id,
                search.within(),
                search.sweep(),
                search.seeds(),
                search.follow(),
                search.most(),
                search.perSecond(),
                search.minutes(),
                search.snmpPort(),
                search.netconfPort(),
                null,
                centre.sealedSearch(id, USER),
                search.notAfter(),
                false);
    }

    @Test
    void an_order_beyond_its_bounds_or_too_late_is_refused_by_the_site_itself() throws Exception {
        try (var node = node(List.of(centre.token(folder)));
                var ears = new Ears("0.0.0.0", 0, new byte[0])) {
            awaitConnected(node.site());
            var wide = search("0.0.0.0/1", true, List.of(), 4, ears.port());
            var late =
                    new Search(
                            ID.replace("00a", "00c"),
                            List.of(Prefix.of("127.0.3.0/24")),
                            true,
                            List.of(),
                            true,
                            1000,
                            4,
                            10,
                            ears.port(),
                            0,
                            null,
                            centre.sealedSearch(ID.replace("00a", "00c"), USER),
                            Instant.now().minusSeconds(60),
                            false);
            var unsealed =
                    new Search(
                            ID.replace("00a", "00d"),
                            late.within(),
                            true,
                            List.of(),
                            true,
                            1000,
                            4,
                            10,
                            ears.port(),
                            0,
                            null,
                            wide.sealedSecret(),
                            wide.notAfter(),
                            false);

            centre.search(List.of(wide, late, unsealed));

            await().atMost(LONG).until(() -> told().size() == 3);
            assertThat(told()).extracting(SearchTold::phase).containsOnly(SearchPhase.REFUSED);
            assertThat(told())
                    .extracting(SearchTold::why)
                    .satisfiesExactly(
                            why -> assertThat(why).contains("wider than a site"),
                            why -> assertThat(why).contains("too late"),
                            why -> assertThat(why).contains("does not open"));
            assertThat(ears.packets.get()).isZero();
        }
    }
}
