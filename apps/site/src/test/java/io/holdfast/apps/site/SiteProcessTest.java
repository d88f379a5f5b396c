package io.holdfast.apps.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.Bytes;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Enrolment;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.WireJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site node as operators start and stop it: a process, its arguments, its exit code. */
class SiteProcessTest {

    private static final Pattern PAGE = Pattern.compile("status page: (http://127.0.0.1:[0-9]+/)");

    @TempDir Path folder;
    private final List<Process> started = new ArrayList<>();
    private ServerSocket silentCentre;

    @BeforeEach
    void nobodyAnswers() throws IOException {
        silentCentre = new ServerSocket(0, 4, InetAddress.ofLiteral("127.0.0.1"));
    }

    @AfterEach
    void stop() throws IOException {
        started.forEach(Process::destroyForcibly);
        silentCentre.close();
    }

    private Process site(String... words) throws IOException {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx96m", "-cp"));
        command.add(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(Site.class.getName());
        command.addAll(List.of(words));
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log-" + started.size()).toFile())
                        .start();
        started.add(process);
        return process;
    }

    private int exit(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        return process.exitValue();
    }

    private String log(int number) throws IOException {
        return Files.readString(folder.resolve("log-" + number));
    }

    private Path token() throws IOException {
        var token =
                new Enrolment.Token(
                        "https://127.0.0.1:" + silentCentre.getLocalPort(),
                        Digests.of(Bytes.utf8("ca")),
                        Digests.of(Bytes.utf8("root")),
                        new SiteIdentity("o-1", new SiteId("ww-01"), 1),
                        "c2VjcmV0",
                        Instant.parse("2099-01-01T00:00:00Z"));
        return Files.write(folder.resolve("token.json"), WireJson.write(token).toArray());
    }

    private String page(int number) throws Exception {
        for (int i = 0; i < 600; i++) {
            var matcher = PAGE.matcher(log(number));
            if (matcher.find()) {
                return matcher.group(1);
            }
            Thread.sleep(100);
        }
        throw new AssertionError(log(number));
    }

    @Test
    void a_site_that_waits_for_the_centre_shows_its_key_words_and_stops_when_told()
            throws Exception {
        var directory = folder.resolve("site").toString();
        var process =
                site("--directory", directory, "--token", token().toString(), "--status-port", "0");
        var page = page(0);
        try (var client = HttpClient.newHttpClient()) {
            var health =
                    client.send(
                            HttpRequest.newBuilder(URI.create(page + "health")).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(health.body()).contains("\"state\":\"ENROLLING\"").contains("\"words\":\"");
        }
        assertThat(log(0)).doesNotContain("c2VjcmV0");

        var second = site("--directory", directory, "--status-port", "0");
        assertThat(exit(second)).isEqualTo(3);
        assertThat(log(1)).contains("directory-held");

        process.destroy();
        assertThat(exit(process)).isEqualTo(143);
        try (var left = Files.list(Path.of(directory))) {
            assertThat(left.map(p -> p.getFileName().toString()))
                    .contains("keys", "site.db")
                    .doesNotContain("site.db-wal");
        }
    }

    @Test
    void without_a_token_a_first_start_says_what_is_missing() throws Exception {
        var process = site("--directory", folder.resolve("new").toString(), "--status-port", "0");
        assertThat(exit(process)).isEqualTo(3);
        assertThat(log(0)).contains("not-enrolled");
    }

    @Test
    void a_busy_port_is_named() throws Exception {
        var port = Integer.toString(silentCentre.getLocalPort());
        var process = site("--directory", folder.resolve("new").toString(), "--status-port", port);
        assertThat(exit(process)).isEqualTo(3);
        assertThat(log(0)).contains("port-taken").contains(port);
    }

    @Test
    void the_journal_of_a_site_that_never_ran_is_said_to_be_missing() throws Exception {
        assertThat(exit(site("journal", "--directory", folder.resolve("nowhere").toString())))
                .isEqualTo(4);
        assertThat(exit(site("--what"))).isEqualTo(2);
    }
}
