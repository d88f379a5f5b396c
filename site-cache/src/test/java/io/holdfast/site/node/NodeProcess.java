package io.holdfast.site.node;

import io.holdfast.site.devices.DeviceLimits;
import io.holdfast.site.devices.Drivers;
import io.holdfast.site.link.LinkLimits;
import io.holdfast.sitelink.site.Pace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A site node as a process of its own, so that it can be killed. */
public final class NodeProcess implements AutoCloseable {

    private final Process process;
    private final Path failpoint;

    private NodeProcess(Process process, Path failpoint) {
        this.process = process;
        this.failpoint = failpoint;
    }

    /** Directory and, at the first start, a token. */
    public static void main(String[] words) {
        var token = words.length > 1 ? List.of(Path.of(words[1])) : List.<Path>of();
        var site =
                RunningSite.start(
                        Integer.getInteger("traps", 0) > 0
                                ? hearing(Path.of(words[0]), token, Integer.getInteger("traps", 0))
                                : settings(Path.of(words[0]), token),
                        Drivers.installed(),
                        InstantSource.system());
        site.run();
    }

    static NodeSettings settings(Path directory, List<Path> token) {
        return settings(directory, token, Boolean.getBoolean("hasty") ? hasty() : brisk());
    }

    static NodeSettings settings(Path directory, List<Path> token, Pace pace) {
        return new NodeSettings(
                directory,
                token,
                List.of(),
                0,
                pace,
                LinkLimits.PLANT,
                DeviceLimits.PLANT,
                NodeSettings.Listening.TO_NOBODY);
    }

    /** A node that hears notifications at a port of loopback. */
    static NodeSettings hearing(Path directory, List<Path> token, int traps) {
        var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), traps);
        return settings(directory, token, brisk())
                .listening(
                        new NodeSettings.Listening(List.of(), List.of(at), List.of(), List.of()));
    }

    /** Short trials as well, for tests that wait for their end. */
    static Pace hasty() {
        return new Pace(
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(8),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                5);
    }

    /** Short pauses, so that a test sees the end of them. */
    static Pace brisk() {
        return new Pace(
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                5);
    }

    static NodeProcess start(Path folder, Path directory, List<Path> token, String failpoint)
            throws IOException {
        return start(folder, directory, token, failpoint, false);
    }

    static NodeProcess start(
            Path folder, Path directory, List<Path> token, String failpoint, boolean hasty)
            throws IOException {
        return start(folder, directory, token, failpoint, hasty, 0);
    }

    static NodeProcess start(
            Path folder,
            Path directory,
            List<Path> token,
            String failpoint,
            boolean hasty,
            int traps)
            throws IOException {
        var file = folder.resolve("failpoint");
        Files.deleteIfExists(file);
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx160m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dhasty=" + hasty,
                        "-Dtraps=" + traps,
                        "-Dholdfast.failpoint=" + failpoint,
                        "-Dholdfast.failpoint.file=" + file,
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        NodeProcess.class.getName(),
                        directory.toString()));
        token.forEach(path -> command.add(path.toString()));
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        folder.resolve("node.log").toFile()))
                        .start();
        return new NodeProcess(process, file);
    }

    boolean atFailpoint() {
        return Files.exists(failpoint);
    }

    boolean alive() {
        return process.isAlive();
    }

    /** kill -9. */
    void kill() {
        close();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
