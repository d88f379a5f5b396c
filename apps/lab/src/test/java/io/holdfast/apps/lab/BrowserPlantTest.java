package io.holdfast.apps.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The main job as people do it: in a real browser, one proposes, another approves, both watch. */
class BrowserPlantTest {

    private static final double PATIENCE = 240_000;

    private static RunningPlant plant;
    private static Playwright playwright;
    private static Browser browser;
    private static Path pictures;

    @BeforeAll
    static void start() throws Exception {
        Chromium.mustBeInstalled();
        PlantStory.start();
        plant = PlantFixture.plant();
        pictures = Files.createDirectories(PlantFixture.HOME.resolve("apps/lab/target/pictures"));
        playwright = Chromium.playwright();
        browser = Chromium.browser(playwright);
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @Test
    void one_person_proposes_another_approves_and_every_device_keeps_it() throws Exception {
        String review;
        try (var context = context("en-GB")) {
            var page = logIn(context, "network-administrator");
            picture(page, "sites");
            accessible(page);
            page.navigate(
                    url("policy/may-it-pass?from=ot%2Fscada&to=ot-dmz%2Fhistorian&port=4840"));
            PlaywrightAssertions.assertThat(page.locator(".hf-verdict")).hasText("Yes");
            picture(page, "may-it-pass");
            accessible(page);
            page.navigate(url("credentials"));
            PlaywrightAssertions.assertThat(page.getByText("never replaced").first()).isVisible();
            picture(page, "credentials");
            accessible(page);
            page.navigate(url("policy/matrix"));
            PlaywrightAssertions.assertThat(page.locator("table.hf-matrix")).isVisible();
            picture(page, "matrix");
            accessible(page);

            page.navigate(url("policy/conduits/new?from=it%2Freporting&to=ot-dmz%2Fhistorian"));
            page.locator("#propose").click();
            PlaywrightAssertions.assertThat(page.getByText("This field is needed.").first())
                    .isVisible();
            picture(page, "conduit-incomplete");
            fill(page, "#conduit-name", "Reports read process values");
            fill(page, "#conduit-services", "tcp/8443");
            fill(page, "#conduit-because", "Monthly report to the authority");
            fill(page, "#conduit-owner", "it-operations");
            page.locator("#propose").click();
            page.waitForURL("**/changes/*");
            PlaywrightAssertions.assertThat(page.getByText("possible").first()).isVisible();
            PlaywrightAssertions.assertThat(page.getByText("tcp/8443").first()).isVisible();
            picture(page, "change");
            page.locator("#submit").click();
            PlaywrightAssertions.assertThat(page.getByText("Someone else must approve it."))
                    .isVisible();
            PlaywrightAssertions.assertThat(page.locator("#approve")).isDisabled();
            accessible(page);
            review = page.url();
        }
        try (var context = context("en-GB")) {
            var page = logIn(context, "approver");
            page.navigate(review);
            picture(page, "change-approver");
            page.locator("#approve").click();
            page.waitForURL("**/rollouts/*");
            picture(page, "rollout-running");
            PlaywrightAssertions.assertThat(page.locator(".hf-sub").getByText("Done"))
                    .isVisible(
                            new com.microsoft.playwright.assertions.LocatorAssertions
                                            .IsVisibleOptions()
                                    .setTimeout(PATIENCE));
            picture(page, "rollout");
            accessible(page);
        }
        for (var site : List.of("ww-01", "ss-04", "cl-03")) {
            assertThat(plant.probe(site, "fw-1", "it", reporting(site), historian(site), 8443))
                    .as("asked at the device itself, at " + site)
                    .isEqualTo("pass");
            assertThat(plant.probe(site, "fw-1", "it", reporting(site), historian(site), 8444))
                    .isEqualTo("drop");
        }
    }

    private static String reporting(String site) {
        return PlantStory.group(site, "it", "reporting", false);
    }

    private static String historian(String site) {
        return PlantStory.group(site, "ot-dmz", "historian", false);
    }

    @Test
    void the_pages_read_in_german_in_the_dark_and_on_a_narrow_screen() {
        try (var context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setLocale("de-DE")
                                .setColorScheme(ColorScheme.LIGHT)
                                .setViewportSize(1440, 900))) {
            var page = logIn(context, "network-administrator");
            PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Standorte");
            picture(page, "sites-de");
            reads(page, "Verbindung", "Delivered");
            assertThat(light(page)).as("light before").isGreaterThan(200);
            page.getByText("Hell oder dunkel").click();
            page.waitForFunction(LIGHT + " < 60");
            picture(page, "sites-dark");
            page.navigate(url("devices"));
            PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Geräte");
            assertThat(light(page)).as("still dark on the next page").isLessThan(60);
            reads(page, "Seriennummer", "Serial");
            picture(page, "devices-dark");
        }
        try (var context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setLocale("en-GB")
                                .setViewportSize(420, 900))) {
            var page = logIn(context, "network-administrator");
            for (var route : List.of("sites", "policy/matrix", "topology/ww-01")) {
                page.navigate(url(route));
                PlaywrightAssertions.assertThat(page.locator("h1")).isVisible();
                assertThat(page.evaluate("document.documentElement.scrollWidth"))
                        .as(route + " is no wider than the screen")
                        .isEqualTo(420);
                picture(page, route.replaceFirst("policy/|/.*", "") + "-narrow");
            }
        }
    }

    private static final String ROWS = "document.querySelectorAll('hf-matrix tbody tr').length";

    /** How light the page's ground is: 0 to 255. */
    private static final String LIGHT =
            "(([r, g, b]) => (r + g + b) / 3)(getComputedStyle(document.body)"
                    + ".backgroundColor.match(/\\d+/g).map(Number))";

    private static double light(Page page) {
        return ((Number) page.evaluate(LIGHT)).doubleValue();
    }

    /** A page in German says the one and not the other, and no word is missing. */
    private static void reads(Page page, String german, String english) {
        PlaywrightAssertions.assertThat(page.getByText(german).first()).isVisible();
        assertThat(page.locator("body").innerText())
                .doesNotContain(english)
                .doesNotContain("!{")
                .doesNotContainPattern("![a-z]+[.][a-z.-]+!");
    }

    @Test
    void alarms_teach_when_there_is_none_and_a_device_says_who_told_what_and_when()
            throws InterruptedException {
        try (var context = context("en-GB")) {
            var page = logIn(context, "operator");
            page.navigate(url("alarms"));
            PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Alarms");
            PlaywrightAssertions.assertThat(page.locator(".hf-empty"))
                    .containsText("Nothing is out of line");
            picture(page, "alarms");
            accessible(page);
            page.navigate(url("devices"));
            page.locator("a[href='devices/ww-01/fw-1']").click();
            PlaywrightAssertions.assertThat(page.getByText("device, by SNMP").first()).isVisible();
            PlaywrightAssertions.assertThat(page.getByText("site plan").first()).isVisible();
            PlaywrightAssertions.assertThat(page.getByText("Configuration archive")).isVisible();
            picture(page, "device");
            accessible(page);
            RunningPlant.until(
                    "the site told of its links",
                    Duration.ofMinutes(4),
                    () -> {
                        page.navigate(url("topology/ww-01"));
                        PlaywrightAssertions.assertThat(page.locator("h1"))
                                .hasText("Topology of WW-01");
                        return page.getByText("as planned").count() > 0 ? "" : "no link yet";
                    });
            PlaywrightAssertions.assertThat(page.locator("svg.hf-topology")).isVisible();
            PlaywrightAssertions.assertThat(page.getByText("as planned").first()).isVisible();
            picture(page, "topology");
            accessible(page);
            page.navigate(url("policy/conduit-uses"));
            PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Use of conduits");
            picture(page, "conduit-uses");
            accessible(page);
        }
    }

    @Test
    void who_edits_the_policy_sees_what_it_would_do_before_anything_is_stored() {
        try (var context = context("en-GB")) {
            var page = logIn(context, "network-administrator");
            page.navigate(url("policy/matrix"));
            page.locator("hf-matrix td[tabindex]").focus();
            page.keyboard().press("Control+Home");
            page.keyboard().press("ArrowDown");
            page.keyboard().press("ArrowRight");
            page.keyboard().press("ArrowRight");
            page.keyboard().press("ArrowRight");
            page.keyboard().press("Enter");
            PlaywrightAssertions.assertThat(page.locator(".hf-side h2").first())
                    .hasText("it to ot-dmz");
            page.waitForFunction("document.activeElement.closest('.hf-side') !== null");
            page.keyboard().press("Escape");
            PlaywrightAssertions.assertThat(page.locator("hf-matrix td:focus"))
                    .hasAttribute(
                            "aria-label",
                            java.util.regex.Pattern.compile("From it to ot-dmz: limited.*"));
            var all = page.evaluate(ROWS);
            page.locator("#matrix-filter input").focus();
            page.keyboard().type("ot-dmz");
            page.waitForFunction(ROWS + " < " + all);
            assertThat(page.evaluate("document.activeElement.closest('#matrix-filter') !== null"))
                    .as("who types in the filter is still in it")
                    .isEqualTo(true);
            page.keyboard().press("Control+A");
            page.keyboard().press("Delete");
            page.waitForFunction(ROWS + " == " + all);
            page.locator("hf-matrix td[tabindex]").focus();
            page.keyboard().press("Control+Home");
            page.keyboard().press("ArrowRight");
            assertThat(page.evaluate("document.activeElement.cellIndex"))
                    .as("one key, one cell, however often the filter was used")
                    .isEqualTo(2);
            page.locator("#matrix-form").click();
            PlaywrightAssertions.assertThat(page.locator("table.hf-table").first()).isVisible();
            accessible(page);

            page.navigate(url("policy/conduits/new?conduit=historian-read"));
            page.locator("#what-if").click();
            PlaywrightAssertions.assertThat(page.getByText("Proved: nothing stands").first())
                    .isVisible();
            picture(page, "conduit-what-if");
            accessible(page);
            page.navigate(url("policy/plan-device?site=ww-01&slot=sw-1"));
            fill(page, "#device-address", "10.1.10.2");
            page.locator("#what-if").click();
            PlaywrightAssertions.assertThat(page.locator("#device-address[invalid]")).isVisible();
            accessible(page);
            for (var route : List.of("zones", "zone?zone=it", "plan/ww-01", "findings", "import")) {
                page.navigate(url("policy/" + route));
                PlaywrightAssertions.assertThat(page.locator("h1")).isVisible();
                accessible(page);
            }
            for (var route :
                    List.of("windows/ww-01", "drift", "approval-rules", "notices", "audit")) {
                page.navigate(url(route));
                PlaywrightAssertions.assertThat(page.locator("h1")).isVisible();
                accessible(page);
            }
            page.navigate(url("policy/certificate/ww-01"));
            PlaywrightAssertions.assertThat(page.locator(".hf-verdict")).isVisible();
            accessible(page);
            var file = page.waitForDownload(() -> page.locator("#download").click());
            assertThat(file.suggestedFilename()).startsWith("ww-01-revision-").endsWith(".json");
        }
    }

    @Test
    void a_wrong_password_says_so_and_tells_nothing_else() {
        try (var context = context("en-GB")) {
            var page = context.newPage();
            var wrong = refusedLogin(page, account("network-administrator").orElseThrow());
            assertThat(wrong).contains("User name or password is wrong.");
            picture(page, "login-refused");
            assertThat(refusedLogin(page, Map.of("user", "nobody-of-that-name")))
                    .as("nobody learns which names there are")
                    .isEqualTo(wrong);
        }
    }

    private static String refusedLogin(Page page, Map<String, String> account) {
        page.navigate(url("sites"));
        page.locator("input[name=username]").fill(account.getOrDefault("user", ""));
        page.locator("input[name=password]").fill("not-the-password");
        page.locator("button[type=submit], input[type=submit]").first().click();
        page.waitForURL("**/login?error");
        return page.locator("body").innerText();
    }

    private static BrowserContext context(String locale) {
        return browser.newContext(
                new Browser.NewContextOptions().setLocale(locale).setViewportSize(1440, 900));
    }

    private static String url(String path) {
        return plant.ready().path("dashboard").asString() + path;
    }

    private static Page logIn(BrowserContext context, String role) {
        var account = account(role).orElseThrow();
        var page = context.newPage();
        page.setDefaultTimeout(60_000);
        page.navigate(url("sites"));
        page.locator("input[name=username]").fill(account.get("user"));
        page.locator("input[name=password]").fill(account.get("password"));
        picture(page, "login");
        page.locator("button[type=submit], input[type=submit]").first().click();
        page.waitForURL("**/sites*");
        PlaywrightAssertions.assertThat(page.locator("h1").first()).isVisible();
        return page;
    }

    private static Optional<Map<String, String>> account(String role) {
        for (var account : plant.ready().path("accounts")) {
            if (account.path("role").asString().equals(role)) {
                var found = new TreeMap<String, String>();
                found.put("user", account.path("user").asString());
                found.put("password", account.path("password").asString());
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static void fill(Page page, String field, String text) {
        Locator input = page.locator(field + " input, " + field + " textarea").first();
        input.fill(text);
        input.press("Tab");
    }

    private static void picture(Page page, String name) {
        page.waitForTimeout(600);
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(pictures.resolve(name + ".png"))
                        .setFullPage(true));
    }

    /** WCAG 2.2 A and AA by axe; Vaadin's own inner parts are Vaadin's. */
    private static void accessible(Page page) {
        var found =
                new AxeBuilder(page)
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"))
                        .analyze()
                        .getViolations();
        assertThat(found)
                .as("axe at " + page.url())
                .allSatisfy(v ->
                        assertThat(v.getImpact())
                                .as(v.getId() + ": " + v.getNodes().getFirst().getHtml())
                                .isNotIn("critical", "serious"));
    }
}
