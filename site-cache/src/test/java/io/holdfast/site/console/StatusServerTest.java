package io.holdfast.site.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.auditlog.Checkpoint;
import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.NoteKey;
import io.holdfast.auditlog.SignedNote;
import io.holdfast.auditlog.witness.KeptHead;
import io.holdfast.auditlog.witness.KeptHeads;
import io.holdfast.auditlog.witness.RefusedHead;
import io.holdfast.auditlog.witness.Witness;
import io.holdfast.core.autonomy.AutonomyBudget;
import io.holdfast.core.autonomy.Ending;
import io.holdfast.core.autonomy.Ending.Kind;
import io.holdfast.core.autonomy.Standing;
import io.holdfast.site.console.Status.AlarmLine;
import io.holdfast.site.console.Status.DeviceLine;
import io.holdfast.site.console.Status.DeviceState;
import io.holdfast.site.console.Status.Link;
import io.holdfast.sitelink.site.ConsoleAnswer;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusServerTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:42:16Z");
    private final AtomicReference<Status> status =
            new AtomicReference<>(board(new Link.Connected(NOW.minusSeconds(7200)), "kept"));
    private final AtomicReference<KeptHeads> heads = new AtomicReference<>(KeptHeads.NONE);
    private StatusServer server;

    private static Status board(Link link, String reason) {
        return board(link, reason, new Witness.Nothing());
    }

    private static Status board(Link link, String reason, Witness audit) {
        return new Status(
                "ss-04",
                "Substation Demo Nord",
                ZoneId.of("Europe/Berlin"),
                NOW,
                link,
                1,
                41,
                NOW.minusSeconds(5 * 86400),
                List.of(
                        new DeviceLine(
                                "fw-1", DeviceState.CONFLICT, 41, NOW.minusSeconds(3), reason),
                        new DeviceLine("sw-1", DeviceState.KEPT, 41, NOW.minusSeconds(4), "")),
                392,
                4000,
                NOW.plusSeconds(238L * 86400),
                List.of(new AlarmLine(NOW.minusSeconds(60), "DRIFT", "fw-1", "something else")),
                "amber canal fossil lantern river sparrow oak elm",
                List.of(new Status.DoorLine("syslog 514", 17, 3)),
                0,
                List.of(),
                List.of(),
                audit,
                budget(),
                "amber canal fossil lantern river sparrow");
    }

    private static AutonomyBudget budget() {
        return new Standing(
                        List.of(
                                new Standing.Dated(
                                        Kind.LINK_CERTIFICATE, "", NOW.plusSeconds(238L * 86400))),
                        Optional.empty(),
                        List.of(new Standing.HardEnd(NOW.plusSeconds(7200), List.of("vendor<1>"))),
                        Optional.of(2),
                        true,
                        new Standing.Clock.Told(Duration.ZERO),
                        new Standing.Space.NotKnown())
                .budget(NOW);
    }

    @BeforeEach
    void start() throws IOException {
        server = StatusServer.start(0, status::get, _ -> new ConsoleAnswer.Unknown(), heads::get);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
    }

    private HttpResponse<String> get(String path, String language) throws Exception {
        return send(request(path).header("Accept-Language", language).build());
    }

    @Test
    void the_board_says_how_link_devices_policy_and_journal_are() throws Exception {
        assertThat(get("/", "en").body())
                .contains("Connected to the centre since 08:42")
                .contains("2 of 2 answer")
                .contains("revision 41")
                .contains("5 d old")
                .contains("392 entries")
                .contains("Not heard since the start", "syslog 514", ">17<", ">3<")
                .contains("238 d")
                .contains("Conflict")
                .contains("3 s ago")
                .contains("amber canal fossil");
    }

    @Test
    void a_site_without_the_centre_says_since_when() throws Exception {
        status.set(board(new Link.Autonomous(NOW.minusSeconds(23400), "nobody answers"), ""));
        assertThat(get("/", "en").body())
                .contains("Autonomous since 04:12. This site runs on its own.")
                .contains("6 h 30 min, nobody answers");
    }

    @Test
    void german_is_spoken_to_who_asks_for_it_and_english_to_all_others() throws Exception {
        status.set(board(new Link.Autonomous(NOW.minusSeconds(60), ""), ""));
        assertThat(get("/", "de-AT,de;q=0.9").body())
                .contains("läuft eigenständig")
                .contains("lang=\"de\"");
        assertThat(get("/", "fr").body()).contains("runs on its own");
        assertThat(get("/", "!!;;").body()).contains("runs on its own");
        assertThat(get("/?lang=de", "en").body()).contains("läuft eigenständig");
    }

    @Test
    void both_languages_have_the_same_keys_and_the_same_places() throws Exception {
        var english = words("messages.properties");
        var german = words("messages_de.properties");
        assertThat(german.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (var key : english.stringPropertyNames()) {
            assertThat(places(german.getProperty(key)))
                    .as(key)
                    .isEqualTo(places(english.getProperty(key)));
        }
        for (var state : DeviceState.values()) {
            assertThat(english).containsKey("state." + state);
        }
    }

    private static Set<String> places(String text) {
        var places = new TreeSet<String>();
        var matcher = Pattern.compile("\\{(\\d)").matcher(text);
        while (matcher.find()) {
            places.add(matcher.group(1));
        }
        return places;
    }

    private static Properties words(String name) throws IOException {
        var properties = new Properties();
        try (var in = StatusServer.class.getResourceAsStream(name)) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }

    @Test
    void what_a_device_says_is_text_and_never_markup() throws Exception {
        status.set(board(new Link.Connected(NOW), "<script>alert('x')</script> & \"so\" \u0007"));
        var response = get("/", "en");
        assertThat(response.body())
                .doesNotContain("<script")
                .doesNotContain("style=")
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;so&quot;");
        assertThat(response.headers().firstValue("Content-Security-Policy"))
                .hasValue(
                        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
                                + " frame-ancestors 'none'");
    }

    @Test
    void health_is_json_for_automation() throws Exception {
        status.set(board(new Link.Autonomous(NOW, "say \"why\" \\ \n"), "ü"));
        var response = get("/health", "en");
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/json; charset=utf-8");
        assertThat(response.body())
                .contains("\"link\":{\"state\":\"ISLANDED\"")
                .contains("say \\\"why\\\" \\\\ \\u000a")
                .contains("\"waiting\":392")
                .contains("\"doors\":[{\"name\":\"syslog 514\",\"refused\":17,\"dropped\":3}]")
                .contains("\"slot\":\"fw-1\"");
    }

    private static KeptHead head(long size) throws GeneralSecurityException {
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var key = NoteKey.of("holdfast.audit/one", pair.getPublic());
        var head =
                new Checkpoint(key.name(), size, Digest.of(new byte[] {1}), NOW.minusSeconds(90));
        return new KeptHead(
                SignedNote.sign(head.text(), key, pair.getPrivate()).written(),
                NOW.minusSeconds(30));
    }

    @Test
    void an_auditor_copies_the_head_that_the_site_keeps_or_takes_it_along_as_a_file()
            throws Exception {
        assertThat(get("/", "en").body()).doesNotContain("audit log");
        assertThat(get("/audit-head", "en").statusCode()).isEqualTo(404);
        var older = head(41);
        var ended = head(2_077);
        var newest = head(1_234);
        var keeps =
                new Witness.Keeps(
                        "key",
                        1,
                        3,
                        newest,
                        List.of(ended),
                        List.of(
                                new RefusedHead(
                                        RefusedHead.Why.FORKED,
                                        "key",
                                        "<script>",
                                        newest.note(),
                                        NOW.minusSeconds(60),
                                        false)));
        heads.set(KeptHeads.NONE.with(older).with(newest));
        status.set(board(new Link.Connected(NOW), "", keeps));
        var root = Digest.of(new byte[] {1}).hex();
        assertThat(get("/", "en").body())
                .contains("The centre's audit log, as this site keeps it".replace("'", "&#39;"))
                .contains(">1234<", root.substring(0, 4) + " " + root.substring(4, 8))
                .contains("30 s ago", "A head of another log was refused", "FORKED");
        assertThat(get("/", "de").body()).contains("Prüfprotokoll der Zentrale", "abgewiesen");
        var file = get("/audit-head", "en");
        assertThat(file.body()).isEqualTo(newest.note());
        assertThat(file.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"holdfast-audit-head-1234.txt\"");
        assertThat(SignedNote.read(get("/audit-head?size=41", "en").body()).written())
                .isEqualTo(older.note());
        assertThat(get("/audit-head?size=2077", "en").body())
                .as("the last of a log that ended is not thinned away")
                .isEqualTo(ended.note());
        assertThat(get("/audit-head?size=42", "en").statusCode()).isEqualTo(404);
        assertThat(get("/audit-head?size=x", "en").statusCode()).isEqualTo(404);
        assertThat(get("/audit-heads", "en").body())
                .contains(
                        "\"size\":41",
                        "\"size\":1234",
                        "\"size\":2077",
                        "\"why\":\"FORKED\"",
                        root);
    }

    @Test
    void nothing_but_reading_is_answered() throws Exception {
        var post = request("/").POST(HttpRequest.BodyPublishers.ofString("x")).build();
        assertThat(send(post).statusCode()).isEqualTo(405);
        assertThat(get("/etc/passwd", "en").statusCode()).isEqualTo(404);
        assertThat(get("/console.css", "en").body()).contains(".tiles");
    }

    @Test
    void who_comes_by_a_foreign_name_is_turned_away() throws Exception {
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port())) {
            socket.getOutputStream()
                    .write(
                            "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 421").doesNotContain("ss-04");
        }
    }

    /** B-15: room for the journal and for samples is among what ends. */
    @Test
    void everything_that_ends_while_the_site_is_alone_is_on_the_board_in_both_languages()
            throws Exception {
        var english = get("/", "en").body();
        var german = get("/", "de").body();

        assertThat(english)
                .contains("What ends while this site is alone", "(in 238 d)", "(in 2 h 0 min)")
                .contains("Temporary conduit: vendor&lt;1&gt;", "2 left, each for one use")
                .contains("what proves them stays on the devices", "unknown")
                .contains("amber canal fossil lantern river sparrow");
        assertThat(english.indexOf("Temporary conduit"))
                .as("what ends first stands first")
                .isBetween(0, english.indexOf("(in 238 d)"));
        assertThat(german)
                .contains("Was endet, solange dieser Standort allein ist", "2 übrig, jeder")
                .doesNotContain("What ends");
        assertThat(get("/health", "en").body())
                .contains("\"autonomy\":{\"daysLeft\":238,\"first\":\"LINK_CERTIFICATE\"")
                .contains("\"kind\":\"JOURNAL_SPACE\",\"object\":\"\",\"loss\":\"CHANGES\"")
                .contains("\"sure\":\"UNKNOWN\",\"why\":\"NOT_TOLD\"");
    }

    @Test
    void every_end_and_every_reason_has_words_in_every_language() {
        for (var language : List.of("en", "de")) {
            var words = Words.accepting(language);
            for (var kind : Kind.values()) {
                assertThat(words.say("autonomy.kind." + kind)).isNotBlank();
            }
            for (var loss : Ending.Loss.values()) {
                assertThat(words.say("autonomy.loss." + loss)).isNotBlank();
            }
            for (var why : Ending.Why.values()) {
                assertThat(words.say("autonomy.why." + why)).isNotBlank();
            }
        }
    }

    @Test
    void whoever_sends_half_requests_keeps_nobody_else_waiting_for_ever() throws Exception {
        var halves = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 20; i++) {
                var half = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port());
                half.getOutputStream().write("GET / HTTP/1.1\r\nHost: ".getBytes(US_ASCII));
                halves.add(half);
            }

            assertThat(
                            send(request("/health").timeout(Duration.ofSeconds(60)).build())
                                    .statusCode())
                    .isEqualTo(200);
        } finally {
            for (var half : halves) {
                half.close();
            }
        }
    }
}
