package io.holdfast.spi.peers;

import io.holdfast.spi.DeviceAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** Where Debian's yuma123 puts the modules that {@link #startPromising} shows. */
    private static final Path MODULES = Path.of("/usr/share/yuma/modules/ietf");

    private static final List<String> SHOWN =
            List.of(
                    "ietf-interfaces@2014-05-08.yang",
                    "ietf-ip@2014-06-16.yang",
                    "iana-if-type@2014-05-08.yang",
                    "ietf-inet-types@2013-07-15.yang",
                    "ietf-yang-types@2013-07-15.yang");

    /** Why {@link #startPromising} cannot be tried here; empty if it can. */
    public static Optional<String> missingModules() {
        return SHOWN.stream()
                .map(MODULES::resolve)
                .filter(file -> !Files.isReadable(file))
                .findFirst()
                .map(file -> file + " is not installed (netconfd)");
    }

    /**
     * Starts one device.
     *
     * @param folder for its log
     */
    public static TestToolPeer start(Path folder) throws IOException {
        return start(folder, List.of("--md-sal", "true"));
    }

    /**
     * Starts one device that shows a configuration of ietf-interfaces and says in its hello that it
     * can do confirmed commits: it says of each module it has the module's namespace, and one of
     * them has that capability for a namespace. What it then does is its own.
     *
     * @param folder for its log and its modules
     * @param running what it shows, always
     */
    public static TestToolPeer startPromising(Path folder, String running) throws IOException {
        var modules = Files.createDirectory(folder.resolve("modules"));
        for (var file : SHOWN) {
            Files.copy(MODULES.resolve(file), modules.resolve(file));
        }
        Files.writeString(
                modules.resolve("confirmed-commit@2011-06-01.yang"),
                """
                module confirmed-commit {
                  namespace "urn:ietf:params:netconf:capability:confirmed-commit:1.1";
                  prefix cc;
                  revision 2011-06-01;
                }
                """);
        var shown = folder.resolve("running.xml");
        Files.writeString(
                shown,
                "<config xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\">"
                        + running
                        + "</config>");
        return start(
                folder,
                List.of(
                        "--md-sal",
                        "false",
                        "--schemas-dir",
                        modules.toString(),
                        "--initial-config-xml-file",
                        shown.toString()));
    }

    private static TestToolPeer start(Path folder, List<String> more) throws IOException {
        int port = freePort();
        var log = folder.resolve("testtool.log");
        var command = new ArrayList<String>();
        command.addAll(
                List.of(
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
                        "false"));
        command.addAll(more);
        var process =
                new ProcessBuilder(command)
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
