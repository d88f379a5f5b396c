package io.holdfast.spi.peers;

import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.InventoryReader;
import io.holdfast.spi.InventoryReader.SnmpUser;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Debian's snmpd (Net-SNMP), started for one test on a free loopback port with its own files. */
public final class SnmpdPeer implements AutoCloseable {

    public static final SnmpUser USER =
            new SnmpUser("holdfast", "auth-pass-for-tests", "priv-pass-for-tests");
    private static final Path PROGRAM = Path.of("/usr/sbin/snmpd");

    private final Process process;
    private final int port;

    private SnmpdPeer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static boolean installed() {
        return Files.isExecutable(PROGRAM);
    }

    public static SnmpdPeer start(Path folder) throws IOException {
        int port = freePort();
        var config = folder.resolve("snmpd.conf");
        Files.writeString(
                config,
                """
                agentaddress udp:127.0.0.1:%d
                sysName pump-house-switch
                sysLocation Waterworks, cabinet 3
                createUser %s SHA-256 %s AES-256 %s
                rouser %s authpriv .1
                """
                        .formatted(
                                port,
                                USER.name(),
                                USER.authPassword(),
                                USER.privPassword(),
                                USER.name()));
        var process =
                new ProcessBuilder(
                                PROGRAM.toString(),
                                "-f",
                                "-Lo",
                                "-C",
                                "-c",
                                config.toString(),
                                "-p",
                                folder.resolve("pid").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("snmpd.log").toFile());
        process.environment()
                .put(
                        "SNMP_PERSISTENT_DIR",
                        Files.createDirectories(folder.resolve("state")).toString());
        return new SnmpdPeer(process.start(), port);
    }

    public DeviceAddress address() {
        return new DeviceAddress("127.0.0.1", port);
    }

    /** Waits until it answers. */
    public InventoryReader.Result firstAnswer(InventoryReader reader) throws InterruptedException {
        for (int i = 0; i < 40; i++) {
            if (reader.read(address(), USER, Duration.ofSeconds(10))
                    instanceof InventoryReader.Result.Seen seen) {
                return seen;
            }
            Thread.sleep(100);
        }
        return reader.read(address(), USER, Duration.ofSeconds(10));
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
