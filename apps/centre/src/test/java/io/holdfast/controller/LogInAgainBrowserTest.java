package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** With the embedded provider, in a real browser: who approves is asked to log in once more. */
@ExtendWith(LogInAgainBrowserTest.SoonTooLongAgo.class)
class LogInAgainBrowserTest extends CentreStory {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Duration RECENT = Duration.ofSeconds(30);

    /** The whole centre, where a login is soon too long ago. */
    static final class SoonTooLongAgo implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            assumeTrue(
                    Files.isExecutable(CHROMIUM),
                    "chromium is not installed; ./holdfast peers installs it");
            new EveryPageTest.WholeCentre().beforeAll(context);
            var settings = new ArrayList<>(more);
            settings.add("--holdfast.identity.recent-login=" + RECENT);
            more = List.copyOf(settings);
        }
    }

    @AfterAll
    static void as_before() {
        more = List.of();
    }

    @Test
    void an_approver_is_asked_to_log_in_again_comes_back_approves_and_logs_out() {
        enrol();
        var draft =
                water.post(
                        "/change-requests",
                        draft("First", blueprint().stream().map(CentreStory::put).toArray()));
        assertThat(water.post(path(draft) + "/submit", Map.of(), draft.etag()).status())
                .isEqualTo(200);
        try (var playwright =
                        Playwright.create(
                                new Playwright.CreateOptions()
                                        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                var browser =
                        playwright
                                .chromium()
                                .launch(
                                        new BrowserType.LaunchOptions()
                                                .setExecutablePath(CHROMIUM)
                                                .setArgs(
                                                        List.of("--no-sandbox", "--disable-gpu")));
                var context =
                        browser.newContext(
                                new Browser.NewContextOptions()
                                        .setLocale("de-DE")
                                        .setColorScheme(ColorScheme.DARK))) {
            var page = context.newPage();
            page.setDefaultTimeout(60_000);
            approves(page, base + "/changes/" + draft.body().path("id").asString());
            try (var other =
                    browser.newContext(new Browser.NewContextOptions().setLocale("de-DE"))) {
                isShutOutFrom(other.newPage(), page);
            }
        }
        assertThat(plant.sql("select actor from audit_entry where action = 'login.end'"))
                .containsExactly("bob");
        assertThat(
                        plant.sql(
                                "select outcome || ' ' || code from audit_entry where action ="
                                        + " 'change.approve' order by at, entry_id"))
                .containsExactly("REFUSED INSUFFICIENT_USER_AUTHENTICATION", "ALLOWED ");
    }

    private static void approves(Page page, String change) {
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        page.navigate(change);
        logIn(page);
        page.waitForURL("**/changes/*");
        PlaywrightAssertions.assertThat(page.locator("#approve")).isEnabled();
        page.locator("#verdict-comment textarea").fill("mit dem Plan verglichen");
        page.waitForTimeout(RECENT.toMillis() + 1_000.0);
        page.locator("#approve").click();
        PlaywrightAssertions.assertThat(page.locator("#log-in-again"))
                .hasText("Noch einmal anmelden und zurückkommen");
        picture(page, "log-in-again-dark");
        page.locator("#log-in-again").click();
        page.waitForURL("**/idp/login**");
        PlaywrightAssertions.assertThat(page.locator("input[name=username]")).hasValue("bob");
        picture(page, "login-once-more-dark");
        page.locator("input[name=password]").fill("another-long-one");
        page.locator("button[type=submit]").click();
        page.waitForURL("**/changes/*");
        PlaywrightAssertions.assertThat(page.locator("#verdict-comment textarea"))
                .hasValue("mit dem Plan verglichen");
        page.locator("#approve").click();
        page.waitForURL("**/rollouts/*");
        page.getByText("Abmelden").click();
        page.waitForURL("**/idp/login**");
        page.navigate(change);
        PlaywrightAssertions.assertThat(page.locator("input[name=password]")).isVisible();
    }

    /** Somebody left a browser open, and ends it from another one. */
    private static void isShutOutFrom(Page elsewhere, Page left) {
        logIn(left);
        PlaywrightAssertions.assertThat(left.locator("h1")).isVisible();
        elsewhere.navigate(base + "/logins");
        logIn(elsewhere);
        var end = elsewhere.getByLabel("Anmeldung von Bob beenden: Chrome, Linux 127.0.0.1");
        PlaywrightAssertions.assertThat(elsewhere.getByText("diese hier")).isVisible();
        picture(elsewhere, "logins-de");
        end.click();
        elsewhere.locator("vaadin-confirm-dialog vaadin-button[slot=confirm-button]").click();
        PlaywrightAssertions.assertThat(elsewhere.getByText(Pattern.compile("beendet .* von bob")))
                .isVisible();
        left.getByText("Standorte").first().click();
        left.waitForURL("**/idp/login**");
        elsewhere.reload();
        PlaywrightAssertions.assertThat(elsewhere.getByText("diese hier")).isVisible();
    }

    private static void logIn(Page page) {
        page.locator("input[name=username]").fill("bob");
        page.locator("input[name=password]").fill("another-long-one");
        page.locator("button[type=submit]").click();
    }

    private static void picture(Page page, String name) {
        page.waitForTimeout(600);
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", name + ".png")));
    }
}
