package io.holdfast.site.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.auditlog.witness.KeptHeads;
import io.holdfast.auditlog.witness.Witness;
import io.holdfast.core.Bytes;
import io.holdfast.core.autonomy.AutonomyBudget;
import io.holdfast.site.console.Status.Link;
import io.holdfast.sitelink.BundleFile;
import io.holdfast.sitelink.site.ConsoleAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page for carried bundles, as browsers and worse reach it (T5 of security.md). */
class BundleDoorTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:42:16Z");
    private static final String LINE = "----WebKitFormBoundary7MA4YWxkTrZu0gW";

    private final List<Asking> asked = new ArrayList<>();
    private ConsoleAnswer answer =
            new ConsoleAnswer.Judged(1, 8, ConsoleAnswer.Judged.ACCEPTED, "");
    private volatile Slow slow = () -> {};
    private volatile Instant now = NOW;
    private StatusServer server;

    @BeforeEach
    void start() throws IOException {
        server = StatusServer.start(0, this::status, this::node, () -> KeptHeads.NONE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Status status() {
        return new Status(
                "ss-04",
                "Substation <b>Nord</b>",
                ZoneOffset.UTC,
                now,
                new Link.Autonomous(NOW, "no route"),
                1,
                7,
                NOW,
                List.of(),
                0,
                0,
                Instant.EPOCH,
                List.of(),
                "amber canal",
                List.of(),
                3,
                List.of(),
                List.of(),
                new Witness.Nothing(),
                new AutonomyBudget(NOW, List.of()),
                "");
    }

    private ConsoleAnswer node(Asking asking) {
        asked.add(asking);
        try {
            slow.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return answer;
    }

    private interface Slow {
        void call() throws Exception;
    }

    private String origin() {
        return "http://127.0.0.1:" + server.port();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(origin() + path));
    }

    static byte[] form(byte[] file) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(
                ("--"
                                + LINE
                                + "\r\nContent-Disposition: form-data; name=\"file\";"
                                + " filename=\"ss-04.bundle.json\"\r\nContent-Type:"
                                + " application/json\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes(("\r\n--" + LINE + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    private HttpRequest.Builder post(byte[] body) {
        return request("/bundle")
                .header("Content-Type", "multipart/form-data; boundary=" + LINE)
                .header("Origin", origin())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    @Test
    void a_file_is_handed_to_the_node_byte_by_byte_and_its_answer_shown() throws Exception {
        var file = new byte[] {'{', '\r', '\n', '-', '-', 0, (byte) 0xff, '}'};

        var said = send(post(form(file)));

        assertThat(said.statusCode()).isEqualTo(200);
        assertThat(said.body()).contains("Accepted: 1.8.");
        assertThat(asked).containsExactly(new Asking.BringBundle(Bytes.of(file)));
    }

    @Test
    void why_one_is_refused_is_said_with_its_code_and_as_text() throws Exception {
        answer = new ConsoleAnswer.Judged(1, 6, "STALE", "older than <1.7>");
        var said = send(post(form(new byte[] {'{', '}'})));
        assertThat(said.statusCode()).isEqualTo(422);
        assertThat(said.body()).contains("Refused (STALE): older than &lt;1.7&gt;.");

        answer = new ConsoleAnswer.Judged(1, 7, ConsoleAnswer.Judged.ALREADY_IN_FORCE, "");
        assertThat(send(post(form(new byte[] {'{', '}'}))).body()).contains("has 1.7 already");
        answer = new ConsoleAnswer.Unknown();
        assertThat(send(post(form(new byte[] {'{', '}'}))).statusCode()).isEqualTo(504);
        answer = new ConsoleAnswer.No(ConsoleAnswer.Why.NOT_ENROLLED);
        assertThat(send(post(form(new byte[] {'{', '}'}))).statusCode()).isEqualTo(409);
    }

    @Test
    void who_brings_one_bad_file_after_the_other_waits_and_sees_why() throws Exception {
        answer = new ConsoleAnswer.Judged(1, 6, "STALE", "older");
        for (int i = 0; i < 5; i++) {
            assertThat(send(post(form(new byte[] {'{', '}'}))).statusCode()).isEqualTo(422);
        }
        var large = new byte[BundleFile.LIMIT / 2];
        var waits = send(post(form(large)));
        assertThat(waits.statusCode()).isEqualTo(429);
        assertThat(waits.headers().firstValue("Retry-After")).hasValue("61");
        assertThat(waits.body()).contains("The next one is judged in 61 s");
        assertThat(asked).hasSize(5);

        now = now.plusSeconds(60);
        answer = new ConsoleAnswer.Judged(1, 8, ConsoleAnswer.Judged.ACCEPTED, "");
        assertThat(send(post(form(new byte[] {'{', '}'}))).statusCode()).isEqualTo(200);
        answer = new ConsoleAnswer.Judged(1, 6, "STALE", "older");
        now = now.plusSeconds(3601);
        assertThat(send(post(form(new byte[] {'{', '}'}))).statusCode()).isEqualTo(422);
    }

    @Test
    void while_one_is_judged_another_is_told_to_come_again() throws Exception {
        var judging = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        slow =
                () -> {
                    begun.countDown();
                    judging.await();
                };
        var first =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return send(post(form(new byte[] {'{', '}'})));
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                });
        begun.await();
        var second = send(post(form(new byte[BundleFile.LIMIT / 2])));
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.headers().firstValue("Retry-After")).hasValue("30");
        assertThat(second.body()).contains("Another bundle is being judged");
        judging.countDown();
        assertThat(first.join().statusCode()).isEqualTo(200);
        assertThat(asked).hasSize(1);
    }

    @Test
    void the_page_is_there_in_both_languages_and_without_a_script() throws Exception {
        var english = send(request("/bundle").header("Accept-Language", "en"));
        var german = send(request("/bundle?lang=de"));

        assertThat(english.body())
                .contains("Bundle by file", "type=\"file\"", "Substation &lt;b&gt;")
                .doesNotContain("<script");
        assertThat(german.body()).contains("Bündel als Datei", "Übergeben");
        assertThat(english.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "form-action 'self'");
        assertThat(send(request("/")).body()).contains("href=\"/bundle?lang=");
    }

    @Test
    void nothing_from_another_page_and_nothing_else_than_one_file_reaches_the_node()
            throws Exception {
        var good = form(new byte[] {'{', '}'});
        var text = new String(good, StandardCharsets.UTF_8);
        var other =
                request("/bundle")
                        .header("Content-Type", "multipart/form-data; boundary=" + LINE)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(good));
        assertThat(send(other.copy()).statusCode()).isEqualTo(403);
        assertThat(send(other.copy().header("Origin", "http://evil.example")).statusCode())
                .isEqualTo(403);
        assertThat(
                        send(other.copy()
                                        .header("Origin", origin())
                                        .setHeader("Content-Type", "application/json"))
                                .statusCode())
                .isEqualTo(415);
        var bad =
                List.of(
                        "",
                        "--",
                        text.substring(0, text.length() - 6),
                        text.replace("\r\n\r\n", "\r\n"),
                        text.substring(2),
                        text + "more",
                        // Two files: whoever looked at the first does not know the second.
                        text.replace("--\r\n", "\r\n") + text,
                        "--" + LINE + "\r\n" + "x".repeat(5000) + "\r\n\r\n\r\n--" + LINE + "--");
        for (var body : bad) {
            assertThat(send(post(body.getBytes(StandardCharsets.UTF_8))).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        var large = send(post(form(new byte[BundleFile.LIMIT + 8192])));
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("larger than any bundle", "Bundle by file");
        assertThat(send(request("/bundle").DELETE().header("Origin", origin())).statusCode())
                .isEqualTo(405);
        assertThat(asked).isEmpty();
    }
}
