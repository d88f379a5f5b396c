package io.holdfast.apps.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The whole plant with the real Keycloak: people log in there, are asked once more before they
 * approve, and work on when it does not answer any more.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeycloakPlantTest {

    private static final int PORT_BASE = 19_600;

    /** How recent a login must be at this plant; the browser is slower than that. */
    private static final Duration RECENT = Duration.ofSeconds(30);

    private static final double PATIENCE = 240_000;

    private static RunningPlant plant;
    private static Playwright playwright;
    private static Browser browser;
    private static Path pictures;
    private static BrowserContext lead;
    private static Page page;
    private static String change;

    @BeforeAll
    static void start() throws Exception {
        Chromium.mustBeInstalled();
        assumeTrue(
                Files.isReadable(Keycloak.distribution()),
                "Keycloak is not in the local Maven repository; ./holdfast peers fetches it");
        pictures = Files.createDirectories(PlantFixture.HOME.resolve("apps/lab/target/pictures"));
        var state = PlantFixture.HOME.resolve("apps/lab/target/keycloak-plant");
        Files.deleteIfExists(state.resolve("ready.json"));
        plant =
                RunningPlant.start(
                        PlantFixture.HOME,
                        state,
                        PORT_BASE,
                        List.of("--identity", "keycloak"),
                        Map.of("HOLDFAST_IDENTITY_RECENT_LOGIN", RECENT.toString()));
        playwright = Chromium.playwright();
        browser = Chromium.browser(playwright);
        lead = browser.newContext(new Browser.NewContextOptions().setLocale("en-GB"));
        page = lead.newPage();
        page.setDefaultTimeout(60_000);
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        change = proposed();
    }

    @AfterAll
    static void stop() throws Exception {
        if (playwright != null) {
            playwright.close();
        }
        if (plant != null) {
            signal("CONT");
            plant.close();
        }
    }

    /** A program proposes, as anywhere else, with a token that Keycloak gave it. */
    private static String proposed() throws Exception {
        var author = plant.program("change:propose");
        var draft =
                author.post(
                        "/change-requests",
                        PlantStory.draftJson(
                                "Reports",
                                PlantStory.conduit(
                                        "kc-reports",
                                        "it/reporting",
                                        "ot-dmz/historian",
                                        "tcp/8443")));
        assertThat(draft.status()).as(draft.body().toString()).isEqualTo(201);
        var id = draft.body().path("id").asString();
        var asked = author.post("/change-requests/" + id + "/submit", "{}", draft.etag());
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(200);
        return id;
    }

    @Test
    @Order(1)
    void an_approver_logs_in_there_is_asked_once_more_and_approves() {
        page.navigate(url("changes/" + change));
        assertThat(page.url()).startsWith(identity() + "/realms/holdfast/");
        picture("keycloak-login");
        logIn(page, "approver");
        page.waitForURL("**/changes/*");
        PlaywrightAssertions.assertThat(page.locator("#approve")).isEnabled();
        page.locator("#verdict-comment textarea").fill("compared with the plan");
        page.waitForTimeout(RECENT.toMillis() + 1_000.0);
        page.locator("#approve").click();
        PlaywrightAssertions.assertThat(page.locator("#log-in-again")).isVisible();
        picture("log-in-again");
        page.locator("#log-in-again").click();
        page.waitForURL(Pattern.compile(Pattern.quote(identity()) + ".*"));
        PlaywrightAssertions.assertThat(page.locator("input[name=password]")).isVisible();
        picture("keycloak-login-again");
        page.locator("input[name=password]").fill(account("approver").get("password"));
        page.locator("[type=submit]").first().click();
        page.waitForURL("**/changes/*");
        PlaywrightAssertions.assertThat(page.locator("#verdict-comment textarea"))
                .hasValue("compared with the plan");
        page.locator("#approve").click();
        page.waitForURL("**/rollouts/*");
    }

    @Test
    @Order(2)
    void keycloak_falls_silent_and_people_programs_and_sites_go_on() throws Exception {
        var program = plant.program("policy:read");
        assertThat(program.get("/sites").status()).isEqualTo(200);
        signal("STOP");
        PlaywrightAssertions.assertThat(page.locator(".hf-sub").getByText("Done"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
        var site = "ww-01";
        assertThat(plant.probe(site, "fw-1", "it", "10.1.10.20", "10.1.30.12", 8443))
                .as("the site carried it out")
                .isEqualTo("pass");
        assertThat(plant.get(plant.site(site).path("console").asString())).contains("WW-01");
        page.navigate(url("sites"));
        PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Sites");
        assertThat(program.get("/sites").status()).as("with the token it has").isEqualTo(200);
        try (var other = browser.newContext(new Browser.NewContextOptions().setLocale("de-DE"))) {
            var stranger = other.newPage();
            var answer = stranger.navigate(url("sites"));
            assertThat(answer.status()).isEqualTo(503);
            PlaywrightAssertions.assertThat(stranger.locator("h1"))
                    .hasText("Zurzeit kann sich niemand anmelden");
            stranger.screenshot(
                    new Page.ScreenshotOptions().setPath(pictures.resolve("provider-silent.png")));
        }
    }

    @Test
    @Order(3)
    void it_answers_again_and_who_logs_out_is_logged_out_there_too() throws Exception {
        signal("CONT");
        RunningPlant.until(
                "the login answers again",
                Duration.ofSeconds(60),
                () -> {
                    try {
                        return plant.get(identity() + "/realms/holdfast").contains("holdfast")
                                ? ""
                                : "another answer";
                    } catch (java.io.IOException | InterruptedException e) {
                        return e.toString();
                    }
                });
        page.waitForTimeout(5_500);
        var session = lead.cookies().stream().filter(c -> c.name.equals("hf_centre")).toList();
        lead.clearCookies(new BrowserContext.ClearCookiesOptions().setName("hf_centre"));
        page.navigate(url("sites"));
        PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Sites");
        try (var other = browser.newContext(new Browser.NewContextOptions().setLocale("en-GB"))) {
            other.addCookies(session);
            var left = other.newPage();
            left.navigate(url("logins"));
            PlaywrightAssertions.assertThat(left.getByText("this one")).isVisible();
            picture(left, "logins");
            page.getByText("Log out").click();
            page.waitForURL(Pattern.compile(Pattern.quote(identity()) + ".*"));
            PlaywrightAssertions.assertThat(page.locator("input[name=username]")).isVisible();
            PlaywrightAssertions.assertThat(page.locator("input[name=password]")).isVisible();
            left.navigate(url("sites"));
            PlaywrightAssertions.assertThat(left.locator("h1")).hasText("This login was ended");
            picture(left, "login-ended");
        }
    }

    private static void logIn(Page page, String role) {
        var account = account(role);
        page.locator("input[name=username]").fill(account.get("user"));
        page.locator("input[name=password]").fill(account.get("password"));
        page.locator("[type=submit]").first().click();
    }

    private static Map<String, String> account(String role) {
        for (var account : plant.ready().path("accounts")) {
            if (account.path("role").asString().equals(role)) {
                return Map.of(
                        "user", account.path("user").asString(),
                        "password", account.path("password").asString());
            }
        }
        throw new IllegalStateException("nobody is " + role);
    }

    /** To the process of Keycloak alone. */
    private static void signal(String name) throws Exception {
        var kill =
                new ProcessBuilder("kill", "-" + name, "" + plant.pid("keycloak"))
                        .inheritIO()
                        .start();
        assertThat(kill.waitFor()).isEqualTo(0);
    }

    private static String url(String path) {
        return plant.ready().path("dashboard").asString() + path;
    }

    private static String identity() {
        return plant.ready().path("identity").asString();
    }

    private static void picture(String name) {
        picture(page, name);
    }

    private static void picture(Page page, String name) {
        page.waitForTimeout(600);
        page.screenshot(new Page.ScreenshotOptions().setPath(pictures.resolve(name + ".png")));
    }
}
