package io.holdfast.apps.lab;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The demo plant as a person starts it: {@code ./holdfast run} as its own process, spoken to only
 * through the doors the ready file names, and killed from outside by pid (rulings H7).
 */
final class RunningPlant implements AutoCloseable {

    /** PostgreSQL, as a process that can be killed like any other. */
    static final String DATABASE = "database";

    private static final Duration START = Duration.ofMinutes(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path home;
    private final Ports ports;
    private final Process process;
    private final Path state;
    private final JsonNode ready;
    private final Duration startTime;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningPlant(
            Path home,
            Ports ports,
            Process process,
            Path state,
            JsonNode ready,
            Duration startTime) {
        this.home = home;
        this.ports = ports;
        this.process = process;
        this.state = state;
        this.ready = ready;
        this.startTime = startTime;
        // Whoever stops the check stops the plant with it.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "plant-stop"));
    }

    static RunningPlant start(Path home, Path state, int portBase)
            throws IOException, InterruptedException {
        return start(home, state, portBase, List.of(), Map.of());
    }

    /** Starts it with more words of the command line, and more in its environment. */
    static RunningPlant start(
            Path home,
            Path state,
            int portBase,
            List<String> words,
            Map<String, String> environment)
            throws IOException, InterruptedException {
        var readyFile = state.resolve("ready.json");
        var log = state.resolve("run.log");
        Files.createDirectories(state);
        var builder =
                new ProcessBuilder(
                                home.resolve("holdfast").toString(),
                                "run",
                                "--ready-file",
                                readyFile.toString(),
                                "--port-base",
                                "" + portBase)
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.command().addAll(words);
        builder.environment().putAll(environment);
        builder.environment().put("HOLDFAST_STATE", state.resolve("state").toString());
        builder.environment().put("HOLDFAST_BUILD", "never");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var begun = Instant.now();
        var process = builder.start();
        while (!Files.exists(readyFile)) {
            if (!process.isAlive() || Duration.between(begun, Instant.now()).compareTo(START) > 0) {
                process.destroy();
                throw new IllegalStateException(
                        "the plant did not become ready:\n" + Files.readString(log));
            }
            Thread.sleep(200);
        }
        var ready = JSON.readTree(Files.readString(readyFile));
        return new RunningPlant(
                home,
                new Ports(portBase),
                process,
                state.resolve("state"),
                ready,
                Duration.between(begun, Instant.now()));
    }

    JsonNode ready() {
        return ready;
    }

    Duration startTime() {
        return startTime;
    }

    Path state() {
        return state;
    }

    /** Pid of a process of the plant, as in centre or site-ww-01. */
    long pid(String name) throws IOException {
        var file =
                name.equals(DATABASE)
                        ? state.resolve("plant").resolve(DATABASE).resolve("postmaster.pid")
                        : state.resolve("plant").resolve("pids").resolve(name);
        return Long.parseLong(Files.readString(file).lines().findFirst().orElse("").strip());
    }

    /** Of the process that keeps the others alive. */
    long processId() {
        return process.pid();
    }

    Ports ports() {
        return ports;
    }

    /**
     * Lets a process of the plant stop at a named point after its next start; empty lets it run.
     */
    void failpoint(String process, String name) throws IOException {
        var file = state.resolve("plant").resolve("failpoints").resolve(process);
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(Path.of(file + ".reached"));
        if (name.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            Files.writeString(file, name);
        }
    }

    boolean failpointReached(String process) {
        return Files.exists(
                state.resolve("plant").resolve("failpoints").resolve(process + ".reached"));
    }

    /**
     * Ends a process and what it started the hard way, by pid, and waits until it was started
     * again.
     */
    void kill(String process) throws IOException, InterruptedException {
        long before = pid(process);
        var handle = ProcessHandle.of(before);
        var started = handle.stream().flatMap(ProcessHandle::descendants).toList();
        handle.ifPresent(ProcessHandle::destroyForcibly);
        started.forEach(ProcessHandle::destroyForcibly);
        until("a new start of " + process, Duration.ofSeconds(30), () -> started(process, before));
    }

    private String started(String process, long before) {
        try {
            return pid(process) != before ? "" : "pid " + before;
        } catch (IOException | NumberFormatException e) {
            return "pid file is being written";
        }
    }

    /** The site's own journal as its own command prints it: a line per entry, sequence and hash. */
    List<String> journalOf(String site) throws IOException, InterruptedException {
        var text =
                output(
                        new ProcessBuilder(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-jar",
                                        home.resolve("apps/site/target/holdfast-site-app.jar")
                                                .toString(),
                                        "journal",
                                        "--directory",
                                        state.resolve("plant")
                                                .resolve("sites")
                                                .resolve(site)
                                                .toString())
                                .start(),
                        Duration.ofSeconds(60));
        return text.lines().filter(l -> l.matches("[0-9]+ [0-9a-f]{64}")).toList();
    }

    /** What {@code ./holdfast WORDS} prints. */
    String command(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(home.resolve("holdfast").toString()));
        command.addAll(List.of(words));
        var builder =
                new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().put("HOLDFAST_STATE", state.toString());
        builder.environment().put("HOLDFAST_BUILD", "never");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return output(builder.start(), Duration.ofSeconds(60));
    }

    /** A token of a program of the ready file that has the scope. */
    Caller program(String scope) throws IOException, InterruptedException {
        for (var client : ready.path("clients")) {
            for (var held : client.path("scopes")) {
                if (held.asString().equals(scope)) {
                    var scopes = new ArrayList<String>();
                    client.path("scopes").forEach(s -> scopes.add(s.asString()));
                    return new Caller(
                            this,
                            client.path("id").asString(),
                            client.path("secret").asString(),
                            String.join(" ", scopes));
                }
            }
        }
        throw new IllegalStateException("no program has the scope " + scope);
    }

    String api() {
        return ready.path("api").asString();
    }

    JsonNode device(String site, String slot) {
        for (var device : ready.path("devices")) {
            if (device.path("site").asString().equals(site)
                    && device.path("slot").asString().equals(slot)) {
                return device;
            }
        }
        throw new IllegalStateException("no device " + slot + " at " + site);
    }

    JsonNode site(String id) {
        for (var site : ready.path("sites")) {
            if (site.path("id").asString().equals(id)) {
                return site;
            }
        }
        throw new IllegalStateException("no site " + id);
    }

    /** What the device's data plane says: pass or drop. */
    String probe(String site, String slot, String in, String src, String dst, int port)
            throws IOException, InterruptedException {
        var answer =
                get(
                        device(site, slot).path("probe").asString()
                                + "?in="
                                + in
                                + "&src="
                                + encoded(src)
                                + "&dst="
                                + encoded(dst)
                                + "&proto=tcp&dport="
                                + port);
        return JSON.readTree(answer).path("verdict").asString();
    }

    String get(String url) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(url))
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    HttpClient http() {
        return http;
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Looks until it is so, or says what was seen last. */
    static void until(String what, Duration patience, Supplier<String> problem)
            throws InterruptedException {
        var end = Instant.now().plus(patience);
        var last = problem.get();
        while (!last.isEmpty()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(
                        "not within " + patience + ": " + what + "; last seen: " + last);
            }
            Thread.sleep(300);
            last = problem.get();
        }
    }

    static String output(Process process, Duration patience)
            throws IOException, InterruptedException {
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return text.strip();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
