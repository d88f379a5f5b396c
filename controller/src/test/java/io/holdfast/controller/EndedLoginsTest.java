package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.access.People;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.scope.Role;
import io.holdfast.plant.TestPlant;
import java.io.IOException;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser that was left open, or taken, is shut out from elsewhere; other logins go on. */
class EndedLoginsTest {

    private static final String ENDED = "This login was ended";

    @TempDir static Path folder;
    private static OtherProvider provider;
    private static TestPlant plant;
    private static String base;
    private static OrganizationId water;
    private static Instant morning;

    @BeforeAll
    static void a_centre_whose_people_another_provider_knows() throws IOException {
        morning = Instant.now().minusSeconds(100_000);
        provider = new OtherProvider();
        var secret = Files.writeString(folder.resolve("secret"), OtherProvider.CLIENT_SECRET);
        try (var socket = new ServerSocket(0)) {
            base = "http://127.0.0.1:" + socket.getLocalPort();
        }
        plant =
                TestPlant.start(
                        folder,
                        "--spring.profiles.active=keycloak",
                        "--server.port=" + base.substring(base.lastIndexOf(':') + 1),
                        "--holdfast.url=" + base,
                        "--holdfast.identity.issuer=" + provider.issuer(),
                        "--holdfast.identity.client-secret-file=" + secret);
        water = plant.organization("Waterworks");
        member("ada", Role.NETWORK_ADMINISTRATOR, Caller.Kind.PERSON);
        member("bob", Role.OPERATOR, Caller.Kind.PERSON);
        member("nightly", Role.NETWORK_ADMINISTRATOR, Caller.Kind.CLIENT);
    }

    @AfterAll
    static void stop() {
        plant.close();
        provider.close();
    }

    private static void member(String who, Role role, Caller.Kind kind) {
        var member = new People.Member(provider.issuer(), who, kind, who, Set.of(role));
        plant.as(
                Caller.centre(water, "test"),
                () -> {
                    plant.bean(People.class).add(member);
                    return true;
                });
    }

    /** Each test has a later hour at which people logged in, and its own sessions there. */
    @BeforeEach
    void another_hour() {
        morning = morning.plusSeconds(3_600);
        provider.shown = morning;
        provider.asksOnceMore = false;
        provider.session = "";
        provider.person = "nobody";
    }

    private static Browser loggedIn(String who, String session) {
        provider.person = who;
        provider.session = session;
        var browser = new Browser(base);
        assertThat(browser.open("/nothing").body()).doesNotContain(ENDED);
        return browser;
    }

    private static Api token(String who, String session) {
        provider.session = session;
        return new Api(base, provider.token(who, c -> c.claim("azp", "holdfast-cli")));
    }

    /** The newest open login of somebody at a door. */
    private static String login(Api seenBy, String owner, String door) {
        for (var line : seenBy.get("/logins").body().path("items")) {
            if (line.path("owner").asString().equals(owner)
                    && line.path("door").asString().equals(door)
                    && line.path("open").asBoolean()) {
                return line.path("id").asString();
            }
        }
        throw new AssertionError(seenBy.get("/logins").body());
    }

    @Test
    void a_browser_is_shut_out_from_elsewhere_with_its_command_line_and_no_other_login_is() {
        try (var left = loggedIn("ada", "a1");
                var same = loggedIn("ada", "a1");
                var other = loggedIn("ada", "a2")) {
            var ofLeft = token("ada", "a1");
            assertThat(ofLeft.get("/me").status()).isEqualTo(200);
            var elsewhere = token("ada", "a2");
            var second = login(elsewhere, "ada", "DASHBOARD");
            var first =
                    plant.sql(
                            "select login_id::text from login where provider_session = 'a1' and"
                                    + " door = 'DASHBOARD'");
            assertThat(first).hasSize(2).doesNotContain(second);
            var ended = elsewhere.post("/logins/" + first.getFirst() + "/end", Map.of());
            assertThat(ended.status()).as(ended.body().toString()).isEqualTo(200);
            assertThat(ended.body().path("endedBy").asString()).isEqualTo("ada");
            assertThat(left.open("/nothing").body()).contains(ENDED);
            assertThat(same.open("/nothing").body()).contains(ENDED);
            assertThat(ofLeft.get("/me").code()).isEqualTo("LOGIN_ENDED");
            assertThat(other.open("/nothing").body()).doesNotContain(ENDED);
            assertThat(elsewhere.get("/me").status()).isEqualTo(200);
        }
        assertThat(plant.sql("select actor from audit_entry where action = 'login.end'"))
                .contains("ada");
    }

    @Test
    void being_logged_in_at_the_provider_is_not_enough_then_and_showing_it_once_more_is() {
        try (var left = loggedIn("ada", "b1")) {
            var elsewhere = token("ada", "b2");
            elsewhere.post("/logins/" + login(elsewhere, "ada", "DASHBOARD") + "/end", Map.of());
            provider.session = "b1";
            assertThat(left.open("/nothing").body()).contains(ENDED);
            var again = left.open("/nothing");
            assertThat(again.body()).as("the provider let it through unasked").contains(ENDED);
            var link = again.body().replaceAll("(?s).*href=\"(/oauth2[^\"]+)\".*", "$1");
            assertThat(left.open(link).body()).as("a provider that does not ask").contains(ENDED);
            assertThat(provider.asked).containsEntry("max_age", "30");
            provider.asksOnceMore = true;
            assertThat(left.open(link).body()).doesNotContain(ENDED);
            assertThat(left.open("/nothing").body()).doesNotContain(ENDED);
            assertThat(token("ada", "b1").get("/me").status()).isEqualTo(200);
            provider.shown = morning;
            assertThat(token("ada", "b1").get("/me").code())
                    .as("what was shown before")
                    .isEqualTo("LOGIN_ENDED");
        }
    }

    @Test
    void it_stays_ended_over_a_restart_and_where_the_provider_names_no_sessions() {
        var first = token("bob", "");
        assertThat(first.get("/me").status()).isEqualTo(200);
        assertThat(first.post("/logins/" + login(first, "bob", "REST") + "/end", Map.of()).status())
                .isEqualTo(200);
        plant.restart();
        assertThat(token("bob", "").get("/me").code()).isEqualTo("LOGIN_ENDED");
        provider.shown = morning.plusSeconds(60);
        assertThat(token("bob", "").get("/me").status()).isEqualTo(200);
    }

    @Test
    void everybody_sees_and_ends_his_own_who_administers_all_and_a_program_has_none() {
        var ada = token("ada", "d1");
        var bob = token("bob", "d2");
        ada.get("/me");
        var ofAda = login(ada, "ada", "REST");
        var mine = bob.get("/logins").body().path("items");
        assertThat(mine.findValuesAsString("owner")).isNotEmpty().containsOnly("bob");
        assertThat(mine.path(0).path("program").asString()).isEqualTo("holdfast-cli");
        assertThat(mine.path(0).path("address").asString()).isEqualTo("127.0.0.1");
        assertThat(bob.post("/logins/" + ofAda + "/end", Map.of()).status()).isEqualTo(404);
        var program =
                new Api(
                        base,
                        provider.token(
                                "nightly",
                                c -> c.claim("scope", "policy:read organization:manage")));
        var ofBob = login(program, "bob", "REST");
        assertThat(plant.sql("select distinct subject from login")).doesNotContain("nightly");
        assertThat(program.post("/logins/" + ofBob + "/end", Map.of()).status()).isEqualTo(200);
        assertThat(bob.get("/me").code()).isEqualTo("LOGIN_ENDED");
        assertThat(program.post("/logins/" + ofBob + "/end", Map.of()).status())
                .as("a second time")
                .isEqualTo(200);
    }

    @Test
    void a_token_in_a_file_does_not_lock_its_owner_out() {
        provider.shown = Instant.now();
        var ada = token("ada", "e1");
        var form =
                Map.of(
                        "name", "script",
                        "scopes", List.of("policy:read"),
                        "endsAt", Instant.now().plusSeconds(3_600).toString());
        var script = new Api(base, ada.post("/tokens", form).body().path("secret").asString());
        var login = login(ada, "ada", "REST");
        assertThat(script.post("/logins/" + login + "/end", Map.of()).code())
                .isEqualTo("INSUFFICIENT_USER_AUTHENTICATION");
        assertThat(ada.get("/me").status()).isEqualTo(200);
    }

    @Test
    void who_logs_out_may_come_back_and_who_is_taken_out_and_comes_back_logs_in_once_more() {
        try (var browser = loggedIn("bob", "f1")) {
            var asked = Map.of("name", "Cy", "roles", List.of("auditor"));
            provider.shown = Instant.now();
            var link = token("ada", "f0").post("/members", asked).body().path("invitation");
            var form = browser.open(link.asString().substring(base.length()));
            browser.fill(form, "/logout", "");
            assertThat(
                            plant.sql(
                                    "select (ended_at is not null and ended_by is null)::text"
                                            + " from login where provider_session = 'f1'"))
                    .containsExactly("true");
        }
        provider.shown = morning;
        var bob = token("bob", "f1");
        assertThat(bob.get("/me").status()).isEqualTo(200);
        provider.shown = Instant.now();
        var ada = token("ada", "f2");
        for (var member : ada.get("/members").body().path("items")) {
            if (member.path("subject").asString().equals("bob")) {
                var path = "/members/" + member.path("id").asString();
                assertThat(ada.delete(path, ada.get(path).etag()).status()).isEqualTo(204);
            }
        }
        member("bob", Role.OPERATOR, Caller.Kind.PERSON);
        assertThat(bob.get("/me").code()).isEqualTo("LOGIN_ENDED");
        assertThat(token("bob", "f1").get("/me").status()).isEqualTo(200);
    }

    private static int tells(String token) {
        var request =
                HttpRequest.newBuilder(URI.create(base + "/idp/logged-out-there"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("logout_token=" + token))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void who_is_logged_out_at_the_provider_is_logged_out_here_and_nobody_else_says_so() {
        try (var browser = loggedIn("ada", "h1")) {
            var line = token("ada", "h1");
            var other = token("ada", "h2");
            line.get("/me");
            other.get("/me");
            provider.session = "h1";
            var wrong =
                    List.of(
                            provider.forged("ada"),
                            provider.token("ada", c -> c),
                            provider.logout("ada", c -> c.audience("another")),
                            provider.logout("ada", c -> c.issuer("http://127.0.0.1:1/other")),
                            provider.logout("ada", c -> c.claim("events", Map.of("x", Map.of()))),
                            provider.logout("ada", c -> c.claim("events", null)),
                            provider.logout("ada", c -> c.claim("nonce", "n")),
                            provider.logout("ada", c -> c.claim("exp", null)),
                            provider.logout("ada", c -> c.claim("exp", 1_700_000_000L)),
                            provider.logout("ada", c -> c.subject(null)),
                            provider.logout("ada", c -> c.claim("more", "x".repeat(17_000))),
                            "no.token.atall",
                            "");
            for (var token : wrong) {
                assertThat(tells(token)).as(token).isEqualTo(400);
            }
            assertThat(line.get("/me").status()).isEqualTo(200);
            assertThat(tells(provider.logout("eve", c -> c))).as("nobody here").isEqualTo(200);
            assertThat(tells(provider.logout("ada", c -> c))).isEqualTo(200);
            assertThat(browser.open("/nothing").body()).contains(ENDED);
            assertThat(line.get("/me").code()).isEqualTo("LOGIN_ENDED");
            assertThat(other.get("/me").status()).isEqualTo(200);
            var entries =
                    "select count(*)::text from audit_entry where action = 'login.end' and actor ="
                            + " 'access'";
            var once = plant.sql(entries);
            assertThat(tells(provider.logout("ada", c -> c))).as("once more").isEqualTo(200);
            assertThat(plant.sql(entries)).isEqualTo(once);
            provider.session = "";
            assertThat(tells(provider.logout("ada", c -> c))).as("everywhere").isEqualTo(200);
            assertThat(other.get("/me").code()).isEqualTo("LOGIN_ENDED");
        }
    }

    @Test
    void in_one_browser_another_person_has_another_login() {
        try (var browser = loggedIn("ada", "i1")) {
            provider.person = "bob";
            provider.session = "i2";
            assertThat(browser.open("/oauth2/authorization/idp?again=%2F").body())
                    .doesNotContain(ENDED);
            assertThat(
                            plant.sql(
                                    "select subject || ' ' || (ended_at is null) from login where"
                                            + " provider_session in ('i1', 'i2') order by subject"))
                    .containsExactly("ada false", "bob true");
        }
    }

    /** A browser that has just come back from the provider and has asked for no page yet. */
    private static URI comesBack(HttpClient http) throws IOException, InterruptedException {
        var at = URI.create(base + "/nothing");
        do {
            var asked = HttpRequest.newBuilder(at).header("Accept", "text/html").build();
            var answer = http.send(asked, HttpResponse.BodyHandlers.discarding());
            at = at.resolve(answer.headers().firstValue("Location").orElseThrow());
        } while (!at.getPath().equals("/nothing"));
        return at;
    }

    @Test
    void many_requests_at_once_of_one_browser_or_one_token_are_one_login() throws Exception {
        provider.person = "ada";
        var api = token("ada", "g1");
        try (var http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
                var many = Executors.newFixedThreadPool(8)) {
            var page = HttpRequest.newBuilder(comesBack(http)).build();
            for (int i = 0; i < 8; i++) {
                many.execute(() -> api.get("/me"));
                many.execute(
                        () -> http.sendAsync(page, HttpResponse.BodyHandlers.discarding()).join());
            }
        }
        assertThat(
                        plant.sql(
                                "select door || count(*) from login where provider_session = 'g1'"
                                        + " group by door order by door"))
                .containsExactly("DASHBOARD1", "REST1");
    }
}
