package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.plant.TestPlant;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The centre of an installation whose people another provider knows. The provider is silent when
 * the centre starts, and is stopped again later.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutsideProviderTest {

    @TempDir static Path folder;
    private static OtherProvider provider;
    private static TestPlant plant;
    private static String base;

    @BeforeAll
    static void a_centre_that_starts_while_the_provider_is_silent() throws IOException {
        provider = new OtherProvider();
        provider.stop();
        var secret = Files.writeString(folder.resolve("secret"), OtherProvider.CLIENT_SECRET);
        int port = freePort();
        base = "http://127.0.0.1:" + port;
        plant =
                TestPlant.start(
                        folder,
                        "--spring.profiles.active=keycloak",
                        "--server.port=" + port,
                        "--holdfast.url=" + base,
                        "--holdfast.identity.issuer=" + provider.issuer(),
                        "--holdfast.identity.client-secret-file=" + secret);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    static void stop() {
        plant.close();
        provider.close();
    }

    @Test
    @Order(1)
    void while_the_provider_is_silent_a_page_says_so_and_a_token_cannot_be_judged() {
        try (var browser = new Browser(base)) {
            var page = browser.open("/anything");
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body())
                    .contains("The identity provider does not answer.")
                    .contains("The sites run by themselves");
        }
        var unjudged = new Api(base, provider.token("ada", c -> c)).get("/sites");
        assertThat(unjudged.status()).isEqualTo(503);
        assertThat(unjudged.code()).isEqualTo("IDENTITY_PROVIDER_SILENT");
        assertThat(unjudged.raw().headers().firstValue("Retry-After")).isPresent();
        assertThat(new Api(base, "no.token.atall").get("/sites").code())
                .isEqualTo("TOKEN_NOT_VALID");
        assertThat(new Api(base, "").get("/system/health").status()).isEqualTo(200);
    }

    @Test
    @Order(2)
    void whoever_has_the_set_up_link_and_logs_in_there_is_the_first_administrator()
            throws Exception {
        provider.back();
        Thread.sleep(5_100);
        provider.person = "ada-7";
        var link = Files.readString(plant.directory().resolve("setup-link.txt")).strip();
        var path = link.substring(base.length());
        try (var browser = new Browser(base)) {
            var page = browser.open(path);
            assertThat(page.body()).contains("ada-7 by name").contains("You are the first");
            assertThat(provider.asked)
                    .containsEntry("client_id", "holdfast-dashboard")
                    .containsEntry("code_challenge_method", "S256");
            browser.fill(
                    page,
                    "/idp/setup",
                    "token=" + path.substring(path.indexOf('=') + 1) + "&organization=Waterworks");
            assertThat(browser.open(path).body()).contains("was used before");
        }
        var me = new Api(base, provider.token("ada-7", c -> c)).get("/me").body();
        assertThat(me.path("roles").path(0).asString()).isEqualTo("network-administrator");
        assertThat(me.path("name").asString()).isEqualTo("ada-7 by name");
    }

    @Test
    @Order(3)
    void who_is_invited_joins_by_logging_in_there_and_the_link_works_once() {
        var ada = new Api(base, provider.token("ada-7", c -> c));
        var invited =
                ada.post("/members", Map.of("name", "Bob", "roles", List.of("approver"))).body();
        var link = invited.path("invitation").asString("");
        assertThat(link).as(invited.toString()).contains("/idp/invitation?token=");
        var path = link.substring(base.length());
        provider.person = "bob-9";
        try (var browser = new Browser(base)) {
            var page = browser.open(path);
            assertThat(page.body()).contains("bob-9 by name");
            browser.fill(page, "/idp/invitation", "token=" + path.substring(path.indexOf('=') + 1));
        }
        var bob = new Api(base, provider.token("bob-9", c -> c));
        assertThat(bob.get("/me").body().path("roles").path(0).asString()).isEqualTo("approver");
        provider.person = "eve-1";
        try (var browser = new Browser(base)) {
            assertThat(browser.open(path).body()).contains("was used before");
        }
        assertThat(new Api(base, provider.token("eve-1", c -> c)).get("/me").code())
                .isEqualTo("NOT_A_MEMBER");
        var actions =
                plant.sql(
                        "select action from audit_entry where actor like '%bob-9' order by at,"
                                + " entry_id");
        assertThat(actions).contains("member.join");
    }

    @Test
    @Order(4)
    void a_token_that_is_not_for_us_not_from_there_or_too_old_is_refused() {
        assertThat(new Api(base, provider.forged("ada-7")).get("/me").status()).isEqualTo(401);
        assertThat(
                        new Api(base, provider.token("ada-7", c -> c.audience("another")))
                                .get("/me")
                                .status())
                .isEqualTo(401);
        assertThat(
                        new Api(base, provider.token("ada-7", c -> c.issuer("https://other")))
                                .get("/me")
                                .status())
                .isEqualTo(401);
        long now = Instant.now().getEpochSecond();
        var old = provider.token("ada-7", c -> c.claim("iat", now - 360).claim("exp", now - 60));
        assertThat(new Api(base, old).get("/me").code()).isEqualTo("TOKEN_EXPIRED");
    }

    /** What may not be done with a login, or a token, that somebody else may have taken over. */
    private static final Set<String> RISKY =
            Set.of(
                    "acceptDrift",
                    "addMember",
                    "approveChange",
                    "changeMember",
                    "confirmDecommissioning",
                    "confirmHostKey",
                    "decommissionSite",
                    "issueBreakGlassCodes",
                    "issueEnrolmentToken",
                    "makeToken",
                    "overruleSite",
                    "putAccess",
                    "putCredentialGroup",
                    "removeMember",
                    "setApprovalRules",
                    "startRotation");

    @Test
    @Order(5)
    void what_is_risky_needs_a_login_of_the_last_five_minutes_and_nothing_else_does() {
        plant.sql(
                "update membership set roles = '{NETWORK_ADMINISTRATOR,APPROVER,OPERATOR,AUDITOR}'"
                        + " where subject = 'ada-7'");
        var ids = RolesTest.nobodysIds();
        provider.shown = Instant.now().minusSeconds(301);
        var longAgo = new Api(base, provider.token("ada-7", c -> c));
        provider.shown = Instant.now().minusSeconds(120);
        var lately = new Api(base, provider.token("ada-7", c -> c));
        var refused = new TreeSet<String>();
        for (var operation : Contract.operations()) {
            var path = Contract.filled(operation, ids);
            var body = Contract.body(operation.id());
            var answer = Contract.send(longAgo, operation, path, body);
            if (answer.status() == 401) {
                refused.add(operation.id());
                assertThat(answer.code()).isEqualTo("INSUFFICIENT_USER_AUTHENTICATION");
                assertThat(answer.raw().headers().firstValue("WWW-Authenticate").orElse(""))
                        .contains("error=\"insufficient_user_authentication\"")
                        .contains("max_age=\"300\"");
                assertThat(Contract.send(lately, operation, path, body).status())
                        .as(operation.id())
                        .isNotEqualTo(401);
            }
        }
        assertThat(refused).isEqualTo(new TreeSet<>(RISKY));
        assertThat(
                        plant.sql(
                                "select distinct object_type from audit_entry where code ="
                                        + " 'INSUFFICIENT_USER_AUTHENTICATION'"))
                .contains("change", "member", "site", "device");
        var unsaid = provider.token("ada-7", c -> c.claim("auth_time", null));
        assertThat(
                        new Api(base, unsaid)
                                .post("/members", Map.of("name", "X", "roles", List.of("auditor")))
                                .code())
                .as("a provider that does not say when")
                .isEqualTo("INSUFFICIENT_USER_AUTHENTICATION");
    }

    @Test
    @Order(6)
    void who_has_to_log_in_again_is_asked_for_it_and_comes_back_to_the_same_page() {
        provider.person = "ada-7";
        try (var browser = new Browser(base)) {
            browser.open("/");
            assertThat(provider.asked).doesNotContainKey("max_age");
            var back = browser.open("/oauth2/authorization/idp?again=%2Fchanges%2F17%3Fa%3Db");
            assertThat(provider.asked).containsEntry("max_age", "30");
            assertThat(back.uri().toString()).startsWith(base + "/changes/17?a=b");
            for (var elsewhere :
                    List.of("//evil.example", "https://evil.example", "/\\evil.example")) {
                var end =
                        browser.open(
                                "/oauth2/authorization/idp?again="
                                        + URLEncoder.encode(elsewhere, StandardCharsets.UTF_8));
                assertThat(end.uri().getHost()).isEqualTo("127.0.0.1");
                assertThat(end.uri().toString()).doesNotContain("evil");
            }
        }
    }

    @Test
    @Order(7)
    void when_the_provider_goes_down_sessions_and_tokens_go_on_over_a_restart_too() {
        provider.person = "bob-9";
        try (var browser = new Browser(base)) {
            assertThat(browser.open("/api/v1/none").statusCode()).isEqualTo(401);
            browser.open("/nothing-here");
            var token = provider.token("ada-7", c -> c);
            provider.stop();
            assertThat(browser.open("/nothing-here").body())
                    .as("who was logged in still is")
                    .doesNotContain("identity provider");
            assertThat(new Api(base, token).get("/me").status()).isEqualTo(200);
            assertThat(new Api(base, provider.forged("ada-7")).get("/me").status()).isEqualTo(401);
            plant.restart();
            assertThat(new Api(base, token).get("/me").status())
                    .as("the keys were kept")
                    .isEqualTo(200);
        }
        try (var browser = new Browser(base)) {
            assertThat(browser.open("/nothing-here").statusCode()).isEqualTo(503);
        }
    }

    @Test
    @Order(8)
    void plain_http_to_a_provider_that_is_not_on_loopback_is_refused_at_start() {
        assertThatThrownBy(() ->
                        TestPlant.start(
                                folder.resolve("second"),
                                "--spring.profiles.active=keycloak",
                                "--holdfast.identity.issuer=http://192.0.2.1/realms/x",
                                "--holdfast.identity.client-secret-file="
                                        + folder.resolve("secret")))
                .hasStackTraceContaining("by plain http on loopback only");
    }
}
