package io.holdfast.apps.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One process of the plant: a JVM with its own log file, started again when it ends by itself, as
 * the machine's service manager would, and stopped when the plant stops.
 */
final class Child {

    private final String name;
    private final ProcessBuilder builder;
    private final Path pidFile;
    private final Path log;
    private volatile Process process;

    private Child(String name, ProcessBuilder builder, Path pidFile, Path log) throws IOException {
        this.name = name;
        this.builder = builder;
        this.pidFile = pidFile;
        this.log = log;
        this.process = launch();
    }

    private Process launch() throws IOException {
        failpoint();
        var launched = builder.start();
        launched.getOutputStream().close();
        Files.writeString(pidFile, launched.pid() + "\n");
        return launched;
    }

    /**
     * Starts {@code java -jar JAR ARGS}; secrets come in files or the environment, never as
     * arguments.
     */
    static Child java(
            Options options,
            String name,
            List<String> jvm,
            Path jar,
            List<String> args,
            Map<String, String> environment) {
        if (!Files.isReadable(jar)) {
            throw new Refusal(1, jar + " is missing; build first with ./holdfast run");
        }
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(args);
        return of(options, name, command, environment);
    }

    /** Starts a command; secrets come in files or the environment, never as arguments. */
    static Child of(
            Options options, String name, List<String> command, Map<String, String> environment) {
        var log = options.plant().resolve("logs").resolve(name + ".log");
        try {
            Files.createDirectories(log.getParent());
            var builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return new Child(name, builder, options.plant().resolve("pids").resolve(name), log);
        } catch (IOException e) {
            throw new Refusal(1, "cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * A test that wants a process to stop at a named point puts the name in a file here and ends
     * the process; the next start has it in its environment and writes its name beside it when it
     * is reached.
     */
    private void failpoint() throws IOException {
        var file = pidFile.resolveSibling("../failpoints/" + name).normalize();
        builder.environment().remove("HOLDFAST_FAILPOINT");
        if (Files.exists(file)) {
            builder.environment().put("HOLDFAST_FAILPOINT", Files.readString(file).strip());
            builder.environment().put("HOLDFAST_FAILPOINT_FILE", file + ".reached");
        }
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    Path log() {
        return log;
    }

    /** Of one that has ended. */
    int exitCode() {
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Starts it again if it has ended; says so, since nobody asked it to end. */
    void keepAlive() {
        if (process.isAlive()) {
            return;
        }
        System.out.println(
                name + " ended with code " + process.exitValue() + "; starting it again.");
        try {
            process = launch();
        } catch (IOException e) {
            System.err.println("holdfast: cannot start " + name + " again: " + e.getMessage());
        }
    }

    /** Refuses to go on if the process has ended, with the end of its log. */
    void mustLive() {
        if (!process.isAlive()) {
            throw new Refusal(
                    1,
                    name
                            + " ended with code "
                            + process.exitValue()
                            + ". The end of "
                            + log
                            + ":\n"
                            + tail());
        }
    }

    private String tail() {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "(its log cannot be read: " + e.getMessage() + ")";
        }
    }

    /** Asks it to stop, waits, and then makes it stop. */
    void stop(Duration patience) {
        process.destroy();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
