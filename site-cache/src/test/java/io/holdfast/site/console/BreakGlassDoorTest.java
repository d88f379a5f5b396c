package io.holdfast.site.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.auditlog.witness.KeptHeads;
import io.holdfast.auditlog.witness.Witness;
import io.holdfast.core.autonomy.AutonomyBudget;
import io.holdfast.site.console.Status.Link;
import io.holdfast.sitelink.site.ConsoleAnswer;
import io.holdfast.sitelink.site.ConsoleAnswer.Why;
import io.holdfast.sitelink.site.LocalHold;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The break-glass page, as browsers and worse reach it (T5 of security.md). */
class BreakGlassDoorTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:42:16Z");
    private final List<Asking> asked = new ArrayList<>();
    private List<LocalHold> hold = List.of();
    private List<Status.Opening> openings = List.of();
    private ConsoleAnswer answer = new ConsoleAnswer.Done();
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
                NOW,
                new Link.Connected(NOW),
                1,
                41,
                NOW,
                List.of(),
                0,
                0,
                Instant.EPOCH,
                List.of(),
                "amber canal",
                List.of(),
                3,
                hold,
                openings,
                new Witness.Nothing(),
                new AutonomyBudget(NOW, List.of()),
                "");
    }

    /** Lets everybody in who asks, as far as the test wants it. */
    private ConsoleAnswer node(Asking asking) {
        asked.add(asking);
        if (answer instanceof ConsoleAnswer.Done && asking instanceof Asking.Enter enter) {
            hold =
                    List.of(
                            new LocalHold(
                                    1,
                                    "1.1",
                                    enter.person(),
                                    enter.reason(),
                                    NOW.minusSeconds(60),
                                    enter.lease(),
                                    Duration.ZERO,
                                    NOW.minusSeconds(60),
                                    Instant.MAX,
                                    List.of(
                                            new LocalHold.Entered(
                                                    enter.person(), enter.session()))));
        }
        return answer;
    }

    private String origin() {
        return "http://127.0.0.1:" + server.port();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(origin() + path));
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(e ->
                        e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private HttpRequest.Builder post(String path, Map<String, String> fields) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", origin())
                .POST(HttpRequest.BodyPublishers.ofString(form(fields)));
    }

    private static Map<String, String> entry() {
        return new TreeMap<>(
                Map.of(
                        "person", " Mara Lind ",
                        "reason", "pump 3 must run & <now>",
                        "hours", "4",
                        "code", "1-AAAA"));
    }

    private HttpResponse<String> enter() throws Exception {
        return send(post("/break-glass/enter", entry()).build());
    }

    private static String cookie(HttpResponse<String> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private static String word(String html) {
        var matcher = Pattern.compile("name=\"word\" value=\"([0-9a-f]{64})\"").matcher(html);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private HttpResponse<String> page(String cookie) throws Exception {
        return send(request("/break-glass").header("Cookie", cookie).build());
    }

    @Test
    void the_form_needs_no_script_and_asks_for_person_reason_and_code() throws Exception {
        var form = send(request("/break-glass").build());
        assertThat(form.statusCode()).isEqualTo(200);
        assertThat(form.body())
                .contains("3 codes are left", "name=\"person\"", "name=\"reason\"")
                .contains("name=\"code\"", "name=\"hours\"", "&lt;b&gt;Nord")
                .doesNotContain("<script", "onclick", "style=");
        assertThat(form.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'");
        assertThat(form.headers().firstValue("Refresh")).as("nobody types in vain").isEmpty();
    }

    @Test
    void who_shows_a_code_gets_a_cookie_for_this_page_only_and_is_sent_to_it() throws Exception {
        var entered = enter();
        assertThat(entered.statusCode()).isEqualTo(303);
        assertThat(entered.headers().firstValue("Location")).hasValue("/break-glass?lang=en");
        assertThat(entered.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("hf_ss-04=")
                .contains("HttpOnly", "SameSite=Strict", "Path=/break-glass");
        var asking = (Asking.Enter) asked.getFirst();
        assertThat(asking.person()).isEqualTo("Mara Lind");
        assertThat(asking.lease()).isEqualTo(Duration.ofHours(4));
        assertThat(asking.session())
                .isEqualTo(Sessions.digest(cookie(entered).substring("hf_ss-04=".length())));
        assertThat(page(cookie(entered)).body())
                .contains("You are in the hold as Mara Lind.", "End the hold")
                .contains("pump 3 must run &amp; &lt;now&gt;");
    }

    @Test
    void everybody_sees_on_the_board_who_holds_the_site_and_only_he_has_the_buttons()
            throws Exception {
        enter();
        assertThat(send(request("/").build()).body())
                .contains("by Mara Lind: pump 3 must run &amp; &lt;now&gt;")
                .contains("ends in 3 h 59 min at the latest")
                .doesNotContain("End the hold");
        assertThat(send(request("/break-glass").build()).body()).doesNotContain("End the hold");
        assertThat(send(request("/health").build()).body()).contains("\"person\":\"Mara Lind\"");
    }

    @Test
    void a_button_counts_only_with_the_word_of_its_session() throws Exception {
        var cookie = cookie(enter());
        var word = word(page(cookie).body());
        for (var wrong : List.of("", "0".repeat(64), word.substring(1))) {
            var refused =
                    send(
                            post("/break-glass/end", Map.of("word", wrong))
                                    .header("Cookie", cookie)
                                    .build());
            assertThat(refused.statusCode()).isEqualTo(403);
        }
        assertThat(send(post("/break-glass/end", Map.of("word", word)).build()).statusCode())
                .as("the word without the cookie")
                .isEqualTo(403);
        assertThat(asked).hasSize(1);
        var ended =
                send(
                        post("/break-glass/end", Map.of("word", word))
                                .header("Cookie", "other=1; " + cookie)
                                .build());
        assertThat(ended.statusCode()).isEqualTo(303);
        assertThat(asked.getLast()).isInstanceOf(Asking.EndHold.class);
    }

    @Test
    void a_form_of_a_foreign_page_is_not_even_read() throws Exception {
        for (var origin : List.of("http://evil.example", "null", "http://127.0.0.1:1", "")) {
            var foreign =
                    request("/break-glass/enter")
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(form(entry())));
            if (!origin.isEmpty()) {
                foreign.header("Origin", origin);
            }
            assertThat(send(foreign.build()).statusCode()).as(origin).isEqualTo(403);
        }
        var crossSite = post("/break-glass/enter", entry()).header("Sec-Fetch-Site", "cross-site");
        assertThat(send(crossSite.build()).statusCode()).isEqualTo(403);
        assertThat(asked).isEmpty();
    }

    @Test
    void cookies_of_any_shape_are_nobody() throws Exception {
        enter();
        for (var cookie :
                List.of(
                        "hf_ss-04=",
                        "hf_ss-04=" + "A".repeat(43),
                        "hf_ss-04=" + "'".repeat(43),
                        "hf_ss-05=" + "A".repeat(43),
                        "a=" + "b".repeat(5_000),
                        ";;;=;=;")) {
            var answer = page(cookie);
            assertThat(answer.statusCode()).as(cookie).isEqualTo(200);
            assertThat(answer.body()).as(cookie).doesNotContain("End the hold");
        }
    }

    @Test
    void what_is_too_large_or_no_form_is_refused_with_its_reason() throws Exception {
        var large = new TreeMap<>(entry());
        large.put("reason", "x".repeat(9_000));
        assertThat(send(post("/break-glass/enter", large).build()).statusCode()).isEqualTo(413);
        var json =
                request("/break-glass/enter")
                        .header("Origin", origin())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"));
        assertThat(send(json.build()).statusCode()).isEqualTo(415);
        for (var body :
                List.of(
                        "code=%zz",
                        "code=1&code=2", "a&b&c&d&e&f&g&h&i&j&k&l&m&n&o&p&q&r&s&t&u&v")) {
            var bad =
                    request("/break-glass/enter")
                            .header("Origin", origin())
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(body));
            assertThat(send(bad.build()).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(send(post("/break-glass/dance", Map.of()).build()).statusCode()).isEqualTo(404);
        assertThat(send(request("/break-glass/enter").build()).statusCode()).isEqualTo(404);
        var put = request("/break-glass").PUT(HttpRequest.BodyPublishers.noBody());
        assertThat(send(put.build()).statusCode()).isEqualTo(405);
        assertThat(asked).isEmpty();
    }

    @Test
    void who_sends_a_form_for_ever_keeps_nobody_from_the_board() throws Exception {
        try (var one = stalled();
                var two = stalled()) {
            var begun = System.nanoTime();
            assertThat(send(request("/").build()).statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(9));
            assertThat(one.isClosed() || two.isClosed()).isFalse();
        }
        assertThat(asked).isEmpty();
    }

    private Socket stalled() throws IOException {
        var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port());
        socket.getOutputStream()
                .write(
                        ("POST /break-glass/enter HTTP/1.1\r\nHost: 127.0.0.1:"
                                        + server.port()
                                        + "\r\nOrigin: "
                                        + origin()
                                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                        + "Content-Length: 100\r\n\r\ncode=1")
                                .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    @Test
    void a_refusal_says_why_in_both_languages_and_sets_no_cookie() throws Exception {
        answer = new ConsoleAnswer.No(Why.WRONG_CODE, NOW.plusSeconds(31));
        var refused = send(post("/break-glass/enter?lang=de", entry()).build());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body())
                .contains("Das ist kein Code dieses Standorts", "in 32 s", "role=\"alert\"")
                .contains("lang=\"de\"", "value=\"Mara Lind\"")
                .contains("value=\"pump 3 must run &amp; &lt;now&gt;\"")
                .doesNotContain("1-AAAA");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("32");
        assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
        for (var why : Why.values()) {
            answer = new ConsoleAnswer.No(why);
            for (var language : List.of("de", "en")) {
                var said = send(post("/break-glass/enter?lang=" + language, entry()).build());
                assertThat(said.statusCode()).as(why.name()).isBetween(400, 429);
            }
        }
    }

    @Test
    void where_nobody_knows_what_became_of_it_the_cookie_is_good_all_the_same() throws Exception {
        answer = new ConsoleAnswer.Unknown();
        var unknown = enter();
        assertThat(unknown.statusCode()).isEqualTo(504);
        assertThat(unknown.headers().firstValue("Set-Cookie")).isPresent();
    }

    @Test
    void who_leaves_takes_his_cookie_along() throws Exception {
        var cookie = cookie(enter());
        var word = word(page(cookie).body());
        var left =
                send(
                        post("/break-glass/leave", Map.of("word", word))
                                .header("Cookie", cookie)
                                .build());
        assertThat(left.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    }

    @Test
    void what_closes_by_itself_has_a_button_each_with_those_before_it() throws Exception {
        openings =
                List.of(
                        new Status.Opening(NOW.plusSeconds(60), List.of("vendor-a")),
                        new Status.Opening(NOW.plusSeconds(120), List.of("vendor-b")));
        assertThat(send(request("/break-glass").build()).body()).doesNotContain("vendor-a");
        var cookie = cookie(enter());
        var html = page(cookie).body();
        assertThat(html).contains("vendor-a - would close", "vendor-a, vendor-b - would close");
        var fields = Map.of("word", word(html), "end", NOW.plusSeconds(60).toString());
        var closed = send(post("/break-glass/close", fields).header("Cookie", cookie).build());
        assertThat(closed.statusCode()).isEqualTo(303);
        assertThat(asked.getLast())
                .isInstanceOfSatisfying(
                        Asking.CloseNow.class,
                        close -> assertThat(close.upTo()).isEqualTo(NOW.plusSeconds(60)));
        var never = Map.of("word", word(html), "end", "never");
        assertThat(
                        send(post("/break-glass/close", never).header("Cookie", cookie).build())
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_site_without_codes_says_so_and_has_no_form() throws Exception {
        answer = new ConsoleAnswer.No(Why.NO_CODES);
        assertThat(enter().statusCode()).isEqualTo(409);
    }
}
