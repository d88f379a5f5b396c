package io.holdfast.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.core.Bytes;
import io.holdfast.core.observe.TrapSighting;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.TrapJournal;
import io.holdfast.spi.TrapReceiver;
import io.holdfast.spi.peers.NotifyingPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snmp4j.mp.MPv3;

/** Notifications as Net-SNMP sends them. */
@Tag("peers")
class NetSnmpTrapsTest {

    private final List<TrapSighting> journal = new CopyOnWriteArrayList<>();
    private final Map<String, SnmpAccess.V3> users = new ConcurrentHashMap<>();
    private final byte[] own = MPv3.createLocalEngineID();

    @TempDir Path folder;

    @BeforeAll
    static void the_peers_are_installed() {
        assumeTrue(
                NotifyingPeer.installed(), "snmptrap is not installed; ./holdfast peers installs");
    }

    private SnmpTraps open(int boots) throws IOException {
        var senders =
                new TrapReceiver.Senders() {
                    @Override
                    public boolean hears(InetAddress from) {
                        return users.containsKey(from.getHostAddress());
                    }

                    @Override
                    public List<SnmpAccess.V3> users(InetAddress from) {
                        return List.of(users.get(from.getHostAddress()));
                    }

                    @Override
                    public boolean hints(InetAddress from, String community) {
                        return false;
                    }

                    @Override
                    public int mostPerSecond() {
                        return 1_000;
                    }
                };
        return SnmpTraps.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new TrapReceiver.Engine(Bytes.of(own), boots),
                senders,
                this::keep,
                InstantSource.system());
    }

    private BitSet keep(List<TrapSighting> traps) {
        journal.addAll(traps);
        return TrapJournal.all(traps);
    }

    private static SnmpAccess.V3 user(String password) {
        return new SnmpAccess.V3(
                "sender",
                password,
                password + "-private",
                SnmpAccess.Authentication.SHA_256,
                SnmpAccess.Privacy.AES_256);
    }

    private void awaitJournal(int traps) throws InterruptedException {
        for (int i = 0; i < 150 && journal.size() < traps; i++) {
            Thread.sleep(20);
        }
        assertThat(journal).hasSize(traps);
    }

    @Test
    void a_trap_is_believed_where_the_user_of_its_address_sealed_it() throws Exception {
        users.put("127.0.0.1", user("one-password"));
        users.put("127.0.0.2", user("two-passwords"));
        var one = new NotifyingPeer(folder, "127.0.0.1", users.get("127.0.0.1"), "80001f8801");
        var two = new NotifyingPeer(folder, "127.0.0.2", users.get("127.0.0.2"), "80001f8802");
        var forged = new NotifyingPeer(folder, "127.0.0.2", users.get("127.0.0.1"), "80001f8801");
        try (var traps = open(1)) {
            one.trap(traps.port(), "one");
            awaitJournal(1);
            two.trap(traps.port(), "two");
            awaitJournal(2);
            forged.trap(traps.port(), "forged");
            one.trap(traps.port(), "one again");
            awaitJournal(3);
        }
        assertThat(journal).allMatch(TrapSighting::authenticated);
        assertThat(journal.stream().map(t -> t.from() + " " + t.variables().getFirst().text()))
                .containsExactly("127.0.0.1 one", "127.0.0.2 two", "127.0.0.1 one again");
        assertThat(journal.getFirst().engineId()).isEqualTo("80001f8801");
    }

    @Test
    void an_inform_is_acknowledged_by_the_same_engine_after_a_restart_too() throws Exception {
        users.put("127.0.0.1", user("one-password"));
        users.put("127.0.0.2", user("two-passwords"));
        var one = new NotifyingPeer(folder, "127.0.0.1", users.get("127.0.0.1"), "80001f8801");
        var two = new NotifyingPeer(folder, "127.0.0.2", users.get("127.0.0.2"), "80001f8802");
        for (int boots = 1; boots <= 2; boots++) {
            try (var traps = open(boots)) {
                assertThat(one.inform(traps.port(), "one")).isTrue();
                assertThat(two.inform(traps.port(), "two")).isTrue();
            }
        }
        assertThat(journal).hasSize(4).allMatch(TrapSighting::inform);
    }

    @Test
    void a_wrong_password_is_not_acknowledged() throws Exception {
        users.put("127.0.0.1", user("one-password"));
        var liar = new NotifyingPeer(folder, "127.0.0.1", user("guessed-password"), "80001f8801");
        try (var traps = open(1)) {
            assertThat(liar.inform(traps.port(), "lie")).isFalse();
        }
        assertThat(journal).isEmpty();
    }
}
