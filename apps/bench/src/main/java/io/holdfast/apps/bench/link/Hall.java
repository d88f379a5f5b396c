package io.holdfast.apps.bench.link;

import io.holdfast.apps.bench.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server in a process of its own, told what to do line by line. What it says begins with a word
 * of its own; other lines are of the programs in it.
 */
final class Hall implements AutoCloseable {

    /** Before each line that is for whoever started it. */
    static final String SAYS = "@ ";

    /** A heap that gives back what it does not need, so that resident memory means something. */
    private static final List<String> FLAGS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xms32m",
                    "-Xmx1g",
                    "-XX:MinHeapFreeRatio=10",
                    "-XX:MaxHeapFreeRatio=20");

    private final Process process;
    private final BufferedReader lines;

    private Hall(Process process, BufferedReader lines) {
        this.process = process;
        this.lines = lines;
    }

    static Hall start(Class<?> program, String... words) throws IOException {
        var process =
                new ProcessBuilder(Child.command(FLAGS, program, words))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        return new Hall(
                process,
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    }

    /** The next line it says. */
    String says() throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(SAYS)) {
                return line.substring(SAYS.length());
            }
        }
        throw new IOException("a server ended; what it said stands above");
    }

    /** Tells it something and waits for a line. */
    synchronized String ask(String words) throws IOException {
        process.getOutputStream().write((words + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return says();
    }

    /** CPU seconds of this process. */
    double cpu() {
        return cpu(Stream.of(process.toHandle()));
    }

    /** CPU seconds of a database server and the processes it has; of those that ended, nothing. */
    static double databaseCpu(long pid) {
        return ProcessHandle.of(pid)
                .map(server -> cpu(Stream.concat(Stream.of(server), server.descendants())))
                .orElse(Double.NaN);
    }

    private static double cpu(Stream<ProcessHandle> processes) {
        return processes
                .map(p -> p.info().totalCpuDuration().orElse(Duration.ZERO))
                .mapToDouble(d -> d.toMillis() / 1e3)
                .sum();
    }

    /** Resident memory of this process in KiB, once it has cleaned up. */
    double resident() throws IOException {
        ask("clean");
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Bytes of its heap that live objects take. */
    double live() throws IOException {
        return Double.parseDouble(ask("clean"));
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
