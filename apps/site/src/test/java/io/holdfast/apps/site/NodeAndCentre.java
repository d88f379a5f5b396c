package io.holdfast.apps.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.sitelinks.Onboarding;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestPlant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** A site node in a process of its own, enrolled at a centre that runs in this one. */
final class NodeAndCentre implements AutoCloseable {

    private static final Pattern PAGE = Pattern.compile("status page: (http://127.0.0.1:[0-9]+/)");

    private final Path directory;
    private final Path log;
    private final Process process;

    private NodeAndCentre(Path directory, Path log, Process process) {
        this.directory = directory;
        this.log = log;
        this.process = process;
    }

    /** Enrols a node and starts it. */
    static NodeAndCentre start(
            TestPlant plant, OrganizationId organization, SiteId site, Path folder)
            throws IOException {
        var issued =
                plant.as(
                        Caller.centre(organization, "test"),
                        () -> plant.bean(Onboarding.class).issueToken(site));
        var name = site + "-" + issued.incarnation();
        var file = Files.writeString(folder.resolve(name + ".token"), issued.file());
        var directory = folder.resolve(name);
        var log = folder.resolve(name + ".log");
        var words =
                List.of(
                        "--directory",
                        directory.toString(),
                        "--token",
                        file.toString(),
                        "--status-port",
                        "0",
                        "--farthest-retry",
                        "2");
        return new NodeAndCentre(directory, log, process(log, Site.class.getName(), words));
    }

    /** Another program of the test class path. */
    static Process process(Path log, String main, List<String> words) throws IOException {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx384m", "-cp"));
        command.add(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main);
        command.addAll(words);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** The same directory once more, in a new process. */
    NodeAndCentre again() throws IOException {
        var other = log.resolveSibling(log.getFileName() + ".again");
        return new NodeAndCentre(
                directory,
                other,
                process(
                        other,
                        Site.class.getName(),
                        List.of(
                                "--directory",
                                directory.toString(),
                                "--status-port",
                                "0",
                                "--farthest-retry",
                                "2")));
    }

    /** What another command prints of the node's directory. */
    String prints(String... words) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--directory", directory.toString()));
        var out = directory.resolveSibling(directory.getFileName() + ".out");
        var printing = process(out, Site.class.getName(), all);
        assertThat(printing.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(out);
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What its status page says, or its health as JSON. */
    String page(String path) {
        var matcher = PAGE.matcher(log());
        if (!matcher.find()) {
            return "";
        }
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(matcher.group(1) + path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void until(String health) {
        until(Duration.ofSeconds(90), () -> page("health").contains(health));
    }

    void until(Duration patience, BooleanSupplier so) {
        long end = System.nanoTime() + patience.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(page("health") + "\n" + log());
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** As when somebody pulls the plug. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
