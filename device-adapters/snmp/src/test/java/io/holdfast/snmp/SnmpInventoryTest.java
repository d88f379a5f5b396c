package io.holdfast.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.core.observe.InterfaceSighting;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.InventoryReader;
import io.holdfast.spi.InventoryReader.Result.Seen;
import io.holdfast.spi.InventoryReader.Result.Silent;
import io.holdfast.spi.InventoryReader.SnmpUser;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.SnmpAccess.Authentication;
import io.holdfast.spi.SnmpAccess.Privacy;
import io.holdfast.spi.peers.SnmpdPeer;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnmpInventoryTest {

    private final SnmpInventory reader = new SnmpInventory();

    @TempDir Path folder;

    @Test
    void a_net_snmp_agent_is_inventoried_with_name_place_engine_and_interfaces() throws Exception {
        assumeTrue(SnmpdPeer.installed(), "snmpd is not installed; ./holdfast peers installs it");
        try (var peer = SnmpdPeer.start(folder)) {
            var seen = (Seen) peer.firstAnswer(reader);

            var inventory = seen.inventory();
            assertThat(inventory.sysName()).isEqualTo("pump-house-switch");
            assertThat(inventory.sysLocation()).isEqualTo("Waterworks, cabinet 3");
            assertThat(inventory.sysDescr()).contains("Linux");
            assertThat(inventory.sysObjectId()).startsWith("1.3.6.1.4.1.8072.");
            assertThat(inventory.engineId()).matches("[0-9a-f]{10,64}");
            assertThat(inventory.interfaces())
                    .filteredOn(i -> i.name().equals("lo"))
                    .singleElement()
                    .satisfies(lo -> assertThat(lo.adminUp()).isTrue())
                    .extracting(InterfaceSighting::type)
                    .isEqualTo(24);
        }
    }

    @Test
    void a_wrong_password_is_a_silent_device_with_a_reason_and_not_an_exception() throws Exception {
        assumeTrue(SnmpdPeer.installed(), "snmpd is not installed; ./holdfast peers installs it");
        try (var peer = SnmpdPeer.start(folder)) {
            peer.firstAnswer(reader);
            var wrong = new SnmpUser(SnmpdPeer.USER.name(), "not-the-password", "not-the-password");

            var result = reader.read(peer.address(), wrong, Duration.ofSeconds(5));

            assertThat(result).isInstanceOf(Silent.class);
            assertThat(((Silent) result).reason()).isNotBlank().doesNotContain("not-the-password");
        }
    }

    @Test
    void nobody_at_the_address_is_silent_within_the_limit() {
        var result =
                reader.read(
                        new DeviceAddress("127.0.0.1", 9), SnmpdPeer.USER, Duration.ofSeconds(2));

        assertThat(result).isInstanceOf(Silent.class);
    }

    @Test
    void a_short_password_is_refused_with_the_rule_and_without_the_password() throws Exception {
        assumeTrue(SnmpdPeer.installed(), "snmpd is not installed; ./holdfast peers installs it");
        try (var peer = SnmpdPeer.start(folder)) {
            peer.firstAnswer(reader);

            var result =
                    reader.read(
                            peer.address(),
                            new SnmpUser("holdfast", "short", "short"),
                            Duration.ofSeconds(5));

            assertThat(((Silent) result).reason())
                    .contains("at least 8 characters")
                    .doesNotContain("short,");
        }
    }

    @Test
    void an_agent_that_answers_with_noise_is_silent() throws Exception {
        try (var liar = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerNoise(liar));

            var result =
                    reader.read(
                            new DeviceAddress("127.0.0.1", liar.getLocalPort()),
                            SnmpdPeer.USER,
                            Duration.ofSeconds(3));

            assertThat(result).isInstanceOf(Silent.class);
        }
    }

    private static SnmpAccess.V3 maplesyrup(Authentication authentication, Privacy privacy) {
        return new SnmpAccess.V3("user", "maplesyrup", "maplesyrup", authentication, privacy);
    }

    private static final byte[] ENGINE = HexFormat.of().parseHex("000000000000000000000002");

    @Test
    void keys_are_localized_as_net_snmp_does_it() {
        // snmpd's own key for "maplesyrup" on engine 000000000000000000000002, computed by RFC 3414
        // A.2 with SHA-256.
        var key =
                new SnmpKeys()
                        .authentication(
                                maplesyrup(Authentication.SHA_256, Privacy.AES_256), ENGINE);

        assertThat(HexFormat.of().formatHex(key))
                .isEqualTo("8982e0e549e866db361a6b625d84cccc11162d453ee8ce3a6445c2d6776f0f8b");
    }

    @Test
    void older_keys_are_those_of_rfc_3414_and_stretched_as_older_cisco_software_does_it() {
        // RFC 3414 A.3.2, and the example of draft-reeder-snmpv3-usm-3desede, appendix B.
        var keys = new SnmpKeys();
        var access = maplesyrup(Authentication.SHA_1, Privacy.AES_256_REEDER);

        assertThat(HexFormat.of().formatHex(keys.authentication(access, ENGINE)))
                .isEqualTo("6695febc9288e36282235fc7151f128497b38f3f");
        assertThat(HexFormat.of().formatHex(keys.privacy(access, ENGINE)))
                .isEqualTo("6695febc9288e36282235fc7151f128497b38f3f9b8b6d78936ba6e7d19dfd9c");
    }

    @Test
    void the_reader_is_found_by_the_service_loader() {
        assertThat(ServiceLoader.load(InventoryReader.class))
                .hasAtLeastOneElementOfType(SnmpInventory.class);
    }

    private static void answerNoise(DatagramSocket socket) {
        var buffer = new byte[2048];
        var noise =
                new byte[] {
                    0x30, (byte) 0x84, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 2, 1, 3
                };
        try {
            while (true) {
                var packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                socket.send(new DatagramPacket(noise, noise.length, packet.getSocketAddress()));
            }
        } catch (java.io.IOException e) {
            // The test closed the socket.
        }
    }
}
