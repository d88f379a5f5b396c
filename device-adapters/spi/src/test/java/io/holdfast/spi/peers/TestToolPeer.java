package io.holdfast.spi.peers;

import io.holdfast.spi.DeviceAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * OpenDaylight's netconf-testtool on free ports of loopback: many simulated devices in one process,
 * from the local Maven repository, where {@code ./holdfast peers} puts it.
 */
public final class TestToolPeer implements AutoCloseable {

    private static final String VERSION = "10.0.2";
    private static final long PATIENCE_SECONDS = 120;

    private final int port;
    private final Process process;

    private TestToolPeer(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    private static Path jar() {
        var repository =
                Optional.ofNullable(System.getProperty("maven.repo.local"))
                        .map(Path::of)
                        .orElseGet(
                                () -> Path.of(System.getProperty("user.home"), ".m2/repository"));
        return repository.resolve(
                "org/opendaylight/netconf/netconf-testtool/"
                        + VERSION
                        + "/netconf-testtool-"
                        + VERSION
                        + "-executable.jar");
    }

    /** Why it cannot be started here, as a sentence for a skipped test; empty if it can. */
    public static Optional<String> missing() {
        return Files.isReadable(jar())
                ? Optional.empty()
                : Optional.of(
                        "netconf-testtool "
                                + VERSION
                                + " is not in the local Maven repository (./holdfast peers)");
    }

    /**
     * Starts one device.
     *
     * @param folder for its log
     */
    public static TestToolPeer start(Path folder) throws IOException {
        int port = freePort();
        var log = folder.resolve("testtool.log");
        var process =
                new ProcessBuilder(
                                System.getProperty("java.home") + "/bin/java",
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-jar",
                                jar().toString(),
                                "--device-count",
                                "1",
                                "--starting-port",
                                Integer.toString(port),
                                "--ip",
                                "127.0.0.1",
                                "--exi",
                                "false",
                                "--md-sal",
                                "true")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.readString(log).contains("devices started successfully")) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                process.destroyForcibly();
                throw new IOException("netconf-testtool does not start");
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        return new TestToolPeer(port, process);
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    public DeviceAddress address() {
        return new DeviceAddress("127.0.0.1", port);
    }

    /** It takes any; these are the ones its own documentation uses. */
    public String user() {
        return "admin";
    }

    public String password() {
        return "admin";
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
