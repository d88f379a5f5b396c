package io.holdfast.apps.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One process of the plant: a JVM with its own log file, stopped when the plant stops. */
final class Child {

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
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
        var log = options.plant().resolve("logs").resolve(name + ".log");
        try {
            Files.createDirectories(log.getParent());
            var builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            var process = builder.start();
            process.getOutputStream().close();
            Files.writeString(options.plant().resolve("pids").resolve(name), process.pid() + "\n");
            return new Child(name, process, log);
        } catch (IOException e) {
            throw new Refusal(1, "cannot start " + name + ": " + e.getMessage(), e);
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

    boolean isAlive() {
        return process.isAlive();
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
