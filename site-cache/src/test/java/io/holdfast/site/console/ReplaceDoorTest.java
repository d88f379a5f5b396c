package io.holdfast.site.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.auditlog.witness.KeptHeads;
import io.holdfast.auditlog.witness.Witness;
import io.holdfast.core.autonomy.AutonomyBudget;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.console.Status.Link;
import io.holdfast.sitelink.HostKey;
import io.holdfast.sitelink.site.ConsoleAnswer;
import io.holdfast.sitelink.site.ConsoleAnswer.Why;
import io.holdfast.sitelink.site.LocalHold;
import io.holdfast.sitelink.site.Replacing;
import io.holdfast.sitelink.site.Replacing.Stage;
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
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page on which a failed device is replaced (S5): who may press what, and what it shows. */
class ReplaceDoorTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final String PATH = "/break-glass/replace";
    private static final String OLD = "SHA256:" + "o".repeat(43);
    private static final String NEW = "SHA256:" + "n".repeat(43);

    private final List<Asking> asked = new ArrayList<>();
    private final String word = Sessions.newWord();
    private final String cookie = Sessions.cookie("ss-04", word).split(";", 2)[0];
    private ReplaceView view =
            new ReplaceView(
                    List.of(
                            new ReplaceView.Place(
                                    "fw-1", "10.1.99.1:830", "S<1>", "Router", OLD, 41, NOW, 42)),
                    Optional.empty(),
                    Optional.empty());
    private ConsoleAnswer answer = new ConsoleAnswer.Done();
    private StatusServer server;

    @BeforeEach
    void start() throws Exception {
        server = StatusServer.start(0, this::status, () -> view, this::node, () -> KeptHeads.NONE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ConsoleAnswer node(Asking asking) {
        asked.add(asking);
        return answer;
    }

    private Status status() {
        var hold =
                new LocalHold(
                        1,
                        "1.1",
                        "Mara Lind",
                        "fw-1 is dead",
                        NOW.minusSeconds(60),
                        Duration.ofHours(4),
                        Duration.ZERO,
                        NOW.minusSeconds(60),
                        Instant.MAX,
                        List.of(new LocalHold.Entered("Mara Lind", Sessions.digest(word))));
        return new Status(
                "ss-04",
                "Substation 4",
                ZoneOffset.UTC,
                NOW,
                new Link.Autonomous(NOW, "cut"),
                1,
                42,
                NOW,
                List.of(),
                0,
                0,
                Instant.EPOCH,
                List.of(),
                "amber canal",
                List.of(),
                2,
                List.of(hold),
                List.of(),
                new Witness.Nothing(),
                new AutonomyBudget(NOW, List.of()),
                "");
    }

    private static Replacing open(Stage stage) {
        return new Replacing(
                77,
                1,
                new DeviceSlot("fw-1"),
                "Mara Lind",
                "burnt",
                "N-7",
                NEW,
                "S<1>",
                OLD,
                "",
                stage);
    }

    private void stage(Stage stage) {
        view = new ReplaceView(view.places(), Optional.of(open(stage)), Optional.empty());
    }

    private String origin() {
        return "http://127.0.0.1:" + server.port();
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
    }

    private HttpResponse<String> page(String path, String with) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(origin() + path)).header("Cookie", with).build());
    }

    private HttpResponse<String> post(String action, String from, Map<String, String> fields)
            throws Exception {
        var body =
                fields.entrySet().stream()
                        .map(e ->
                                e.getKey()
                                        + "="
                                        + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return send(
                HttpRequest.newBuilder(URI.create(origin() + PATH + "/" + action))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", from)
                        .header("Cookie", cookie)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private Map<String, String> form(Map<String, String> more) throws Exception {
        var found =
                Pattern.compile("name=\"word\" value=\"([0-9a-f]{64})\"")
                        .matcher(page("/break-glass", cookie).body());
        assertThat(found.find()).isTrue();
        var fields = new TreeMap<>(more);
        fields.put("word", found.group(1));
        return fields;
    }

    @Test
    void it_says_what_is_known_and_escapes_what_a_device_said() throws Exception {
        var page = page(PATH + "?lang=en", cookie).body();
        assertThat(page)
                .contains("10.1.99.1:830", OLD, HostKey.words(OLD), "revision 41", ">42<")
                .contains("S&lt;1&gt;, Router")
                .doesNotContain("S<1>", "<script");
        assertThat(page(PATH + "?lang=de", cookie).body())
                .contains("Gerät ersetzen", "Seriennummer");
    }

    @Test
    void who_is_in_no_hold_sees_no_form() throws Exception {
        assertThat(page(PATH, "a=b").body())
                .contains("enter by break-glass first")
                .doesNotContain("<form");
    }

    @Test
    void the_first_person_asks_the_second_confirms_in_the_same_dialogue() throws Exception {
        var ask =
                post(
                        "ask",
                        origin(),
                        form(
                                Map.of(
                                        "slot", "fw-1",
                                        "serial", "N-7",
                                        "key", " " + NEW + " ",
                                        "reason", "burnt")));
        assertThat(ask.statusCode()).isEqualTo(303);
        assertThat(asked)
                .containsExactly(
                        new Asking.Replace(Sessions.digest(word), "fw-1", "N-7", NEW, "burnt"));

        stage(new Stage.ToConfirm());
        assertThat(page(PATH + "?lang=en", cookie).body())
                .contains(NEW, HostKey.words(NEW), OLD, "Name of the second person");
        post(
                "confirm",
                origin(),
                form(Map.of("number", "77", "person", "Jon Ek", "code", "2-ABCD")));
        assertThat(asked.getLast())
                .isInstanceOfSatisfying(
                        Asking.ConfirmReplacement.class,
                        c -> {
                            assertThat(c.number()).isEqualTo(77);
                            assertThat(c.person()).isEqualTo("Jon Ek");
                            assertThat(c.entered()).isNotEqualTo(Sessions.digest(word));
                            assertThat(c.toString()).doesNotContain("ABCD");
                        });
        post("give-up", origin(), form(Map.of("number", "77")));
        assertThat(asked.getLast())
                .isEqualTo(new Asking.GiveUpReplacement(Sessions.digest(word), 77));
    }

    @Test
    void a_refused_code_is_not_on_the_page_again_and_says_when_to_try_again() throws Exception {
        stage(new Stage.ToConfirm());
        answer = new ConsoleAnswer.No(Why.WRONG_CODE, NOW.plusSeconds(8));
        var refused =
                post(
                        "confirm",
                        origin(),
                        form(Map.of("number", "77", "person", "Jon Ek", "code", "2-SECRET")));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Retry-After")).contains("9");
        assertThat(refused.body()).contains("Jon Ek").doesNotContain("2-SECRET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ask", "confirm", "give-up", "nothing"})
    void a_button_of_a_foreign_page_or_without_the_word_of_the_session_does_nothing(String action)
            throws Exception {
        var fields = Map.of("number", "77", "person", "Jon Ek", "code", "2-A", "slot", "fw-1");
        assertThat(post(action, "http://evil.example", form(fields)).statusCode()).isEqualTo(403);
        assertThat(post(action, origin(), fields).statusCode()).isEqualTo(403);
        var wrong = form(fields);
        wrong.put("word", "0".repeat(64));
        assertThat(post(action, origin(), wrong).statusCode()).isEqualTo(403);
        assertThat(asked).isEmpty();
    }

    @Test
    void what_is_no_form_of_ours_is_refused_before_anybody_is_asked() throws Exception {
        assertThat(post("other", origin(), form(Map.of())).statusCode()).isEqualTo(404);
        assertThat(post("ask", origin(), form(Map.of("slot", "x".repeat(9_000)))).statusCode())
                .isEqualTo(413);
        assertThat(page(PATH + "/ask", cookie).statusCode()).isEqualTo(404);
        assertThat(page(PATH + "x", cookie).statusCode()).isEqualTo(404);
        assertThat(asked).isEmpty();
    }

    @Test
    void a_number_that_is_none_asks_for_nothing_that_exists() throws Exception {
        answer = new ConsoleAnswer.No(Why.NOT_ASKED);
        for (var number : List.of("", "-1", "7e2", "9".repeat(16))) {
            assertThat(post("give-up", origin(), form(Map.of("number", number))).statusCode())
                    .isEqualTo(409);
            assertThat(asked.getLast())
                    .isEqualTo(new Asking.GiveUpReplacement(Sessions.digest(word), 0));
        }
    }

    @Test
    void every_answer_and_every_stage_has_its_words_in_both_languages() throws Exception {
        for (var lang : List.of("en", "de")) {
            for (var stage :
                    List.of(
                            new Stage.Meeting(1),
                            new Stage.ToConfirm(),
                            new Stage.Examining(1),
                            new Stage.Filling("", List.of("as the old one did")))) {
                stage(stage);
                var page = page(PATH + "?lang=" + lang, cookie);
                assertThat(page.statusCode()).isEqualTo(200);
                assertThat(page.headers().firstValue("Refresh").isPresent())
                        .as("a page on which something is typed does not reload")
                        .isEqualTo(!(stage instanceof Stage.ToConfirm));
            }
            for (var code : List.of("REPLACED", "WRONG_MODEL")) {
                view =
                        new ReplaceView(
                                view.places(),
                                Optional.empty(),
                                Optional.of(
                                        new Replacing.Ended(
                                                open(new Stage.ToConfirm()), code, "a <b>")));
                assertThat(page(PATH + "?lang=" + lang, cookie).body())
                        .contains("role=\"status\"")
                        .doesNotContain("a <b>");
            }
            for (var why : Why.values()) {
                answer = new ConsoleAnswer.No(why);
                assertThat(post("ask", origin(), form(Map.of())).statusCode()).isBetween(400, 429);
            }
        }
    }
}
