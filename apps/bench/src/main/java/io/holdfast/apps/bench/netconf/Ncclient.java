package io.holdfast.apps.bench.netconf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** The peer: Debian's ncclient in a Python of its own, told what to do line by line. */
final class Ncclient implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PYTHON = "/usr/bin/python3";
    private static final String DRIVER = "ncclient_driver.py";

    private final Path driver;
    private final Process process;
    private final BufferedReader answers;
    private final String name;

    private Ncclient(Path driver, Process process, BufferedReader answers, String name) {
        this.driver = driver;
        this.process = process;
        this.answers = answers;
        this.name = name;
    }

    /** Why it cannot be started here; empty if it can. */
    static Optional<String> missing() throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of(PYTHON))) {
            return Optional.of(PYTHON + " is not installed");
        }
        var probe =
                new ProcessBuilder(PYTHON, "-c", "import ncclient")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return probe.waitFor(60, TimeUnit.SECONDS) && probe.exitValue() == 0
                ? Optional.empty()
                : Optional.of("ncclient is not installed (python3-ncclient)");
    }

    static Ncclient start() throws IOException {
        var driver = Files.createTempFile("ncclient", ".py");
        try (var script = Ncclient.class.getResourceAsStream(DRIVER)) {
            if (script == null) {
                throw new IOException("the driver of ncclient is not in this build");
            }
            Files.write(driver, script.readAllBytes());
        }
        var process =
                new ProcessBuilder(PYTHON, driver.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var peer = new Ncclient(driver, process, answers, "");
        var hello = peer.answer();
        return new Ncclient(
                driver,
                process,
                answers,
                "ncclient "
                        + hello.get("version")
                        + ", Python "
                        + hello.get("python")
                        + ": "
                        + PYTHON
                        + " "
                        + DRIVER);
    }

    String name() {
        return name;
    }

    Cost run(Hall hall, List<Hall.Member> members, Work work, String token) throws IOException {
        var devices = new ArrayList<Map<String, Object>>();
        for (var member : members) {
            devices.add(
                    Map.of(
                            "host",
                            member.address().host(),
                            "port",
                            member.address().port(),
                            "config",
                            "<config xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\">"
                                    + work.text(member, token)
                                    + "</config>"));
        }
        var order = new LinkedHashMap<String, Object>();
        order.put("user", DeviceHall.USER);
        order.put("password", hall.password());
        order.put("token", token);
        order.put("filter", work.filter());
        order.put("expect", token);
        order.put("devices", devices);
        process.getOutputStream()
                .write((JSON.writeValueAsString(order) + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        var answer = answer();
        return new Cost(
                ((Number) answer.getOrDefault("cpu", 0)).doubleValue(),
                ((Number) answer.getOrDefault("wall", 0)).doubleValue(),
                members.size());
    }

    private Map<String, Object> answer() throws IOException {
        var line = answers.readLine();
        if (line == null) {
            throw new IOException("ncclient gave up; what it said stands above");
        }
        var map = new LinkedHashMap<String, Object>();
        JSON.readTree(line)
                .properties()
                .forEach(p ->
                        map.put(
                                p.getKey(),
                                p.getValue().isNumber()
                                        ? (Object) p.getValue().doubleValue()
                                        : p.getValue().asString()));
        return map;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        Files.deleteIfExists(driver);
    }
}
