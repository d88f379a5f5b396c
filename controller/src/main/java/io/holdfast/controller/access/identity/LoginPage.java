package io.holdfast.controller.access.identity;

import io.holdfast.controller.access.IdentityPages;
import jakarta.servlet.http.HttpSession;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The page where a person logs in to the embedded identity provider. No script. */
@RestController
@Profile("!keycloak")
class LoginPage {

    @GetMapping(path = "/idp/login", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> login(
            CsrfToken csrf,
            Locale locale,
            HttpSession session,
            @RequestParam(required = false) @Nullable String error,
            @RequestParam(required = false) @Nullable String wait,
            @RequestParam(required = false) @Nullable String ready) {
        var words = IdentityPages.words(locale);
        var message =
                error != null
                        ? said("lost", "alert", words.getString("login.wrong"))
                        : wait != null
                                ? said("lost", "alert", words.getString("login.wait"))
                                : ready != null
                                        ? said("ok", "status", words.getString("setup.done"))
                                        : "";
        var again = session.getAttribute(FreshLogin.AGAIN);
        var name = again == null ? "" : again.toString();
        var first = name.isEmpty() ? "" : "<p>" + words.getString("login.once-more") + "</p>";
        var form =
                """
                %s%s
                <form method="post" action="/idp/login">
                <input type="hidden" name="%s" value="%s">
                <label for="username">%s</label>
                <input id="username" name="username" value="%s" autocomplete="username" required %s maxlength="100">
                <label for="password">%s</label>
                <input id="password" name="password" type="password" autocomplete="current-password" required %s maxlength="200">
                <button type="submit">%s</button>
                </form>\
                """
                        .formatted(
                                message,
                                first,
                                HtmlUtils.htmlEscape(csrf.getParameterName()),
                                HtmlUtils.htmlEscape(csrf.getToken()),
                                words.getString("login.name"),
                                HtmlUtils.htmlEscape(name),
                                name.isEmpty() ? "autofocus" : "",
                                words.getString("login.password"),
                                name.isEmpty() ? "" : "autofocus",
                                words.getString("login.go"));
        return IdentityPages.page(locale, words.getString("login.title"), form);
    }

    private static String said(String look, String role, String sentence) {
        return "<p class=\"" + look + "\" role=\"" + role + "\">" + sentence + "</p>";
    }
}
